//! Versions and suites, as reported.

use super::groups::group_name;
use super::known::{KnownReport, NotTestedReport};
use crate::audit::{AcceptedSuite, Known, Order, Support, VersionFacts};
use crate::judge::audit::{Protection, Suite, Trait};
use crate::tls::names::{self, KeyExchange, TLS_1_1, TLS_1_2, TLS_1_3};
use schemars::JsonSchema;
use serde::Serialize;

/// What makes a suite weak.
const WEAK: [Trait; 8] = [
    Trait::Null,
    Trait::Export,
    Trait::Anonymous,
    Trait::Rc4,
    Trait::SmallBlock,
    Trait::Below112,
    Trait::NoForwardSecrecy,
    Trait::Cbc,
];

/// The key exchange of a suite of TLS 1.3.
pub(super) const BY_THE_GROUP: &str = "by the group";

/// One protocol version.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VersionReport {
    /// Its name: `TLS 1.3`.
    pub name: String,
    /// Whether the server speaks it.
    pub spoken: KnownReport<bool>,
    /// How it refused, where it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_by: Option<String>,
    /// By whose preference a suite is chosen: server, client or mixed.
    #[schemars(with = "KnownReport<Order>")]
    pub order: KnownReport<&'static str>,
    /// The suites that it takes, in the order in which they were found; that is the server's, where its order counts.
    pub suites: Vec<AcceptedSuiteReport>,
    /// Why the list of suites is not complete, where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<NotTestedReport>,
}

/// A suite that the server takes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AcceptedSuiteReport {
    /// The number on the wire in hexadecimal; of SSL 2.0 three octets.
    #[schemars(regex(pattern = "^0x([0-9a-f]{4}|[0-9a-f]{6})$"))]
    pub number: String,
    /// IANA's name; of SSL 2.0 its own.
    pub name: String,
    /// OpenSSL's name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openssl: Option<&'static str>,
    /// The length of the cipher's key in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<u16>,
    /// The key exchange, in a word.
    pub key_exchange: &'static str,
    /// The group that came with it; others may as well. Absent in TLS 1.3, where every suite goes with every group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What is weak about it, in words of profiles; CBC is not where encrypt-then-MAC is taken up.
    pub weak: Vec<&'static str>,
    /// The number of the evidence for it.
    pub evidence: usize,
    /// How it protects what is sent; JSON tells it by the name.
    #[serde(skip)]
    pub(super) protection: Protection,
}

impl VersionReport {
    /// `has_encrypt_then_mac`: the server takes encrypt-then-MAC up for suites in CBC mode.
    pub(super) fn new(facts: &VersionFacts, has_encrypt_then_mac: bool) -> Self {
        let (refused_by, evidence) = match &facts.support {
            Known::Known(Support::Yes(evidence)) => (None, Some(evidence.0)),
            Known::Known(Support::No { how, evidence }) => (Some(how.clone()), Some(evidence.0)),
            Known::NotTested(_) => (None, None),
        };
        let suites = facts.suites.iter();
        Self {
            name: version_name(facts.version),
            spoken: KnownReport {
                evidence,
                ..KnownReport::new(&facts.support, |it| matches!(it, Support::Yes(_)))
            },
            refused_by,
            order: order(&facts.order),
            suites: suites
                .map(|accepted| {
                    AcceptedSuiteReport::new(facts.version, accepted, has_encrypt_then_mac)
                })
                .collect(),
            incomplete: facts.incomplete.as_ref().map(NotTestedReport::new),
        }
    }
}

impl AcceptedSuiteReport {
    fn new(version: u16, accepted: &AcceptedSuite, has_encrypt_then_mac: bool) -> Self {
        let suite = Suite::of(version, accepted.suite);
        let number = match suite {
            Suite::Ssl2(_) => format!("0x{:06x}", accepted.suite),
            _ => format!("0x{:04x}", accepted.suite),
        };
        // With encrypt-then-MAC RFC 9325 §4.2 has nothing against CBC; up to TLS 1.0 its initialisation vectors can be foretold besides.
        let is_mended = |weak: Trait| {
            weak == Trait::Cbc && has_encrypt_then_mac && matches!(version, TLS_1_1 | TLS_1_2)
        };
        let weak = WEAK
            .into_iter()
            .filter(|weak| suite.is(*weak) && !is_mended(*weak));
        Self {
            number,
            name: suite.name(),
            openssl: suite.openssl(),
            bits: suite.encryption().map(|encryption| encryption.bits),
            key_exchange: suite.key_exchange().map_or("unknown", key_exchange),
            group: accepted
                .group
                .filter(|_| version != TLS_1_3)
                .map(group_name),
            weak: weak.map(Trait::word).collect(),
            evidence: accepted.evidence.0,
            protection: Protection::of(suite),
        }
    }
}

/// By whose preference a choice is made.
pub(super) fn order(order: &Known<Order>) -> KnownReport<&'static str> {
    KnownReport::new(order, |order| match order {
        Order::Server => "server",
        Order::Client => "client",
        Order::Mixed => "mixed",
    })
}

fn key_exchange(exchange: KeyExchange) -> &'static str {
    match exchange {
        KeyExchange::Any => BY_THE_GROUP,
        KeyExchange::Null => "none",
        KeyExchange::Rsa => "RSA",
        KeyExchange::Dh => "DH",
        KeyExchange::Dhe => "DHE",
        KeyExchange::Ecdh => "ECDH",
        KeyExchange::Ecdhe => "ECDHE",
        KeyExchange::Psk => "PSK",
        KeyExchange::RsaPsk => "RSA with PSK",
        KeyExchange::DhePsk => "DHE with PSK",
        KeyExchange::EcdhePsk => "ECDHE with PSK",
        KeyExchange::Krb5 => "Kerberos",
        KeyExchange::Srp => "SRP",
        KeyExchange::EccPwd => "ECC-PWD",
        KeyExchange::Gost => "GOST",
    }
}

/// The name of a version.
pub(super) fn version_name(version: u16) -> String {
    match names::protocol_version(version) {
        Some(known) => known.name.to_owned(),
        None => format!("0x{version:04x}"),
    }
}

/// The name of a suite.
pub(super) fn suite_name(version: u16, number: u32) -> String {
    Suite::of(version, number).name()
}
