//! The SMTP dialogue without I/O (RFC 5321, RFC 3207): replies, EHLO, and the machine that says what to do next.

mod dialogue;
mod ehlo;
mod enhanced;
mod event;
mod fault;
mod keyword;
mod plan;
mod reply;
mod stage;

pub use dialogue::Dialogue;
pub use ehlo::{Extension, Extensions, SizeLimit};
pub use enhanced::EnhancedCode;
pub use event::{Command, Event};
pub use fault::{Cap, Fault};
pub use keyword::{KEYWORDS, Keyword};
pub use plan::{Plan, Protocol, Security, Step, Stop, Timer, Trials};
pub use reply::{LINE_CAP, REPLY_CAP, Reply, ReplyLine, ReplyReader};
pub use stage::{DropPoint, ParseStageError, Stage};
