//! What happens on a connection, as it happens.

use super::answered::Answered;
use super::authentication::Authentication;
use super::connect::ConnectFault;
use super::inquiry::Question;
use super::meter::Traffic;
use super::proxy_header::ProxyHeader;
use crate::interrupt::Signal;
use crate::smtp::{self, Fault, Stage};
use crate::tls::{Handshake, Seen, Tickets, TlsFault};
use std::net::SocketAddr;
use std::time::Duration;

/// An event and when it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// Since the connection was begun.
    pub at: Duration,
    /// What happened.
    pub event: Event,
}

/// Something that happened on a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// What comes next is a connection for this question.
    Asking(Question),
    /// The connection is being made.
    Trying,
    /// What comes next is the peer's to do, and may take its time: what was shown so far should be seen now.
    Waiting,
    /// The connection is made through this SOCKS proxy, as host and port.
    Through(String),
    /// The connection stands; our end of it.
    Connected(SocketAddr),
    /// A header of the PROXY protocol was sent, before anything else.
    Introduced(ProxyHeader),
    /// The dialogue went on.
    Smtp(smtp::Event),
    /// A handshake was tried; what the server showed in it.
    Seen(Box<Seen>),
    /// A hello made by hand was sent, and this came of it; the session goes no further.
    Answered(Box<Answered>),
    /// The handshake is done.
    Secured(Handshake),
    /// How to authenticate was chosen, or that it cannot be done.
    Authenticating(Box<Authentication>),
    /// The session is over; what the server sent for resuming it.
    Tickets(Tickets),
    /// The session is over; what went over the connection.
    Traffic(Traffic),
    /// A stage failed below SMTP.
    Failed(Failure),
    /// A session that somebody held by hand ended below SMTP before he ended it.
    BrokenOff(Cause),
    /// The connection was closed, by us or after the server closed it.
    Closed,
    /// The connection was dropped without QUIT, as asked.
    Dropped,
}

/// A stage that was not reached, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The stage.
    pub stage: Stage,
    /// The reason.
    pub cause: Cause,
}

/// Why a stage was not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No TCP connection.
    Connect(ConnectFault),
    /// The dialogue failed.
    Smtp(Fault),
    /// TLS failed: in the handshake, or on the first octets after it (RFC 9846 §6.2).
    Tls(TlsFault),
    /// The time for the whole run was over.
    Deadline,
    /// A signal ended the run.
    Interrupted(Signal),
}

impl Event {
    /// Whether a connection begins with it; `after_asking` where the event before it said what the connection is to find out.
    pub fn begins(&self, after_asking: bool) -> bool {
        match self {
            Self::Asking(_) => true,
            Self::Trying => !after_asking,
            _ => false,
        }
    }

    /// Whether it says that a stage was not reached.
    pub fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::Failed(_)
                | Self::BrokenOff(_)
                | Self::Smtp(smtp::Event::Failed { .. } | smtp::Event::BrokenOff(_))
        )
    }
}

impl Cause {
    /// The kind of cause in a word, for machines.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Connect(ConnectFault::Refused) => "refused",
            Self::Connect(ConnectFault::TimedOut(_))
            | Self::Smtp(Fault::TimedOut { .. } | Fault::NotTaken { .. })
            | Self::Tls(TlsFault::TimedOut(_)) => "timeout",
            Self::Connect(ConnectFault::Unreachable) => "unreachable",
            Self::Connect(ConnectFault::NoRouteHere) => "no-route-here",
            Self::Connect(ConnectFault::Proxy(failure)) => failure.fault.word(),
            Self::Connect(ConnectFault::MixedFamilies(..)) => "mixed-families",
            Self::Connect(ConnectFault::Other(_)) => "connect-error",
            Self::Smtp(Fault::Rejected(_)) => "rejected",
            Self::Smtp(Fault::NotOffered | Fault::XclientNotOffered(_)) => "not-offered",
            Self::Smtp(Fault::Closed { reset: true, .. }) | Self::Tls(TlsFault::Reset) => "reset",
            Self::Smtp(Fault::Closed { reset: false, .. }) | Self::Tls(TlsFault::Closed) => {
                "closed"
            }
            Self::Smtp(Fault::NotAReply(_)) => "not-smtp",
            Self::Smtp(Fault::TooLong(_)) => "too-long",
            Self::Smtp(Fault::BareLf) => "bare-lf",
            Self::Smtp(Fault::NoMechanism) => "no-mechanism",
            Self::Smtp(Fault::Lacks(_)) => "not-offered",
            Self::Smtp(Fault::Sasl(_)) => "authentication-given-up",
            Self::Smtp(Fault::TrailingPlaintext(_)) => "trailing-plaintext",
            Self::Tls(TlsFault::Alert(_)) => "alert",
            Self::Tls(TlsFault::NotTls(_)) => "not-tls",
            Self::Tls(TlsFault::OldVersion(_)) => "old-version",
            Self::Tls(TlsFault::Incompatible(_)) => "tls-incompatible",
            Self::Tls(TlsFault::Misbehaved(_)) => "tls-misbehaved",
            Self::Tls(TlsFault::WrongSignature) => "wrong-signature",
            Self::Tls(TlsFault::Other(_)) => "tls-error",
            Self::Deadline => "deadline",
            Self::Interrupted(_) => "interrupted",
        }
    }
}
