//! What the signature over an answer says, where it holds: its time, and the wildcard that it was made over.

use super::records::{expanded_from, rrsig};
use crate::dns::Signed;
use hickory_resolver::proto::dnssec::Proof;
use hickory_resolver::proto::rr::{Name, Record, RecordType};

/// The signature that hickory found to hold over these records, at a moment in seconds since 1970.
pub(super) fn signature(
    answers: &[Record],
    name: &Name,
    record_type: RecordType,
    now: u32,
) -> Option<Signed> {
    let covers = |record: &&Record| {
        let signature = rrsig(record);
        signature.is_some_and(|it| it.input().type_covered == record_type) && record.name == *name
    };
    let all = || answers.iter().filter(covers);
    // hickory looks no further than to the first that holds.
    let record = all().find(|record| record.proof == Proof::Secure)?;
    let input = rrsig(record)?.input();
    Some(Signed {
        wildcard: expanded_from(record).map(|labels| wildcard(name, labels)),
        inception: near(input.sig_inception.get(), now),
        expiration: near(input.sig_expiration.get(), now),
        is_one_of_several: all().count() > 1,
    })
}

/// The wildcard with so many labels behind its asterisk (RFC 4035 §5.3.2).
fn wildcard(name: &Name, labels: u8) -> String {
    let closest = name.trim_to(usize::from(labels)).to_ascii();
    match closest.trim_end_matches('.') {
        "" => "*".to_owned(),
        closest => format!("*.{closest}"),
    }
}

/// The moment that these 32 bits mean: the one within 68 years (RFC 4034 §3.1.5).
fn near(moment: u32, now: u32) -> i64 {
    i64::from(now) + i64::from(moment.wrapping_sub(now).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d93_moments_are_those_within_68_years() {
        for (moment, now, expected) in [
            (1_000, 900, 1_000),
            (900, 1_000, 900),
            // In February 2106 the count begins anew.
            (5, u32::MAX - 4, i64::from(u32::MAX) + 6),
            (u32::MAX - 4, 5, -5),
        ] {
            assert_eq!(near(moment, now), expected, "{moment} at {now}");
        }
    }

    #[test]
    fn d92_a_wildcard_stands_above_as_many_labels_as_were_signed() {
        let name = Name::from_ascii("_25._tcp.mx.example.com.").expect("a name");
        for (labels, expected) in [
            (4, "*._tcp.mx.example.com"),
            (3, "*.mx.example.com"),
            (0, "*"),
        ] {
            assert_eq!(wildcard(&name, labels), expected);
        }
    }
}
