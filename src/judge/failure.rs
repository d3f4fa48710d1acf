//! Why one stage failed, as a verdict: what was seen, what to do, and which exit code it asks for.

use super::check::{Check, ResultType};
use super::demands::Demands;
use super::verdict::{Status, Verdict};
use super::{client_certificate, foreign, reply_words, tls_words, ways};
use crate::exit::ExitCode;
use crate::probe::{Cause, ConnectFault, Observation};
use crate::quote;
use crate::smtp::{Cap, Fault, Protocol, Reply, Stage};
use crate::tls::TlsFault;

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 160;

/// What to do where a server closes without a word.
const EXPECTS_HEADER: &str = "look into the server's log; one that a load balancer stands before may wait for a PROXY header (--proxy-protocol)";

/// The verdict on a stage that failed.
pub(super) fn failed(
    seen: &Observation,
    demands: &Demands,
    stage: Stage,
    check: Check,
    cause: &Cause,
) -> Verdict {
    // The client certificate's own verdict tells it, with the exit code.
    if client_certificate::refused(seen, stage).is_some() {
        let reason = "the server ended the session over the client certificate";
        return Verdict::new(check, Status::NotTested, reason);
    }
    let verdict = without_header(seen, demands, stage, check, cause);
    ways::after_header(verdict, seen, stage, cause)
}

/// The same, as though no header of the PROXY protocol had been sent.
fn without_header(
    seen: &Observation,
    demands: &Demands,
    stage: Stage,
    check: Check,
    cause: &Cause,
) -> Verdict {
    match cause {
        Cause::Connect(fault) => connect_failed(seen, fault),
        Cause::Smtp(Fault::Rejected(reply)) => {
            hello_or_greeting(seen, demands, stage, check, reply)
        }
        Cause::Smtp(fault) => broken(seen, demands, stage, check, fault),
        Cause::Tls(fault) => tls_failed(seen, demands, stage, check, fault),
        Cause::Deadline => {
            let before = named(seen, demands, stage);
            let reason = format!("not testable now: the deadline passed before {before}");
            Verdict::new(check, Status::NotTested, reason)
                .with_fix("allow more time with --deadline")
                .with_exit(ExitCode::NotNow)
        }
        Cause::Interrupted(signal) => {
            let before = named(seen, demands, stage);
            let reason = format!("not tested: {} before {before}", signal.words());
            Verdict::new(check, Status::NotTested, reason).with_exit((*signal).into())
        }
    }
}

fn hello_or_greeting(
    seen: &Observation,
    demands: &Demands,
    stage: Stage,
    check: Check,
    reply: &Reply,
) -> Verdict {
    let verb = hello(seen, demands);
    let what = match stage {
        Stage::Greeting => "the server greeted with".to_owned(),
        Stage::Ehlo => format!("{verb} inside TLS was refused with"),
        _ => format!("{verb} was refused with"),
    };
    let verdict = rejected(stage, check, reply, &what);
    if (stage, reply.code()) == (Stage::Ehlo, 554) {
        return refused_inside_tls(verdict, reply);
    }
    let name_refused =
        matches!(stage, Stage::FirstEhlo | Stage::Ehlo) && matches!(reply.code(), 501 | 504 | 550);
    let is_ftp = seen.greeting.as_ref().is_some_and(foreign::is_ftp);
    match (verdict.exit, stage) {
        (ExitCode::NotNow, _) => verdict,
        (_, Stage::FirstEhlo) if is_ftp => {
            verdict.with_fix("check the port: by its greeting an FTP server answers there")
        }
        (_, Stage::Greeting) => match reply.code() {
            // RFC 7504 §3: the host never accepts mail.
            521 => verdict.with_fix("the host says that it never accepts mail: take it out of the MX records"),
            _ => verdict.with_fix(
                "the server refuses this client or everyone: look into its log, and probe from another address",
            ),
        },
        _ if name_refused => verdict.with_fix(
            "the server may dislike the name that was sent: give this machine's own with --ehlo",
        ),
        _ => verdict,
    }
}

/// RFC 3207 §4.1: so a server answers every command but QUIT whom the negotiated TLS, or the client's identity, does not suffice.
/// But 554 is also what SMTP has for every other refusal, so that the server's own words decide.
fn refused_inside_tls(verdict: Verdict, reply: &Reply) -> Verdict {
    if reply_words::names_another_reason(reply) {
        return verdict.with_fix(
            "the server refuses this client or everyone: look into its log, and probe from another address",
        );
    }
    let reason = format!(
        "{}: perhaps TLS is not good enough for it, for which RFC 3207 (section 4.1) gives a server this reply",
        verdict.reason
    );
    Verdict { reason, ..verdict }.with_fix(
        "find out in the server's log what it dislikes; if it is TLS: a client certificate (--cert, --key), stronger TLS, or another client",
    )
}

/// The word that opened the session, or was to.
fn hello(seen: &Observation, demands: &Demands) -> &'static str {
    match (demands.protocol, seen.said_helo()) {
        (Protocol::Lmtp, _) => "LHLO",
        (Protocol::Smtp, true) => "HELO",
        (Protocol::Smtp, false) => "EHLO",
    }
}

fn connect_failed(seen: &Observation, fault: &ConnectFault) -> Verdict {
    let fail = |reason: String| {
        Verdict::new(Check::Connect, Status::Fail, reason).with_exit(ExitCode::Connect)
    };
    let port = seen.peer.port;
    match fault {
        ConnectFault::Refused => fail(format!(
            "connection refused: nothing listens on port {} there",
            seen.peer.socket.port()
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
            let kind = match seen.peer.address.is_ipv6() {
                true => "IPv6",
                false => "IPv4",
            };
            let reason = format!(
                "this machine has no route to that {kind} address, which says nothing about the server"
            );
            Verdict::new(Check::Connect, Status::NotTested, reason)
                .with_fix(format!("probe it from a machine that has {kind}"))
                .with_exit(ExitCode::Connect)
        }
        ConnectFault::Proxy(failure) => ways::proxy_failed(failure),
        ConnectFault::MixedFamilies(source, destination) => {
            ways::mixed_families(source, destination)
        }
        ConnectFault::Other(error) => fail(format!("no connection: {error}")),
    }
}

/// A reply with a code that ends the stage. 421 anywhere, and any 4xx greeting, say "not now" (RFC 5321 §3.8, §4.2.1).
pub(super) fn rejected(stage: Stage, check: Check, reply: &Reply, what: &str) -> Verdict {
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
pub(super) fn broken(
    seen: &Observation,
    demands: &Demands,
    stage: Stage,
    check: Check,
    fault: &Fault,
) -> Verdict {
    let before = named(seen, demands, stage);
    let fail = |reason: String| Verdict::new(check, Status::Fail, reason).with_exit(exit_of(stage));
    match fault {
        Fault::Closed { reset, partial } => {
            let how = if *reset { "reset" } else { "closed" };
            let verdict = fail(format!(
                "the server {how} the connection before {before}{}",
                with_partial(partial)
            ));
            match stage {
                Stage::Greeting if partial.is_empty() => verdict.with_fix(EXPECTS_HEADER),
                _ => verdict,
            }
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
        Fault::NotTaken { after, .. } => fail(format!(
            "the server takes no more of what is sent: {} s",
            after.as_secs_f32()
        )),
        Fault::NotAReply(line) => {
            let known = foreign::protocol(line)
                .map(|name| format!(" ({name})"))
                .unwrap_or_default();
            fail(format!(
                "what came is no SMTP reply{known}: \"{}\"",
                quote::start(line, QUOTED)
            ))
            .with_fix(match foreign::is_http(line) {
                true => "check the port and, where TLS came first, the server name that was sent (--sni): by that a load balancer may tell its services apart",
                false => "check that a mail server listens on this port",
            })
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
        Fault::NoMechanism | Fault::Sasl(_) | Fault::Lacks(_) => {
            fail(format!("{before} was not had"))
        }
        Fault::Rejected(reply) => rejected(stage, check, reply, "the server answered"),
        Fault::NotOffered
        | Fault::XclientNotOffered(_)
        | Fault::BareLf
        | Fault::TrailingPlaintext(_) => fail(format!("{before} failed")),
    }
}

fn tls_failed(
    seen: &Observation,
    demands: &Demands,
    stage: Stage,
    check: Check,
    fault: &TlsFault,
) -> Verdict {
    let reason = tls_words::fault(fault, seen.seen.as_ref());
    let verdict = Verdict::new(check, Status::Fail, reason)
        .with_result_type(ResultType::ValidationFailure)
        .with_exit(exit_of(stage));
    match tls_words::fix(fault, demands) {
        Some(fix) => verdict.with_fix(fix),
        None => verdict,
    }
}

pub(super) fn exit_of(stage: Stage) -> ExitCode {
    match stage {
        Stage::Connect => ExitCode::Connect,
        Stage::Greeting => ExitCode::Greeting,
        Stage::FirstEhlo => ExitCode::Ehlo,
        Stage::StartTls => ExitCode::StartTls,
        Stage::Xclient => ExitCode::Xclient,
        Stage::Ehlo => ExitCode::EhloInsideTls,
        Stage::Auth => ExitCode::Auth,
        Stage::Mail => ExitCode::Mail,
        Stage::Rcpt => ExitCode::Rcpt,
        Stage::Data => ExitCode::Data,
    }
}

/// What a stage waits for, in words.
pub(super) fn named(seen: &Observation, demands: &Demands, stage: Stage) -> String {
    match stage {
        Stage::Connect => "the connection".to_owned(),
        Stage::Greeting => "the greeting".to_owned(),
        Stage::FirstEhlo => format!("the reply to {}", hello(seen, demands)),
        Stage::StartTls if demands.implicit_tls => "the TLS handshake".to_owned(),
        Stage::StartTls => "STARTTLS".to_owned(),
        Stage::Xclient => "the reply to XCLIENT".to_owned(),
        Stage::Ehlo => format!("the reply to {} inside TLS", hello(seen, demands)),
        Stage::Auth => "the reply to AUTH".to_owned(),
        Stage::Mail => "the reply to MAIL".to_owned(),
        Stage::Rcpt => "the reply to RCPT".to_owned(),
        Stage::Data => due_for_message(seen).to_owned(),
    }
}

/// What is due while a message is handed in.
fn due_for_message(seen: &Observation) -> &'static str {
    let told = seen.transacted.as_ref();
    match told.and_then(|told| told.handover.as_ref()) {
        Some(handover) if handover.is_whole => "the reply to the message",
        Some(handover) if handover.chunks > 0 => "the reply to BDAT",
        Some(handover) if handover.octets > 0 => "the reply to the message",
        _ => "the reply to DATA",
    }
}

pub(super) fn shown(reply: &Reply) -> String {
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
