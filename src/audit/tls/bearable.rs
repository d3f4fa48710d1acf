//! Hellos that the server bears, where it refuses one that asks for more: whether it was the version that it refused, or the rest.

use super::catalogue::{self, CRAMPED};
use super::exchange::Meant;
use super::hellos::Shape;
use super::inquiry::{Blamed, Inquiry};
use super::said::{Heard, Said};
use super::suites::PROTOCOL_VERSION;
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::names::{TLS_1_0, TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

/// What the opening offers, and no other hello.
pub(super) const ALL_VERSIONS: &str =
    "a hello that offers TLS 1.3 beside older versions; one of TLS 1.2 is answered";
const MUCH: &str = "a hello that asks for much at once (compression, rare extensions, many suites); lesser ones are answered";
const LARGE_ONES: &str = "a hello of ordinary size and contents; small and plain ones are answered";

impl<A: Ask> Inquiry<'_, A> {
    /// Asks for a version. Unless the server says that it has not got that very version, what it refused may be anything else in the
    /// hello: then it is asked again in a plain one, and, if it takes that, in no other from then on. Says what the last came to.
    pub(super) async fn ask_version(&self, hello: ClientHello) -> Result<Heard, NotTested> {
        let version = hello.max_version;
        let shape = self.shape.get();
        let heard = self.ask(Meant::ForSuites, "", hello.clone()).await?;
        if let Some(heard) = self.with_a_share(&hello, &heard).await? {
            return Ok(heard);
        }
        match heard.said {
            // Side by side, all hellos of a version may come to one of several servers that take turns.
            Said::Refused(_, Some(PROTOCOL_VERSION)) if self.is_parallel => {
                let again = self.ask(Meant::ForSuites, "again", hello).await?;
                let is_chosen = matches!(again.said, Said::Chose(_));
                return Ok(if is_chosen { again } else { heard });
            }
            Said::Refused(_, Some(PROTOCOL_VERSION)) => return Ok(heard),
            Said::Refused(..) if shape != Shape::Plain => {}
            _ => return Ok(heard),
        }
        let plain = self.plain(version, &hello.suites);
        let is_spared = self.is_quick() && self.is_borne(&hello);
        if is_spared || self.was_offered_below(version, &plain.suites, true) {
            return Ok(heard);
        }
        if self.defers() && self.is_borne(&hello) {
            if !self.is_due_above(version, &plain.suites) {
                self.defer(&heard, Meant::ForSuites, plain);
            }
            return Ok(heard);
        }
        let mut answer = self.ask(Meant::ForSuites, "plain", plain.clone()).await?;
        if let (Said::Refused(..), Some(old)) = (&answer.said, self.old(version, &hello.suites))
            && !self.is_any_answered()
        {
            answer = self.ask(Meant::ForSuites, "plain and old", old).await?;
        }
        match &answer.said {
            Said::Chose(flight) if flight.version == version => {
                let heard = self.confirmed_after(heard, Meant::ForSuites, hello.clone());
                let heard = heard.await?;
                if matches!(heard.said, Said::Chose(_)) {
                    return Ok(heard);
                }
                self.lessen(version, hello, heard.evidence).await?;
                Ok(answer)
            }
            _ => {
                if self.defers() && !heard.is_sure && heard.way().is_some() {
                    self.defer(&heard, Meant::ForSuites, plain);
                }
                Ok(heard)
            }
        }
    }

    /// Whether a hello of the same kind, below TLS 1.3 and with no less in it, was answered by a choice.
    fn is_borne(&self, hello: &ClientHello) -> bool {
        let sizes = |it: &ClientHello| (it.suites.len(), it.groups.len(), it.schemes.len());
        let (suites, groups, schemes) = sizes(hello);
        self.exchanges().iter().any(|exchange| {
            exchange.choice().is_some_and(|(borne, flight)| {
                let most = sizes(borne);
                let is_alike = (&borne.compressions, borne.curious, &borne.server_name)
                    == (&hello.compressions, hello.curious, &hello.server_name);
                flight.version < TLS_1_3
                    && is_alike
                    && (suites <= most.0 && groups <= most.1 && schemes <= most.2)
            })
        })
    }

    /// Whether a hello of a higher version, which the server does not speak, has offered these suites for this version too, for up to
    /// TLS 1.2 a hello offers all that is below; and was refused, but not as a version, which some servers say without a look below.
    pub(super) fn was_offered_below(&self, version: u16, suites: &[u16], in_plain: bool) -> bool {
        let exchanges = self.exchanges();
        let is_spoken = |version: u16| {
            let mut choices = exchanges.iter().filter_map(|it| it.choice());
            choices.any(|(_, flight)| flight.version == version)
        };
        let mut refusals = exchanges.iter().filter_map(|it| {
            it.heard.way()?;
            it.refusal()
        });
        refusals.any(|(hello, _)| {
            let highest = hello.max_version;
            let is_plain = !hello.curious && hello.compressions == [0];
            (version < highest && highest <= TLS_1_2 && !is_spoken(highest))
                && (is_plain || !in_plain)
                && suites.iter().all(|it| hello.suites.contains(it))
        })
    }

    /// After a hello for all versions, tries one without TLS 1.3, and then plain ones.
    pub(super) async fn find_bearable(
        &self,
        refused: ClientHello,
        evidence: EvidenceId,
        what: &'static str,
    ) -> Result<(), NotTested> {
        let all = self.portions(TLS_1_2).into_iter().next();
        let hello = self.hello(TLS_1_2, all.unwrap_or_default());
        let heard = self.ask(Meant::ForSuites, "", hello).await?;
        let mut versions = vec![TLS_1_2, TLS_1_3, TLS_1_0];
        match heard.said {
            Said::Chose(_) => {
                self.blame(refused, what, evidence);
                return Ok(());
            }
            Said::Refused(_, Some(PROTOCOL_VERSION)) => versions.retain(|it| *it == TLS_1_3),
            _ => {}
        }
        for version in versions {
            let plain = self.plain(version, &[]);
            let heard = self.ask(Meant::ForSuites, "plain", plain).await?;
            if matches!(heard.said, Said::Chose(_)) {
                return self.lessen(version, refused, evidence).await;
            }
        }
        Ok(())
    }

    /// From now on hellos are modest, or, if the server does not bear even that, plain.
    async fn lessen(
        &self,
        version: u16,
        refused: ClientHello,
        evidence: EvidenceId,
    ) -> Result<(), NotTested> {
        let before = self.shape.replace(Shape::Plain);
        if before != Shape::Full {
            return Ok(());
        }
        self.shape.set(Shape::Modest);
        let suites = self.portions(version).into_iter().next();
        let hello = self.hello(version, suites.unwrap_or_default());
        self.shape.set(Shape::Plain);
        self.blame(refused.clone(), LARGE_ONES, evidence);
        let heard = self.ask(Meant::ForSuites, "modest", hello).await?;
        if matches!(heard.said, Said::Chose(_)) {
            self.shape.set(Shape::Modest);
            self.blamed.take();
            self.blame(refused, MUCH, evidence);
        }
        Ok(())
    }

    fn blame(&self, hello: ClientHello, what: &'static str, evidence: EvidenceId) {
        self.blamed.borrow_mut().get_or_insert(Blamed {
            hello,
            what,
            evidence,
        });
    }

    /// A hello of this version with nothing in it of which a server is known to choke; with some of these suites, or, if there are
    /// none, of all.
    fn plain(&self, version: u16, among: &[u16]) -> ClientHello {
        let suites = common(version);
        self.cramped_to(version, suites, among)
    }

    /// The same with the suites that servers of the last century have, and that filters refuse whatever stands beside them; nothing
    /// where the version, or the hello that was refused, has none of them.
    fn old(&self, version: u16, among: &[u16]) -> Option<ClientHello> {
        let mut old = OLD.to_vec();
        old.retain(|it| among.contains(it));
        let is_new = version < TLS_1_3 && !old.is_empty();
        is_new.then(|| self.cramped_to(version, old, &[]))
    }

    fn cramped_to(&self, version: u16, mut suites: Vec<u16>, among: &[u16]) -> ClientHello {
        let shape = self.shape.replace(Shape::Plain);
        suites.retain(|it| among.is_empty() || among.contains(it));
        if suites.is_empty() {
            suites.extend(among.iter().take(CRAMPED));
        }
        let hello = self.hello(version, suites);
        self.shape.set(shape);
        hello
    }
}

/// What the oldest servers have: 3DES and RC4.
const OLD: [u16; 3] = [0x000a, 0x0005, 0x0004];

/// The best suites of a version, and what old servers have with AES: there are filters that refuse a hello for RC4 or 3DES in it.
fn common(version: u16) -> Vec<u16> {
    let best = catalogue::suites(version, CRAMPED).into_iter().next();
    let mut suites = best.unwrap_or_default();
    if version >= TLS_1_3 {
        return suites;
    }
    suites.truncate(CRAMPED / 2);
    for suite in [0x009c, 0x003c, 0x002f, 0x0035, 0x0033] {
        let is_usable = catalogue::is(suite, |it| it.may_be_used_at(version));
        if is_usable && !suites.contains(&suite) {
            suites.push(suite);
        }
    }
    suites
}
