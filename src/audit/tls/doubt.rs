//! What is not believed in the end: refusals of a server that answers nothing any more, or that hangs up now and then on anything.

use super::exchange::{Exchange, Meant};
use super::inquiry::{GONE, Inquiry};
use super::said::Said;
use crate::audit::{Ask, EvidenceId, Known, NotTested, Support, TlsFacts};
use crate::tls::names::{SSL_2_0, TLS_1_3};
use crate::tls::wire::ClientHello;

const FLIGHTY: &str = "the server fails now and then to answer what it answers otherwise";

const NEVER: &str = "no hello made by hand was answered, though an ordinary session was, so that its refusals prove nothing";

const DIFFER: &str = "servers that differ answer by turns";

/// A refusal that is not believed.
struct Doubted {
    /// The hello; nothing for one of SSL 2.0.
    hello: Option<ClientHello>,
    meant: Meant,
    evidence: EvidenceId,
    why: NotTested,
}

/// Why the refusals since the last choice are not believed.
enum Late {
    /// The server refuses what it answered before, so that not even a reason that it gives counts.
    Gone(NotTested),
    /// It could not be asked for that any more.
    Unasked(NotTested),
}

/// The refusals that are not believed, and why.
pub(super) struct Doubts {
    refusals: Vec<Doubted>,
}

impl<A: Ask> Inquiry<'_, A> {
    /// Asks, where the last answers were refusals, once more for what was answered before, and says what is not to be believed.
    pub(super) async fn doubts(&self) -> Doubts {
        let asked = self.exchanges().len();
        let is_choice = |it: &Exchange| it.choice().is_some();
        let last = self.exchanges().iter().rposition(is_choice);
        let late = match last {
            Some(_) => self.why_not_late().await,
            None if self.has_session => Some(Late::Gone(NotTested::Unclear(NEVER.to_owned()))),
            None => None,
        };
        let exchanges = self.exchanges();
        let refusals = exchanges.iter().take(asked).enumerate();
        let refusals = refusals.filter_map(|(place, exchange)| {
            let is_late = last.is_none_or(|last| place > last);
            Some(Doubted {
                hello: exchange.hello.clone(),
                meant: exchange.meant,
                evidence: exchange.heard.evidence,
                why: self.why_not(exchange, late.as_ref().filter(|_| is_late))?,
            })
        });
        Doubts {
            refusals: refusals.collect(),
        }
    }

    /// Why the refusals since the last choice are not believed: the server refuses what it answered before, or it cannot be asked
    /// for that any more.
    async fn why_not_late(&self) -> Option<Late> {
        let gone = Late::Gone(NotTested::Unclear(GONE.to_owned()));
        if self.trust.is_gone.get() {
            return Some(gone);
        }
        if self.unanswered() == 0 {
            return None;
        }
        self.spend_the_last();
        match self.control().await {
            Ok(Some(false)) => Some(gone),
            Ok(_) => None,
            Err(why) => Some(Late::Unasked(why)),
        }
    }

    /// Why a refusal is not believed.
    fn why_not(&self, exchange: &Exchange, late: Option<&Late>) -> Option<NotTested> {
        let Said::Refused(..) = &exchange.heard.said else {
            return None;
        };
        let unclear = |why: &str| Some(NotTested::Unclear(why.to_owned()));
        let contradictions = self.trust.contradictions();
        if contradictions.iter().any(|it| it.as_a_version) {
            return unclear(DIFFER);
        }
        if let Some(Late::Gone(why)) = late {
            return Some(why.clone());
        }
        let way = exchange.heard.way()?;
        if self.trust.is_doubted(exchange.heard.evidence) {
            return unclear(GONE);
        }
        if self.trust.may_be_chance(way) {
            return unclear(FLIGHTY);
        }
        match late {
            Some(Late::Unasked(why)) => Some(why.clone()),
            _ => self.why_unrepeated(exchange),
        }
    }
}

impl Doubts {
    /// Takes back what rests on them.
    pub(super) fn take_back(&self, facts: &mut TlsFacts) {
        for refusal in &self.refusals {
            refusal.take_back(facts);
            let features = &mut facts.features;
            for feature in [
                &mut features.needs_name,
                &mut features.refuses_wrong_name,
                &mut features.refuses_right_name,
                &mut features.fallback_scsv,
            ] {
                refusal.take_back_feature(feature);
            }
            refusal.take_back_feature(&mut features.tolerance);
        }
    }
}

impl Doubted {
    /// A refusal says something of groups or schemes where nothing accepted was offered of them.
    fn take_back(&self, facts: &mut TlsFacts) {
        let hello = self.hello.as_ref();
        let version = hello.map_or(SSL_2_0, |hello| hello.max_version);
        let offered = |code: u32, list: fn(&ClientHello) -> &[u16]| {
            hello.is_none_or(|hello| list(hello).iter().any(|it| u32::from(*it) == code))
        };
        let is_for_suites = self.meant == Meant::ForSuites || hello.is_none();
        for facts in &mut facts.versions {
            if facts.version != version || !is_for_suites {
                continue;
            }
            if let Known::Known(Support::No { .. }) = facts.support {
                facts.support = Known::NotTested(self.why.clone());
                facts.order = Known::NotTested(self.why.clone());
            }
            facts.refused.retain(|it| !offered(*it, |it| &it.suites));
            facts.incomplete.get_or_insert_with(|| self.why.clone());
        }
        let is_other = version < TLS_1_3 && is_for_suites;
        let is_like = |other: u16| !is_other && (other >= TLS_1_3) == (version >= TLS_1_3);
        for groups in facts.groups.iter_mut().filter(|it| is_like(it.version)) {
            let mut accepted = groups.accepted.iter();
            if !accepted.any(|(it, _)| offered((*it).into(), |it| &it.groups)) {
                let refused = &mut groups.refused;
                refused.retain(|it| !offered((*it).into(), |it| &it.groups));
                groups.incomplete.get_or_insert_with(|| self.why.clone());
            }
        }
        for schemes in facts.schemes.iter_mut().filter(|it| is_like(it.version)) {
            let mut accepted = schemes.accepted.iter();
            if !accepted.any(|(it, _)| offered((*it).into(), |it| &it.schemes)) {
                let refused = &mut schemes.refused;
                refused.retain(|it| !offered((*it).into(), |it| &it.schemes));
                schemes.incomplete.get_or_insert_with(|| self.why.clone());
            }
        }
    }

    fn take_back_feature<T>(&self, feature: &mut Known<(T, EvidenceId)>) {
        let Known::Known((_, evidence)) = feature else {
            return;
        };
        if self.evidence == *evidence {
            *feature = Known::NotTested(self.why.clone());
        }
    }
}
