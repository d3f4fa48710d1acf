//! What the audit found out about STARTTLS itself, and in ordinary sessions.

use super::known::Known;
use crate::smtp::Reply;
use schemars::JsonSchema;

/// What was found out about STARTTLS itself, and in ordinary sessions through the TLS library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmtpFacts {
    /// A command smuggled in behind STARTTLS is carried out inside TLS (CVE-2011-0411 and its kin).
    pub injection: Known<Injection>,
    /// Octets in the clear came behind the reply to STARTTLS, in any connection.
    pub plaintext_after_reply: Known<Option<Vec<u8>>>,
    /// STARTTLS is not offered, or its letters are exchanged (XXXXXXXA), and it is accepted all the same.
    pub masked: Known<bool>,
    /// STARTTLS is offered again inside TLS (RFC 3207 §4.2 forbids it).
    pub offered_again: Known<bool>,
    /// STARTTLS was said once more inside TLS, which a client must not do (RFC 3207 §4.2); the reply.
    pub inside_tls: Known<Reply>,
    /// MAIL in the clear is refused with 530 (RFC 3207 §4); the reply.
    pub mail_in_the_clear: Known<Reply>,
    /// The mechanisms of AUTH offered in the clear; none is good.
    pub auth_in_the_clear: Known<Vec<String>>,
    /// Keywords offered only in the clear, and only inside TLS.
    pub changed: Known<(Vec<String>, Vec<String>)>,
    /// REQUIRETLS is offered in the clear, where it must not be (RFC 8689 §2).
    pub requiretls_in_the_clear: Known<bool>,
    /// What tells one backend from another, each different set once, with how many connections met it.
    pub backends: Vec<Backend>,
    /// Whether a session can be resumed.
    pub resumption: Known<Resumed>,
    /// The most octets of early data that a ticket of TLS 1.3 allows; 0 is none.
    pub early_data: Known<u32>,
    /// How many tickets came in a session.
    pub tickets: Known<usize>,
}

/// What came of a command smuggled in behind STARTTLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Injection {
    /// One reply to one command, as in the control run.
    No,
    /// A reply came inside TLS to what had been said in the clear; it.
    Yes(Vec<u8>),
    /// The server noticed and refused: it answered STARTTLS otherwise than in the control run, or closed; how.
    Refused(String),
}

/// Whether a session could be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Resumed {
    /// It was.
    Yes,
    /// The server wanted a full handshake although it had sent what resumes one.
    No,
    /// It sent nothing to resume a session by.
    NothingToResume,
}

/// What tells one backend behind an address from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// The text of the greeting, without what changes from one connection to the next.
    pub greeting: String,
    /// The keywords offered in the clear, in order.
    pub keywords: Vec<String>,
    /// The version, suite and certificate digest that a plain session would get; nothing where none was seen.
    pub tls: Option<String>,
    /// How many connections met it.
    pub connections: usize,
}
