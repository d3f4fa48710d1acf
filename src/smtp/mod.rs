//! The SMTP dialogue without I/O (RFC 5321, RFC 3207): replies, EHLO, and the machine that says what to do next.

mod dialogue;
mod ehlo;
mod event;
mod fault;
mod plan;
mod reply;
mod stage;

pub use dialogue::Dialogue;
pub use ehlo::{Extension, Extensions};
pub use event::{Command, Event};
pub use fault::{Cap, Fault};
pub use plan::{Plan, Protocol, Security, Step, Stop, Timer, Trials};
pub use reply::{LINE_CAP, REPLY_CAP, Reply, ReplyLine, ReplyReader};
pub use stage::{DropPoint, ParseStageError, Stage};
