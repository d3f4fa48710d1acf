//! The SMTP dialogue without I/O (RFC 5321, RFC 3207): replies, EHLO, and the machine that says what to do next.

mod dialogue;
mod ehlo;
mod enhanced;
mod event;
mod extension;
mod fault;
mod form;
mod keyword;
mod mailbox;
mod plan;
mod reply;
pub mod sasl;
mod stage;
mod stuffing;
mod transaction;
mod xclient;

pub use dialogue::{Dialogue, Mode};
pub use ehlo::Extensions;
pub use enhanced::EnhancedCode;
pub use event::{Command, Event};
pub use extension::{Extension, SizeLimit};
pub use fault::{Cap, Fault, Lack};
pub use form::Form;
pub use keyword::{KEYWORDS, Keyword};
pub use mailbox::{Mailbox, ParseMailboxError};
pub use plan::{Noop, Plan, Protocol, Security, Step, Stop, Timer, Trials};
pub use reply::{LINE_CAP, REPLY_CAP, Reply, ReplyLine, ReplyReader, Unreadable};
pub use stage::{DropPoint, ParseStageError, Stage};
pub use stuffing::{stuffed, with_line_ends};
pub use transaction::{Content, Handover, Means, Message, Spoken, Transacted, Transaction};
pub use xclient::{Attribute, NotOffered, ParseAttributeError, Xclient, XclientOutcome};
