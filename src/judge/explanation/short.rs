//! What a run's last line says of a handshake that failed and was explained: the verdict has the rest.

use super::choice::retired_by;
use super::finding::{Finding, in_words};
use super::words;
use crate::probe::inquiry::Question;
use crate::probe::{Cause, Observation};
use crate::smtp::Stage;
use crate::tls::TlsFault;

impl Finding<'_> {
    /// The failure of this session in short.
    pub(super) fn short(&self, session: &Observation) -> String {
        let what = match self {
            Self::NameMissing {
                is_certain: true, ..
            } => "the server insists on its own name as server name (SNI)".to_owned(),
            Self::NameDisliked {
                is_own,
                is_certain: true,
                ..
            } => format!(
                "the server, or a device before it, refuses the server name (SNI) that was sent{}",
                if *is_own { ", which is its own" } else { "" }
            ),
            Self::TooLarge { large, .. } => format!(
                "the server, or a device before it, cannot bear a ClientHello of {large} octets"
            ),
            Self::OnlySmaller(choice, _) => {
                return format!(
                    "{}; the same offer without post-quantum groups it took, and chose {}",
                    failure(session),
                    words::choice(choice)
                );
            }
            Self::Retired(choice, question) => format!(
                "{} the server would choose {}, and {} is retired ({})",
                question.of_what(),
                words::choice(choice),
                words::version(choice.version),
                retired_by(choice.version).unwrap_or("RFC 8996")
            ),
            Self::Ssl2(answer) => format!("the server {}", words::ssl2(answer)),
            Self::Lacking {
                choice,
                asked,
                lacks,
                ..
            } => format!(
                "{} the server would choose {}, but {} had not been offered",
                asked.of_what(),
                words::choice(choice),
                in_words(lacks)
            ),
            Self::Covered {
                tls13_offered: true,
                is_certain: true,
                ..
            } => "the server cannot bear a hello that offers TLS 1.3".to_owned(),
            Self::Never { answers, .. } => {
                return format!(
                    "{}, and took none of {} other hellos as they were offered",
                    failure(session),
                    answers.len()
                );
            }
            Self::Passing(..) => {
                return format!(
                    "{}; passing trouble: the same hello failed once and was answered once",
                    failure(session)
                );
            }
            Self::Plain { choice, .. } => {
                return format!(
                    "{}; a short hello of TLS 1.2 it took, and chose {}",
                    failure(session),
                    words::choice(choice)
                );
            }
            Self::Classic(choice, _) => {
                return format!(
                    "{}; a short hello of TLS 1.0 it took, and chose {}",
                    failure(session),
                    words::choice(choice)
                );
            }
            Self::Covered {
                choice,
                asked: Question::Everything,
                again,
                ..
            } if again.is_none_or(|again| again.choice().is_none()) => {
                return format!(
                    "{}; a hello with all that servers usually have it took, and chose {}",
                    failure(session),
                    words::choice(choice)
                );
            }
            Self::NameMissing { choice, .. }
            | Self::NameDisliked { choice, .. }
            | Self::Covered { choice, .. } => {
                return format!(
                    "{}; asked once more, it chose {}",
                    failure(session),
                    words::choice(choice)
                );
            }
            Self::Unfinished(answers) if answers.is_empty() => {
                return format!(
                    "{}; what it would choose could not be asked",
                    failure(session)
                );
            }
            Self::Unfinished(_) => {
                return format!(
                    "{}; what it would choose was not found out",
                    failure(session)
                );
            }
        };
        format!("no TLS: {what}")
    }
}

impl Finding<'_> {
    /// The failure alone, where what its alert commonly means is not what was found: that all was unacceptable, or each version.
    pub(super) fn bare(&self, session: &Observation) -> Option<String> {
        let Some(Cause::Tls(TlsFault::Alert(number))) = session.failure(Stage::StartTls) else {
            return None;
        };
        let is_other = match self {
            // Of the name these speak themselves.
            Self::NameMissing { .. } | Self::NameDisliked { .. } | Self::Never { .. } => {
                !matches!(number, 112 | 109)
            }
            Self::TooLarge { .. }
            | Self::OnlySmaller(..)
            | Self::Passing(..)
            | Self::Plain { .. }
            | Self::Classic(..)
            | Self::Covered { .. } => true,
            Self::Retired(..) | Self::Ssl2(_) | Self::Lacking { .. } | Self::Unfinished(_) => false,
        };
        is_other.then(|| failure(session))
    }
}

/// How it failed, without what that may mean.
fn failure(session: &Observation) -> String {
    match session.failure(Stage::StartTls) {
        Some(Cause::Tls(TlsFault::Alert(number))) => {
            format!("the server ended TLS with {}", words::alert(*number))
        }
        Some(Cause::Tls(TlsFault::Closed)) => {
            "the server closed the connection during the handshake".to_owned()
        }
        Some(Cause::Tls(TlsFault::Reset)) => {
            "the server reset the connection during the handshake".to_owned()
        }
        Some(Cause::Tls(TlsFault::TimedOut(after))) => {
            format!(
                "the handshake was not done within {} s",
                after.as_secs_f32()
            )
        }
        _ => "the handshake failed".to_owned(),
    }
}
