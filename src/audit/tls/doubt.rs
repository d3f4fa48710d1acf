//! What is not believed in the end: refusals of a server that answers nothing any more, or that hangs up now and then on anything.

use super::inquiry::{GONE, Inquiry, Meant};
use super::said::Said;
use crate::audit::{Ask, EvidenceId, Known, NotTested, Support, TlsFacts};
use crate::tls::names::{SSL_2_0, TLS_1_3};
use crate::tls::wire::ClientHello;

const FLIGHTY: &str = "the server fails now and then to answer what it answers otherwise";

/// A refusal that is not believed.
struct Doubted {
    /// The hello; nothing for one of SSL 2.0.
    hello: Option<ClientHello>,
    meant: Meant,
    evidence: EvidenceId,
}

/// The refusals that are not believed, and why.
pub(super) struct Doubts {
    refusals: Vec<Doubted>,
    why: NotTested,
}

impl<A: Ask> Inquiry<'_, A> {
    /// Asks, where the last answers were refusals, once more for what was answered before, and says what is not to be believed.
    pub(super) async fn doubts(&self) -> Option<Doubts> {
        let last = self
            .exchanges()
            .iter()
            .rposition(|it| it.choice().is_some())?;
        let asked = self.exchanges().len();
        let is_refusal = |place: usize| {
            let exchanges = self.exchanges();
            let exchange = exchanges.get(place);
            exchange.is_some_and(|it| matches!(it.heard.said, Said::Refused(..)))
        };
        let is_refused = (last..asked).any(is_refusal);
        self.spend_the_last();
        // Where no more can be asked, the answers stand as they are.
        let is_gone =
            self.is_gone.get() || (is_refused && matches!(self.control().await, Ok(Some(false))));
        let is_flighty = self.is_flighty.get();
        let exchanges = self.exchanges();
        let refusals = exchanges.iter().take(asked).enumerate();
        let refusals = refusals.filter(|(place, exchange)| match &exchange.heard.said {
            Said::Refused(_, alert) => {
                let is_late = is_gone && *place > last;
                is_late || (is_flighty && !Said::is_clear(*alert))
            }
            _ => false,
        });
        let refusals: Vec<Doubted> = refusals
            .map(|(_, exchange)| Doubted {
                hello: exchange.hello.clone(),
                meant: exchange.meant,
                evidence: exchange.heard.evidence,
            })
            .collect();
        let why = if is_gone { GONE } else { FLIGHTY };
        (!refusals.is_empty()).then(|| Doubts {
            refusals,
            why: NotTested::Unclear(why.to_owned()),
        })
    }
}

impl Doubts {
    /// Takes back what rests on them.
    pub(super) fn take_back(&self, facts: &mut TlsFacts) {
        for refusal in &self.refusals {
            self.take_back_one(refusal, facts);
        }
        let features = &mut facts.features;
        for feature in [
            &mut features.needs_name,
            &mut features.refuses_wrong_name,
            &mut features.refuses_right_name,
            &mut features.fallback_scsv,
        ] {
            self.take_back_feature(feature);
        }
        self.take_back_feature(&mut features.tolerance);
    }

    fn take_back_one(&self, refusal: &Doubted, facts: &mut TlsFacts) {
        let hello = refusal.hello.as_ref();
        let version = hello.map_or(SSL_2_0, |hello| hello.max_version);
        let offered = |code: u32, list: fn(&ClientHello) -> &[u16]| {
            hello.is_none_or(|hello| list(hello).iter().any(|it| u32::from(*it) == code))
        };
        let is_for_suites = refusal.meant == Meant::ForSuites || hello.is_none();
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
            let refused = &mut groups.refused;
            refused.retain(|it| !offered((*it).into(), |it| &it.groups));
            groups.incomplete.get_or_insert_with(|| self.why.clone());
        }
        for schemes in facts.schemes.iter_mut().filter(|it| is_like(it.version)) {
            let refused = &mut schemes.refused;
            refused.retain(|it| !offered((*it).into(), |it| &it.schemes));
            schemes.incomplete.get_or_insert_with(|| self.why.clone());
        }
    }

    fn take_back_feature<T>(&self, feature: &mut Known<(T, EvidenceId)>) {
        let Known::Known((_, evidence)) = feature else {
            return;
        };
        if self.refusals.iter().any(|it| it.evidence == *evidence) {
            *feature = Known::NotTested(self.why.clone());
        }
    }
}
