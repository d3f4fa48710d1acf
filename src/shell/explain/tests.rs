//! Every code has words, and known ones have theirs.

use super::*;
use std::collections::BTreeSet;

fn status_of(text: &str) -> Option<EnhancedCode> {
    Some(EnhancedCode::from_text(text.as_bytes()).unwrap())
}

#[test]
fn b22_the_codes_of_a_reply_are_explained() {
    for (code, enhanced, words) in [
        (
            550,
            status_of("5.1.1"),
            &[
                "550: refused",
                "5.1.1: a failure that stays: there is no such mailbox",
                "what to do: check what stands before the @",
            ][..],
        ),
        (
            550,
            status_of("5.7.25"),
            &[
                "550: refused",
                "no name that leads back to it",
                "PTR record",
            ],
        ),
        (
            250,
            status_of("2.1.5"),
            &["250: done", "2.1.5: success: the address is good"],
        ),
        (
            451,
            status_of("4.7.99"),
            &[
                "451: ",
                "a failure that may pass, about security or policy; its detail, 99, is not registered",
                "the server's log says why",
            ],
        ),
        (
            550,
            status_of("4.2.2"),
            &[
                "550: ",
                "4.2.2: a failure that may pass: the mailbox is full",
                "do not fit each other",
                "make room",
            ],
        ),
        (
            354,
            None,
            &["354: send the message now, and end it with a line that is a single dot"],
        ),
        (
            521,
            None,
            &["521: this host accepts no mail", "use another host"],
        ),
        (
            556,
            status_of("5.1.10"),
            &["556: ", "5.1.10: ", "check the domain"],
        ),
        (
            542,
            None,
            &[
                "542: a failure that stays, about nothing that RFC 5321 names; the number itself is in no standard",
                "change something",
            ],
        ),
        (
            499,
            None,
            &["499: a failure that may pass", "try again later"],
        ),
        (299, None, &["299: success"]),
        (0, None, &["000: no reply code of SMTP"]),
        (999, None, &["999: no reply code of SMTP"]),
    ] {
        let lines = explain(code, enhanced);
        assert_eq!(lines.len(), words.len(), "{lines:?}");
        for (line, words) in lines.iter().zip(words) {
            assert!(line.contains(words), "{line:?} has no {words:?}");
        }
    }
    let alone = explain_status(status_of("5.7.30").unwrap());
    assert!(
        alone[0].contains("REQUIRETLS") && alone[1].starts_with("what to do: "),
        "{alone:?}"
    );
}

#[test]
fn every_class_and_subject_has_words() {
    for class in [2, 4, 5] {
        let mut told = BTreeSet::new();
        for subject in 0..=8 {
            let code = EnhancedCode {
                class,
                subject,
                detail: 999,
            };
            let lines = explain_status(code);
            assert_eq!(lines.len(), if class == 2 { 1 } else { 2 }, "{lines:?}");
            assert!(
                told.insert(lines[0].replace(&code.to_string(), "")),
                "{lines:?}"
            );
            let known = EnhancedCode { detail: 0, ..code };
            assert_eq!(detail(known).is_some(), subject <= 7, "{known}");
        }
    }
    for (digit, others) in [(2, 3), (3, 4), (4, 5), (5, 6)] {
        assert_ne!(class(digit), class(others));
    }
}

#[test]
fn the_tables_are_in_order_and_speak_like_the_rest() {
    assert!(REPLIES.is_sorted_by(|one, other| one.0 < other.0));
    assert!(DETAILS.is_sorted_by(|one, other| (one.0, one.1) < (other.0, other.1)));
    let all = REPLIES.iter().map(|(_, meaning, to_do)| (meaning, to_do));
    let all = all.chain(
        DETAILS
            .iter()
            .map(|(_, _, meaning, to_do)| (meaning, to_do)),
    );
    for (meaning, to_do) in all {
        assert!(!meaning.is_empty());
        for text in [meaning, to_do] {
            assert!(!text.ends_with('.') && text.is_ascii(), "{text}");
        }
    }
}
