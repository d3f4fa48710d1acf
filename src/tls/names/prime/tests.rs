//! The digests of the table against whole primes.

use super::*;
use crate::tls::names::group;
use std::collections::BTreeSet;

/// One or more primes of each family, in full.
const WHOLE: &str = include_str!("../../../../tests/fixtures/tls/primes.txt");

fn octets(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("digits");
            u8::from_str_radix(pair, 16).expect(digits)
        })
        .collect()
}

fn whole() -> impl Iterator<Item = (Vec<u8>, &'static str)> {
    let lines = WHOLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (digits, name) = line.split_once(' ').expect(line);
        (octets(digits), name)
    })
}

#[test]
fn whole_primes_are_recognised() {
    let mut origins = Vec::new();
    for (p, name) in whole() {
        let prime = well_known_prime(&p).unwrap_or_else(|| panic!("{name} is not recognised"));
        assert_eq!(prime.name, name);
        let unused = p.first().expect("is not empty").leading_zeros();
        let bits = u32::try_from(p.len() * 8).expect("is short") - unused;
        assert_eq!(u32::from(prime.bits), bits, "{name}");
        origins.push(std::mem::discriminant(&prime.origin));
        let padded = [&[0, 0], p.as_slice()].concat();
        assert_eq!(well_known_prime(&padded), Some(prime));
    }
    for origin in [
        PrimeOrigin::Ffdhe(0),
        PrimeOrigin::Modp,
        PrimeOrigin::Subgroup,
        PrimeOrigin::Software,
        PrimeOrigin::NotPrime,
    ] {
        assert!(
            origins.contains(&std::mem::discriminant(&origin)),
            "{origin:?}"
        );
    }
}

#[test]
fn a_prime_of_ones_own_is_not_known() {
    for (mut p, name) in whole() {
        *p.last_mut().expect("is not empty") ^= 2;
        assert_eq!(well_known_prime(&p), None, "{name}");
    }
    for p in [&[][..], &[0], &[0, 0], &[2]] {
        assert_eq!(well_known_prime(p), None);
    }
}

#[test]
fn the_table_is_consistent() {
    let digests: BTreeSet<_> = PRIMES.iter().map(|prime| prime.sha256).collect();
    assert_eq!(digests.len(), PRIMES.len());
    for prime in PRIMES {
        let name = prime.name;
        let is_digit = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
        assert!(
            prime.sha256.len() == 64 && prime.sha256.bytes().all(is_digit),
            "{name}"
        );
        assert_eq!(prime.bits % 256, 0, "{name}");
        if let PrimeOrigin::Ffdhe(code_point) = prime.origin {
            let group = group(code_point).expect(name);
            assert!(name.starts_with(group.name), "{name}");
            assert!(group.name.ends_with(&prime.bits.to_string()), "{name}");
        }
    }
}
