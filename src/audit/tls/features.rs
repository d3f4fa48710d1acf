//! What the flights up to TLS 1.2 show by the way: whether the server takes up extensions, compression and the like.

use super::catalogue;
use super::confirm::GREASE;
use super::exchange::Exchange;
use super::inquiry::Inquiry;
use super::said::Said;
use crate::audit::{Ask, EvidenceId, Features, Known, NotTested, Support, VersionFacts};
use crate::tls::names::{Mode, SSL_3_0, TLS_1_3};
use crate::tls::wire::{ClientHello, ExtensionType, ServerFlight};

/// Of what TLS 1.3 has not, where nothing else is spoken.
const IN_TLS_1_3_ALONE: &str = "TLS 1.3 has none";

const HIDDEN: NotTested =
    NotTested::NoMeans("TLS 1.3 encrypts it, and no ordinary session came to show it");

impl<A: Ask> Inquiry<'_, A> {
    /// The features that need no question of their own.
    pub(super) fn features(&self, versions: &[VersionFacts]) -> Features {
        let exchanges = self.exchanges();
        let chose_unoffered = chose_unoffered(&exchanges);
        if !chose_unoffered.is_empty() {
            return untrusted(chose_unoffered);
        }
        let shown = Shown::of(&exchanges, self.why_no_older(versions));
        // TLS 1.3 has these, and encrypts them (RFC 9846 §4.3.2, §4.5.1): only an ordinary session shows them.
        let alone = NotTested::NotApplicable(IN_TLS_1_3_ALONE);
        let hidden =
            (shown.all.is_empty() && shown.why == alone).then_some(Known::NotTested(HIDDEN));
        Features {
            compression: shown.compression(),
            secure_renegotiation: shown
                .everywhere(|flight| flight.has(ExtensionType::RENEGOTIATION_INFO)),
            extended_master_secret: shown.everywhere_if(
                |hello, _| hello.curious,
                |flight| flight.has(ExtensionType::EXTENDED_MASTER_SECRET),
                "no hello offered it",
            ),
            encrypt_then_mac: shown.everywhere_if(
                |hello, flight| hello.curious && is_cbc(flight.suite),
                |flight| flight.has(ExtensionType::ENCRYPT_THEN_MAC),
                "no suite with CBC was chosen",
            ),
            heartbeat: shown.anywhere(|hello| hello.curious, |it| it.has(ExtensionType::HEARTBEAT)),
            tickets: shown.anywhere(
                |hello| hello.curious,
                |it| it.has(ExtensionType::SESSION_TICKET),
            ),
            staple: hidden.clone().unwrap_or_else(|| {
                by_hello(shown.anywhere(|hello| hello.status_request, |it| it.staple.is_some()))
            }),
            client_certificate: hidden.unwrap_or_else(|| {
                by_hello(shown.anywhere(|_| true, |it| it.certificate_request.is_some()))
            }),
            downgrade_sentinel: match speaks_1_3(versions) {
                Known::Known(true) => shown.everywhere(|it| it.downgrade_sentinel.is_some()),
                Known::Known(false) => Known::NotTested(NotTested::NotApplicable(
                    "the server does not speak TLS 1.3",
                )),
                Known::NotTested(why) => Known::NotTested(why),
            },
            ..Features::default()
        }
    }

    /// Why there is no flight of a version below TLS 1.3, where there is none.
    fn why_no_older(&self, versions: &[VersionFacts]) -> NotTested {
        let mut older = versions.iter().filter(|it| it.version < TLS_1_3);
        let is_alone = matches!(speaks_1_3(versions), Known::Known(true))
            && older.all(|it| matches!(it.support, Known::Known(Support::No { .. })));
        match (is_alone, self.stopped()) {
            (true, _) => NotTested::NotApplicable(IN_TLS_1_3_ALONE),
            (false, Some(why)) => why,
            (false, None) => {
                NotTested::NotApplicable("no handshake of TLS 1.0 to 1.2 was answered")
            }
        }
    }
}

fn speaks_1_3(versions: &[VersionFacts]) -> Known<bool> {
    let facts = versions.iter().find(|facts| facts.version == TLS_1_3);
    match facts.map(|facts| &facts.support) {
        Some(Known::Known(support)) => Known::Known(matches!(support, Support::Yes(_))),
        Some(Known::NotTested(why)) => Known::NotTested(why.clone()),
        None => Known::default(),
    }
}

fn by_hello(known: Known<(bool, EvidenceId)>) -> Known<(bool, Option<EvidenceId>)> {
    match known {
        Known::Known((is, evidence)) => Known::Known((is, Some(evidence))),
        Known::NotTested(why) => Known::NotTested(why),
    }
}

/// The flights below TLS 1.3.
struct Shown<'a> {
    /// All of them, SSL 3.0 among them.
    all: Vec<(&'a ClientHello, &'a ServerFlight, EvidenceId)>,
    /// Those of the highest of TLS 1.0 to 1.2, which show what the server can do.
    flights: Vec<(&'a ClientHello, &'a ServerFlight, EvidenceId)>,
    /// Why there are none.
    why: NotTested,
}

impl<'a> Shown<'a> {
    fn of(exchanges: &'a [Exchange], why: NotTested) -> Self {
        let flights = exchanges.iter().filter_map(|exchange| {
            let (hello, flight) = exchange.choice()?;
            let is_older = flight.version < TLS_1_3;
            is_older.then_some((hello, flight, exchange.heard.evidence))
        });
        let all: Vec<_> = flights.collect();
        let mut flights = all.clone();
        flights.retain(|(_, flight, _)| flight.version > SSL_3_0);
        let highest = flights.iter().map(|(_, flight, _)| flight.version).max();
        flights.retain(|(_, flight, _)| Some(flight.version) == highest);
        let lesser = NotTested::Unclear("the server bears no hello that asks for it".to_owned());
        let why = if flights.is_empty() { why } else { lesser };
        Self { all, flights, why }
    }

    /// The first method other than none, or else none.
    fn compression(&self) -> Known<(u8, EvidenceId)> {
        let asked = self
            .all
            .iter()
            .filter(|(hello, ..)| hello.compressions.len() > 1);
        let asked = asked.map(|(_, flight, evidence)| (flight.compression, *evidence));
        let compressed = asked.clone().find(|(method, _)| *method != 0);
        self.known(compressed.or(asked.clone().next()))
    }

    /// Whether every flight has it; the proof is the first that has it not.
    fn everywhere(&self, has: impl Fn(&ServerFlight) -> bool) -> Known<(bool, EvidenceId)> {
        let flights = self.flights.iter();
        let lacking = flights.clone().find(|(_, flight, _)| !has(flight));
        let first = lacking.or(flights.clone().next());
        self.known(first.map(|(_, _, evidence)| (lacking.is_none(), *evidence)))
    }

    /// The same of those flights that could have it.
    fn everywhere_if(
        &self,
        could: impl Fn(&ClientHello, &ServerFlight) -> bool,
        has: impl Fn(&ServerFlight) -> bool,
        why: &'static str,
    ) -> Known<(bool, EvidenceId)> {
        let flights = self.flights.iter().copied();
        let could: Vec<_> = flights
            .filter(|(hello, flight, _)| could(hello, flight))
            .collect();
        let why = match could.is_empty() && !self.flights.is_empty() {
            true => NotTested::NotApplicable(why),
            false => self.why.clone(),
        };
        Self {
            all: Vec::new(),
            flights: could,
            why,
        }
        .everywhere(has)
    }

    /// Whether any whole flight has it; the proof is the first that does.
    fn anywhere(
        &self,
        is_asked: impl Fn(&ClientHello) -> bool,
        has: impl Fn(&ServerFlight) -> bool,
    ) -> Known<(bool, EvidenceId)> {
        let whole = |(hello, flight, _): &&(&ClientHello, &ServerFlight, EvidenceId)| {
            is_asked(hello) && (flight.is_whole || has(flight))
        };
        let flights = self.all.iter().filter(whole);
        let having = flights.clone().find(|(_, flight, _)| has(flight));
        let first = having.or(flights.clone().next());
        self.known(first.map(|(_, _, evidence)| (having.is_some(), *evidence)))
    }

    fn known<T>(&self, answer: Option<T>) -> Known<T> {
        answer.ok_or_else(|| self.why.clone()).into()
    }
}

/// What follows where the server chooses what nobody offered: whatever it takes up or leaves beside is no news of it.
fn untrusted(chose_unoffered: Vec<(String, EvidenceId)>) -> Features {
    let why = "the server chooses what was not offered, so that its other answers prove little";
    let why = NotTested::Unclear(why.to_owned());
    Features {
        compression: Known::NotTested(why.clone()),
        secure_renegotiation: Known::NotTested(why.clone()),
        extended_master_secret: Known::NotTested(why.clone()),
        encrypt_then_mac: Known::NotTested(why.clone()),
        heartbeat: Known::NotTested(why.clone()),
        tickets: Known::NotTested(why.clone()),
        staple: Known::NotTested(why.clone()),
        client_certificate: Known::NotTested(why.clone()),
        downgrade_sentinel: Known::NotTested(why.clone()),
        fallback_scsv: Known::NotTested(why.clone()),
        tolerance: Known::NotTested(why.clone()),
        refuses_wrong_name: Known::NotTested(why.clone()),
        refuses_right_name: Known::NotTested(why.clone()),
        needs_name: Known::NotTested(why),
        chose_unoffered,
    }
}

fn is_cbc(suite: u16) -> bool {
    catalogue::is(suite, |suite| suite.encryption.mode == Mode::Cbc)
}

/// What was chosen although nobody had offered it, or although nobody can know it.
fn chose_unoffered(exchanges: &[Exchange]) -> Vec<(String, EvidenceId)> {
    let unoffered = exchanges.iter().filter_map(|exchange| {
        let words = match &exchange.heard.said {
            Said::Unoffered(what) => what.clone(),
            Said::Chose(flight) if GREASE.contains(&flight.suite) => {
                "a suite that nobody knows".to_owned()
            }
            Said::Chose(flight) if flight.group.is_some_and(|it| GREASE.contains(&it)) => {
                "a group that nobody knows".to_owned()
            }
            _ => return None,
        };
        Some((words, exchange.heard.evidence))
    });
    unoffered.collect()
}
