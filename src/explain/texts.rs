//! The texts, by kind of word.

use super::entry::{Entry, entries};
use super::room::Room;

/// The file of a kind; nothing where all is said by tables of other folders.
fn file(room: Room) -> &'static [&'static str] {
    match room {
        Room::Check => &[
            include_str!("texts/checks-session.txt"),
            include_str!("texts/checks-mail.txt"),
            include_str!("texts/checks-trust.txt"),
        ],
        Room::Verdict => &[include_str!("texts/verdicts.txt")],
        Room::Trust => &[include_str!("texts/trust.txt")],
        Room::Sender => &[include_str!("texts/senders.txt")],
        Room::Level => &[include_str!("texts/levels.txt")],
        Room::Stage => &[include_str!("texts/stages.txt")],
        Room::ExitCode => &[include_str!("texts/exit-codes.txt")],
        Room::Finding => &[
            include_str!("texts/findings-starttls.txt"),
            include_str!("texts/findings-tls.txt"),
        ],
        Room::Profile => &[include_str!("texts/profiles.txt")],
        Room::Grade => &[include_str!("texts/grades.txt")],
        Room::ResultType => &[include_str!("texts/result-types.txt")],
        Room::ReasonCode => &[include_str!("texts/reason-codes.txt")],
        Room::Dnssec => &[include_str!("texts/dnssec.txt")],
        Room::Tlsa => &[include_str!("texts/tlsa.txt")],
        Room::MtaStsMode => &[include_str!("texts/mta-sts.txt")],
        Room::Alert => &[include_str!("texts/alerts.txt")],
        Room::VerifyNumber => &[include_str!("texts/verify.txt")],
        Room::Term => &[include_str!("texts/terms.txt")],
        Room::Keyword => &[include_str!("texts/keywords.txt")],
        Room::Expectation | Room::Reply => &[],
    }
}

/// Every text of a kind.
pub(super) fn texts(room: Room) -> impl Iterator<Item = Entry> {
    file(room).iter().flat_map(|file| entries(file))
}
