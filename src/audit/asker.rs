//! The asker that puts hellos to a server over SMTP: each on a connection of its own, at the pace of the pacer.

use super::ask::{Ask, Asked, Evidence, EvidenceId, Proof};
use super::known::NotTested;
use super::pacer::Pacer;
use crate::probe::{Answered, Cause, Client, Observation, Peer, Settings};
use crate::smtp::{Fault, Stage};
use crate::tls::wire::Hello;
use std::sync::{Mutex, PoisonError};

/// How much of an answer is kept as evidence, in octets.
const KEPT: usize = 16 * 1024;

/// Puts hellos to one server.
pub struct Asker<'a> {
    client: Client<'a>,
    pacer: &'a Pacer<'a>,
    evidence: Mutex<Vec<Evidence>>,
}

impl<'a> Asker<'a> {
    /// An asker of this server.
    pub fn new(peer: &'a Peer, settings: &'a Settings, pacer: &'a Pacer<'a>) -> Self {
        Self {
            client: Client::new(peer, settings),
            pacer,
            evidence: Mutex::default(),
        }
    }

    /// Every hello and what came of it.
    pub fn into_evidence(self) -> Vec<Evidence> {
        self.evidence
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, question: String, mut answered: Answered) -> EvidenceId {
        answered.sent.truncate(KEPT);
        answered.received.truncate(KEPT);
        let proof = Proof::Hello(Box::new(answered));
        let mut evidence = self.evidence.lock().unwrap_or_else(PoisonError::into_inner);
        evidence.push(Evidence { question, proof });
        EvidenceId(evidence.len().saturating_sub(1))
    }
}

impl Ask for Asker<'_> {
    async fn ask(&self, question: String, hello: Hello) -> Result<Asked, NotTested> {
        let ask = async || self.client.ask(hello.clone(), |_, _| {}).await;
        let seen = self.pacer.hold(ask).await.map_err(|denied| denied.why)?;
        let Some(answered) = seen.answered else {
            return Err(NotTested::Unclear(short_of_the_handshake(&seen).to_owned()));
        };
        let answer = answered.answer.clone();
        let evidence = self.keep(question, answered);
        Ok(Asked { answer, evidence })
    }

    fn shut_out(&self) -> Result<(), NotTested> {
        self.pacer.shut_out()
    }
}

/// Why a connection came to no handshake, where the server did let the client speak.
fn short_of_the_handshake(seen: &Observation) -> &'static str {
    match seen
        .failures
        .first()
        .map(|failure| (failure.stage, &failure.cause))
    {
        Some((Stage::StartTls, Cause::Smtp(Fault::NotOffered))) => {
            "STARTTLS was not offered on the connection for it"
        }
        Some((Stage::StartTls, Cause::Smtp(Fault::Rejected(_)))) => {
            "STARTTLS was refused on the connection for it"
        }
        Some((Stage::StartTls, Cause::Smtp(Fault::TrailingPlaintext(_)))) => {
            "octets in the clear came behind the reply to STARTTLS on the connection for it"
        }
        _ => "the connection for it came to no handshake",
    }
}
