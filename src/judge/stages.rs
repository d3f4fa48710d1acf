//! The stages of one session as verdicts.

use super::check::{Check, ResultType};
use super::demands::Demands;
use super::tls_words;
use super::verdict::{Status, Verdict};
use super::{Level, foreign};
use crate::exit::ExitCode;
use crate::probe::{Cause, ConnectFault, Observation};
use crate::quote;
use crate::smtp::{Cap, DropPoint, Fault, Reply, Stage, Stop};
use crate::tls::TlsFault;

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 160;

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
    match (stage, seen.helo) {
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
    if demands.level == Level::May && in_the_clear && verdict.exit != ExitCode::NotNow {
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
        .with_fix("the server must answer STARTTLS with 220 before TLS begins (RFC 3207 §4)")
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
            "STARTTLS is offered again inside TLS, which RFC 3207 §4.2 forbids",
        )
        .with_fix(
            "configure the server, or the proxy before it, so that it knows of the TLS session",
        );
    }
    Verdict::new(Check::Ehlo, Status::Pass, "accepted")
}

fn failed(seen: &Observation, stage: Stage, check: Check, cause: &Cause) -> Verdict {
    match cause {
        Cause::Connect(fault) => connect_failed(seen, fault),
        Cause::Smtp(Fault::Rejected(reply)) => {
            let what = match stage {
                Stage::Greeting => "the server greeted with",
                Stage::Ehlo => "EHLO inside TLS was refused with",
                _ => "EHLO was refused with",
            };
            let verdict = rejected(stage, check, reply, what);
            let name_refused = matches!(stage, Stage::FirstEhlo | Stage::Ehlo)
                && matches!(reply.code(), 501 | 504 | 550);
            match (verdict.exit, name_refused) {
                (ExitCode::NotNow, _) => verdict,
                (_, true) => verdict.with_fix("the server may dislike the name that was sent: give this machine's own with --ehlo"),
                (_, false) => verdict,
            }
        }
        Cause::Smtp(fault) => broken(stage, check, fault),
        Cause::Tls(fault) => tls_failed(seen, stage, check, fault),
        Cause::Deadline => Verdict::new(
            check,
            Status::NotTested,
            format!(
                "not testable now: the deadline passed before {}",
                named(stage)
            ),
        )
        .with_fix("allow more time with --deadline")
        .with_exit(ExitCode::NotNow),
    }
}

fn connect_failed(seen: &Observation, fault: &ConnectFault) -> Verdict {
    let fail = |reason: String| {
        Verdict::new(Check::Connect, Status::Fail, reason).with_exit(ExitCode::Connect)
    };
    let port = seen.peer.port;
    match fault {
        ConnectFault::Refused => fail(format!(
            "connection refused: nothing listens on port {port} there"
        ))
        .with_fix("start the mail server, or let its firewall accept the connection"),
        ConnectFault::TimedOut(after) => {
            let fix = match port {
                25 => {
                    "look for a firewall on the way; many networks block outgoing port 25, this machine's perhaps too"
                }
                _ => "look for a firewall on the way",
            };
            fail(format!("no connection within {} s", after.as_secs_f32())).with_fix(fix)
        }
        ConnectFault::Unreachable => {
            fail("the network reports that the host cannot be reached".to_owned())
                .with_fix("check the host's address and the route to it")
        }
        ConnectFault::NoRouteHere => {
            let kind = if seen.peer.address.is_ipv6() {
                "IPv6"
            } else {
                "IPv4"
            };
            Verdict::new(
                Check::Connect,
                Status::NotTested,
                format!(
                    "this machine has no {kind} connection, which says nothing about the server"
                ),
            )
            .with_fix(format!("probe it from a machine that has {kind}"))
            .with_exit(ExitCode::Connect)
        }
        ConnectFault::Other(error) => fail(format!("no connection: {error}")),
    }
}

/// A reply with a code that ends the stage. 421 anywhere, and any 4xx greeting, say "not now" (RFC 5321 §3.8, §4.2.1).
fn rejected(stage: Stage, check: Check, reply: &Reply, what: &str) -> Verdict {
    let not_now = reply.code() == 421 || (stage == Stage::Greeting && reply.class() == 4);
    if not_now {
        return Verdict::new(
            check,
            Status::NotTested,
            format!("not testable now: {what} {}", shown(reply)),
        )
        .with_fix("try again later: the server is overloaded, limits connections, or is closing")
        .with_exit(ExitCode::NotNow);
    }
    Verdict::new(check, Status::Fail, format!("{what} {}", shown(reply))).with_exit(exit_of(stage))
}

/// The dialogue broke off without a reply.
fn broken(stage: Stage, check: Check, fault: &Fault) -> Verdict {
    let before = named(stage);
    let fail = |reason: String| Verdict::new(check, Status::Fail, reason).with_exit(exit_of(stage));
    match fault {
        Fault::Closed { reset, partial } => {
            let how = if *reset { "reset" } else { "closed" };
            fail(format!(
                "the server {how} the connection before {before}{}",
                with_partial(partial)
            ))
        }
        Fault::TimedOut { after, partial } => {
            let verdict = fail(format!(
                "nothing within {} s where {before} was due{}",
                after.as_secs_f32(),
                with_partial(partial)
            ));
            match stage {
                Stage::Greeting if partial.is_empty() => {
                    verdict.with_fix("if this port expects TLS from the first octet, probe it as submissions://HOST:PORT")
                }
                _ => verdict,
            }
        }
        Fault::NotAReply(line) => {
            let known = foreign::protocol(line)
                .map(|name| format!(" ({name})"))
                .unwrap_or_default();
            fail(format!(
                "what came is no SMTP reply{known}: \"{}\"",
                quote::start(line, QUOTED)
            ))
            .with_fix("check that a mail server listens on this port")
        }
        Fault::TooLong(cap) => {
            let what = match cap {
                Cap::Line(octets) => format!("a line of more than {octets} octets"),
                Cap::Reply(octets) => format!("a reply of more than {octets} octets"),
                Cap::Lines(lines) => format!("a reply of more than {lines} lines"),
                Cap::Session(octets) => format!("more than {octets} octets in one session"),
            };
            fail(format!("the server sent {what}; nothing more was read"))
        }
        // These have verdicts of their own.
        Fault::Rejected(reply) => rejected(stage, check, reply, "the server answered"),
        Fault::NotOffered | Fault::TrailingPlaintext(_) => fail(format!("{before} failed")),
    }
}

fn tls_failed(seen: &Observation, stage: Stage, check: Check, fault: &TlsFault) -> Verdict {
    if refused_client_certificate(seen, stage) {
        let sent = seen
            .seen
            .as_ref()
            .and_then(|seen| seen.certificate_request.as_ref())
            .is_some_and(|request| request.answered);
        let (what, fix) = match sent {
            true => (
                "the server refuses the client certificate that was sent",
                "use one that the server trusts, or add its issuer to what the server trusts",
            ),
            false => (
                "the server refuses the session without a client certificate",
                "give one with --cert and --key; a public MX host should not insist on one, because few senders have any",
            ),
        };
        return Verdict::new(
            Check::ClientCertificate,
            Status::Fail,
            format!("{what}: {}", tls_words::fault(fault)),
        )
        .with_fix(fix)
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(exit_of(stage));
    }
    let verdict = Verdict::new(check, Status::Fail, tls_words::fault(fault))
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(exit_of(stage));
    match tls_words::fix(fault) {
        Some(fix) => verdict.with_fix(fix),
        None => verdict,
    }
}

/// Whether a stage failed because of the client certificate: the server asked for one, and ended the session with an
/// alert that says so (RFC 9846 §4.5.1.3).
fn refused_client_certificate(seen: &Observation, stage: Stage) -> bool {
    let asked = seen
        .seen
        .as_ref()
        .is_some_and(|seen| seen.certificate_request.is_some());
    let after_handshake = seen.handshake.is_some();
    let refused = matches!(seen.failure(stage), Some(Cause::Tls(fault)) if fault.refuses_client_certificate(after_handshake));
    asked && refused
}

pub(super) fn not_reached(seen: &Observation, demands: &Demands, check: Check) -> Verdict {
    let reason = match (seen.failures.first(), demands.stop) {
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

fn exit_of(stage: Stage) -> ExitCode {
    match stage {
        Stage::Connect => ExitCode::Connect,
        Stage::Greeting => ExitCode::Greeting,
        Stage::FirstEhlo => ExitCode::Ehlo,
        Stage::StartTls => ExitCode::StartTls,
        Stage::Ehlo => ExitCode::EhloInsideTls,
    }
}

/// What a stage waits for, in words.
fn named(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => "the connection",
        Stage::Greeting => "the greeting",
        Stage::FirstEhlo => "the reply to EHLO",
        Stage::StartTls => "STARTTLS",
        Stage::Ehlo => "the reply to EHLO inside TLS",
    }
}

fn shown(reply: &Reply) -> String {
    let last = reply
        .lines()
        .last()
        .map(|line| quote::start(line.octets(), QUOTED))
        .unwrap_or_default();
    format!("\"{last}\"")
}

fn with_partial(partial: &[u8]) -> String {
    match partial {
        [] => String::new(),
        some => format!(
            "; of an unfinished line came \"{}\"",
            quote::start(some, QUOTED)
        ),
    }
}
