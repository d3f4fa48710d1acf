//! Every word that smtls prints is explained, and every explanation holds what it promises.

use super::named::{all, of};
use super::texts::texts;
use super::{Explanation, Room, find};
use crate::dns::DnssecStatus;
use crate::judge::fate::Action;
use crate::judge::{Check, ResultType, Status, Trust};
use crate::smtp::Stage;
use std::collections::BTreeSet;

/// Words that this project has others for.
const BANNED: [&str; 8] = [
    "leaf",
    "banner",
    "SMTPS",
    "capability",
    "status line",
    "recipient domain",
    "bracket IP",
    "CN match",
];

fn found(words: &[&str]) -> Vec<Explanation> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    find(&words).unwrap_or_else(|unknown| panic!("{unknown}"))
}

#[test]
fn every_row_of_every_table_has_a_text() {
    for explanation in all() {
        let Explanation { word, room, .. } = &explanation;
        assert!(
            !explanation.title.is_empty(),
            "{room:?} {word} has no title"
        );
        // A keyword, or a code, may be told by its title alone.
        let is_bare = matches!(
            room,
            Room::Keyword | Room::Reply | Room::ReasonCode | Room::Term
        );
        assert!(
            is_bare || !explanation.paragraphs.is_empty(),
            "{room:?} {word} has no text"
        );
        let is_told = !explanation.paragraphs.is_empty() || !explanation.references.is_empty();
        assert!(
            is_told || *room == Room::ReasonCode,
            "{room:?} {word} says nothing"
        );
    }
    let tables = [
        Room::Check,
        Room::Level,
        Room::Stage,
        Room::ExitCode,
        Room::Expectation,
        Room::Finding,
        Room::Profile,
        Room::Grade,
        Room::Keyword,
        Room::Alert,
    ];
    for room in tables {
        // And no text is left over whose row is gone.
        let rows: BTreeSet<String> = super::tables::rows(room)
            .into_iter()
            .map(|it| it.word)
            .collect();
        for text in texts(room) {
            let fits = text.names.iter().any(|name| rows.contains(name));
            assert!(fits, "{room:?} has no {:?}", text.names);
        }
        assert_eq!(of(room).len(), rows.len(), "{room:?}");
    }
}

#[test]
fn every_check_says_what_a_postmaster_asks() {
    for check in of(Room::Check) {
        let topics: BTreeSet<&str> = check
            .paragraphs
            .iter()
            .filter_map(|it| it.topic.as_deref())
            .collect();
        for topic in ["why", "sender", "do", "exit", "reports"] {
            assert!(topics.contains(topic), "{} has no {topic}", check.word);
        }
        assert!(
            ["fail", "warn", "note"]
                .iter()
                .any(|it| topics.contains(it)),
            "{} is never wrong",
            check.word
        );
        assert!(!check.references.is_empty(), "{}", check.word);
    }
    for finding in of(Room::Finding) {
        let topics: Vec<&str> = finding
            .paragraphs
            .iter()
            .filter_map(|it| it.topic.as_deref())
            .collect();
        assert!(topics.starts_with(&["why", "do"]), "{}", finding.word);
    }
    for alert in of(Room::Alert) {
        let topics: Vec<&str> = alert
            .paragraphs
            .iter()
            .filter_map(|it| it.topic.as_deref())
            .collect();
        assert_eq!(topics, ["cause", "do"], "{}", alert.word);
    }
}

#[test]
fn words_without_a_table_are_explained_too() {
    let of_room = |room: Room, word: &str| {
        let found = found(&[word]);
        assert!(found.iter().any(|it| it.room == room), "{word}");
    };
    for status in [
        Status::Pass,
        Status::Note,
        Status::Warn,
        Status::Fail,
        Status::NotTested,
    ] {
        of_room(Room::Verdict, status.id());
    }
    for trust in [
        Trust::Verified,
        Trust::Trusted,
        Trust::Untrusted,
        Trust::Anonymous,
    ] {
        of_room(Room::Trust, trust.word());
    }
    for status in [
        DnssecStatus::Secure,
        DnssecStatus::Insecure,
        DnssecStatus::Bogus,
        DnssecStatus::Indeterminate,
    ] {
        of_room(Room::Dnssec, status.word());
    }
    for action in [
        Action::DeliverAuthenticated,
        Action::DeliverUnauthenticated,
        Action::DeliverInTheClear,
        Action::Skip,
        Action::Defer,
        Action::Bounce,
        Action::Unknown,
    ] {
        of_room(Room::Sender, action.id());
    }
    for result_type in [
        ResultType::StartTlsNotSupported,
        ResultType::CertificateHostMismatch,
        ResultType::CertificateExpired,
        ResultType::CertificateNotTrusted,
        ResultType::ValidationFailure,
        ResultType::TlsaInvalid,
        ResultType::DnssecInvalid,
        ResultType::DaneRequired,
        ResultType::StsPolicyFetchError,
        ResultType::StsPolicyInvalid,
        ResultType::StsWebpkiInvalid,
    ] {
        of_room(Room::ResultType, result_type.word());
    }
    for mode in ["enforce", "testing", "none"] {
        of_room(Room::MtaStsMode, mode);
    }
    for synonym in ["banner", "helo", "tls", "from", "to"] {
        let stage: Stage = synonym.parse().expect("a synonym");
        let meant = found(&[synonym]);
        assert!(meant.iter().any(|it| it.word == stage.name()), "{synonym}");
    }
}

#[test]
fn names_are_unambiguous_within_a_kind() {
    for room in Room::ALL {
        let mut seen = BTreeSet::new();
        for explanation in of(room) {
            let own: BTreeSet<String> = std::iter::once(&explanation.word)
                .chain(&explanation.names)
                .map(|name| super::alphabet::folded(name))
                .collect();
            for name in own {
                assert!(!name.is_empty(), "{explanation:?}");
                assert!(seen.insert(name.clone()), "{room:?} has {name} twice");
            }
        }
    }
}

#[test]
fn words_are_found_however_they_are_typed() {
    for (typed, rooms) in [
        (
            &["STARTTLS"][..],
            &[Room::Check, Room::Stage, Room::Keyword][..],
        ),
        (&["mta_sts"], &[Room::Check]),
        (&["exit", "29"], &[Room::ExitCode]),
        (&["exit-29"], &[Room::ExitCode]),
        (&["29"], &[Room::ExitCode]),
        (&["421"], &[Room::Reply]),
        (&["599"], &[Room::Reply]),
        (&["4.7.0"], &[Room::Reply]),
        (&["alert", "40"], &[Room::Alert]),
        (&["alert-40"], &[Room::Alert]),
        (&["handshake_failure"], &[Room::Alert]),
        (&["Alert", "handshake", "failure"], &[Room::Alert]),
        (
            &["certificate-expired"],
            &[Room::Finding, Room::ResultType, Room::Alert],
        ),
        (&["3", "1", "1"], &[Room::Tlsa]),
        (&["TLSA 2 0 1"], &[Room::Tlsa]),
        (&["dane-ee"], &[Room::Tlsa]),
        (&["num=18"], &[Room::VerifyNumber]),
        (&["trust", "anchor"], &[Room::Term]),
        (
            &["trust anchor", "29", "bogus"],
            &[Room::ExitCode, Room::Dnssec, Room::Term],
        ),
        (&["drown", "drown"], &[Room::Finding]),
        (&["dane"], &[Room::Check, Room::Level]),
    ] {
        let found = found(typed);
        let rooms_found = Room::ALL
            .into_iter()
            .filter(|room| found.iter().any(|it| it.room == *room));
        let rooms_found: Vec<Room> = rooms_found.collect();
        assert_eq!(rooms_found, rooms, "{typed:?}");
    }
    assert_eq!(find(&[]), Ok(Vec::new()));
}

#[test]
fn unknown_words_have_a_neighbour_or_none() {
    for (typed, word, nearest) in [
        (&["startls"][..], "startls", Some("starttls")),
        (
            &["handshake_failur"],
            "handshake_failur",
            Some("handshake_failure"),
        ),
        (&["dane", "dnssek"], "dnssek", Some("dnssec")),
        (&["reference"], "reference", Some("reference identifier")),
        (&["xyzzy-plugh"], "xyzzy-plugh", None),
        (&["9", "9", "9"], "9 9 9", None),
        (&["3", "1", "7"], "3 1 7", None),
        (&[""], "", None),
        (&["\u{1b}[2J"], "\u{1b}[2J", None),
    ] {
        let words: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
        let unknown = find(&words).expect_err("an unknown word");
        assert_eq!(unknown.word, word);
        match nearest {
            Some(nearest) => assert_eq!(unknown.nearest.as_deref(), Some(nearest), "{typed:?}"),
            None if typed.len() == 1 => assert_eq!(unknown.nearest, None, "{typed:?}"),
            None => {}
        }
    }
}

#[test]
fn what_a_text_points_to_is_there() {
    for explanation in all() {
        let prose = explanation.prose();
        for (at, hint) in prose.match_indices("smtls explain ") {
            let rest = &prose[at + hint.len()..];
            let end = rest
                .find(['.', ';', ',', ')', ':', '\n'])
                .unwrap_or(rest.len());
            // What is set in capitals stands for any word; a sentence goes on with its verb.
            let words = rest[..end]
                .split_whitespace()
                .take_while(|word| !["and", "says"].contains(word));
            let words: Vec<String> = words.map(str::to_owned).collect();
            if words
                .first()
                .is_some_and(|word| word == "CODE" || word == "KEYWORD")
            {
                continue;
            }
            assert!(
                find(&words).is_ok_and(|found| !found.is_empty()),
                "{}: {words:?}",
                explanation.word
            );
        }
    }
}

#[test]
fn texts_use_the_words_of_the_house() {
    for explanation in all() {
        let (word, room) = (&explanation.word, explanation.room);
        let prose = explanation.prose();
        let outside = prose.chars().find(|it| !it.is_ascii() && *it != '§');
        assert_eq!(outside, None, "{room:?} {word}");
        for banned in BANNED {
            let mut places = prose.match_indices(banned);
            let stands_alone = places.any(|(at, _)| {
                let joins =
                    |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
                !joins(prose[..at].chars().next_back())
                    && !joins(prose[at + banned.len()..].chars().next())
            });
            assert!(!stands_alone, "{room:?} {word}: {banned}");
        }
        assert!(!explanation.title.ends_with('.'), "{room:?} {word}");
    }
}

/// What messages and help say and not everyone knows.
const JARGON: &[&str] = &[
    "ALPN",
    "BDAT",
    "CBC",
    "DKIM",
    "DNSKEY",
    "DS",
    "LMTP",
    "MTA",
    "MUST",
    "NODATA",
    "NXDOMAIN",
    "OAuth",
    "OCSP",
    "PKIX",
    "PROXY protocol",
    "RRSIG",
    "RRset",
    "SASL",
    "SASLprep",
    "SCRAM",
    "SERVFAIL",
    "SNI",
    "SOCKS",
    "SPF",
    "SPKI",
    "SRV",
    "SRV-ID",
    "TLS-Required",
    "TLSRPT",
    "TTL",
    "U-label",
    "XCLIENT",
    "access token",
    "address literal",
    "authorization identity",
    "bogus",
    "channel binding",
    "cipher suite",
    "common name",
    "early data",
    "envelope",
    "export grade",
    "extended master secret",
    "forward secrecy",
    "fullchain",
    "greylisting",
    "group",
    "implicit MX",
    "implicit TLS",
    "in the clear",
    "intermediate",
    "mail client",
    "must-staple",
    "next-hop domain",
    "null MX",
    "null reverse-path",
    "opportunistic",
    "peer DN",
    "policy host",
    "post-quantum",
    "postscreen",
    "preference",
    "reply code",
    "resolver",
    "response injection",
    "rollover",
    "self-signed",
    "sender",
    "server name",
    "signature scheme",
    "staple",
    "subjectAltName",
    "ticket",
    "trust anchor",
    "usable",
    "wildcard",
    "without authentication",
];

#[test]
fn no_jargon_is_left_unexplained() {
    for word in JARGON {
        assert!(!found(&[word]).is_empty(), "{word}");
    }
}

#[test]
fn standards_that_are_cited_stand_in_the_readme() {
    let readme = include_str!("../../README.md");
    let (_, table) = readme.split_once("## Standards").expect("a table");
    for explanation in all() {
        // The table of keywords says of each whose it is, whether smtls uses it or not.
        if explanation.room == Room::Keyword {
            continue;
        }
        let prose = explanation.prose();
        for (at, name) in prose.match_indices("RFC ") {
            let number: String = prose[at + name.len()..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            assert!(
                table.contains(&format!("\n| RFC {number} |")),
                "{} cites RFC {number}",
                explanation.word
            );
        }
    }
}

#[test]
fn checks_are_called_as_they_are_judged() {
    let words: Vec<String> = of(Room::Check).into_iter().map(|it| it.word).collect();
    assert_eq!(words, Check::ALL.map(Check::id));
}
