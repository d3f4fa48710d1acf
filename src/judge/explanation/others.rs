//! What others would make of a server with which the handshake failed here.

use super::choice::{Able, able, is_anonymous};
use super::finding::Finding;
use crate::judge::fate::SomeSenders;
use crate::probe::inquiry::{Question, lacks};
use crate::tls::Offered;
use crate::tls::names::{TLS_1_0, TLS_1_1};
use crate::tls::wire::ServerFlight;

/// Who would have TLS with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Those that send its name as server name.
    WithName,
    /// Those that send no server name.
    WithoutName,
    /// Those whose hello is small.
    WithSmallHello,
    /// Those that offer no TLS 1.3.
    WithoutTls13,
    /// Those that offer what this command line left out.
    WithUsualOffer,
    /// Those built on a library that does what the server chose.
    OnOtherLibraries,
    /// Those that still do what smtls and many others do not: an old version, a suite without a certificate, a cipher out of use.
    Only(SomeSenders),
    /// Perhaps everybody.
    Perhaps,
}

impl Others {
    /// Who would, where that is known better than from the failure; `usual` is what smtls offers where nobody limits it.
    pub(super) fn of(finding: &Finding<'_>, usual: &Offered) -> Option<Self> {
        Some(match finding {
            Finding::NameMissing {
                is_certain: true, ..
            } => Self::WithName,
            Finding::NameDisliked {
                is_certain: true, ..
            } => Self::WithoutName,
            Finding::TooLarge { .. } => Self::WithSmallHello,
            Finding::OnlySmaller(..)
            | Finding::NameMissing { .. }
            | Finding::NameDisliked { .. }
            | Finding::Passing(..)
            | Finding::Plain { .. }
            | Finding::Classic(..)
            // Senders send the host's name, and an address has none.
            | Finding::Never {
                is_nameless: true, ..
            } => Self::Perhaps,
            // Others offer TLS 1.3 too, and may be refused for that.
            Finding::Lacking {
                refused: Some(_), ..
            } => Self::Perhaps,
            Finding::Lacking { choice, .. } if lacks(choice, usual).is_empty() => {
                Self::WithUsualOffer
            }
            Finding::Lacking { choice, .. } => return by_choice(choice),
            Finding::Covered {
                tls13_offered: true,
                is_certain: true,
                ..
            } => Self::WithoutTls13,
            Finding::Covered { .. } => Self::Perhaps,
            Finding::Retired(choice, question) => match (choice.version, question) {
                (TLS_1_0 | TLS_1_1, Question::Everything) => return by_choice(choice),
                (TLS_1_0 | TLS_1_1, _) => Self::Perhaps,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The senders that alone have TLS, where they are known.
    pub(in crate::judge) fn only_some(self) -> Option<SomeSenders> {
        match self {
            Self::Only(senders) => Some(senders),
            _ => None,
        }
    }

    /// Whether the failure says nothing of what a usual sender would meet. A version that is retired no sender should do, and a
    /// suite without a certificate proves nothing.
    pub(in crate::judge) fn may_fare_better(self) -> bool {
        self.only_some().is_none()
    }

    /// Whether it is known that there are such senders.
    pub(in crate::judge) fn is_certain(self) -> bool {
        self != Self::Perhaps
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
                "a sender whose hello is as short as the one that was taken would have TLS; one with a longer hello, as post-quantum key \
                 exchange makes it, may not, and would try again in the clear, or defer"
            }
            Self::WithoutTls13 => {
                "a sender that offers TLS 1.2 at most would have TLS; one that offers TLS 1.3 as well would try again in the clear, or \
                 defer"
            }
            Self::WithUsualOffer => {
                "a sender that offers that too would have TLS; one with the offer of this command line would try again in the \
                 clear, or defer"
            }
            Self::OnOtherLibraries => {
                "smtls cannot do that, but senders built on OpenSSL usually can, and would deliver over TLS"
            }
            Self::Only(SomeSenders::Tls10 | SomeSenders::Tls11) => {
                "a sender that still does that version (Postfix by default) would deliver over it; others would try again in the \
                 clear, or defer"
            }
            Self::Only(SomeSenders::Postfix) => {
                "Postfix at level may usually can do that, and would deliver over TLS; others may not, and would try again in the clear, \
                 or defer"
            }
            Self::Only(SomeSenders::Anonymous) => {
                "Postfix at level may or encrypt usually can do that, and would deliver over TLS; Exim, Sendmail and others would try \
                 again in the clear, or defer"
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
                "a mail client whose hello is as short as the one that was taken could hand in its message, one with a longer hello \
                 perhaps not"
            }
            Self::WithoutTls13 => {
                "a mail client that offers TLS 1.2 at most could hand in its message; one that offers TLS 1.3 as well could not"
            }
            Self::WithUsualOffer => {
                "a mail client that offers that too could hand in its message; one with the offer of this command line could not"
            }
            Self::OnOtherLibraries => {
                "smtls cannot do that, but mail clients built on OpenSSL usually can"
            }
            Self::Only(SomeSenders::Anonymous) => {
                "only a mail client that takes a suite without a certificate, as hardly any does, could hand in its message"
            }
            Self::Only(SomeSenders::Postfix) => "hardly any mail client can do that",
            Self::Only(SomeSenders::Tls10 | SomeSenders::Tls11) => {
                "only a mail client that still does that version could hand in its message"
            }
            Self::Perhaps => "what a mail client would meet is not certain",
        }
    }
}

/// Who could do what the server chose, where smtls could not.
fn by_choice(choice: &ServerFlight) -> Option<Others> {
    Some(match able(choice) {
        Able::OpenSsl => Others::OnOtherLibraries,
        Able::Postfix => Others::Only(match choice.version {
            _ if is_anonymous(choice) => SomeSenders::Anonymous,
            TLS_1_0 => SomeSenders::Tls10,
            TLS_1_1 => SomeSenders::Tls11,
            _ => SomeSenders::Postfix,
        }),
        Able::Unknown => Others::Perhaps,
        Able::Nobody => return None,
    })
}
