//! What the suites up to TLS 1.2 have not shown by the way: the rest of the groups, and of the signature schemes of TLS 1.2.

use super::catalogue::{self, is_ecdhe_by, is_signed_by};
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::lockstep::{self, Alone, List};
use super::order::Ruling;
use crate::audit::{Ask, GroupsFor, Known, SchemesFor, VersionFacts};
use crate::certificate::PublicKey;
use crate::tls::names::{Authentication, GroupName, KeyExchange, TLS_1_2, TLS_1_3};
use crate::tls::wire::ServerFlight;

/// The groups that most libraries have: x25519, x448 and the three curves of NIST.
const USUAL_GROUPS: [u16; 5] = [0x001d, 0x001e, 0x0017, 0x0018, 0x0019];

/// What was found out.
pub(super) struct Leftovers {
    /// The groups, where any version below TLS 1.3 is spoken.
    pub groups: Option<GroupsFor>,
    /// The schemes, where TLS 1.2 is spoken.
    pub schemes: Option<SchemesFor>,
}

/// Asks for the rest of the groups and schemes.
pub(super) async fn list<A: Ask>(inquiry: &Inquiry<'_, A>, versions: &[VersionFacts]) -> Leftovers {
    let speaks = |facts: &&VersionFacts| facts.version < TLS_1_3 && !facts.suites.is_empty();
    let has_ecdhe = |facts: &&VersionFacts| codes(facts).any(is_ecdhe);
    let mut spoken = versions.iter().filter(speaks);
    let with_groups = spoken.clone().find(has_ecdhe);
    let with_schemes = spoken.find(|facts| facts.version == TLS_1_2);
    let offers = Offers::of(with_groups, with_schemes);

    let version = with_groups.map_or(TLS_1_2, |facts| facts.version);
    let mut groups = List::new(inquiry.groups_asked(version), inquiry.groups_met(version))
        .usual(&USUAL_GROUPS)
        .removing();
    if offers.for_groups.is_empty() {
        let why = "the server accepts no suite with ECDHE in them";
        groups = groups.given_up(Some(inquiry.or_stopped(why)));
    }
    if offers.is_ecdsa {
        let alone = beside_curve(inquiry, version, &groups);
        groups = groups.alone(alone);
    }
    let mut schemes = List::new(inquiry.schemes_asked(TLS_1_2), inquiry.schemes_met());
    if offers.signed.is_empty() {
        let why = "the server signs in no suite of TLS 1.2 that it accepts";
        schemes = schemes.given_up(Some(inquiry.or_stopped(why)));
    }

    offers
        .exhaust(inquiry, version, &mut schemes, &mut groups)
        .await;
    let cramped = inquiry.cramped_by();
    Leftovers {
        groups: versions.iter().find(speaks).map(|highest| GroupsFor {
            version: with_groups.map_or(highest.version, |facts| facts.version),
            accepted: groups.known,
            refused: groups.refused,
            incomplete: groups.incomplete.or(cramped.clone()),
            order: Known::default(),
        }),
        schemes: with_schemes.map(|_| SchemesFor {
            version: TLS_1_2,
            accepted: schemes.known,
            refused: schemes.refused,
            incomplete: schemes.incomplete.or(cramped.clone()),
        }),
    }
}

/// The accepted suites that a group or a scheme is asked for with.
struct Offers {
    /// With ECDHE and, if possible, without an ECDSA certificate, whose own curve the server might insist on (AT9).
    for_groups: Vec<u16>,
    /// The server insists, maybe.
    is_ecdsa: bool,
    /// With a signature, in TLS 1.2.
    signed: Vec<u16>,
}

impl Offers {
    fn of(with_groups: Option<&VersionFacts>, with_schemes: Option<&VersionFacts>) -> Self {
        use Authentication::{Anonymous, Dss, Ecdsa, Rsa};
        let suites = |facts: Option<&VersionFacts>| -> Vec<u16> {
            facts.into_iter().flat_map(codes).collect()
        };
        let ecdhe = suites(with_groups);
        let by = |authentication| -> Vec<u16> {
            let suites = ecdhe.iter().copied();
            suites
                .filter(|it| is_ecdhe_by(*it, authentication))
                .collect()
        };
        let for_groups = [Rsa, Anonymous, Ecdsa].map(by);
        let is_signed = |it: &u16| [Rsa, Ecdsa, Dss].iter().any(|key| is_signed_by(*it, *key));
        let [rsa, anonymous, ecdsa] = for_groups;
        let is_ecdsa = rsa.is_empty() && anonymous.is_empty() && !ecdsa.is_empty();
        Self {
            for_groups: match (rsa.is_empty(), anonymous.is_empty()) {
                (false, _) => rsa,
                (true, false) => anonymous,
                (true, true) => ecdsa,
            },
            is_ecdsa,
            signed: suites(with_schemes).into_iter().filter(is_signed).collect(),
        }
    }

    async fn exhaust<A: Ask>(
        &self,
        inquiry: &Inquiry<'_, A>,
        version: u16,
        schemes: &mut List,
        groups: &mut List,
    ) {
        // The schemes are seen with those suites only that are signed in TLS 1.2.
        let shows_schemes =
            version == TLS_1_2 && self.for_groups.iter().all(|it| self.signed.contains(it));
        let hello = |left_schemes: Vec<u16>, left_groups: Vec<u16>, has_all_groups: bool| {
            let (version, suites) = match has_all_groups {
                true => (TLS_1_2, &self.signed),
                false => (version, &self.for_groups),
            };
            let mut hello = inquiry.hello(version, suites.clone());
            if !has_all_groups {
                hello.groups = left_groups;
            }
            if has_all_groups || shows_schemes {
                hello.schemes = left_schemes;
            }
            hello
        };
        if !shows_schemes {
            let mut none = List::new(Vec::new(), Vec::new());
            let lists = [&mut none, &mut *groups];
            lockstep::exhaust(inquiry, Meant::Otherwise, lists, hello, chosen).await;
        }
        let lists = [schemes, groups];
        lockstep::exhaust(inquiry, Meant::Otherwise, lists, hello, chosen).await;
    }
}

/// The scheme and the group of an answer.
fn chosen(flight: &ServerFlight) -> [Option<u16>; 2] {
    let key_exchange = flight.key_exchange.as_ref();
    [key_exchange.and_then(|it| it.scheme), flight.group]
}

/// What it means when the groups left over are refused, where no certificate but ECDSA's is there. Then a server may need the curve
/// of the certificate among the groups; so it stays, as the last, and where the client's order decides, its choice refuses all that
/// stand before it.
fn beside_curve<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16, known: &List) -> Alone {
    let known: Vec<u16> = known.known.iter().map(|(group, _)| *group).collect();
    let ruling = inquiry.group_order(version, &known);
    match inquiry.keys().iter().find_map(curve) {
        Some(curve) if ruling == Ruling::Client => Alone::Unless(curve),
        _ => Alone::Unclear("the server may insist on its certificate's own curve"),
    }
}

/// The group that goes with the curve of a certificate's key.
fn curve(key: &PublicKey) -> Option<u16> {
    let curve = key.curve.as_ref()?;
    Some(GroupName::parse(&curve.name).ok()?.code_point)
}

fn codes(facts: &VersionFacts) -> impl Iterator<Item = u16> + '_ {
    facts
        .suites
        .iter()
        .filter_map(|it| u16::try_from(it.suite).ok())
}

fn is_ecdhe(suite: u16) -> bool {
    catalogue::is(suite, |suite| suite.key_exchange == KeyExchange::Ecdhe)
}
