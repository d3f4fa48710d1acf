//! The stages of one session as verdicts.

use super::Level;
use super::check::{Check, ResultType};
use super::demands::Demands;
use super::failure::{QUOTED, broken, failed, named, refused_client_certificate, rejected, shown};
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::quote;
use crate::smtp::{DropPoint, Fault, Reply, Stage, Stop};

/// The verdicts on the stages of one session, in order.
pub(super) fn stages(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = [
        (Stage::Connect, Check::Connect),
        (Stage::Greeting, Check::Greeting),
        (Stage::FirstEhlo, Check::FirstEhlo),
    ]
    .into_iter()
    .map(|(stage, check)| plain(seen, demands, stage, check))
    .collect();
    verdicts.extend(tls(seen, demands));
    verdicts.push(inside_tls(seen, demands));
    verdicts
}

/// A stage before TLS, or on an implicit TLS port one after it.
fn plain(seen: &Observation, demands: &Demands, stage: Stage, check: Check) -> Verdict {
    if let Some(cause) = seen.failure(stage) {
        return failed(seen, stage, check, cause);
    }
    if !seen.has_reached(stage) {
        return not_reached(seen, demands, check);
    }
    let greeted_with = seen.greeting.as_ref().map(Reply::code);
    match (stage, seen.helo) {
        // RFC 5321 §4.2: a client acts by the first digit; §4.3.2 gives the greeting 220 alone.
        (Stage::Greeting, _) if greeted_with.is_some_and(|code| code != 220) => Verdict::new(
            check,
            Status::Warn,
            format!(
                "the server greeted with {} instead of 220",
                greeted_with.unwrap_or_default()
            ),
        )
        .with_fix("let the server greet with 220"),
        (Stage::FirstEhlo, true) => Verdict::new(
            check,
            Status::Note,
            "the server does not know EHLO; HELO was used instead, by which no extension can be offered",
        ),
        (Stage::Connect, _) => Verdict::new(check, Status::Pass, "connected"),
        (Stage::Greeting, _) => Verdict::new(check, Status::Pass, "the server greeted"),
        _ => Verdict::new(check, Status::Pass, "accepted"),
    }
}

/// STARTTLS, the handshake and the client certificate.
fn tls(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let request = seen
        .seen
        .as_ref()
        .and_then(|seen| seen.certificate_request.as_ref());
    match seen.failure(Stage::StartTls) {
        None if seen.has_reached(Stage::StartTls) => {
            verdicts.push(starttls_passed(seen));
            verdicts.push(Verdict::new(
                Check::Handshake,
                Status::Pass,
                "a TLS session was negotiated",
            ));
        }
        None => {
            let why = not_reached(seen, demands, Check::StartTls);
            let offered = seen
                .extensions_in_the_clear()
                .map(|extensions| extensions.offers("STARTTLS"));
            verdicts.push(match offered {
                Some(true) => Verdict::new(
                    Check::StartTls,
                    Status::NotTested,
                    format!("offered, but {}", why.reason),
                ),
                Some(false) if demands.level == Level::May => {
                    without_tls(not_offered(seen), demands)
                }
                _ => why.clone(),
            });
            verdicts.push(Verdict {
                check: Check::Handshake,
                ..why
            });
        }
        Some(Cause::Smtp(fault)) => {
            verdicts.push(without_tls(starttls_failed(seen, fault), demands));
            verdicts.push(not_reached(seen, demands, Check::Handshake));
        }
        Some(cause) => {
            verdicts.push(starttls_passed(seen));
            verdicts.push(failed(seen, Stage::StartTls, Check::Handshake, cause));
        }
    }
    if let Some(request) = request {
        let (status, words) = match request.answered {
            true => (
                Status::Pass,
                "the server asked for a client certificate, and it was sent",
            ),
            false => (
                Status::Note,
                "the server asks for a client certificate; none was sent, and the session went on",
            ),
        };
        let refused = [
            Stage::StartTls,
            Stage::Greeting,
            Stage::FirstEhlo,
            Stage::Ehlo,
        ]
        .into_iter()
        .find(|stage| refused_client_certificate(seen, *stage));
        match refused {
            // The handshake's or the EHLO's verdict tells it, with the exit code.
            Some(_) => {}
            None if seen.handshake.is_some() => {
                verdicts.push(Verdict::new(Check::ClientCertificate, status, words))
            }
            None => {}
        }
    }
    verdicts
}

fn starttls_passed(seen: &Observation) -> Verdict {
    match seen.ehlo_in_the_clear {
        Some(_) => Verdict::new(
            Check::StartTls,
            Status::Pass,
            "offered, accepted, nothing in the clear after the 220",
        ),
        None => Verdict::new(
            Check::StartTls,
            Status::Pass,
            "not needed: TLS from the first octet (implicit TLS)",
        ),
    }
}

/// A server without TLS is what an opportunistic sender puts up with (RFC 3207 §4.1).
fn without_tls(verdict: Verdict, demands: &Demands) -> Verdict {
    let in_the_clear = verdict.result_type == Some(ResultType::StartTlsNotSupported);
    // Whoever asks for the stage by name wants to know whether it was reached.
    let asked_for = matches!(
        demands.stop,
        Stop::QuitAfter(Stage::StartTls)
            | Stop::DropAfter(DropPoint::Stage(Stage::StartTls) | DropPoint::StartTlsReply)
    );
    if demands.level == Level::May && in_the_clear && !asked_for && verdict.exit != ExitCode::NotNow
    {
        return Verdict {
            status: Status::Warn,
            exit: ExitCode::Success,
            ..verdict
        };
    }
    verdict
}

fn not_offered(seen: &Observation) -> Verdict {
    let reason = match seen.helo {
        true => {
            "STARTTLS is not offered: the server knows only HELO, by which nothing can be offered"
        }
        false => "STARTTLS is not offered",
    };
    Verdict::new(Check::StartTls, Status::Fail, reason)
        .with_fix("turn on TLS in the mail server (in Postfix: smtpd_tls_security_level = may, with a certificate and its key)")
        .with_result_type(ResultType::StartTlsNotSupported)
        .with_exit(ExitCode::StartTls)
}

fn starttls_failed(seen: &Observation, fault: &Fault) -> Verdict {
    match fault {
        Fault::NotOffered => not_offered(seen),
        Fault::Rejected(reply) if reply.class() == 2 => Verdict::new(
            Check::StartTls,
            Status::Fail,
            format!("STARTTLS was answered with {} instead of 220", shown(reply)),
        )
        .with_fix("the server must answer STARTTLS with 220 before TLS begins (RFC 3207, section 4)")
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(ExitCode::StartTls),
        Fault::Rejected(reply) => {
            let verdict = rejected(Stage::StartTls, Check::StartTls, reply, "STARTTLS was refused with")
                .with_result_type(ResultType::StartTlsNotSupported);
            match (verdict.exit, reply.code()) {
                (ExitCode::NotNow, _) => verdict,
                (_, 454) => verdict.with_fix("look into the server's log: its certificate or key is often missing or unreadable"),
                _ => verdict.with_fix("a server that offers STARTTLS must accept it: look into its log and its configuration"),
            }
        }
        Fault::TrailingPlaintext(octets) => Verdict::new(
            Check::StartTls,
            Status::Fail,
            format!(
                "{} octets in the clear after the 220 to STARTTLS (response injection); they were not taken for TLS data: \"{}\"",
                octets.len(),
                quote::start(octets, QUOTED)
            ),
        )
        .with_fix("find out who sends them: a device on the path, or the server, answering commands that were never sent inside TLS")
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(ExitCode::StartTls),
        other => broken(Stage::StartTls, Check::StartTls, other).with_result_type(ResultType::ValidationFailure),
    }
}

/// EHLO inside TLS, or the last EHLO of a session without it.
fn inside_tls(seen: &Observation, demands: &Demands) -> Verdict {
    if let Some(cause) = seen.failure(Stage::Ehlo) {
        return failed(seen, Stage::Ehlo, Check::Ehlo, cause);
    }
    if !seen.has_reached(Stage::Ehlo) || seen.handshake.is_none() {
        return not_reached(seen, demands, Check::Ehlo);
    }
    let again = seen
        .extensions_inside_tls()
        .is_some_and(|extensions| extensions.offers("STARTTLS"));
    if again {
        return Verdict::new(
            Check::Ehlo,
            Status::Warn,
            "STARTTLS is offered again inside TLS, which RFC 3207 forbids in section 4.2",
        )
        .with_fix(
            "configure the server, or the proxy before it, so that it knows of the TLS session",
        );
    }
    Verdict::new(Check::Ehlo, Status::Pass, "accepted")
}

pub(super) fn not_reached(seen: &Observation, demands: &Demands, check: Check) -> Verdict {
    let reason = match (seen.failures.first(), demands.stop) {
        (Some(_), _) if seen.has_reached(Stage::Ehlo) => {
            "the session went on in the clear, without TLS".to_owned()
        }
        (Some(failure), _) => format!("the session did not get past {}", named(failure.stage)),
        (None, Stop::QuitAfter(stage)) => format!("the session ended after {stage}, as asked"),
        (None, Stop::DropAfter(DropPoint::Stage(stage))) => {
            format!("the connection was dropped after {stage}, as asked")
        }
        (None, Stop::DropAfter(DropPoint::StartTlsReply)) => {
            "the connection was dropped after the reply to STARTTLS, as asked".to_owned()
        }
        (None, Stop::WhenReady) => "the session has no such stage".to_owned(),
    };
    Verdict::new(check, Status::NotTested, reason)
}
