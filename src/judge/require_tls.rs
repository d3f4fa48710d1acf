//! Whether a message that requires TLS all the way could be handed over (RFC 8689 §2, §4.2.1).

use super::certificate::OnCertificate;
use super::check::Check;
use super::demands::Demands;
use super::mta_sts::Holds;
use super::promises::Promises;
use super::verdict::{Status, Verdict};
use crate::certificate::Certificate;
use crate::probe::{Observation, Permit};
use crate::route::Way;

/// What decides it, from one session and what was judged of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequireTls {
    /// TLS stood, and EHLO was answered inside.
    pub inside_tls: bool,
    /// REQUIRETLS was offered in the clear.
    pub offered_in_the_clear: bool,
    /// REQUIRETLS was offered inside TLS.
    pub offered_inside_tls: bool,
    /// By what it is known that the host is the domain's.
    pub name: Option<NameProof>,
    /// By what the host's certificate is verified.
    pub certificate: Option<CertificateProof>,
    /// DANE or an enforced MTA-STS policy rules the host out.
    pub ruled_out: bool,
}

/// By what the name of an MX host is validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProof {
    /// DNSSEC vouches for the MX record.
    Dnssec,
    /// An MTA-STS policy lists it.
    MtaSts,
}

/// By what the certificate of an MX host is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateProof {
    /// A path to a trust anchor, and the name.
    TrustChain,
    /// TLSA records.
    Dane,
}

/// The verdict, where the server offers REQUIRETLS or there is something useful to be said without it.
pub fn require_tls(facts: &RequireTls) -> Option<Verdict> {
    let verdict = |status, reason: String| Some(Verdict::new(Check::RequireTls, status, reason));
    if facts.ruled_out {
        // RFC 8689 §3, §4.2.2.
        let reason = "the domain's own policy rules this host out; only for a message with the header field \"TLS-Required: No\" may a sender ignore that";
        return verdict(Status::Note, reason.to_owned());
    }
    if !facts.offered_inside_tls {
        return match (facts.offered_in_the_clear, facts.inside_tls) {
            (true, true) => verdict(
                Status::Warn,
                "REQUIRETLS is offered in the clear and not inside TLS, where alone it can be used"
                    .to_owned(),
            )
            .map(|it| it.with_fix("offer REQUIRETLS in the reply to EHLO inside TLS (RFC 8689, section 2)")),
            (true, false) => verdict(
                Status::Note,
                "REQUIRETLS is offered in the clear, where it cannot be used; inside TLS nothing was seen"
                    .to_owned(),
            ),
            (false, _) => None,
        };
    }
    let name = facts.name.map(|proof| match proof {
        NameProof::Dnssec => "DNSSEC",
        NameProof::MtaSts => "MTA-STS",
    });
    let certificate = facts.certificate.map(|proof| match proof {
        CertificateProof::TrustChain => "its path to a trust anchor",
        CertificateProof::Dane => "DANE",
    });
    match (name, certificate) {
        (Some(name), Some(certificate)) => verdict(
            Status::Pass,
            format!(
                "offered inside TLS; the host is proved by {name}, its certificate by {certificate}, so that a message that requires TLS can be handed over"
            ),
        ),
        (None, Some(_)) => impossible(
            "neither DNSSEC nor an MTA-STS policy proves that the host is the domain's",
            "sign the zone with DNSSEC, or publish an MTA-STS policy that lists the host",
        ),
        (Some(_), None) => impossible(
            "neither a path to a trust anchor nor DANE proves the host's certificate",
            "give the host a certificate for its name that is generally trusted, or publish TLSA records in a signed zone",
        ),
        (None, None) => impossible(
            "neither the host nor its certificate is proved",
            "sign the zone with DNSSEC and publish TLSA records, or publish an MTA-STS policy and use a certificate that is generally trusted",
        ),
    }
}

/// Whether REQUIRETLS may be said in a session inside TLS that has shown so much, and in which it is offered (RFC 8689 §2): where MX
/// records led to the host, DNSSEC or an MTA-STS policy must vouch for its name, and a path to a trust anchor or DANE for its
/// certificate. A policy that rules the host out comes before that.
pub fn may_require_tls(
    (seen, chain): (&Observation, &[Certificate]),
    judged: Option<&OnCertificate>,
    promises: &Promises<'_>,
    demands: &Demands,
) -> Permit {
    let withheld = |why: &str| Permit::Withheld(why.to_owned());
    let sts = promises.mta_sts(seen, chain).filter(|sts| sts.is_enforced);
    if sts.as_ref().is_some_and(|sts| sts.holds == Holds::No) {
        return withheld("the domain's MTA-STS policy rules the host out");
    }
    if let Some(against) = judged.and_then(|judged| judged.against_dane.as_ref()) {
        return Permit::Withheld(against.reason.clone());
    }
    let by_mx = matches!(promises.route.way, Way::Mx | Way::ImplicitMx);
    let is_listed = sts.is_some_and(|sts| sts.holds == Holds::Yes);
    if by_mx && !promises.route.is_secure() && !is_listed {
        return withheld(
            "neither DNSSEC nor an MTA-STS policy proves that the host is the domain's",
        );
    }
    let dane = promises.dane((seen, chain), None, demands);
    let by_dane = dane.is_some_and(|dane| dane.holds);
    match by_dane || judged.is_some_and(|judged| judged.by_public_cas) {
        true => Permit::Granted,
        false => {
            withheld("neither a path to a trust anchor nor DANE proves the host's certificate")
        }
    }
}

/// RFC 8689 §4.2.1: then the message goes back with 5.7.30.
fn impossible(why: &str, fix: &str) -> Option<Verdict> {
    let reason = format!(
        "offered inside TLS, but {why}: a sender would not hand over a message that requires TLS, and return it with 5.7.30 if no other host will do"
    );
    Some(Verdict::new(Check::RequireTls, Status::Note, reason).with_fix(fix))
}
