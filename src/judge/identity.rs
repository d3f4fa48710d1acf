//! By what names a server goes: the host's, those of greeting and EHLO reply, and the certificate's.

use super::check::Check;
use super::demands::Demands;
use super::pkix::{self, Outcome};
use super::verdict::{Status, Verdict};
use crate::certificate::Certificate;
use crate::dns::DomainName;
use crate::probe::Observation;
use crate::quote;
use crate::smtp::Reply;
use rustls::pki_types::ServerName;

/// How much of a greeting a reason quotes, in octets.
const QUOTED: usize = 80;

/// A name of the server, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name, as it was first met.
    pub name: String,
    /// Where it stands, in the order of a session.
    pub sources: Vec<IdentitySource>,
}

/// Where a server's name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentitySource {
    /// The host's name, from DNS or from the user.
    Host,
    /// The greeting.
    Greeting,
    /// The reply to EHLO in the clear.
    EhloInTheClear,
    /// The reply to EHLO inside TLS.
    EhloInsideTls,
    /// The certificate covers it.
    Certificate,
}

impl IdentitySource {
    /// The word for machines.
    pub fn id(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Greeting => "greeting",
            Self::EhloInTheClear => "ehlo-in-the-clear",
            Self::EhloInsideTls => "ehlo-inside-tls",
            Self::Certificate => "certificate",
        }
    }
}

/// The names that the server goes by, each once; `chain` are its certificates.
pub fn identities(seen: &Observation, chain: &[Certificate]) -> Vec<Identity> {
    let mut all: Vec<Identity> = Vec::new();
    let mut add = |name: Option<String>, source| {
        let Some(name) = name else { return };
        let same = |identity: &&mut Identity| identity.name.eq_ignore_ascii_case(&name);
        match all.iter_mut().find(same) {
            Some(identity) => identity.sources.push(source),
            None => all.push(Identity {
                name,
                sources: vec![source],
            }),
        }
    };
    let host = seen.peer.host.as_ref().map(ToString::to_string);
    add(host, IdentitySource::Host);
    let replies = [
        (&seen.greeting, IdentitySource::Greeting),
        (&seen.ehlo_in_the_clear, IdentitySource::EhloInTheClear),
        (&seen.ehlo_inside_tls, IdentitySource::EhloInsideTls),
    ];
    for (reply, source) in replies {
        add(reply.as_ref().and_then(domain), source);
    }
    for identity in &mut all {
        if covers(chain, &identity.name) {
            identity.sources.push(IdentitySource::Certificate);
        }
    }
    all
}

/// The verdicts on how the server names itself, and on the name that this machine gave.
pub(super) fn verdicts(
    seen: &Observation,
    chain: &[Certificate],
    demands: &Demands,
) -> Vec<Verdict> {
    let mut notes: Vec<String> = Vec::new();
    if demands.nameless && seen.said_address_literal() {
        let reason = "this machine has no fully qualified name, so that it called itself by its address; --ehlo NAME gives a name";
        notes.push(reason.to_owned());
    }
    if let Some(greeting) = seen.greeting.as_ref().filter(|reply| reply.class() == 2) {
        notes.extend(nameless_greeting(greeting));
        notes.extend(disagreement(&identities(seen, chain), !chain.is_empty()));
        if notes.is_empty() {
            let reason = "the server names itself";
            return vec![Verdict::new(Check::Identity, Status::Pass, reason)];
        }
    }
    let notes = notes.into_iter();
    notes
        .map(|reason| Verdict::new(Check::Identity, Status::Note, reason))
        .collect()
}

/// RFC 5321 §4.2: a greeting begins with the server's domain, or with its address where it has none.
fn nameless_greeting(greeting: &Reply) -> Option<String> {
    let what = match first_word(greeting) {
        word if word.starts_with(b"[") => "has an address instead of the server's name",
        _ if domain(greeting).is_none() => "does not begin with the server's name",
        _ => return None,
    };
    let text = greeting.lines().first()?.octets();
    Some(format!(
        "the greeting {what}: \"{}\"",
        quote::start(text, QUOTED)
    ))
}

/// Where several names stand, most often all of them are right: it is a note, and no more.
fn disagreement(identities: &[Identity], certificate: bool) -> Option<String> {
    let from = |source| {
        let mut all = identities.iter();
        all.find(|identity| identity.sources.contains(&source))
    };
    let greeting = from(IdentitySource::Greeting)?;
    let ehlo = from(IdentitySource::EhloInsideTls).or(from(IdentitySource::EhloInTheClear));
    if let Some(ehlo) = ehlo.filter(|ehlo| *ehlo != greeting) {
        return Some(format!(
            "the greeting names {}, the EHLO reply {}",
            greeting.name, ehlo.name
        ));
    }
    let known = [IdentitySource::Host, IdentitySource::Certificate];
    if known.iter().any(|source| greeting.sources.contains(source)) {
        return None;
    }
    let others = match (from(IdentitySource::Host), certificate) {
        (Some(host), true) => format!("is neither {} nor in the certificate", host.name),
        (Some(host), false) => format!("is not {}", host.name),
        (None, true) => "is not in the certificate".to_owned(),
        (None, false) => return None,
    };
    Some(format!(
        "the server calls itself {}, which {others}; that may be on purpose",
        greeting.name
    ))
}

/// The domain name that a greeting or a reply to EHLO begins with; a single word is more likely a part of the sentence.
fn domain(reply: &Reply) -> Option<String> {
    let word = std::str::from_utf8(first_word(reply)).ok()?;
    let name = DomainName::parse(word).ok()?;
    (reply.class() == 2 && word.is_ascii() && !name.is_single_label()).then(|| word.to_owned())
}

fn first_word(reply: &Reply) -> &[u8] {
    let text = reply.lines().first().map(|line| line.text());
    let mut words = text.unwrap_or_default().split(u8::is_ascii_whitespace);
    words.next().unwrap_or_default()
}

fn covers(chain: &[Certificate], name: &str) -> bool {
    let name = DomainName::parse(name).ok();
    let name = name.and_then(|name| ServerName::try_from(name.ascii().to_owned()).ok());
    name.is_some_and(|name| {
        !chain.is_empty() && pkix::names(chain, &name).outcome() == Outcome::Holds
    })
}
