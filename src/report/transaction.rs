//! A mail transaction, as reported: what was said, and what each recipient and the message were answered with.

use crate::probe::Observation;
use crate::quote;
use crate::smtp::{Handover, Reply, Spoken, Transacted};
use schemars::JsonSchema;
use serde::Serialize;

/// What came of a mail transaction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TransactionReport {
    /// Inside TLS.
    pub tls: bool,
    /// The commands went out together (PIPELINING).
    pub pipelined: bool,
    /// MAIL.
    pub mail: CommandReport,
    /// RCPT, one for each recipient.
    pub recipients: Vec<CommandReport>,
    /// The message; absent where it did not come to DATA or BDAT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageReport>,
}

/// A command of a transaction, and what it was answered with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CommandReport {
    /// The command with its parameters, escaped like a line of the transcript.
    pub command: String,
    /// Whether the server accepted it.
    pub accepted: bool,
    /// The reply; absent where it was not said, or not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyTextReport>,
}

/// A reply with its text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReplyTextReport {
    /// The code of its last line.
    pub code: u16,
    /// The enhanced status code of its last line (RFC 3463).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status_code: Option<String>,
    /// The text of each line behind the code, escaped like a line of the transcript.
    pub text: Vec<String>,
}

/// What came of a message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MessageReport {
    /// How it was handed in.
    #[schemars(extend("enum" = ["data", "bdat"]))]
    pub by: &'static str,
    /// How many octets of it were sent, or begun to be, without the dots that DATA adds; none where the server did not let it be sent.
    pub octets: usize,
    /// How many chunks were sent; none with DATA.
    pub chunks: usize,
    /// Whether all of it was sent, and its end was told.
    pub whole: bool,
    /// Whether the server may have it: it said so for at least one recipient, or did not answer for all that was sent.
    pub may_be_taken: bool,
    /// The reply to DATA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub go_ahead: Option<ReplyTextReport>,
    /// The replies to the message: one, in LMTP one for each recipient that was accepted, in their order; or the one that refused a
    /// chunk.
    pub replies: Vec<ReplyTextReport>,
}

impl TransactionReport {
    /// What is known of it; nothing where there was none.
    pub(super) fn new(seen: &Observation) -> Option<Self> {
        let told = seen.transacted.as_ref()?;
        let handover = told.handover.as_ref();
        Some(Self {
            tls: told.tls,
            pipelined: told.pipelined,
            mail: CommandReport::new(&told.mail),
            recipients: told.recipients.iter().map(CommandReport::new).collect(),
            message: handover.map(|handover| MessageReport::new(told, handover)),
        })
    }

    /// What came of it, in a line: `<me@example.net> to 2 of 3 recipients, 33 octets by DATA, pipelined`.
    pub(super) fn in_words(&self) -> String {
        let accepted = self.recipients.iter().filter(|one| one.accepted).count();
        let mut words = path(&self.mail.command).to_owned();
        if !self.mail.accepted {
            words.push_str(", not accepted");
            return words;
        }
        match (self.recipients.len(), accepted) {
            (0, _) => {}
            (1, 1) => words.push_str(" to 1 recipient"),
            (all, some) if all == some => words.push_str(&format!(" to {all} recipients")),
            (1, _) => words.push_str(" to none of 1 recipient"),
            (all, 0) => words.push_str(&format!(" to none of {all} recipients")),
            (all, some) => words.push_str(&format!(" to {some} of {all} recipients")),
        }
        if let Some(message) = &self.message {
            words.push_str(&message.in_words());
        }
        if self.pipelined {
            words.push_str(", pipelined");
        }
        words
    }
}

impl CommandReport {
    fn new(spoken: &Spoken) -> Self {
        Self {
            command: quote::octets(&spoken.line),
            accepted: spoken.is_accepted(),
            reply: spoken.reply.as_ref().map(ReplyTextReport::new),
        }
    }
}

impl ReplyTextReport {
    fn new(reply: &Reply) -> Self {
        let lines = reply.lines().iter();
        Self {
            code: reply.code(),
            enhanced_status_code: reply.enhanced_code().map(|code| code.to_string()),
            text: lines.map(|line| quote::octets(line.text())).collect(),
        }
    }
}

impl MessageReport {
    fn new(told: &Transacted, handover: &Handover) -> Self {
        Self {
            by: match handover.chunks {
                0 => "data",
                _ => "bdat",
            },
            octets: handover.octets,
            chunks: handover.chunks,
            whole: handover.is_whole,
            may_be_taken: told.may_be_taken(),
            go_ahead: handover.go_ahead.as_ref().map(ReplyTextReport::new),
            replies: handover.replies.iter().map(ReplyTextReport::new).collect(),
        }
    }

    fn in_words(&self) -> String {
        if self.octets == 0 && self.chunks == 0 {
            return ", no message was sent".to_owned();
        }
        let how = match self.chunks {
            0 => "by DATA".to_owned(),
            1 => "by BDAT in one chunk".to_owned(),
            chunks => format!("by BDAT in {chunks} chunks"),
        };
        match (self.whole, self.chunks) {
            (true, _) => format!(", {} octets {how}", self.octets),
            (false, 0) => format!(", not all of {} octets {how}", self.octets),
            (false, _) => format!(", {} octets of the message {how}", self.octets),
        }
    }
}

/// The path in a command, with its angle brackets.
fn path(command: &str) -> &str {
    let (_, path) = command.split_once(':').unwrap_or(("", command));
    let end = path.find('>').map(|at| at.saturating_add(1));
    end.and_then(|end| path.get(..end)).unwrap_or(path)
}
