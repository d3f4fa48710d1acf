//! What is expected of a check: that it came out so, or better.

use super::super::value::Leniency;
use super::seen::{Seen, ended, session};
use crate::judge::{Check, Status};
use crate::report::{EndpointReport, ExpectationOutcome, VerdictReport};

/// How a check came out among these verdicts.
pub(super) fn seen(
    check: Check,
    leniency: Leniency,
    verdicts: &[VerdictReport],
    endpoint: Option<&EndpointReport>,
) -> Seen {
    let all: Vec<&VerdictReport> = verdicts
        .iter()
        .filter(|it| it.check == check.id())
        .collect();
    let first = |level: Status| all.iter().find(|verdict| verdict.level == level);
    let warned = first(Status::Warn).filter(|_| leniency < Leniency::Warn);
    if let Some(verdict) = first(Status::Fail).or(warned) {
        return of(ExpectationOutcome::Unmet, verdict);
    }
    if let Some(verdict) = first(Status::NotTested) {
        return of(ExpectationOutcome::NotTested, verdict);
    }
    let noted = all.first().filter(|_| leniency > Leniency::Pass);
    if let Some(verdict) = first(Status::Pass).or(noted) {
        return of(ExpectationOutcome::Met, verdict);
    }
    match first(Status::Note) {
        Some(verdict) => {
            let seen = of(ExpectationOutcome::Unmet, verdict);
            match seen.fix {
                Some(_) => seen,
                None => seen.with_fix(wanting(check)),
            }
        }
        None => without_verdict(check, endpoint),
    }
}

/// What to do where a check only had something to note: mostly there is nothing yet.
fn wanting(check: Check) -> String {
    let otherwise = format!("if that will do, expect {} = \"note\"", check.id());
    let first = match check {
        Check::Dane => "publish TLSA records, which smtls tlsa prints",
        Check::MtaSts => "publish a policy, which smtls probe --format json proposes",
        Check::TlsRpt => {
            "publish a TXT record at _smtp._tls: v=TLSRPTv1; rua=mailto:, with the address that reports go to"
        }
        _ => return otherwise,
    };
    format!("{first}; {otherwise}")
}

fn of(outcome: ExpectationOutcome, verdict: &VerdictReport) -> Seen {
    Seen {
        outcome,
        reason: verdict.reason.clone(),
        fix: match outcome {
            ExpectationOutcome::Met => None,
            // Only the server or the user can bring the proof.
            ExpectationOutcome::NotTested
                if verdict.check == Check::Revocation.id() && verdict.fix.is_none() =>
            {
                let fix =
                    "switch OCSP stapling on in the server, or name revocation lists (option crl)";
                Some(fix.to_owned())
            }
            ExpectationOutcome::Unmet | ExpectationOutcome::NotTested => verdict.fix.clone(),
        },
        exit_code: verdict.exit_code,
    }
}

/// Some checks say nothing where there is nothing to say, and others only where they were asked.
fn without_verdict(check: Check, endpoint: Option<&EndpointReport>) -> Seen {
    let session = endpoint.and_then(session);
    let answered_inside = session.filter(|it| it.extensions.inside_tls.is_some());
    let inside = answered_inside.and_then(|it| it.extensions.inside_tls.as_ref());
    let offers = |keyword: &str| {
        let mut lines = inside.into_iter().flatten();
        lines.any(|line| line.keyword.eq_ignore_ascii_case(keyword))
    };
    match (check, answered_inside, session) {
        // Submission has it too (RFC 8689 §2), though no sending server has a word in what becomes of it there.
        (Check::RequireTls, Some(_), _) if offers("REQUIRETLS") => {
            Seen::met("REQUIRETLS is offered inside TLS")
        }
        (Check::RequireTls, Some(_), _) => Seen::unmet("REQUIRETLS is not offered inside TLS")
            .with_fix("let the server offer REQUIRETLS inside TLS (RFC 8689, section 2)"),
        (Check::ClientCertificate, Some(_), _) => {
            Seen::met("the server asks for no client certificate")
        }
        (Check::RequireTls | Check::ClientCertificate, None, Some(session)) => {
            Seen::untested(ended("no EHLO was answered inside TLS", session))
        }
        _ => Seen::untested(format!("there is no verdict on it: {}", only(check))),
    }
}

/// When a check has a verdict.
fn only(check: Check) -> &'static str {
    match check {
        Check::Resumption => "only with --resume is a second connection made",
        Check::Xclient => "only with --xclient is that tried",
        Check::Auth => "only with --auth is that tried",
        Check::Mail => "only in a transaction (--from, --to), or where MAIL is tried",
        Check::Rcpt => "only with --to are there recipients",
        Check::Data => "only with --data is a message handed in",
        Check::Session => "only a shell has one",
        Check::Submission => "only a submission port that answers EHLO inside TLS has one",
        Check::Pin => "only with --pin is there something to compare",
        Check::Promise => "only at --level secure is that asked",
        Check::Mx => "no MX or SRV records were looked up",
        Check::MtaSts | Check::TlsRpt | Check::Dnssec | Check::Dane => {
            "it was not looked up for this target"
        }
        _ => "the session did not come so far",
    }
}
