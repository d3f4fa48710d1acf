//! What the hellos of the questions offer.

use super::ask::{nameless, session};
use crate::probe::inquiry::Question;
use crate::probe::{Observation, inquiry};
use crate::tls::TlsFault;
use crate::tls::wire::{ClientHello, Hello, ServerFlight, ServerKeyExchange};

fn hello(question: Question, session: &Observation) -> ClientHello {
    match question.hello(session) {
        Hello::Tls(hello) => hello,
        Hello::Ssl2(_) => panic!("SSL 2.0"),
    }
}

#[test]
fn the_hellos_offer_what_they_are_to_find_out() {
    let session = session(TlsFault::Closed);
    let older = hello(Question::Older, &session);
    assert_eq!(older.max_version, 0x0303);
    assert_eq!(older.server_name.as_deref(), Some("mx.test"));
    for suite in [
        0xc02f, 0x009f, 0x002f, 0x000a, 0x0004, 0x0034, 0x0003, 0x0001,
    ] {
        assert!(older.suites.contains(&suite), "{suite:#06x}");
    }
    // Of more suites than 128 some old servers take none, and some refuse what they do not know.
    let lengths = (older.suites.len(), older.groups.len(), older.schemes.len());
    assert!(
        lengths.0 <= 120 && lengths.1 <= 16 && lengths.2 <= 16,
        "{lengths:?}"
    );
    assert!(older.extended_master_secret && !older.curious);
    let place = |suite| older.suites.iter().position(|one| *one == suite);
    // What proves the server first, what does not encrypt last.
    for pair in [
        0xc02f, 0xc014, 0x009f, 0x0035, 0x000a, 0x0005, 0x0034, 0x0001,
    ]
    .windows(2)
    {
        assert!(place(pair[0]) < place(pair[1]), "{pair:04x?}");
    }
    assert!(!older.suites.contains(&0x1301) && !older.groups.contains(&0x11ec));
    // RFC 7919 §4: then a server could not take its own prime.
    assert!(
        !older
            .groups
            .iter()
            .any(|group| (0x0100..0x0200).contains(group))
    );

    let all = hello(Question::Everything, &session);
    assert_eq!((all.max_version, all.min_version), (0x0304, 0x0300));
    // What the session offered first, then the rest; of servers that have nothing but one of these it is to be heard, too.
    assert_eq!(all.suites.get(..2), Some(&[0x1302, 0x1301][..]));
    for suite in [
        0x1304, 0xc02f, 0x002f, 0x0005, 0x0034, 0xc0ae, 0xc09d, 0xc08b, 0xc061, 0xc04d, 0x0041,
    ] {
        assert!(all.suites.contains(&suite), "{suite:#06x}");
    }
    let lengths = (all.suites.len(), all.groups.len(), all.schemes.len());
    assert!(
        lengths.0 <= 120 && lengths.1 <= 16 && lengths.2 <= 16,
        "{lengths:?}"
    );
    assert!(all.groups.contains(&0x11ec) && !all.groups.contains(&0x0100));
    assert_eq!(all.server_name.as_deref(), Some("mx.test"));
    // One segment.
    assert!(Question::Everything.hello(&session).octets().len() < 1000);

    let newest = hello(Question::Tls13, &session);
    assert_eq!((newest.max_version, newest.min_version), (0x0304, 0x0304));
    for suite in [0x1301, 0x1302, 0x1303, 0x1304, 0x1305] {
        assert!(newest.suites.contains(&suite), "{suite:#06x}");
    }
    assert_eq!(newest.suites[0], 0x1302, "what was offered first");
    assert!(!newest.suites.contains(&0xc02f));
    for group in [0x11ec, 0x001d, 0x0019, 0x001e, 0x0100] {
        assert!(newest.groups.contains(&group), "{group:#06x}");
    }

    let (small, large) = (Question::Small, Question::Large);
    assert!(!hello(small, &session).groups.contains(&0x11ec));
    assert_eq!(hello(small, &session).suites.len(), 9);
    assert!(small.hello(&session).octets().len() < 600);
    assert!(large.hello(&session).octets().len() > 1460);

    let classic = hello(Question::Classic, &session);
    assert_eq!((classic.max_version, classic.server_name), (0x0301, None));
    assert!(Question::Classic.hello(&session).octets().len() < 256);

    let plain = hello(Question::Plain, &session);
    assert_eq!((plain.max_version, plain.suites.len()), (0x0303, 15));
    assert!(plain.suites.contains(&0xc02f) && plain.suites.contains(&0x002f));
    assert!(Question::Plain.hello(&session).octets().len() < 256);

    let nameless = nameless(session.clone());
    assert_eq!(hello(Question::Older, &nameless).server_name, None);
    let named = hello(Question::WithName, &nameless).server_name;
    assert_eq!(named.as_deref(), Some("mx.test"));
    assert_eq!(hello(Question::WithoutName, &session).server_name, None);
}

#[test]
fn what_was_not_offered_is_found() {
    use inquiry::{Lack, lacks};
    let offered = session(TlsFault::Closed).seen.unwrap().offered;
    let chosen = |version, suite, group, scheme| ServerFlight {
        version,
        suite,
        group,
        key_exchange: Some(ServerKeyExchange {
            curve: group,
            dh: None,
            export_rsa_bits: None,
            scheme,
        }),
        ..ServerFlight::default()
    };
    for (flight, expected) in [
        (chosen(0x0303, 0xc02f, Some(0x1d), Some(0x0804)), vec![]),
        (
            chosen(0x0301, 0x002f, None, None),
            vec![Lack::Version(0x0301)],
        ),
        (
            chosen(0x0303, 0xc013, Some(0x1d), Some(0x0401)),
            vec![Lack::Suite(0xc013)],
        ),
        (
            chosen(0x0303, 0xc02f, Some(0x1c), Some(0x0201)),
            vec![Lack::Group(0x1c), Lack::Scheme(0x0201)],
        ),
    ] {
        assert_eq!(lacks(&flight, &offered), expected);
    }
}
