//! The finite fields of DHE up to TLS 1.2.

use super::catalogue;
use super::exchange::Meant;
use super::inquiry::Inquiry;
use crate::audit::{Ask, DhGroup, NotTested, VersionFacts};
use crate::tls::names::{KeyExchange, TLS_1_2};

/// Asks whether the server takes up a field that the client names (RFC 7919 §4); the fields of all answers are collected later.
pub(super) async fn ask_named<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    versions: &[VersionFacts],
) -> Result<(), NotTested> {
    let facts = versions.iter().find(|facts| facts.version == TLS_1_2);
    let accepted = facts.into_iter().flat_map(|facts| &facts.suites);
    let suites = accepted.filter_map(|it| u16::try_from(it.suite).ok());
    let is_dhe = |suite: &u16| catalogue::is(*suite, |it| it.key_exchange == KeyExchange::Dhe);
    let mut suites: Vec<u16> = suites.filter(is_dhe).collect();
    if suites.is_empty() {
        return Ok(());
    }
    // What was found first stands last, so that the answer tells by the way whose order decides.
    suites.reverse();
    let mut hello = inquiry.hello(TLS_1_2, suites);
    hello.groups = catalogue::fields();
    inquiry
        .ask(Meant::ForSuites, "named finite fields", hello)
        .await?;
    Ok(())
}

impl<A: Ask> Inquiry<'_, A> {
    /// Each different field that was met.
    pub(super) fn fields(&self) -> Vec<DhGroup> {
        let mut fields: Vec<DhGroup> = Vec::new();
        let mut publics: Vec<&Vec<u8>> = Vec::new();
        let exchanges = self.exchanges();
        for exchange in exchanges.iter() {
            let flight = exchange.choice().map(|(_, flight)| flight);
            let Some((flight, parameters)) = flight.and_then(|flight| {
                let key_exchange = flight.key_exchange.as_ref()?;
                Some((flight, key_exchange.dh.as_ref()?))
            }) else {
                continue;
            };
            let met = (flight.version, flight.suite);
            let same = fields.iter_mut().find(|field| {
                field.parameters.prime == parameters.prime
                    && field.parameters.generator == parameters.generator
            });
            let is_reused = publics.contains(&&parameters.public);
            publics.push(&parameters.public);
            match same {
                Some(field) => {
                    field.public_reused |= is_reused;
                    if !field.met.contains(&met) {
                        field.met.push(met);
                    }
                }
                None => fields.push(DhGroup {
                    parameters: parameters.clone(),
                    met: vec![met],
                    evidence: exchange.heard.evidence,
                    public_reused: false,
                }),
            }
        }
        fields
    }
}
