//! An authentication, as reported; nothing secret is left in it.

use crate::judge::passed_over_in_words;
use crate::probe::{Authentication, Observation};
use crate::quote;
use crate::smtp::Stage;
use crate::smtp::sasl::{Attempt, BindingType, InitialResponse, Outcome, PassedOver};
use schemars::JsonSchema;
use serde::Serialize;

/// How the client authenticated, or tried to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuthenticationReport {
    /// Whether the server accepted it, and proved itself where the mechanism asks for that.
    pub accepted: bool,
    /// Whose credentials they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// As whom to act, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_identity: Option<String>,
    /// The mechanisms that the server offered there, escaped like a line of the transcript.
    pub offered: Vec<String>,
    /// What was passed over, and why.
    pub passed_over: Vec<PassedOverReport>,
    /// Why no password or token could be sent; absent where one could.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
    /// What was tried, in order.
    pub attempts: Vec<AttemptReport>,
}

/// A mechanism that was passed over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PassedOverReport {
    /// Its name.
    pub mechanism: String,
    /// Why, as a fragment of a sentence.
    pub reason: &'static str,
}

/// One AUTH command and what followed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AttemptReport {
    /// The mechanism.
    pub mechanism: &'static str,
    /// Inside TLS.
    pub tls: bool,
    /// Whether the first response went with the command: sent, not-wanted, too-long (for a command), not-due (the server speaks first).
    #[schemars(extend("enum" = ["sent", "not-wanted", "too-long", "not-due"]))]
    pub initial_response: &'static str,
    /// The type of the channel binding; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["tls-exporter", "tls-server-end-point"]))]
    pub channel_binding: Option<&'static str>,
    /// How often SCRAM hashed the password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iterations: Option<u32>,
    /// The server's challenges, decoded and escaped.
    pub challenges: Vec<String>,
    /// What the server said of an OAuth token, decoded and escaped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_error: Option<String>,
    /// Whether the server proved that it knows the password too; absent where the mechanism has no such proof.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_proved: Option<bool>,
    /// accepted, unproved (with 235, and not to be believed), refused, cancelled (by the client) or broken (the connection ended).
    #[schemars(extend("enum" = ["accepted", "unproved", "refused", "cancelled", "broken"]))]
    pub outcome: &'static str,
    /// The code of the reply that refused it, or answered the cancelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// The enhanced status code of that reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status_code: Option<String>,
}

impl AuthenticationReport {
    /// What is known of it; nothing where nobody was to authenticate.
    pub(super) fn new(seen: &Observation) -> Option<Self> {
        let told: &Authentication = seen.authentication.as_ref()?;
        let octets = |name: &String| quote::octets(name.as_bytes());
        Some(Self {
            accepted: seen.has_reached(Stage::Auth),
            user: told.user.clone(),
            authorization_identity: told.authorize_as.clone(),
            offered: told.offered.iter().map(octets).collect(),
            passed_over: told.passed_over.iter().map(PassedOverReport::new).collect(),
            withheld: told.withheld.clone(),
            attempts: told.attempts.iter().map(AttemptReport::new).collect(),
        })
    }

    /// What was tried last, in a line: `SCRAM-SHA-256-PLUS for alice, bound by tls-exporter, 4096 iterations`.
    pub(super) fn in_words(&self) -> Option<String> {
        let attempt = self.attempts.last()?;
        let mut words = attempt.mechanism.to_owned();
        if let Some(user) = &self.user {
            words.push_str(&format!(" for {user}"));
        }
        if let Some(whom) = &self.authorization_identity {
            words.push_str(&format!(" as {whom}"));
        }
        if let Some(binding) = attempt.channel_binding {
            words.push_str(&format!(", bound by {binding}"));
        }
        if let Some(iterations) = attempt.iterations {
            words.push_str(&format!(", {iterations} iterations"));
        }
        match attempt.initial_response {
            "not-wanted" => words.push_str(", without initial response, as asked"),
            "too-long" => {
                words.push_str(", without initial response, which is too long for a command")
            }
            _ => {}
        }
        Some(words)
    }
}

impl PassedOverReport {
    fn new((name, why): &(String, PassedOver)) -> Self {
        Self {
            mechanism: quote::octets(name.as_bytes()),
            reason: passed_over_in_words(*why),
        }
    }
}

impl AttemptReport {
    fn new(attempt: &Attempt) -> Self {
        let (outcome, reply) = match &attempt.outcome {
            Outcome::Accepted => ("accepted", None),
            Outcome::Unproved(_) => ("unproved", None),
            Outcome::Refused(reply) => ("refused", Some(reply)),
            Outcome::Cancelled(_, reply) => ("cancelled", reply.as_ref()),
            Outcome::Broken => ("broken", None),
        };
        let enhanced = reply.and_then(|reply| reply.enhanced_code());
        Self {
            mechanism: attempt.mechanism.name(),
            tls: attempt.tls,
            initial_response: match attempt.initial {
                InitialResponse::Sent => "sent",
                InitialResponse::NotWanted => "not-wanted",
                InitialResponse::TooLong => "too-long",
                InitialResponse::NotDue => "not-due",
            },
            channel_binding: attempt.binding.map(BindingType::name),
            iterations: attempt.iterations,
            challenges: attempt
                .challenges
                .iter()
                .map(|it| quote::octets(it))
                .collect(),
            token_error: attempt.token_error.as_deref().map(quote::octets),
            server_proved: attempt.server_proved,
            outcome,
            code: reply.map(|reply| reply.code()),
            enhanced_status_code: enhanced.map(|code| code.to_string()),
        }
    }
}
