//! What the audit found out about a server's TLS.

use super::ask::EvidenceId;
use super::known::{Known, NotTested};
use crate::tls::wire::DhParameters;
use schemars::JsonSchema;

/// Everything that was found out about a server's TLS. Numbers are IANA's code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsFacts {
    /// The versions, newest first: TLS 1.3 (0x0304) to SSL 2.0 (0x0002).
    pub versions: Vec<VersionFacts>,
    /// The groups, for TLS 1.3 and for the versions before it.
    pub groups: Vec<GroupsFor>,
    /// Each different finite-field group that was met in DHE up to TLS 1.2.
    pub dh: Vec<DhGroup>,
    /// The signature schemes by which the server signs, for TLS 1.3 and for TLS 1.2, for each kind of key.
    pub schemes: Vec<SchemesFor>,
    /// Each different chain of certificates, and under what conditions it is shown.
    pub certificates: Vec<ShownCertificate>,
    /// The rest, feature by feature.
    pub features: Features,
    /// What was refused on one connection and answered on another.
    pub contradictions: Vec<Contradiction>,
}

/// A refusal on one connection of what was answered on another, so that either servers that differ answer by turns, or one that fails
/// now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The version that was chosen.
    pub version: u16,
    /// It was refused as a version (protocol_version), which no server does that has it; else without a reason, to the same hello.
    pub as_a_version: bool,
    /// The choice.
    pub accepted: EvidenceId,
    /// The refusal.
    pub refused: EvidenceId,
}

/// One protocol version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFacts {
    /// The version.
    pub version: u16,
    /// Whether the server speaks it.
    pub support: Known<Support>,
    /// The suites that it accepts in it, in the order in which they were found; of SSL 2.0 the three-octet kinds.
    pub suites: Vec<AcceptedSuite>,
    /// The suites that were offered and refused, with no group or scheme left out that the server might have wanted; what is neither
    /// here nor among the accepted is not known. Of SSL 2.0 the three-octet kinds.
    pub refused: Vec<u32>,
    /// Why the list of suites is not complete, where it is not.
    pub incomplete: Option<NotTested>,
    /// By whose preference a suite is chosen.
    pub order: Known<Order>,
}

/// Whether a server speaks a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Yes(EvidenceId),
    /// It refused every hello of that version; in which words ("alert 70, protocol_version", "closed the connection").
    No {
        /// How it refused.
        how: String,
        /// The first of the refusals.
        evidence: EvidenceId,
    },
}

/// A suite that the server chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedSuite {
    /// The suite, or the three-octet cipher kind of SSL 2.0.
    pub suite: u32,
    /// The group that came with it; a TLS 1.3 suite goes with every group, so that there it says nothing.
    pub group: Option<u16>,
    /// The proof.
    pub evidence: EvidenceId,
}

/// By whose preference a choice is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Order {
    /// The server's: the suites stand in its order.
    Server,
    /// The client's.
    Client,
    /// Neither's alone, as where a server puts ChaCha20 first for clients that do.
    Mixed,
}

/// The groups of TLS 1.3, or of the versions before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupsFor {
    /// TLS 1.3 (0x0304), or the highest version below it in which groups were met.
    pub version: u16,
    /// The groups that the server chose, in the order in which they were found.
    pub accepted: Vec<(u16, EvidenceId)>,
    /// The groups that were offered alone or among others left over, and refused.
    pub refused: Vec<u16>,
    /// Why groups are left of which nothing is known, where some are.
    pub incomplete: Option<NotTested>,
    /// By whose preference a group is chosen; in TLS 1.3 from a client that sends no key share. One that does gets, from many servers,
    /// the group of its share, whatever their own order is.
    pub order: Known<Order>,
}

/// A finite-field group of DHE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DhGroup {
    /// Prime and generator; the public value of the connection that showed it.
    pub parameters: DhParameters,
    /// The versions and suites with which it was met.
    pub met: Vec<(u16, u16)>,
    /// The proof.
    pub evidence: EvidenceId,
    /// The same public value came twice, so that the server uses a key again.
    pub public_reused: bool,
}

/// The signature schemes by which the server signs with one kind of key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemesFor {
    /// TLS 1.3 (0x0304) or TLS 1.2 (0x0303).
    pub version: u16,
    /// The schemes that it signs by, in the order in which they were found.
    pub accepted: Vec<(u16, EvidenceId)>,
    /// Schemes that were offered and refused.
    pub refused: Vec<u16>,
    /// Why schemes are left of which nothing is known, where some are.
    pub incomplete: Option<NotTested>,
}

/// A chain of certificates, and when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCertificate {
    /// The certificates as DER, end entity first.
    pub chain: Vec<Vec<u8>>,
    /// When it is shown.
    pub conditions: Vec<Conditions>,
    /// The proof; nothing where it was seen inside an ordinary session.
    pub evidence: Option<EvidenceId>,
}

/// Under what conditions a certificate is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Conditions {
    /// To a client that sends the server's name.
    RightName,
    /// To a client that sends a name that no server has.
    WrongName,
    /// To a client that sends no name.
    NoName,
}

/// What the server takes up or shows, beside what it chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Compression: the method that it chose; 0 is none.
    pub compression: Known<(u8, EvidenceId)>,
    /// Secure renegotiation (RFC 5746) up to TLS 1.2.
    pub secure_renegotiation: Known<(bool, EvidenceId)>,
    /// Extended master secret (RFC 7627) up to TLS 1.2.
    pub extended_master_secret: Known<(bool, EvidenceId)>,
    /// Encrypt-then-MAC (RFC 7366), where a CBC suite was chosen.
    pub encrypt_then_mac: Known<(bool, EvidenceId)>,
    /// Heartbeat (RFC 6520) is answered with the extension.
    pub heartbeat: Known<(bool, EvidenceId)>,
    /// Tickets up to TLS 1.2 (RFC 5077).
    pub tickets: Known<(bool, EvidenceId)>,
    /// A stapled OCSP response came where it was asked for; no proof where that was in an ordinary session.
    pub staple: Known<(bool, Option<EvidenceId>)>,
    /// A client certificate is asked for; no proof where that was in an ordinary session.
    pub client_certificate: Known<(bool, Option<EvidenceId>)>,
    /// The fallback signalling value (RFC 7507) is heeded: how a lower version with it was answered.
    pub fallback_scsv: Known<(bool, EvidenceId)>,
    /// A server that speaks TLS 1.3 says so in its random value where a lower version was offered (RFC 9846 §4.2.3).
    pub downgrade_sentinel: Known<(bool, EvidenceId)>,
    /// A hello of more than 512 octets, or with values that nobody knows (GREASE, RFC 8701), is taken; else what it chokes on.
    pub tolerance: Known<(Vec<&'static str>, EvidenceId)>,
    /// A choice that nobody had offered was made; each in words. Such a server's answers prove little.
    pub chose_unoffered: Vec<(String, EvidenceId)>,
    /// A name that no server has was refused (alert 112 or the like) instead of answered.
    pub refuses_wrong_name: Known<(bool, EvidenceId)>,
    /// A client that sends no name was refused.
    pub needs_name: Known<(bool, EvidenceId)>,
    /// The server refused its own name (alert 112), so that the hellos after the first bore none.
    pub refuses_right_name: Known<(bool, EvidenceId)>,
}
