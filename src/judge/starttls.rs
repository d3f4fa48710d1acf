//! STARTTLS and the handshake as verdicts.

use super::Level;
use super::check::{Check, ResultType};
use super::demands::Demands;
use super::failure::{broken, failed, rejected, shown};
use super::negotiated;
use super::stages::not_reached;
use super::trial;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::quote;
use crate::smtp::{DropPoint, Fault, Stage, Stop};
use crate::tls::TlsFault;

/// How much of injected text a reason quotes, in octets.
const QUOTED: usize = 160;

/// The verdicts on STARTTLS and on the handshake.
pub(super) fn verdicts(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    match seen.failure(Stage::StartTls) {
        None if seen.has_reached(Stage::StartTls) => std::iter::once(passed(seen, demands))
            .chain(negotiated::verdicts(seen))
            .collect(),
        None => untried(seen, demands),
        Some(Cause::Smtp(_)) if trial::fault(seen).is_some() => {
            let starttls = trial::broken(seen, Check::StartTls);
            let handshake = not_reached(seen, demands, Check::Handshake);
            starttls.into_iter().chain([handshake]).collect()
        }
        Some(Cause::Smtp(fault)) => vec![
            without_tls(starttls_failed(seen, demands, fault), fault, demands),
            not_reached(seen, demands, Check::Handshake),
        ],
        // Injected text may come in a segment of its own, after the dialogue gave the connection to TLS.
        Some(Cause::Tls(TlsFault::NotTls(octets))) if !demands.implicit_tls => vec![
            instead_of_tls(octets),
            not_reached(seen, demands, Check::Handshake),
        ],
        Some(cause) => vec![
            passed(seen, demands),
            failed(seen, demands, Stage::StartTls, Check::Handshake, cause),
        ],
    }
}

/// Whether STARTTLS was sent although it is not offered.
pub(super) fn is_forced(seen: &Observation, demands: &Demands) -> bool {
    demands.trials.starttls_unoffered && !demands.implicit_tls && !is_offered(seen)
}

fn is_offered(seen: &Observation) -> bool {
    let extensions = seen.extensions_in_the_clear();
    extensions.is_some_and(|extensions| extensions.offers("STARTTLS"))
}

fn passed(seen: &Observation, demands: &Demands) -> Verdict {
    if is_forced(seen, demands) {
        let reason = "STARTTLS is not offered, but was accepted: a device on the path takes the keyword away, or the server hides it from this client";
        return Verdict::new(Check::StartTls, Status::Warn, reason).with_fix(
            "find out who takes it away, for a sender would not try what is not offered: look at the EHLO reply on the server itself",
        );
    }
    let reason = match demands.implicit_tls {
        true => "not needed: TLS from the first octet (implicit TLS)",
        false => "offered, accepted, nothing in the clear after the 220",
    };
    Verdict::new(Check::StartTls, Status::Pass, reason)
}

/// The session did not come to STARTTLS.
fn untried(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    let why = not_reached(seen, demands, Check::StartTls);
    let starttls = match is_offered(seen) {
        true => Verdict {
            reason: format!("offered, but {}", why.reason),
            ..why.clone()
        },
        false => why.clone(),
    };
    vec![
        starttls,
        Verdict {
            check: Check::Handshake,
            ..why
        },
    ]
}

/// A server without TLS is what an opportunistic sender puts up with (RFC 3207 §4.1).
fn without_tls(verdict: Verdict, fault: &Fault, demands: &Demands) -> Verdict {
    let goes_on = matches!(fault, Fault::NotOffered | Fault::Rejected(_));
    // Whoever asks for the stage by name wants to know whether it was reached.
    let asked_for = matches!(
        demands.stop,
        Stop::QuitAfter(Stage::StartTls)
            | Stop::DropAfter(DropPoint::Stage(Stage::StartTls) | DropPoint::StartTlsReply)
    );
    if demands.level == Level::May && goes_on && !asked_for && verdict.exit != ExitCode::NotNow {
        return Verdict {
            status: Status::Warn,
            exit: ExitCode::Success,
            ..verdict
        };
    }
    verdict
}

fn starttls_failed(seen: &Observation, demands: &Demands, fault: &Fault) -> Verdict {
    let fail = |reason: String| {
        Verdict::new(Check::StartTls, Status::Fail, reason)
            .with_result_type(ResultType::ValidationFailure)
            .with_exit(ExitCode::StartTls)
    };
    match fault {
        Fault::NotOffered => not_offered(seen, String::new()),
        Fault::Rejected(reply) if is_forced(seen, demands) => {
            let answer = format!("and when it was sent all the same the answer was {}", shown(reply));
            match reply.code() {
                421 => rejected(Stage::StartTls, Check::StartTls, reply, "STARTTLS, which is not offered, was answered with"),
                _ => not_offered(seen, format!(", {answer}")),
            }
        }
        Fault::Rejected(reply) if reply.class() == 2 => {
            fail(format!("STARTTLS was answered with {} instead of 220", shown(reply)))
                .with_fix("the server must answer STARTTLS with 220 before TLS begins (RFC 3207, section 4)")
        }
        Fault::Rejected(reply) => {
            let what = "STARTTLS was refused with";
            let verdict = rejected(Stage::StartTls, Check::StartTls, reply, what);
            // RFC 8460 §4.3.4: what is over in a moment is not reported; §4.3.1: and what is offered is not unsupported.
            if verdict.exit == ExitCode::NotNow {
                return verdict;
            }
            let verdict = verdict.with_result_type(ResultType::ValidationFailure);
            match reply.code() {
                454 => verdict.with_fix(
                    "look into the server's log: its certificate or key is often missing or unreadable",
                ),
                _ => verdict.with_fix(
                    "a server that offers STARTTLS must accept it: look into its log and its configuration",
                ),
            }
        }
        Fault::BareLf => fail(
            "the reply to STARTTLS ends with a bare line feed, which is no line end: TLS was not begun on it".to_owned(),
        )
        .with_fix("let the server end its lines with CR LF (RFC 5321, section 2.3.8)"),
        Fault::TrailingPlaintext(octets) => injected(octets),
        other => broken(seen, demands, Stage::StartTls, Check::StartTls, other)
            .with_result_type(ResultType::ValidationFailure),
    }
}

/// The server does not offer STARTTLS, or somebody on the path hides it; `more` is what else is known.
fn not_offered(seen: &Observation, more: String) -> Verdict {
    let extensions = seen.extensions_in_the_clear().unwrap_or_default();
    let masked = extensions.iter().find(|extension| extension.is_masked());
    let (why, fix) = match masked {
        Some(extension) => (
            format!(
                ", but there is a keyword painted over ({}), as devices that inspect SMTP leave it",
                quote::start(&extension.keyword, QUOTED)
            ),
            "look for a firewall that inspects SMTP between here and the server (\"fixup\" or \"ESMTP inspection\"), and turn that off: it probably hides STARTTLS",
        ),
        None if seen.helo => (
            ": the server knows only HELO, by which nothing can be offered".to_owned(),
            "let the server answer EHLO; a firewall that inspects SMTP may keep it from the server",
        ),
        None => (
            String::new(),
            "turn on TLS in the mail server (in Postfix: smtpd_tls_security_level = may, with a certificate and its key)",
        ),
    };
    let reason = format!("STARTTLS is not offered{why}{more}");
    Verdict::new(Check::StartTls, Status::Fail, reason)
        .with_result_type(ResultType::StartTlsNotSupported)
        .with_exit(ExitCode::StartTls)
        .with_fix(fix)
}

/// Text behind the 220, where only TLS may follow.
fn injected(octets: &[u8]) -> Verdict {
    let reason = format!(
        "text in the clear after the 220 to STARTTLS (response injection), not taken for TLS data: \"{}\"",
        quote::start(octets, QUOTED)
    );
    in_the_clear(reason)
}

/// The same in a segment of its own, after the dialogue gave the connection to TLS. Whether it was on its way before the
/// ClientHello or answers it cannot be told.
fn instead_of_tls(octets: &[u8]) -> Verdict {
    let is_text = |octet: &u8| matches!(octet, b'\t' | b'\r' | b'\n' | b' '..=b'~');
    let what = match octets.iter().all(is_text) {
        true => {
            "text in the clear came after the 220 to STARTTLS, where TLS was due (response injection, or a server that does not begin TLS)"
        }
        false => "what came after the 220 to STARTTLS is neither TLS nor text",
    };
    let quoted = quote::start(octets, QUOTED);
    in_the_clear(format!(
        "{what}, and was not taken for TLS data: \"{quoted}\""
    ))
}

fn in_the_clear(reason: String) -> Verdict {
    Verdict::new(Check::StartTls, Status::Fail, reason)
        .with_fix("find out who sends it: a device on the path, or the server, answering commands that were never sent inside TLS")
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(ExitCode::StartTls)
}
