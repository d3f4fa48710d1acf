//! Whatever connections a server drops, by turns or by chance, no device and no name is blamed for it unless it looks like a pattern.

use super::row::usual;
use crate::judge::explanation::Explanation;
use crate::probe::Observation;
use crate::probe::inquiry::Question;
use crate::probe::inquiry::tests::scripted::{choice, flight, inquire_in_turn, session};
use crate::tls::TlsFault;
use crate::tls::wire::Answer;

/// What a server of today answers.
fn good(question: Question) -> Answer {
    flight(match question {
        Question::Classic => choice(0x0301, 0xc014),
        Question::Plain | Question::Older => choice(0x0303, 0xc02f),
        _ => choice(0x0304, 0x1301),
    })
}

/// The explanation where the connections with these numbers are dropped, the session being the first.
fn with_drops(session: &Observation, drops: impl Fn(usize) -> bool) -> String {
    let questions = inquire_in_turn(session, |n, _| drops(n), good);
    assert!(questions.len() <= crate::probe::inquiry::MOST);
    Explanation::of(session, &questions).unwrap().reason
}

const BLAME: [&str; 6] = [
    "cannot bear",
    "insists on",
    "refuses the name",
    "is retired",
    "lets no TLS through",
    "does not do",
];

fn sessions() -> [Observation; 5] {
    [
        usual(TlsFault::Closed),
        usual(TlsFault::Reset),
        usual(TlsFault::Alert(40)),
        usual(TlsFault::Alert(80)),
        session(TlsFault::Closed, |offered| offered.server_name = None),
    ]
}

#[test]
fn x13_a_server_that_drops_every_so_many_connections_is_not_blamed_for_anything_else() {
    for session in sessions() {
        for period in 1..=4_usize {
            for answered in 1..(1_u32 << period) {
                // The session itself was dropped.
                let drops = |n: usize| answered & (1 << (n % period)) == 0;
                if !drops(1) {
                    continue;
                }
                let reason = with_drops(&session, drops);
                let blamed = BLAME.into_iter().find(|words| reason.contains(words));
                assert_eq!(blamed, None, "{period} {answered:04b}: {reason}");
            }
        }
    }
}

#[test]
fn x13_of_all_that_a_server_can_drop_few_look_like_a_pattern() {
    for session in sessions() {
        let blamed = (0..1_u32 << 6).filter(|dropped| {
            let reason = with_drops(&session, |n| n == 1 || dropped & (1 << (n - 2)) != 0);
            BLAME.into_iter().any(|words| reason.contains(words))
        });
        let blamed: Vec<u32> = blamed.collect();
        assert!(blamed.len() <= 4, "{blamed:?}");
    }
}
