//! What a port for submission is to offer inside TLS (RFC 6409 §7, RFC 8314 §3.3, §4.2).

use super::check::Check;
use super::demands::Demands;
use super::verdict::{Status, Verdict};
use crate::probe::Observation;
use crate::smtp::Protocol;

/// The port for submission by STARTTLS (RFC 6409 §3.1).
const STARTTLS_PORT: u16 = 587;

/// The verdicts on a submission port where EHLO was answered inside TLS; nothing elsewhere.
pub(super) fn verdicts(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    if !demands.submission || demands.protocol != Protocol::Smtp || seen.handshake.is_none() {
        return Vec::new();
    }
    let Some(extensions) = seen.extensions_inside_tls() else {
        return Vec::new();
    };
    let mut verdicts = Vec::new();
    if extensions.mechanisms().next().is_none() {
        verdicts.push(warn(
            "AUTH is not offered inside TLS: mail clients cannot say who they are",
            "offer AUTH on ports 587 and 465 (RFC 6409, section 7)",
        ));
    }
    let turned = ["ETRN", "ATRN"];
    for keyword in turned.into_iter().filter(|one| extensions.offers(one)) {
        verdicts.push(warn(
            &format!("{keyword} is offered, which is for servers that fetch their mail and not for mail clients"),
            "leave it to port 25 (RFC 6409, section 7)",
        ));
    }
    let seen_by_tls = seen.seen.as_ref();
    let asks = seen_by_tls.is_some_and(|seen| seen.certificate_request.is_some());
    if asks && !extensions.offers_mechanism("EXTERNAL") {
        verdicts.push(warn(
            "the server asks for a client certificate, and does not offer AUTH EXTERNAL to make use of one",
            "offer EXTERNAL to those whose certificate is accepted, or do not ask for one: mail clients may bother their users with it (RFC 8314, section 4.2)",
        ));
    }
    if verdicts.is_empty() {
        let reason = "AUTH is offered inside TLS";
        verdicts.push(Verdict::new(Check::Submission, Status::Pass, reason));
    }
    if seen.peer.port == STARTTLS_PORT && !demands.implicit_tls {
        let reason = "STARTTLS works on port 587; TLS from the first octet on port 465 should be there beside it (RFC 8314, section 3.3), and was not looked at";
        verdicts.push(Verdict::new(Check::Submission, Status::Note, reason));
    }
    verdicts
}

fn warn(reason: &str, fix: &str) -> Verdict {
    Verdict::new(Check::Submission, Status::Warn, reason).with_fix(fix)
}
