//! What happened in the dialogue, as it happens.

use super::sasl::Attempt;
use super::{Extensions, Fault, Reply, Stage, Transacted, Xclient, XclientOutcome};

/// A step of the dialogue that somebody may want to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A line that was sent, without its line end.
    Said {
        /// The octets of the line.
        line: Vec<u8>,
        /// Sent inside TLS.
        tls: bool,
    },
    /// A line that was received, without its line end.
    Heard {
        /// The octets of the line, as they came.
        line: Vec<u8>,
        /// Received inside TLS.
        tls: bool,
        /// The line's code is one that lets the dialogue go on.
        expected: bool,
    },
    /// A whole reply, and what it answers.
    Replied {
        /// What the reply answers.
        to: Command,
        /// The reply.
        reply: Reply,
        /// Received inside TLS.
        tls: bool,
    },
    /// The server greeted once more inside TLS; that is no reply to a command (RFC 3207 §4.2).
    GreetedAgain(Reply),
    /// Octets that no command had asked for; they are never taken for the next command's reply.
    Unsolicited(Vec<u8>),
    /// The server closed the connection instead of answering QUIT.
    ClosedOnQuit,
    /// What the server offers from now on, after a hello that somebody said by hand; nothing after HELO, or behind a handshake.
    Offered(Option<Extensions>),
    /// A message, or a chunk of one, went out without being shown line by line.
    SentMessage {
        /// Its octets, without the dots that were doubled and the one that ends it.
        octets: u64,
        /// Sent inside TLS.
        tls: bool,
    },
    /// A session that somebody held by hand ended before he ended it.
    BrokenOff(Fault),
    /// An attempt to authenticate is over.
    Attempted(Box<Attempt>),
    /// Lines of a message that were sent like those before them, and are not shown.
    Unshown {
        /// How many lines.
        lines: usize,
        /// How many octets they have.
        octets: usize,
    },
    /// A transaction is over.
    Transacted(Box<Transacted>),
    /// The client is to speak for another one.
    SpeakingFor(Box<Xclient>),
    /// What became of that.
    SpokeFor(Box<XclientOutcome>),
    /// A stage was reached.
    Reached(Stage),
    /// A stage was not reached. The dialogue may go on nevertheless, in the clear.
    Failed {
        /// The stage.
        stage: Stage,
        /// The reason.
        fault: Fault,
    },
}

/// What a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Nothing: it is the greeting.
    Greeting,
    /// EHLO.
    Ehlo,
    /// HELO, the fallback of RFC 5321 §3.2.
    Helo,
    /// STARTTLS.
    StartTls,
    /// MAIL, in a transaction or for the sake of its reply.
    Mail,
    /// RCPT.
    Rcpt,
    /// DATA.
    Data,
    /// BDAT with a chunk that is not the last.
    Chunk,
    /// The whole message: the line that is one dot, or BDAT with the last chunk.
    Message,
    /// RSET, which undoes it.
    Reset,
    /// NOOP, said to see by whose replies it is answered.
    Noop,
    /// XCLIENT.
    Xclient,
    /// AUTH, or a response to one of the challenges that follow it.
    Auth,
    /// Something that somebody said by hand.
    Typed,
    /// EHLO, LHLO or HELO that somebody said by hand.
    TypedHello,
    /// QUIT.
    Quit,
}

impl Command {
    /// The command as it is written; LHLO stands under EHLO, whose part it has in LMTP (RFC 2033 §4.1).
    pub fn name(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Ehlo => "EHLO",
            Self::Helo => "HELO",
            Self::StartTls => "STARTTLS",
            Self::Mail => "MAIL",
            Self::Rcpt => "RCPT",
            Self::Data => "DATA",
            Self::Chunk => "BDAT",
            Self::Message => "message",
            Self::Reset => "RSET",
            Self::Noop => "NOOP",
            Self::Xclient => "XCLIENT",
            Self::Auth => "AUTH",
            Self::Typed => "typed",
            Self::TypedHello => "typed-hello",
            Self::Quit => "QUIT",
        }
    }
}
