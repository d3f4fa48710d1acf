//! MAIL, RCPT and what follows them (RFC 5321 §3.3), one after the other or together (RFC 2920), and what the replies make of it.

mod handover;

use super::{Dialogue, Phase};
use crate::smtp::transaction::{Content, Means, Spoken, Transacted, Transaction};
use crate::smtp::{Command, Event, Fault, Reply, Stage};

/// How far the transaction of a session has come.
#[derive(Default)]
pub(super) struct State {
    /// The one that is under way.
    current: Option<Box<Current>>,
    /// Nothing more is to be done.
    is_over: bool,
}

/// A transaction that is under way.
struct Current {
    order: Transaction,
    facts: Transacted,
    /// How many recipients were answered.
    answered: usize,
    /// MAIL or every RCPT was refused, and what was said with them is still to be answered.
    is_lost: bool,
    /// The end of the message is among what is to be written.
    is_ending: bool,
}

impl Dialogue {
    /// Begins a transaction; for use when [`Step::Transact`](crate::smtp::Step::Transact) or
    /// [`Step::Ready`](crate::smtp::Step::Ready) was answered.
    pub fn transact(&mut self, order: Transaction) {
        let lines = order.recipients.iter();
        let current = Current {
            facts: Transacted {
                tls: self.tls,
                pipelined: order.pipelined,
                mail: Spoken::new(&self.veil.hide(&order.mail)),
                recipients: lines
                    .map(|line| Spoken::new(&self.veil.hide(line)))
                    .collect(),
                handover: None,
            },
            answered: 0,
            is_lost: false,
            is_ending: false,
            order,
        };
        self.say_octets(&current.order.mail, Command::Mail);
        if current.order.pipelined {
            for line in &current.order.recipients {
                self.say_with(line);
            }
            if current.says_data() {
                self.say_with(b"DATA");
            }
        }
        self.transaction.current = Some(Box::new(current));
    }

    /// The transaction cannot be begun: the stage is not reached, and the session ends.
    pub fn give_up_transaction(&mut self, fault: Fault) {
        self.transaction.is_over = true;
        self.failed(Stage::Mail, fault);
        self.quit();
    }

    /// Whether a transaction is still to be held.
    pub(super) fn is_to_transact(&self) -> bool {
        self.plan.transact && !self.transaction.is_over
    }

    /// Whether a transaction is under way, so that MAIL is its own.
    pub(super) fn transacts(&self) -> bool {
        self.transaction.current.is_some()
    }

    /// The stage that the transaction works for; none where it failed already.
    pub(super) fn stage_of_transaction(&self, command: Command) -> Option<Stage> {
        let current = self.transaction.current.as_ref()?;
        match command {
            _ if current.is_lost => None,
            Command::Mail => Some(Stage::Mail),
            Command::Rcpt => Some(Stage::Rcpt),
            _ => Some(Stage::Data),
        }
    }

    /// The connection ends in the middle of a transaction.
    pub(super) fn break_off_transaction(&mut self) {
        if let Some(current) = self.transaction.current.take() {
            self.transaction.is_over = true;
            self.events
                .push_back(Event::Transacted(Box::new(current.facts)));
        }
    }

    /// A reply to one of its commands.
    pub(super) fn transacted(&mut self, to: Command, reply: Reply) {
        let Some(current) = self.transaction.current.as_deref_mut() else {
            return;
        };
        current.note(to, &reply);
        if reply.code() == 421 {
            // RFC 5321 §3.8: the server closes the connection.
            if let Some(stage) = self.stage_of_transaction(to) {
                self.failed(stage, Fault::Rejected(reply));
            }
            self.break_off_transaction();
            self.phase = Phase::Over;
            return;
        }
        match to {
            Command::Mail => self.mail_answered(reply),
            Command::Rcpt => self.rcpt_answered(),
            Command::Data => self.data_answered(reply),
            Command::Chunk => self.chunk_answered(reply),
            _ => self.message_answered(),
        }
    }

    fn mail_answered(&mut self, reply: Reply) {
        let order = self.transaction.current.as_deref().map(|it| &it.order);
        let pipelined = order.is_some_and(|order| order.pipelined);
        let more = order.is_some_and(|order| !order.recipients.is_empty());
        if reply.class() != 2 {
            self.lost(Stage::Mail, reply);
        } else if !(self.passed(Stage::Mail)) {
            return;
        }
        match (self.is_lost(), more) {
            (false, false) => self.settle(),
            (false, true) => self.next_recipient(),
            (true, true) if pipelined => self.phase = Phase::Awaiting(Command::Rcpt),
            (true, _) => self.leave_transaction(),
        }
    }

    fn next_recipient(&mut self) {
        let Some(current) = self.transaction.current.as_deref() else {
            return;
        };
        match current.order.recipients.get(current.answered) {
            _ if current.order.pipelined => self.phase = Phase::Awaiting(Command::Rcpt),
            Some(line) => {
                let line = line.clone();
                self.say_octets(&line, Command::Rcpt);
            }
            None => self.content(),
        }
    }

    fn rcpt_answered(&mut self) {
        let Some(current) = self.transaction.current.as_deref_mut() else {
            return;
        };
        current.answered = current.answered.saturating_add(1);
        if current.answered < current.facts.recipients.len() {
            return match current.is_lost {
                true => self.phase = Phase::Awaiting(Command::Rcpt),
                false => self.next_recipient(),
            };
        }
        let mut replies = current.facts.recipients.iter();
        let first = replies.find_map(|recipient| recipient.reply.clone());
        let none = current.facts.accepted() == 0;
        let is_lost = current.is_lost;
        let says_data = current.order.pipelined && current.says_data();
        match first.filter(|_| none && !is_lost) {
            Some(refusal) => self.lost(Stage::Rcpt, refusal),
            None if !is_lost && !self.passed(Stage::Rcpt) => return,
            None => {}
        }
        match (says_data, self.is_lost()) {
            (true, _) => self.phase = Phase::Awaiting(Command::Data),
            (false, true) => self.leave_transaction(),
            (false, false) => self.content(),
        }
    }

    /// A stage of the transaction failed.
    fn lost(&mut self, stage: Stage, reply: Reply) {
        if let Some(current) = self.transaction.current.as_deref_mut() {
            current.is_lost = true;
        }
        self.failed(stage, Fault::Rejected(reply));
    }

    /// Notes a stage as reached, and tells whether the transaction goes on; where not, all that is known of it is told.
    fn passed(&mut self, stage: Stage) -> bool {
        let goes_on = self.reached(stage);
        if !goes_on {
            self.break_off_transaction();
        }
        goes_on
    }

    /// The transaction is over, and the session stands.
    fn settle(&mut self) {
        self.break_off_transaction();
        self.phase = Phase::Ready;
    }

    /// The transaction is over by a failure: a session that was made for it ends, and in one that somebody holds by hand that
    /// somebody decides.
    fn leave_transaction(&mut self) {
        self.break_off_transaction();
        match self.plan.transact {
            true => self.quit(),
            false => self.phase = Phase::Ready,
        }
    }

    /// Whether DATA went out together with what is still to be answered.
    pub(super) fn has_said_data(&self) -> bool {
        let current = self.transaction.current.as_deref();
        current.is_some_and(|current| current.order.pipelined && current.says_data())
    }

    fn is_lost(&self) -> bool {
        let current = self.transaction.current.as_deref();
        current.is_some_and(|current| current.is_lost)
    }
}

impl Current {
    /// Whether DATA is said in it.
    fn says_data(&self) -> bool {
        match &self.order.content {
            Content::Nothing => false,
            Content::Announced => true,
            Content::Message(message) => message.by == Means::Data,
        }
    }

    /// Keeps a reply as a fact.
    fn note(&mut self, to: Command, reply: &Reply) {
        let reply = reply.clone();
        match to {
            Command::Mail => self.facts.mail.reply = Some(reply),
            Command::Rcpt => {
                if let Some(recipient) = self.facts.recipients.get_mut(self.answered) {
                    recipient.reply = Some(reply);
                }
            }
            // Behind refusals there is no message.
            Command::Message if self.is_lost => {}
            Command::Data => {
                let handover = self.facts.handover.get_or_insert_default();
                handover.go_ahead = Some(reply);
            }
            _ => {
                let handover = self.facts.handover.get_or_insert_default();
                handover.replies.push(reply);
            }
        }
    }
}
