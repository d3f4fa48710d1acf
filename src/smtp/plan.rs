//! What a session is to do, and what the dialogue asks of its driver.

use super::{DropPoint, Stage};
use std::fmt;

/// What the session is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which protocol is spoken.
    pub protocol: Protocol,
    /// The argument of EHLO: a domain name or an address literal (RFC 5321 §4.1.4).
    pub client_name: String,
    /// How TLS comes in.
    pub security: Security,
    /// Where the session ends.
    pub stop: Stop,
    /// What is tried on the way.
    pub trials: Trials,
    /// Whether the client authenticates after the last EHLO.
    pub authenticate: bool,
    /// Whether a mail transaction follows.
    pub transact: bool,
}

/// What a session tries that a sender's would not, because the user asked for it. MAIL is sent for the sake of its reply: RSET
/// undoes it, and neither a recipient nor a message ever follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trials {
    /// STARTTLS, although it is not offered.
    pub starttls_unoffered: bool,
    /// MAIL after EHLO in the clear.
    pub mail_in_the_clear: bool,
    /// MAIL after EHLO inside TLS.
    pub mail_inside_tls: bool,
    /// MAIL inside TLS before EHLO, whose earlier reply is void there (RFC 3207 §4.2).
    pub mail_before_ehlo: bool,
    /// STARTTLS once more, after EHLO inside TLS, which RFC 3207 §4.2 forbids a client: for the sake of the reply.
    pub starttls_inside_tls: bool,
    /// NOOP around STARTTLS.
    pub noop: Noop,
}

/// NOOP around STARTTLS, to see whether a command that was said in the clear is carried out inside TLS. Such a session has no
/// second EHLO: inside TLS it says NOOP and QUIT, and hears everything that comes until the server closes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noop {
    /// None.
    #[default]
    Unsaid,
    /// In turn, before STARTTLS and behind the handshake, each command once the one before it was answered: the control run.
    InTurn,
    /// In one write with STARTTLS, and once more behind the handshake. Nothing else in smtls ever speaks out of turn: a client
    /// waits for the reply to STARTTLS (RFC 3207 §4), and what it said before TLS is void inside (RFC 3207 §4.2).
    BehindStartTls,
}

impl Trials {
    /// Nothing is tried.
    pub const NONE: Self = Self {
        starttls_unoffered: false,
        mail_in_the_clear: false,
        mail_inside_tls: false,
        mail_before_ehlo: false,
        starttls_inside_tls: false,
        noop: Noop::Unsaid,
    };
}

/// Which protocol is spoken; they differ here in the word that opens a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SMTP: EHLO, and HELO where a server does not know it (RFC 5321 §3.2).
    Smtp,
    /// LMTP: LHLO and nothing else (RFC 2033 §4.1).
    Lmtp,
}

/// How TLS comes into the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// By STARTTLS (RFC 3207); without it the session ends.
    StartTls,
    /// By STARTTLS where it is offered and accepted; else the session goes on in the clear (RFC 3207 §4.1).
    StartTlsIfOffered,
    /// From the first octet (RFC 8314 §3).
    Implicit,
}

/// Where a session ends that meets no fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// After the last EHLO the driver decides.
    WhenReady,
    /// With QUIT once the stage is reached and the greeting was read, because a client does not speak before it (RFC 5321 §4.3.1).
    QuitAfter(Stage),
    /// By dropping the connection.
    DropAfter(DropPoint),
    /// Not by itself: once the stage is reached the driver decides, and nothing more is said unasked.
    HandOver(Stage),
}

impl Stop {
    /// Whether it is at this stage, politely or not.
    pub fn is_at(self, stage: Stage) -> bool {
        self == Self::QuitAfter(stage) || self == Self::DropAfter(DropPoint::Stage(stage))
    }
}

/// What the driver has to do next.
#[derive(Clone, PartialEq, Eq)]
pub enum Step {
    /// Write these octets.
    Write(Vec<u8>),
    /// Read some octets, within this timer.
    Read(Timer),
    /// Do the TLS handshake.
    Handshake,
    /// Choose how to authenticate, and begin it or give it up.
    Authenticate,
    /// Begin the transaction, or give it up.
    Transact,
    /// Nothing: the session stands, and what is said next is the driver's choice.
    Ready,
    /// Close the connection: the session is over.
    Stop,
}

impl fmt::Debug for Step {
    /// What is written may be a secret, and is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(octets) => write!(f, "Write({} octets)", octets.len()),
            Self::Read(timer) => write!(f, "Read({timer:?})"),
            Self::Handshake => f.write_str("Handshake"),
            Self::Authenticate => f.write_str("Authenticate"),
            Self::Transact => f.write_str("Transact"),
            Self::Ready => f.write_str("Ready"),
            Self::Stop => f.write_str("Stop"),
        }
    }
}

/// Which timer a read is under (RFC 5321 §4.5.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// For the greeting, which servers delay on purpose.
    Greeting,
    /// For a reply to a command.
    Reply,
    /// For the reply to a whole message, which the server may look through first (RFC 5321 §4.5.3.2.6).
    Message,
    /// For the reply to QUIT, which nobody should wait for long.
    Quit,
}
