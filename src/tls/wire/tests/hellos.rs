//! Hellos octet by octet, and what is to be minded so that old servers understand them.

use super::super::{ClientHello, KeyShare, Ssl2ClientHello};
use super::samples::{extensions, message_of, octets, tls_hello};

/// The octets of a hello without what is random, and with every random place as zeroes.
fn masked(hello: &ClientHello, random: &[std::ops::Range<usize>]) -> Vec<u8> {
    let (mut sent, other) = (hello.octets(), hello.octets());
    for place in random {
        assert_ne!(sent[place.clone()], other[place.clone()], "new each time");
        sent[place.clone()].fill(0);
    }
    sent
}

/// Where the random value stands, and where TLS 1.3 has a session id.
const RANDOM: std::ops::Range<usize> = 11..43;
const SESSION: std::ops::Range<usize> = 44..76;

#[test]
fn each_version_is_written_as_its_specification_says() {
    let zeroes = "00".repeat(32);
    let nothing = ClientHello::new(0x0301);
    let rows = [
        (
            "SSL 3.0 has no extensions",
            ClientHello {
                suites: vec![0x000a, 0x0005],
                server_name: Some("mx".to_owned()),
                groups: vec![23],
                curious: true,
                padded_to: 600,
                ..ClientHello::new(0x0300)
            },
            format!("16 0300 0031 01 00002d 0300 {zeroes} 00 0006 000a000500ff 01 00"),
        ),
        (
            "TLS 1.0 names no schemes",
            ClientHello {
                suites: vec![0xc013],
                server_name: Some("mx".to_owned()),
                groups: vec![23],
                schemes: vec![0x0401],
                ..nothing
            },
            format!(
                "16 0301 004a 01 000046 0301 {zeroes} 00 0004 c01300ff 01 00 0019 \
                 0000 0007 0005 00 0002 6d78 000a 0004 0002 0017 000b 0002 01 00"
            ),
        ),
        (
            "TLS 1.1 with nothing but a suite",
            ClientHello {
                suites: vec![0x002f, 0x5600, 0x00ff],
                ..ClientHello::new(0x0302)
            },
            format!("16 0301 0031 01 00002d 0302 {zeroes} 00 0006 002f560000ff 01 00"),
        ),
        (
            "TLS 1.2 with whatever there is",
            ClientHello {
                suites: vec![0xc030],
                compressions: vec![1],
                groups: vec![29],
                schemes: vec![0x0804, 0x0201],
                status_request: true,
                curious: true,
                protocols: vec![b"smtp".to_vec()],
                ..ClientHello::new(0x0303)
            },
            format!(
                "16 0301 006f 01 00006b 0303 {zeroes} 00 0004 c03000ff 02 0100 003d \
                 0017 0000 0016 0000 0023 0000 000f 0001 02 0005 0005 01 0000 0000 \
                 0010 0007 0005 04 736d7470 000a 0004 0002 001d 000b 0002 01 00 \
                 000d 0006 0004 0804 0201"
            ),
        ),
        (
            "TLS 1.3 or 1.2 without a key share",
            ClientHello {
                min_version: 0x0303,
                suites: vec![0x1302],
                groups: vec![0x11ec, 0x001d],
                schemes: vec![0x0403],
                ..ClientHello::new(0x0304)
            },
            format!(
                "16 0301 007e 01 00007a 0303 {zeroes} 20 {zeroes} 0004 130200ff 01 00 002d \
                 000a 0006 0004 11ec 001d 000b 0002 01 00 000d 0004 0002 0403 \
                 0033 0002 0000 002d 0002 01 01 002b 0005 04 0304 0303"
            ),
        ),
    ];
    for (what, hello, expected) in rows {
        let random = match hello.max_version {
            0x0304 => vec![RANDOM, SESSION],
            _ => vec![RANDOM],
        };
        assert_eq!(masked(&hello, &random), octets(&expected), "{what}");
    }
}

#[test]
fn a_key_share_is_for_x25519_and_random() {
    let hello = ClientHello {
        suites: vec![0x1301],
        groups: vec![29],
        key_share: KeyShare::X25519,
        ..ClientHello::new(0x0304)
    };
    let share = |hello: &ClientHello| {
        let found = extensions(&message_of(&hello.octets()));
        let share = found.into_iter().find(|(number, _)| *number == 51);
        share.expect("a key share").1
    };
    let (one, next) = (share(&hello), share(&hello));
    assert_eq!(one[..6], [0, 36, 0, 29, 0, 32]);
    assert_eq!(one.len(), 38);
    assert_ne!(one, next);
}

#[test]
fn a_share_of_a_group_that_nobody_knows_is_offered_with_its_group() {
    let hello = ClientHello {
        suites: vec![0x1301],
        groups: vec![29],
        key_share: KeyShare::Grease,
        ..ClientHello::new(0x0304)
    };
    let found = extensions(&message_of(&hello.octets()));
    let content = |wanted| {
        let mut found = found.iter();
        let (_, content) = found.find(|(number, _)| *number == wanted)?;
        Some(content.as_slice())
    };
    assert_eq!(content(51), Some(&[0, 5, 0x0a, 0x0a, 0, 1, 0][..]));
    assert_eq!(content(10), Some(&[0, 4, 0x0a, 0x0a, 0, 29][..]));
    let old = ClientHello {
        max_version: 0x0303,
        ..hello
    };
    let found = extensions(&message_of(&old.octets()));
    assert!(
        found.contains(&(10, vec![0, 2, 0, 29])),
        "no share below TLS 1.3"
    );
}

#[test]
fn ssl_2_0_has_a_hello_of_its_own() {
    let hello = Ssl2ClientHello {
        kinds: vec![0x010080, 0x0700c0],
    };
    let (sent, other) = (hello.octets(), hello.octets());
    let fixed = octets("801f 01 0002 0006 0000 0010 010080 0700c0");
    assert_eq!(sent[..fixed.len()], fixed);
    assert_eq!(sent.len(), fixed.len() + 16);
    assert_ne!(sent, other, "a new challenge each time");
    let many = Ssl2ClientHello {
        kinds: vec![0; 100_000],
    };
    assert!(many.octets().len() < 1 << 15);
}

#[test]
fn lengths_that_old_servers_choke_on_are_padded_over() {
    for version in [0x0301, 0x0303, 0x0304] {
        for padded_to in [0, 200, 300, 512, 522, 1000, 4096] {
            for count in 0..300 {
                let hello = ClientHello {
                    suites: vec![0x002f; count],
                    server_name: count.is_multiple_of(2).then(|| "mx".to_owned()),
                    curious: count.is_multiple_of(3),
                    padded_to,
                    ..ClientHello::new(version)
                };
                let message = message_of(&hello.octets());
                let length = message.len();
                let context = format!("{version:04x} {padded_to} {count}: {length}");
                assert!(length >= padded_to, "{context}");
                assert!(!(256..512).contains(&length), "{context}");
                assert!(![10, 14].contains(&(length % 256)), "{context}");
                let found = extensions(&message);
                if let Some((_, content)) = found.last() {
                    assert!(!content.is_empty(), "{context}");
                }
            }
        }
    }
    let small = ClientHello::new(0x0303);
    assert_eq!(
        message_of(&small.octets()).len(),
        45,
        "none where none is needed"
    );
}

#[test]
fn whatever_numbers_are_given_come_through_in_their_order() {
    // Values that nobody knows among them (RFC 8701).
    let hello = ClientHello {
        min_version: 0x0301,
        suites: vec![0x0a0a, 0x1301, 0xc02f, 0x00ff, 0xfefe],
        compressions: vec![64, 1, 0],
        server_name: Some("mx.lab.test".to_owned()),
        groups: vec![0x1a1a, 0x6399, 29],
        schemes: vec![0x2a2a, 0xfdff, 0x0804],
        key_share: KeyShare::X25519,
        status_request: true,
        curious: true,
        protocols: vec![vec![0x0a, 0x0a], b"smtp".to_vec()],
        ..ClientHello::new(0x0304)
    };
    assert_eq!(tls_hello(&hello.octets()), hello);
}

#[test]
fn long_lists_go_over_several_records_and_no_list_overflows() {
    let hello = ClientHello {
        suites: (0x1000..0xb000).collect(),
        compressions: vec![1; 300],
        groups: vec![7; 40_000],
        schemes: vec![8; 40_000],
        server_name: Some("a".repeat(70_000)),
        protocols: vec![vec![9; 300]; 300],
        padded_to: 1 << 20,
        ..ClientHello::new(0x0304)
    };
    let sent = hello.octets();
    let read = tls_hello(&sent);
    assert!(read.groups.len() > 1000 && read.schemes.len() > 1000);
    assert!(read.suites.len() == 32_767 && read.suites.ends_with(&[0x00ff]));
    assert!(hello.suites.starts_with(&read.suites[..200]));
    let mut rest = &sent[..];
    let mut records = 0;
    while let [22, 3, 1, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        assert!((1..=1 << 14).contains(&length), "{length}");
        rest = &after[length..];
        records += 1;
    }
    assert!(rest.is_empty() && records > 4);
}
