//! What is to be said of a session that did not come straight on and as itself: through a proxy, behind a header of the PROXY
//! protocol, or speaking for another client.

use super::check::Check;
use super::demands::Demands;
use super::failure::{failed, rejected, shown};
use super::stages::not_reached;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Cause, ConnectFault, Observation, ProxyFailure, ProxyFault};
use crate::quote;
use crate::smtp::{Fault, NotOffered, Reply, Stage, XclientOutcome};
use std::net::SocketAddr;

/// How many attributes of a server's list a reason names.
const MOST_NAMED: usize = 20;

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 80;

/// What to do about a way on which nothing is to be learnt of the server.
const PROXY: &str = "look after the proxy, or leave out --proxy";

/// What others may meet otherwise than this session did.
pub(super) fn notes(seen: &Observation) -> Vec<Verdict> {
    let note = |reason: String| Verdict::new(Check::Connect, Status::Note, reason);
    let connected = seen.has_reached(Stage::Connect);
    let proxy = seen.proxy.as_ref().filter(|_| connected).map(|proxy| {
        note(format!(
            "through the SOCKS proxy {}: the server saw the proxy's address, and who comes from elsewhere may be treated otherwise",
            quote::text(proxy)
        ))
    });
    let header = seen.proxy_header.as_ref().map(|header| {
        let version = header.version;
        let took = seen.has_reached(Stage::FirstEhlo);
        match (header.ends, took) {
            (Some((source, _)), true) => note(format!(
                "a PROXY header ({version}) told the server that {source} connects: a sender without one may be treated otherwise"
            )),
            (None, true) => note(format!(
                "a PROXY header ({version}) that names no client was sent first, as no sender does"
            )),
            (_, false) => {
                let told = note(format!(
                    "a PROXY header ({version}) was sent first, {header}; a server that expects none takes it for a command or for garbage"
                ));
                // The verdict on another stage says it itself.
                match seen.failure(Stage::StartTls) {
                    Some(_) => told.with_fix(WITHOUT_HEADER),
                    None => told,
                }
            }
        }
    });
    proxy.into_iter().chain(header).collect()
}

/// Whether a session that failed may have failed because of the header, which no sender sends.
pub(super) fn may_fail_by_header(seen: &Observation) -> bool {
    // What came of XCLIENT, came after EHLO.
    let spoke_for = seen.spoke_for.as_ref();
    let was_heard = spoke_for.is_some_and(|it| it.outcome.is_some());
    seen.proxy_header.is_some() && !seen.has_reached(Stage::FirstEhlo) && !was_heard
}

/// What the last line has to add where the server took the session for another's.
pub(super) fn disguise(seen: &Observation) -> Option<String> {
    let accepted = seen
        .spoke_for
        .as_ref()
        .is_some_and(|it| it.outcome == Some(XclientOutcome::Accepted));
    let took = seen.has_reached(Stage::FirstEhlo);
    let header = seen.proxy_header.filter(|_| took);
    let header = header.and_then(|header| header.ends);
    let by = match (header.is_some(), accepted) {
        (false, false) => return None,
        (true, false) => "a PROXY header",
        (false, true) => "XCLIENT",
        (true, true) => "a PROXY header and XCLIENT",
    };
    Some(format!(
        "the server was told by {by} that another client speaks, so that others may meet something else"
    ))
}

/// The verdict on XCLIENT; nothing where nobody asked for it.
pub(super) fn xclient(seen: &Observation, demands: &Demands) -> Option<Verdict> {
    let told = seen.spoke_for.as_ref()?;
    let said: Vec<String> = told
        .plan
        .attributes
        .iter()
        .map(ToString::to_string)
        .collect();
    let said = quote::text(&said.join(" "));
    let is_optional = told.plan.optional;
    Some(match (&told.outcome, seen.failure(Stage::Xclient)) {
        (Some(XclientOutcome::Accepted), _) => Verdict::new(
            Check::Xclient,
            Status::Pass,
            format!("the server took it that the client is another: {said}"),
        ),
        (Some(XclientOutcome::NotOffered(missing)), _) => not_offered(missing, is_optional),
        (Some(XclientOutcome::Refused(reply)), _) => refused(&said, reply, is_optional),
        (None, Some(cause)) => failed(seen, demands, Stage::Xclient, Check::Xclient, cause),
        (None, None) => not_reached(seen, demands, Check::Xclient),
    })
}

fn not_offered(missing: &NotOffered, is_optional: bool) -> Verdict {
    let Some(offered) = &missing.offered else {
        let reason = "the server does not offer XCLIENT to this client".to_owned();
        return with_weight(reason, is_optional).with_fix(
            "let the server trust this client's address (Postfix: smtpd_authorized_xclient_hosts), or leave out --xclient",
        );
    };
    let names = offered.iter().take(MOST_NAMED);
    let names: Vec<String> = names.map(|name| quote::start(name, QUOTED)).collect();
    let reason = format!(
        "the server does not take {} in XCLIENT; it takes {}",
        missing.missing.join(" and "),
        match names.is_empty() {
            true => "no attribute".to_owned(),
            false => names.join(", "),
        }
    );
    with_weight(reason, is_optional).with_fix("leave out what the server does not take")
}

fn refused(said: &str, reply: &Reply, is_optional: bool) -> Verdict {
    if is_optional && reply.code() != 421 {
        let reason = format!("XCLIENT {said} was refused with {}", shown(reply));
        return Verdict::new(Check::Xclient, Status::Warn, reason);
    }
    let what = format!("XCLIENT {said} was refused with");
    let verdict = rejected(Stage::Xclient, Check::Xclient, reply, &what);
    match reply.code() {
        501 => verdict
            .with_fix("the server dislikes a value: look at the attributes, and into its log"),
        550 | 554 => verdict.with_fix(
            "let the server trust this client's address (Postfix: smtpd_authorized_xclient_hosts)",
        ),
        _ => verdict,
    }
}

fn with_weight(reason: String, is_optional: bool) -> Verdict {
    match is_optional {
        true => Verdict::new(Check::Xclient, Status::NotTested, reason),
        false => Verdict::new(Check::Xclient, Status::Fail, reason).with_exit(ExitCode::Xclient),
    }
}

/// The same verdict, where it may come of the header: what the server answers to that is not to be told from what it answers to us.
pub(super) fn after_header(
    verdict: Verdict,
    seen: &Observation,
    stage: Stage,
    cause: &Cause,
) -> Verdict {
    let Some(header) = seen.proxy_header.filter(|_| may_fail_by_header(seen)) else {
        return verdict;
    };
    let version = header.version;
    let reason = match (stage, cause) {
        (Stage::FirstEhlo, Cause::Smtp(Fault::Rejected(reply))) if reply.class() == 5 => format!(
            "where the reply to EHLO was due came {}, which may as well answer the PROXY header ({version}): a server that expects none takes it for a command",
            shown(reply)
        ),
        (Stage::Greeting | Stage::FirstEhlo, Cause::Smtp(_)) => format!(
            "{}; the PROXY header ({version}) that was sent first may be the reason",
            verdict.reason
        ),
        _ => return verdict,
    };
    Verdict { reason, ..verdict }.with_fix(WITHOUT_HEADER)
}

/// What to do where the header may be the reason.
const WITHOUT_HEADER: &str = "look whether the server expects a PROXY header there, of this version and from this address (Postfix: smtpd_upstream_proxy_protocol, postscreen_upstream_proxy_protocol); else leave out --proxy-protocol";

/// Why the proxy led to no connection.
pub(super) fn proxy_failed(failure: &ProxyFailure) -> Verdict {
    let proxy = quote::text(&failure.proxy);
    let about_the_server = failure.fault.is_about_the_server();
    let status = match about_the_server {
        true => Status::Fail,
        false => Status::NotTested,
    };
    let reason = format!(
        "{}{}",
        in_words(&proxy, &failure.fault),
        match about_the_server {
            true => "",
            false => ", which says nothing about the server",
        }
    );
    let verdict = Verdict::new(Check::Connect, status, reason).with_exit(ExitCode::Connect);
    match fix(&failure.fault) {
        Some(fix) => verdict.with_fix(fix),
        None => verdict,
    }
}

/// The same as a fragment of a sentence.
pub(super) fn in_words(proxy: &str, fault: &ProxyFault) -> String {
    let says = |what: &str| format!("the SOCKS proxy {proxy} {what}");
    match fault {
        ProxyFault::Unresolved(why) => {
            format!(
                "the name of the SOCKS proxy {proxy} has no address: {}",
                quote::text(why)
            )
        }
        ProxyFault::NotReached(fault) => {
            let why = match &**fault {
                ConnectFault::Refused => "connection refused".to_owned(),
                ConnectFault::TimedOut(after) => {
                    format!("no connection within {} s", after.as_secs_f32())
                }
                ConnectFault::Unreachable => {
                    "the network reports that it cannot be reached".to_owned()
                }
                ConnectFault::NoRouteHere => "this machine has no route to it".to_owned(),
                ConnectFault::Other(error) => quote::text(error),
                ConnectFault::Proxy(_) | ConnectFault::MixedFamilies(..) => {
                    "no connection".to_owned()
                }
            };
            format!("the SOCKS proxy {proxy} cannot be reached: {why}")
        }
        ProxyFault::Silent(after) => says(&format!(
            "did not say within {} s what became of the connection",
            after.as_secs_f32()
        )),
        ProxyFault::Closed => says("closed the connection instead of answering"),
        ProxyFault::NotSocks => says("does not speak SOCKS version 5"),
        ProxyFault::WantsPassword => {
            says("takes none of the ways to authenticate that it was offered")
        }
        ProxyFault::WrongPassword => says("does not take this user and password"),
        ProxyFault::Ruleset => says("forbids the connection by its rules"),
        ProxyFault::Failed => says("failed to make the connection, and does not say why"),
        ProxyFault::NetworkUnreachable => says("reports that it cannot reach the server's network"),
        ProxyFault::HostUnreachable => says("reports that it cannot reach the server"),
        ProxyFault::Refused => says(
            "reports that the server refused the connection: nothing listens on that port there",
        ),
        ProxyFault::TtlExpired => {
            says("reports that the way to the server is too long (TTL expired)")
        }
        ProxyFault::NotSupported => says("does not make such connections"),
        ProxyFault::Unknown => says("answered as no SOCKS proxy does"),
        ProxyFault::Other(error) => says(&format!("led to no connection: {}", quote::text(error))),
    }
}

fn fix(fault: &ProxyFault) -> Option<&'static str> {
    Some(match fault {
        ProxyFault::Unresolved(_) => "name the proxy by its address",
        ProxyFault::NotReached(_)
        | ProxyFault::Closed
        | ProxyFault::Failed
        | ProxyFault::Unknown => PROXY,
        ProxyFault::Silent(_) => {
            "the server may be silent towards the proxy, or the proxy may hang; try without --proxy, or with a longer --connect-timeout"
        }
        ProxyFault::NotSocks => "name a proxy that speaks SOCKS5; one for HTTP does not",
        ProxyFault::WantsPassword => {
            "name the user in --proxy socks5://USER@HOST:PORT, and give the password with --proxy-password-env or --proxy-password-file"
        }
        ProxyFault::WrongPassword => {
            "look at the user in --proxy, and at the password that was given"
        }
        ProxyFault::Ruleset => "let the proxy's rules allow this host and port",
        ProxyFault::Refused => "start the mail server, or let its firewall accept the proxy",
        ProxyFault::NetworkUnreachable | ProxyFault::HostUnreachable | ProxyFault::TtlExpired => {
            "check the host's address, and the route to it from the proxy; one without IPv6 needs -4 here"
        }
        ProxyFault::NotSupported => "a proxy without IPv6 needs -4 here",
        ProxyFault::Other(_) => return None,
    })
}

/// The header cannot be made.
pub(super) fn mixed_families(source: &SocketAddr, destination: &SocketAddr) -> Verdict {
    let reason = format!(
        "no PROXY header can say that {source} connects to {destination}: one is IPv4, the other IPv6"
    );
    Verdict::new(Check::Connect, Status::NotTested, reason)
        .with_fix("give both --proxy-source and --proxy-destination, of one family, or choose the server's address with -4 or -6")
        .with_exit(ExitCode::Usage)
}
