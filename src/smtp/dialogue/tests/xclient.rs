//! XCLIENT: where it comes in the session, and that no reply is taken for another's.

use super::*;
use crate::smtp::{NotOffered, Xclient, XclientOutcome};

const OFFERS: &[u8] = b"250-mx.test\r\n250-STARTTLS\r\n250 XCLIENT NAME ADDR HELO\r\n";
const OFFERS_INSIDE: &[u8] = b"250-mx.test\r\n250 XCLIENT NAME ADDR HELO\r\n";
const PLAIN: &[u8] = b"250-mx.test\r\n250 XCLIENT NAME ADDR HELO\r\n";
const REFUSED: &[u8] = b"550 5.7.0 no\r\n";
const AWAY: &[u8] = b"421 4.3.2 bye\r\n";

fn xclient(attributes: &[&str]) -> Xclient {
    let attributes = attributes.iter().map(|one| one.parse().unwrap());
    Xclient {
        attributes: attributes.collect(),
        before_starttls: false,
        optional: false,
    }
}

/// A session: its name, how TLS comes in, where it stops, what is to be said, what the server answers, what the client then says,
/// the stages after the greeting, the failure's stage, and what became of it.
struct Row<'a> {
    name: &'a str,
    security: Security,
    stop: Stop,
    plan: Xclient,
    server: &'a [&'a [u8]],
    says: &'a str,
    reached: &'a [Stage],
    failed: Option<Stage>,
    outcome: Option<fn(&XclientOutcome) -> bool>,
}

fn check(rows: &[Row<'_>]) {
    for row in rows {
        let longest = row.server.iter().map(|answer| answer.len()).max();
        for size in 1..=longest.unwrap_or(1) {
            let dialogue = Dialogue::new(plan(row.security, row.stop));
            let dialogue = dialogue.speaking_for(Some(row.plan.clone()));
            let (says, events) = play_out(dialogue, row.server, size);
            assert_eq!(says, row.says, "{}", row.name);
            let stages = reached(&events);
            let stages: Vec<Stage> = stages
                .into_iter()
                .filter(|it| *it > Stage::Greeting)
                .collect();
            assert_eq!(stages, row.reached, "{}", row.name);
            let mut failures = events.iter().rev().filter_map(|event| match event {
                Event::Failed { stage, .. } => Some(*stage),
                _ => None,
            });
            // Without STARTTLS that is told before.
            let failed = failures.find(|stage| *stage != Stage::StartTls);
            assert_eq!(failed, row.failed, "{}", row.name);
            let outcome = events.iter().find_map(|event| match event {
                Event::SpokeFor(outcome) => Some(outcome),
                _ => None,
            });
            assert_eq!(outcome.is_some(), row.outcome.is_some(), "{}", row.name);
            if let (Some(outcome), Some(wanted)) = (outcome, row.outcome) {
                assert!(wanted(outcome), "{}: {outcome:?}", row.name);
            }
        }
    }
}

#[test]
fn b49_it_is_said_after_the_last_ehlo_and_another_follows() {
    use Stage::{Ehlo, FirstEhlo, StartTls, Xclient as Said};
    let accepted: fn(&XclientOutcome) -> bool = |it| *it == XclientOutcome::Accepted;
    let refused: fn(&XclientOutcome) -> bool = |it| matches!(it, XclientOutcome::Refused(_));
    let not_offered: fn(&XclientOutcome) -> bool = |it| matches!(it, XclientOutcome::NotOffered(_));
    let wanted = xclient(&["NAME=a", "ADDR=192.0.2.1"]);
    let optional = Xclient {
        optional: true,
        ..wanted.clone()
    };
    let early = Xclient {
        before_starttls: true,
        ..wanted.clone()
    };
    let early_optional = Xclient {
        optional: true,
        ..early.clone()
    };
    let row = Row {
        name: "inside TLS",
        security: Security::StartTls,
        stop: Stop::WhenReady,
        plan: wanted.clone(),
        server: &[
            GREETING,
            OFFERS,
            GO,
            OFFERS_INSIDE,
            GREETING,
            EHLO_INSIDE,
            BYE,
        ],
        says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test QUIT ",
        reached: &[FirstEhlo, StartTls, Said, Ehlo],
        failed: None,
        outcome: Some(accepted),
    };
    check(&[
        Row {
            name: "with QUIT after it",
            stop: Stop::QuitAfter(Said),
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE, GREETING, BYE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 QUIT ",
            reached: &[FirstEhlo, StartTls, Said],
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "dropped after it",
            stop: Stop::DropAfter(DropPoint::Stage(Said)),
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE, GREETING],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 ",
            reached: &[FirstEhlo, StartTls, Said],
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "with QUIT before it",
            stop: Stop::QuitAfter(StartTls),
            server: &[GREETING, OFFERS, GO, BYE],
            says: "EHLO probe.test STARTTLS [TLS] QUIT ",
            reached: &[FirstEhlo, StartTls],
            outcome: None,
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "with QUIT after the first EHLO",
            stop: Stop::QuitAfter(FirstEhlo),
            server: &[GREETING, OFFERS, BYE],
            says: "EHLO probe.test QUIT ",
            reached: &[FirstEhlo],
            outcome: None,
            plan: early.clone(),
            ..row
        },
        Row {
            name: "on an implicit TLS port",
            security: Security::Implicit,
            server: &[GREETING, OFFERS_INSIDE, GREETING, EHLO_INSIDE, BYE],
            says: "[TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test QUIT ",
            reached: &[StartTls, FirstEhlo, Said, Ehlo],
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "in the clear, where TLS does not come",
            security: Security::StartTlsIfOffered,
            server: &[GREETING, PLAIN, GREETING, EHLO_WITHOUT, BYE],
            says: "EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test QUIT ",
            reached: &[FirstEhlo, Said, Ehlo],
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "in the clear, after STARTTLS was refused",
            security: Security::StartTlsIfOffered,
            server: &[GREETING, OFFERS, REFUSED, GREETING, EHLO, BYE],
            says: "EHLO probe.test STARTTLS XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test QUIT ",
            reached: &[FirstEhlo, Said, Ehlo],
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "before STARTTLS",
            plan: early.clone(),
            server: &[GREETING, OFFERS, GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            says: "EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ",
            reached: &[Said, FirstEhlo, StartTls, Ehlo],
            ..row
        },
        Row {
            name: "refused",
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE, REFUSED, BYE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 QUIT ",
            reached: &[FirstEhlo, StartTls],
            failed: Some(Said),
            outcome: Some(refused),
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "refused, and the session goes on",
            plan: optional.clone(),
            server: &[
                GREETING,
                OFFERS,
                GO,
                OFFERS_INSIDE,
                REFUSED,
                EHLO_INSIDE,
                BYE,
            ],
            reached: &[FirstEhlo, StartTls, Ehlo],
            outcome: Some(refused),
            ..row
        },
        Row {
            name: "refused with 421, after which nothing goes on",
            plan: optional.clone(),
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE, AWAY],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 ",
            reached: &[FirstEhlo, StartTls],
            failed: Some(Said),
            outcome: Some(refused),
            ..row
        },
        Row {
            name: "not offered",
            server: &[GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ",
            reached: &[FirstEhlo, StartTls],
            failed: Some(Said),
            outcome: Some(not_offered),
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "not offered, and the session goes on",
            plan: optional.clone(),
            server: &[GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ",
            reached: &[FirstEhlo, StartTls, Ehlo],
            outcome: Some(not_offered),
            ..row
        },
        Row {
            name: "not offered before STARTTLS, and the session goes on",
            plan: early_optional.clone(),
            server: &[GREETING, EHLO, GO, EHLO_INSIDE, BYE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test QUIT ",
            reached: &[FirstEhlo, StartTls, Ehlo],
            outcome: Some(not_offered),
            ..row
        },
        Row {
            name: "not offered on an implicit TLS port, and the session goes on",
            security: Security::Implicit,
            plan: optional.clone(),
            server: &[GREETING, EHLO_INSIDE, BYE],
            says: "[TLS] EHLO probe.test QUIT ",
            reached: &[StartTls, FirstEhlo, Ehlo],
            outcome: Some(not_offered),
            ..row
        },
        Row {
            name: "not offered in the clear, and the session goes on",
            security: Security::StartTlsIfOffered,
            plan: optional.clone(),
            server: &[GREETING, EHLO_WITHOUT, BYE],
            says: "EHLO probe.test QUIT ",
            reached: &[FirstEhlo, Ehlo],
            outcome: Some(not_offered),
            ..row
        },
        Row {
            name: "the EHLO after it is refused",
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE, GREETING, REFUSED, BYE],
            reached: &[FirstEhlo, StartTls, Said],
            failed: Some(Ehlo),
            plan: wanted.clone(),
            ..row
        },
        Row {
            name: "the EHLO after it is refused, before STARTTLS",
            plan: early.clone(),
            server: &[GREETING, OFFERS, GREETING, REFUSED, BYE],
            says: "EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 EHLO probe.test QUIT ",
            reached: &[Said],
            failed: Some(FirstEhlo),
            ..row
        },
        Row {
            name: "the server closes instead",
            server: &[GREETING, OFFERS, GO, OFFERS_INSIDE],
            says: "EHLO probe.test STARTTLS [TLS] EHLO probe.test XCLIENT NAME=a ADDR=192.0.2.1 ",
            reached: &[FirstEhlo, StartTls],
            failed: Some(Said),
            outcome: None,
            plan: wanted.clone(),
            ..row
        },
        Row {
            plan: wanted.clone(),
            ..row
        },
    ]);
}

#[test]
fn what_is_too_long_goes_in_two_commands_and_one_ehlo_follows() {
    let name = format!("NAME={}", "n".repeat(250));
    let helo = format!("HELO={}", "h".repeat(250));
    let wanted = xclient(&["ADDR=192.0.2.1", &name, &helo]);
    let server = [
        GREETING,
        OFFERS,
        GO,
        OFFERS_INSIDE,
        GREETING,
        GREETING,
        EHLO_INSIDE,
        BYE,
    ];
    for size in 1..=OFFERS.len() {
        let dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
        let dialogue = dialogue.speaking_for(Some(wanted.clone()));
        let (says, events) = play_out(dialogue, &server, size);
        let tail = format!(
            "EHLO probe.test XCLIENT {helo} XCLIENT {name} ADDR=192.0.2.1 EHLO probe.test QUIT "
        );
        assert!(says.ends_with(&tail), "{says}");
        assert_eq!(failure(&events), None);
        assert!(reached(&events).contains(&Stage::Xclient));
    }
}

#[test]
fn what_is_missing_is_told_with_what_is_there() {
    let wanted = xclient(&["NAME=a", "LOGIN=b"]);
    let server = [GREETING, OFFERS, GO, OFFERS_INSIDE, BYE];
    let dialogue = Dialogue::new(plan(Security::StartTls, Stop::WhenReady));
    let (_, events) = play_out(dialogue.speaking_for(Some(wanted)), &server, 7);
    let missing = NotOffered {
        offered: Some(vec![b"NAME".to_vec(), b"ADDR".to_vec(), b"HELO".to_vec()]),
        missing: vec!["LOGIN".to_owned()],
    };
    let expected = Fault::XclientNotOffered(missing);
    assert_eq!(failure(&events), Some((Stage::Xclient, expected)));
}
