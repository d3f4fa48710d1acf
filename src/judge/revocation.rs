//! Whether a certificate was revoked, as far as the server's staple and the lists that were given say.

use super::certificate::{failing, fixed, strict};
use super::check::{Check, ResultType};
use super::demands::Demands;
use super::pkix::{ListFinding, Outcome, Path, Staple, StapleFinding, listed};
use super::verdict::{Status, Verdict};
use crate::certificate::Certificate;

/// What was decided about **revocation**.
pub(super) struct OnRevocation {
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
    /// Lists were given, and neither they nor the staple prove anything of the server's own certificate.
    pub is_unproved: bool,
}

/// Judges a chain that the server showed; `staple` is nothing where the server stapled nothing.
pub(super) fn judged(
    chain: &[Certificate],
    path: &Path,
    staple: Option<&Staple>,
    demands: &Demands,
) -> OnRevocation {
    let lists = match demands.revocation_lists.is_empty() {
        true => Vec::new(),
        false => listed(chain, path, &demands.revocation_lists, demands.now),
    };
    let is_decided = lists.iter().any(ListFinding::decides_end_entity);
    let stapled = staple.map(|staple| staple.judge(path, demands.now));
    let is_stapled = stapled
        .as_ref()
        .is_some_and(|finding| finding.outcome() != Outcome::NotTested);
    // That a CA above it is revoked says more.
    let is_revoked = lists
        .iter()
        .any(|finding| finding.outcome() == Outcome::Fails);
    let is_unproved = !(lists.is_empty() || is_decided || is_stapled || is_revoked);
    let on_staple = match &stapled {
        Some(finding) => Some(on_staple(finding, path, demands)),
        None => without_staple(chain, is_decided || !lists.is_empty()),
    };
    let on_lists = lists
        .iter()
        .map(|finding| on_list(finding, is_unproved, demands));
    OnRevocation {
        verdicts: on_staple.into_iter().chain(on_lists).collect(),
        is_unproved,
    }
}

/// Who gives lists demands that they be looked into, so that it decides the exit code where that comes to nothing.
fn on_list(finding: &ListFinding, is_unproved: bool, demands: &Demands) -> Verdict {
    let otherwise = match finding {
        ListFinding::RevokedLater { .. } => Status::Warn,
        _ => Status::NotTested,
    };
    let verdict = verdict(
        finding.outcome(),
        otherwise,
        finding.to_string(),
        finding.fix(),
        demands,
    );
    match is_unproved && finding.is_on_end_entity() {
        true => strict(verdict, demands),
        false => verdict,
    }
}

fn on_staple(finding: &StapleFinding, path: &Path, demands: &Demands) -> Verdict {
    let otherwise = match finding {
        StapleFinding::NoIssuer { .. } => Status::NotTested,
        _ => Status::Warn,
    };
    let fix = finding.fix().map(str::to_owned);
    // What a CA says that nobody trusts proves nothing; that it was revoked is worth hearing from anybody.
    if finding.outcome() == Outcome::Holds && path.finding.outcome() != Outcome::Holds {
        let reason = format!(
            "{finding}; but there is no path to a trust anchor, so that this proves nothing"
        );
        return Verdict::new(Check::Revocation, Status::NotTested, reason);
    }
    verdict(
        finding.outcome(),
        otherwise,
        finding.to_string(),
        fix,
        demands,
    )
}

/// RFC 7633 lets a certificate demand a staple, which a client that honours it insists on. Mail flows all the same, because
/// OpenSSL, on which most senders stand, does not; so that this is a warning at every level.
fn without_staple(chain: &[Certificate], is_told: bool) -> Option<Verdict> {
    let contents = chain.first().and_then(|it| it.contents.as_ref().ok());
    if contents.is_some_and(|contents| contents.must_staple) {
        let verdict = Verdict::new(
            Check::Revocation,
            Status::Warn,
            "the certificate demands a stapled OCSP response (must-staple), and the server sent none; a client with GnuTLS \
             refuses such a certificate, one with OpenSSL does not look",
        );
        return Some(verdict.with_fix(
            "switch OCSP stapling on in the server, or get a certificate without must-staple",
        ));
    }
    let reason =
        "the server staples no OCSP response; whether the certificate is revoked was not looked up";
    (!is_told).then(|| Verdict::new(Check::Revocation, Status::NotTested, reason))
}

/// A verdict by its outcome; `otherwise` is what it is where nothing is known.
fn verdict(
    outcome: Outcome,
    otherwise: Status,
    reason: String,
    fix: Option<String>,
    demands: &Demands,
) -> Verdict {
    let verdict = match outcome {
        Outcome::Holds => Verdict::new(Check::Revocation, Status::Pass, reason),
        Outcome::NotTested => Verdict::new(Check::Revocation, otherwise, reason),
        Outcome::Fails => {
            let verdict = Verdict::new(Check::Revocation, failing(demands), reason);
            strict(
                verdict.with_result_type(ResultType::CertificateNotTrusted),
                demands,
            )
        }
    };
    fixed(verdict, fix)
}
