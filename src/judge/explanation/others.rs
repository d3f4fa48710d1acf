//! What others would make of a server with which the handshake failed here.

use super::choice::is_usual;
use super::cure::is_in;
use super::finding::Finding;
use crate::tls::Offered;
use crate::tls::names::{TLS_1_0, TLS_1_1};

/// Who would have TLS with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Those that send its name as server name.
    WithName,
    /// Those that send no server name.
    WithoutName,
    /// Those whose hello is small.
    WithSmallHello,
    /// Those that offer what this command line left out.
    WithUsualOffer,
    /// Those built on a library that does what the server chose.
    OnOtherLibraries,
    /// Those that still do TLS 1.0 or 1.1.
    OfOldVersions,
    /// Perhaps everybody.
    Perhaps,
}

impl Others {
    /// Who would, where that is known better than from the failure; `usual` is what smtls offers where nobody limits it.
    pub(super) fn of(finding: &Finding<'_>, usual: &Offered) -> Option<Self> {
        Some(match finding {
            Finding::NameMissing(_) => Self::WithName,
            Finding::NameDisliked(_) => Self::WithoutName,
            Finding::TooLarge { .. } => Self::WithSmallHello,
            Finding::OnlySmaller(..)
            | Finding::Passing(..)
            | Finding::Plain { .. }
            | Finding::Classic(..) => Self::Perhaps,
            Finding::Lacking { lacks, .. } if lacks.iter().all(|lack| is_in(*lack, usual)) => {
                Self::WithUsualOffer
            }
            Finding::Lacking { choice, .. } if is_usual(choice) => Self::OnOtherLibraries,
            Finding::Covered { again, .. } => match again.and_then(|again| again.choice()) {
                Some(_) => Self::Perhaps,
                None => return None,
            },
            Finding::Retired(choice, _) if matches!(choice.version, TLS_1_0 | TLS_1_1) => {
                Self::OfOldVersions
            }
            _ => return None,
        })
    }

    /// Whether the failure says nothing of what a usual sender would meet. A version that is retired no sender should do.
    pub(in crate::judge) fn may_fare_better(self) -> bool {
        self != Self::OfOldVersions
    }

    /// What senders would do, in words that end a run's last line.
    pub(in crate::judge) fn senders(self) -> &'static str {
        match self {
            Self::WithName => {
                "senders that send its name as server name would have TLS; those that send none would try again in the clear, or defer"
            }
            Self::WithoutName => {
                "senders that send no server name would have TLS; those that send its name would try again in the clear, or defer"
            }
            Self::WithSmallHello => {
                "senders without post-quantum key exchange would have TLS; those with it may not, and would try again in the clear, \
                 or defer"
            }
            Self::WithUsualOffer => {
                "a sender that offers that too would have TLS; one with the offer of this command line would try again in the \
                 clear, or defer"
            }
            Self::OnOtherLibraries => {
                "smtls cannot do that, but senders built on OpenSSL usually can, and would deliver over TLS"
            }
            Self::OfOldVersions => {
                "a sender that still does that version would deliver over it; others would try again in the clear, or defer"
            }
            Self::Perhaps => "what a sender would meet is not certain",
        }
    }

    /// What mail clients would do, in the same place.
    pub(in crate::judge) fn mail_clients(self) -> &'static str {
        match self {
            Self::WithName => {
                "a mail client that sends its name as server name could hand in its message, as most do"
            }
            Self::WithoutName => {
                "only a mail client that sends no server name could hand in its message"
            }
            Self::WithSmallHello => {
                "a mail client without post-quantum key exchange could hand in its message, one with it perhaps not"
            }
            Self::WithUsualOffer => {
                "a mail client that offers that too could hand in its message; one with the offer of this command line could not"
            }
            Self::OnOtherLibraries => {
                "smtls cannot do that, but mail clients built on OpenSSL usually can"
            }
            Self::OfOldVersions => {
                "only a mail client that still does that version could hand in its message"
            }
            Self::Perhaps => "what a mail client would meet is not certain",
        }
    }
}
