//! The names by which versions, suites, groups, schemes and protocols are typed.

use crate::dns::DomainName;
use crate::tls::Version;
use crate::tls::names::{
    self, CipherSuiteName, GroupName, ProtocolVersionName, SignatureSchemeName, UnknownName,
    negotiable_cipher_suites, negotiable_groups,
};
use rustls::crypto::{SupportedKxGroup, aws_lc_rs};
use rustls::{SignatureScheme, SupportedCipherSuite};
use std::net::IpAddr;
/// The signature schemes of one word of `--sigalgs`.
#[derive(Clone, Debug)]
pub(super) struct Schemes(pub(super) Vec<SignatureScheme>);

/// The schemes that can be verified.
fn verifiable() -> Vec<SignatureScheme> {
    aws_lc_rs::default_provider()
        .signature_verification_algorithms
        .supported_schemes()
}

/// One scheme by its name, or all of a kind.
pub(super) fn schemes(given: &str) -> Result<Schemes, String> {
    let kind = given.to_ascii_lowercase();
    let mut known = verifiable();
    if matches!(kind.as_str(), "rsa" | "ecdsa") {
        let is_of_kind = |scheme: &SignatureScheme| {
            names::signature_scheme(u16::from(*scheme))
                .is_some_and(|name| name.name.starts_with(&format!("{kind}_")))
        };
        known.retain(is_of_kind);
        return Ok(Schemes(known));
    }
    let name = SignatureSchemeName::parse(given).map_err(|unknown| {
        // Advice that would be refused as well is none.
        let nearest = unknown
            .nearest()
            .and_then(|name| SignatureSchemeName::parse(name).ok());
        match nearest {
            Some(name) if known.contains(&SignatureScheme::from(name.code_point)) => {
                advised(&unknown)
            }
            _ => format!("{unknown}; smtls probe --help lists them"),
        }
    })?;
    let scheme = SignatureScheme::from(name.code_point);
    match known.contains(&scheme) {
        true => Ok(Schemes(vec![scheme])),
        false => Err(format!(
            "smtls cannot verify signatures by {}, and so does not offer it{TIP}",
            name.name
        )),
    }
}

/// The names of the schemes that can be verified.
pub(super) fn verifiable_names() -> impl Iterator<Item = &'static str> {
    verifiable()
        .into_iter()
        .filter_map(|scheme| names::signature_scheme(u16::from(scheme)).map(|name| name.name))
}

/// What `--sigalgs` takes.
pub(super) fn schemes_in_words() -> String {
    let names = verifiable_names();
    format!(
        "The schemes by which the server may sign, most wanted first, separated by commas: {}; rsa and ecdsa mean all of a \
         kind. A server with two certificates shows the one that fits",
        names.collect::<Vec<_>>().join(", ")
    )
}

/// A protocol name of RFC 7301 §3.1: 1 to 255 octets.
pub(super) fn protocol(given: &str) -> Result<String, String> {
    match given.len() {
        1..=255 => Ok(given.to_owned()),
        _ => Err("a protocol name has 1 to 255 octets".to_owned()),
    }
}

/// What `--groups` takes.
pub(super) fn groups_in_words() -> String {
    let names = negotiable_groups()
        .map(|group| group.name)
        .collect::<Vec<_>>();
    format!(
        "The key-exchange groups to offer, most wanted first, separated by commas: {}; P-256 and the like are understood",
        names.join(", ")
    )
}

/// What `--suites` takes.
pub(super) fn suites_in_words() -> String {
    let names = negotiable_cipher_suites()
        .map(|suite| suite.name)
        .collect::<Vec<_>>();
    format!(
        "The cipher suites to offer, most wanted first, separated by commas, by IANA's or OpenSSL's names: {}",
        names.join(", ")
    )
}

pub(super) fn supported_group(name: &GroupName) -> Option<&'static dyn SupportedKxGroup> {
    let all = aws_lc_rs::ALL_KX_GROUPS.iter();
    all.copied()
        .find(|group| u16::from(group.name()) == name.code_point)
}

pub(super) fn supported_suite(name: &CipherSuiteName) -> Option<SupportedCipherSuite> {
    let all = aws_lc_rs::ALL_CIPHER_SUITES.iter();
    all.copied()
        .find(|suite| u16::from(suite.suite()) == name.code_point)
}

pub(super) fn group(given: &str) -> Result<&'static GroupName, String> {
    GroupName::parse_negotiable(given).map_err(|unknown| match GroupName::parse(given) {
        Ok(known) => not_negotiated(known.name),
        Err(_) => advised(&unknown),
    })
}

pub(super) fn suite(given: &str) -> Result<&'static CipherSuiteName, String> {
    CipherSuiteName::parse_negotiable(given).map_err(|unknown| {
        match CipherSuiteName::parse(given) {
            Ok(known) => not_negotiated(known.name),
            Err(_) => advised(&unknown),
        }
    })
}

pub(super) fn version(given: &str) -> Result<Version, String> {
    let Ok(version) = ProtocolVersionName::parse(given) else {
        return Err("write 1.2 or 1.3".to_owned());
    };
    match version.code_point {
        names::TLS_1_2 => Ok(Version::Tls12),
        names::TLS_1_3 => Ok(Version::Tls13),
        _ => Err(format!(
            "{} is retired ({}) and smtls does not negotiate it{VERSION_TIP}",
            version.name,
            retired_by(version.code_point)
        )),
    }
}

pub(super) fn server_name(given: &str) -> Result<String, String> {
    // RFC 6066 §3: "literal IPv4 and IPv6 addresses are not permitted".
    if given.parse::<IpAddr>().is_ok() {
        return Err("a server name is no address".to_owned());
    }
    let name = DomainName::parse(given).map_err(|error| error.to_string())?;
    Ok(name.to_string())
}

/// The standard by which a version is out of use.
fn retired_by(version: u16) -> &'static str {
    match version {
        names::SSL_2_0 | names::SSL_3_0 => "RFC 9325 section 3.1.1",
        _ => "RFC 8996",
    }
}

/// clap's mark of a hint.
const TIP: &str = "\n\n  tip: smtls audit TARGET lists all that a server accepts";
/// The same where it is about a version.
const VERSION_TIP: &str =
    "\n\n  tip: smtls audit --quick TARGET tells which versions a server speaks";

fn not_negotiated(name: &str) -> String {
    format!("{name} is known, but smtls cannot negotiate it{TIP}")
}

fn advised(unknown: &UnknownName) -> String {
    match unknown.nearest() {
        Some(nearest) => format!("{unknown}\n\n  tip: did you mean {nearest}?"),
        None => unknown.to_string(),
    }
}
