//! Authentication on a connection: who, by what, whether the peer may have the secret, and what came of it.

use super::observation::Observation;
use crate::smtp::sasl::{
    Attempt, ChannelBinding, Credentials, Exchange, Means, Mechanism, PassedOver, Setting, Veil,
    Wish, choose,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::sync::Arc;

/// How many mechanisms of a server's list are considered; none has so many.
const MOST_OFFERED: usize = 100;

/// How many random octets a nonce is made of.
const NONCE: usize = 18;

/// Who authenticates, and how.
#[derive(Clone, Debug)]
pub struct Authenticate {
    /// The credentials.
    pub credentials: Credentials,
    /// Which mechanisms.
    pub wish: Wish,
    /// The first response goes with the AUTH command where it may.
    pub initial_response: bool,
    /// Secrets may be shown.
    pub show_secrets: bool,
    /// Somebody who holds the session by hand asked for it.
    pub by_hand: bool,
    /// What hides secrets in all connections of a run.
    pub veil: Veil,
    /// Who decides whether the peer may have a password or a token.
    pub gate: Gate,
}

/// A pure function of what was seen so far, which comes from outside because it is an opinion.
#[derive(Clone)]
pub struct Gate(Arc<dyn Fn(&Observation) -> Permit + Send + Sync>);

/// Whether a password or a token may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permit {
    /// It may.
    Granted,
    /// It may not, for this reason: a fragment of a sentence. May quote the peer: escape before it reaches a terminal.
    Withheld(String),
}

/// What is known of an authentication, with nothing in it that is secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authentication {
    /// Whose credentials they are.
    pub user: Option<String>,
    /// As whom to act, where that is somebody else.
    pub authorize_as: Option<String>,
    /// The mechanisms that the server offered where the session had come to, by name.
    pub offered: Vec<String>,
    /// Why no password or token could be sent, if so.
    pub withheld: Option<String>,
    /// What was passed over at the last choice, and why.
    pub passed_over: Vec<(String, PassedOver)>,
    /// What was tried, in order.
    pub attempts: Vec<Attempt>,
}

impl Gate {
    /// A gate that decides so.
    pub fn new(decide: impl Fn(&Observation) -> Permit + Send + Sync + 'static) -> Self {
        Self(Arc::new(decide))
    }

    /// What it decides in a session of which so much is known.
    pub fn permit(&self, seen: &Observation) -> Permit {
        (self.0)(seen)
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}

impl Authenticate {
    /// What to try next in a session of which so much is known, and what is to be told of the choice; no exchange where nothing is
    /// left to try.
    pub(super) fn next(
        &self,
        seen: &Observation,
        binding: Option<ChannelBinding>,
    ) -> (Authentication, Option<Exchange>) {
        let mut told = seen.authentication.clone().unwrap_or_default();
        let extensions = seen.extensions_now();
        let mechanisms = extensions
            .iter()
            .flat_map(|extensions| extensions.mechanisms());
        let mut offered: Vec<String> = Vec::new();
        for name in mechanisms.take(MOST_OFFERED) {
            let name = String::from_utf8_lossy(&name).into_owned();
            if !offered.contains(&name) {
                offered.push(name);
            }
        }
        let permit = self.gate.permit(seen);
        let request = seen
            .seen
            .as_ref()
            .and_then(|seen| seen.certificate_request.as_ref());
        let tried: Vec<_> = match self.by_hand {
            // Whoever asks for it again wants it again.
            true => Vec::new(),
            false => {
                let attempts = told.attempts.iter();
                attempts.map(|attempt| attempt.mechanism).collect()
            }
        };
        let means = Means {
            credentials: &self.credentials,
            certificate: request.is_some_and(|it| it.answer == crate::tls::Answer::Sent),
            binding: binding.is_some(),
            trusts_peer: permit == Permit::Granted,
        };
        let setting = Setting {
            host: match &seen.peer.host {
                Some(host) => host.to_string(),
                None => seen.peer.address.to_string(),
            },
            port: seen.peer.port,
            nonce: nonce(),
            binding,
            plus_offered: offered.iter().any(|name| name.ends_with("-PLUS")),
            initial_response: self.initial_response,
            show_secrets: self.show_secrets,
        };
        told.user.clone_from(&self.credentials.user);
        told.authorize_as.clone_from(&self.credentials.authorize_as);
        told.withheld = match permit {
            Permit::Granted => None,
            Permit::Withheld(why) => Some(why),
        };
        told.offered = offered;
        // What the credentials lack is found at the choice; what cannot be prepared is found only when it is tried.
        let mut unprepared: Vec<Mechanism> = Vec::new();
        loop {
            let choice = choose(
                &told.offered,
                &self.wish,
                &means,
                &[&tried[..], &unprepared].concat(),
            );
            let exchange = match choice.mechanism {
                None => None,
                Some(mechanism) => {
                    match Exchange::new(mechanism, &self.credentials, setting.clone()) {
                        Ok(exchange) => Some(exchange),
                        Err(_) => {
                            unprepared.push(mechanism);
                            continue;
                        }
                    }
                }
            };
            told.passed_over = choice.passed_over;
            for (name, why) in &mut told.passed_over {
                if unprepared.iter().any(|one| one.word() == name) {
                    *why = PassedOver::NotPrepared;
                }
            }
            return (told, exchange);
        }
    }
}

/// Random, printable and without commas; it is no secret.
fn nonce() -> String {
    let mut octets = [0; NONCE];
    // Where there is no randomness, an empty nonce is one that every honest server refuses.
    match aws_lc_rs::rand::fill(&mut octets) {
        Ok(()) => STANDARD.encode(octets),
        Err(_) => String::new(),
    }
}
