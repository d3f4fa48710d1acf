//! What was found out about STARTTLS and in ordinary sessions, as reported.

use super::known::KnownReport;
use crate::audit::{Backend, Injection, Resumed, SmtpFacts};
use crate::quote;
use schemars::JsonSchema;
use serde::Serialize;

/// What was found out about STARTTLS and in ordinary sessions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SmtpReport {
    /// What came of a command in the clear behind STARTTLS.
    pub command_injection: KnownReport<InjectionReport>,
    /// What came in the clear behind the reply to STARTTLS, escaped; empty for nothing.
    pub plaintext_after_reply: KnownReport<String>,
    /// STARTTLS is hidden, and works.
    pub masked_starttls: KnownReport<bool>,
    /// STARTTLS is offered inside TLS.
    pub starttls_inside_tls: KnownReport<bool>,
    /// The code of the reply to STARTTLS that was said inside TLS.
    pub starttls_said_inside_tls: KnownReport<u16>,
    /// The code of the reply to MAIL in the clear.
    pub mail_in_the_clear: KnownReport<u16>,
    /// The mechanisms of AUTH that are offered in the clear.
    pub auth_in_the_clear: KnownReport<Vec<String>>,
    /// What is offered only in the clear, and only inside TLS.
    pub changed_extensions: KnownReport<ChangedReport>,
    /// REQUIRETLS is offered in the clear.
    pub requiretls_in_the_clear: KnownReport<bool>,
    /// The different servers behind the address.
    pub backends: Vec<BackendReport>,
    /// Whether a session can be resumed: yes, no, or nothing-to-resume.
    #[schemars(with = "KnownReport<Resumed>")]
    pub resumption: KnownReport<&'static str>,
    /// The most octets of early data that a ticket allows; 0 is none.
    pub early_data_octets: KnownReport<u32>,
    /// How many tickets came in a session.
    pub tickets: KnownReport<usize>,
}

/// What came of a command in the clear behind STARTTLS.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InjectionReport {
    /// It was carried out inside TLS.
    pub carried_out: bool,
    /// The reply inside TLS, or how it was refused, escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_came: Option<String>,
}

/// What is offered only on one side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangedReport {
    /// Only in the clear.
    pub only_in_the_clear: Vec<String>,
    /// Only inside TLS.
    pub only_inside_tls: Vec<String>,
}

/// A server behind the address.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BackendReport {
    /// The greeting without what changes from one connection to the next.
    pub greeting: String,
    /// The keywords that it offers in the clear.
    pub keywords: Vec<String>,
    /// What TLS an ordinary session got.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<String>,
    /// How many connections met it.
    pub connections: usize,
}

impl From<&SmtpFacts> for SmtpReport {
    fn from(facts: &SmtpFacts) -> Self {
        let escaped =
            |octets: &Option<Vec<u8>>| octets.as_deref().map_or(String::new(), quote::octets);
        Self {
            command_injection: KnownReport::new(&facts.injection, |it| InjectionReport::from(it)),
            plaintext_after_reply: KnownReport::new(&facts.plaintext_after_reply, escaped),
            masked_starttls: KnownReport::new(&facts.masked, |it| *it),
            starttls_inside_tls: KnownReport::new(&facts.offered_again, |it| *it),
            starttls_said_inside_tls: KnownReport::new(&facts.inside_tls, |reply| reply.code()),
            mail_in_the_clear: KnownReport::new(&facts.mail_in_the_clear, |reply| reply.code()),
            auth_in_the_clear: KnownReport::new(&facts.auth_in_the_clear, Clone::clone),
            changed_extensions: KnownReport::new(&facts.changed, |(clear, inside)| ChangedReport {
                only_in_the_clear: clear.clone(),
                only_inside_tls: inside.clone(),
            }),
            requiretls_in_the_clear: KnownReport::new(&facts.requiretls_in_the_clear, |it| *it),
            backends: facts.backends.iter().map(BackendReport::from).collect(),
            resumption: KnownReport::new(&facts.resumption, |resumed| match resumed {
                Resumed::Yes => "yes",
                Resumed::No => "no",
                Resumed::NothingToResume => "nothing-to-resume",
            }),
            early_data_octets: KnownReport::new(&facts.early_data, |octets| *octets),
            tickets: KnownReport::new(&facts.tickets, |count| *count),
        }
    }
}

impl From<&Injection> for InjectionReport {
    fn from(injection: &Injection) -> Self {
        let (carried_out, what_came) = match injection {
            Injection::No => (false, None),
            Injection::Yes(reply) => (true, Some(quote::octets(reply))),
            Injection::Refused(how) => (false, Some(how.clone())),
        };
        Self {
            carried_out,
            what_came,
        }
    }
}

impl From<&Backend> for BackendReport {
    fn from(backend: &Backend) -> Self {
        Self {
            greeting: backend.greeting.clone(),
            keywords: backend.keywords.clone(),
            tls: backend.tls.clone(),
            connections: backend.connections,
        }
    }
}
