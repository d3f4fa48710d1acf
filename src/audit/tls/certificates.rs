//! The certificates that servers show in the clear up to TLS 1.2: each different chain, and under what conditions it came.

use super::exchange::{Exchange, Meant};
use super::inquiry::Inquiry;
use super::said::Said;
use crate::audit::{Ask, Conditions, EvidenceId, Known, NotTested, ShownCertificate, VersionFacts};
use crate::certificate::{Certificate, PublicKey};
use crate::tls::names::{TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

/// A name that no server has (RFC 6761 §6.4).
pub(super) const WRONG_NAME: &str = "smtls-audit.invalid";

/// How the server takes it that a name is wrong, or missing.
#[derive(Debug, Default)]
pub(super) struct Naming {
    /// It refuses a wrong name.
    pub refuses_wrong: Known<(bool, EvidenceId)>,
    /// It refuses a client without one.
    pub needs_one: Known<(bool, EvidenceId)>,
}

/// Asks with a wrong name, and without one.
pub(super) async fn ask_names<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    versions: &[VersionFacts],
) -> Naming {
    let spoken = versions.iter().filter(|facts| !facts.suites.is_empty());
    let highest = spoken.clone().find(|facts| facts.version <= TLS_1_2);
    let Some(spoken) = highest.or(spoken.clone().next()) else {
        let nobody = inquiry.or_stopped("no version is spoken");
        return Naming {
            refuses_wrong: Known::NotTested(nobody.clone()),
            needs_one: Known::NotTested(nobody),
        };
    };
    Naming {
        needs_one: without_name(inquiry, spoken.version).await.into(),
        refuses_wrong: wrong_name(inquiry, spoken.version).await.into(),
    }
}

/// Whether a client without a name is refused.
pub(super) async fn without_name<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<(bool, EvidenceId), NotTested> {
    let mut hello = everything(inquiry, version);
    if hello.server_name.take().is_none() {
        return Err(NotTested::NO_NAME);
    }
    refuses(inquiry, "no server name", hello).await
}

/// Whether a client with a wrong name is refused.
pub(super) async fn wrong_name<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<(bool, EvidenceId), NotTested> {
    let hello = with_wrong_name(inquiry, version)?;
    refuses(inquiry, "a wrong server name", hello).await
}

/// A hello with a wrong name that is no larger than one which was answered: a server may refuse it for its length.
fn with_wrong_name<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    version: u16,
) -> Result<ClientHello, NotTested> {
    let choices = |it: &Exchange| {
        let (hello, flight) = it.choice()?;
        (flight.version == version).then(|| (hello.octets().len(), flight.suite))
    };
    let answered: Vec<(usize, u16)> = inquiry.exchanges().iter().filter_map(choices).collect();
    let largest = answered.iter().map(|(length, _)| *length).max();
    let mut hello = everything(inquiry, version);
    hello.server_name = Some(WRONG_NAME.to_owned());
    let is_too_large = |hello: &ClientHello| Some(hello.octets().len()) > largest;
    if is_too_large(&hello) {
        let mut suites: Vec<u16> = answered.into_iter().map(|(_, suite)| suite).collect();
        suites.sort_unstable();
        suites.dedup();
        hello.suites = suites;
    }
    while is_too_large(&hello) && hello.suites.len() > 1 {
        hello.suites.truncate(hello.suites.len() / 2);
    }
    if is_too_large(&hello) {
        let why = "no hello as large as one with a wrong name was answered";
        return Err(NotTested::Unclear(why.to_owned()));
    }
    Ok(hello)
}

/// All common suites; in TLS 1.3 all there are.
fn everything<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> ClientHello {
    let suites = inquiry.portions(version).into_iter().next();
    inquiry.hello(version, suites.unwrap_or_default())
}

async fn refuses<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    what: &str,
    hello: ClientHello,
) -> Result<(bool, EvidenceId), NotTested> {
    let heard = inquiry.ask(Meant::Otherwise, what, hello.clone()).await?;
    let heard = inquiry.confirmed_later(heard, Meant::Otherwise, hello);
    let heard = heard.await?;
    match heard.said {
        Said::Chose(_) => Ok((false, heard.evidence)),
        Said::Refused(..) => Ok((true, heard.evidence)),
        said => Err(said.unclear()),
    }
}

impl<A: Ask> Inquiry<'_, A> {
    /// Each different chain that was shown.
    pub(super) fn certificates(&self, right_name: Option<&str>) -> Vec<ShownCertificate> {
        let mut shown: Vec<ShownCertificate> = Vec::new();
        for exchange in self.exchanges().iter() {
            let Some((hello, flight)) = exchange.choice() else {
                continue;
            };
            if flight.chain.is_empty() || flight.version >= TLS_1_3 {
                continue;
            }
            let condition = match hello.server_name.as_deref() {
                None => Conditions::NoName,
                name if name == right_name => Conditions::RightName,
                Some(_) => Conditions::WrongName,
            };
            match shown.iter_mut().find(|known| known.chain == flight.chain) {
                Some(known) if known.conditions.contains(&condition) => {}
                Some(known) => known.conditions.push(condition),
                None => shown.push(ShownCertificate {
                    chain: flight.chain.clone(),
                    conditions: vec![condition],
                    evidence: Some(exchange.heard.evidence),
                }),
            }
        }
        shown
    }

    /// The different keys of the certificates that were shown so far.
    pub(super) fn keys(&self) -> Vec<PublicKey> {
        let name = self.server_name.borrow().clone();
        let shown = self.certificates(name.as_deref());
        let ends = shown.iter().filter_map(|shown| shown.chain.first());
        let mut keys = Vec::new();
        for contents in ends.filter_map(|der| Certificate::from_der(der).contents.ok()) {
            if !keys.contains(&contents.key) {
                keys.push(contents.key);
            }
        }
        keys
    }
}
