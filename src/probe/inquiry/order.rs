//! Orders of hellos by turns that tell a server that takes some and not others from one that drops some of its connections.

use super::question::Question;

/// The order in which a small hello and a large one are put, to tell a server that drops the large one from one that drops some of
/// its connections: none that drops its connections by turns of up to four would answer like that.
pub(super) const BY_LENGTH: [Question; 5] = [
    Question::Small,
    Question::Large,
    Question::Small,
    Question::Small,
    Question::Large,
];

/// The same where a hello with all that servers usually have was taken before.
pub(super) const AFTER_EVERYTHING: [Question; 5] = [
    Question::Large,
    Question::Large,
    Question::Small,
    Question::Small,
    Question::Large,
];

/// The same for the session's offer and one without TLS 1.3, by which of them came first; one with all that servers usually have, and TLS 1.3,
/// was refused before the first of those that are taken.
pub(super) const FROM_OFFER: [Question; 5] = [
    Question::Small,
    Question::Older,
    Question::Small,
    Question::Older,
    Question::Older,
];
pub(super) const FROM_OLDER: [Question; 5] = [
    Question::Older,
    Question::Small,
    Question::Older,
    Question::Small,
    Question::Older,
];

/// The same for the session's offer with and without the server's name.
pub(super) const BY_NAME: [Question; 5] = [
    Question::WithName,
    Question::Small,
    Question::WithName,
    Question::Small,
    Question::Small,
];

/// The same for a short hello of TLS 1.2 and one with all that is older.
pub(super) const BY_PLAINNESS: [Question; 4] = [
    Question::Older,
    Question::Plain,
    Question::Older,
    Question::Plain,
];
