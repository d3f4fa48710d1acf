//! The last line: what it comes to, and what a sending server would do.

use super::check::Check;
use super::demands::Demands;
use super::verdict::{Judgement, Status, Trust, Verdict};
use crate::dns::NoAnswer;
use crate::exit::ExitCode;
use crate::probe::{Cause, Observation};
use crate::route::{NoHost, Route, Way};
use crate::smtp::{DropPoint, Fault, Stage, Stop};
use crate::tls::names;

/// How a run ends, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The exit code.
    pub exit: ExitCode,
    /// One sentence without a final stop. May quote the peer: escape before it reaches a terminal.
    pub sentence: String,
}

/// One endpoint as the conclusion sees it.
pub struct Judged<'a> {
    /// The facts.
    pub observation: &'a Observation,
    /// The opinions.
    pub judgement: &'a Judgement,
}

/// Concludes from the route and the endpoints that were probed, in order. With `all` every endpoint counts; without, the
/// first session that succeeded makes the failures before it mere history.
pub fn conclude(
    route: &Route,
    mx: &[Verdict],
    endpoints: &[Judged<'_>],
    demands: &Demands,
    all: bool,
) -> Conclusion {
    if let Some(verdict) = mx.iter().find(|verdict| verdict.exit != ExitCode::Success) {
        return Conclusion {
            exit: verdict.exit,
            sentence: format!("{}; {}", verdict.reason, without_hosts(route)),
        };
    }
    let standing = endpoints
        .iter()
        .find(|endpoint| !endpoint.judgement.session_failed());
    let exit = match standing {
        Some(endpoint) if !all => endpoint.judgement.exit(),
        _ => ExitCode::worst(endpoints.iter().map(|endpoint| endpoint.judgement.exit())),
    };
    let deciding = match standing {
        Some(endpoint) if !all => Some(endpoint),
        _ => endpoints
            .iter()
            .find(|endpoint| endpoint.judgement.exit() == exit),
    };
    let Some(endpoint) = deciding else {
        return Conclusion {
            exit: ExitCode::Resolve,
            sentence: "there is no host to probe".to_owned(),
        };
    };
    let several = all && endpoints.len() > 1;
    let sentence = match endpoint.judgement.deciding() {
        None if several => format!(
            "every one of {} endpoints is as it should be",
            endpoints.len()
        ),
        None => format!(
            "{}{}",
            good(endpoint, demands, route),
            before(endpoint, endpoints)
        ),
        Some(verdict) => {
            let which = if several {
                format!("{}: ", endpoint.observation.peer)
            } else {
                String::new()
            };
            format!(
                "{which}{}; {}",
                verdict.reason,
                sender(endpoint.observation, verdict, endpoints)
            )
        }
    };
    Conclusion { exit, sentence }
}

/// Nothing that was demanded failed.
fn good(endpoint: &Judged<'_>, demands: &Demands, route: &Route) -> String {
    let host = &endpoint.observation.peer;
    match demands.stop {
        Stop::WhenReady => whole_session(endpoint, route),
        Stop::QuitAfter(stage) | Stop::DropAfter(DropPoint::Stage(stage)) => {
            format!("{host} was probed up to {stage}, as asked, and nothing failed")
        }
        Stop::DropAfter(DropPoint::StartTlsReply) => {
            format!("{host} was dropped after its reply to STARTTLS, as asked, and nothing failed")
        }
    }
}

fn whole_session(endpoint: &Judged<'_>, route: &Route) -> String {
    let host = &endpoint.observation.peer;
    let Some(handshake) = &endpoint.observation.handshake else {
        return format!(
            "{host} does not do TLS; an opportunistic sender would deliver in the clear"
        );
    };
    let version =
        names::protocol_version(u16::from(handshake.version)).map_or("TLS", |version| version.name);
    match (endpoint.judgement.trust, names_hold(endpoint.judgement)) {
        (Some(Trust::Verified | Trust::Trusted), Some(true)) => format!(
            "{host} speaks {version}, and its certificate is trusted, in date and for the right name{}",
            policies(route)
        ),
        (Some(Trust::Verified | Trust::Trusted), None) => format!(
            "{host} speaks {version}, and its certificate is trusted and in date; its name was not tested"
        ),
        _ => format!(
            "{host} speaks {version} with a certificate that does not verify; an opportunistic sender would deliver, over \
             unauthenticated TLS"
        ),
    }
}

/// What a domain may have published beside its MX records is not looked at, and silence would pass for "all is well".
fn policies(route: &Route) -> &'static str {
    match route.way {
        Way::Mx | Way::ImplicitMx => "; DANE and MTA-STS were not looked at",
        _ => "",
    }
}

/// The endpoints before this one, which a sender would have tried in vain.
fn before(endpoint: &Judged<'_>, endpoints: &[Judged<'_>]) -> String {
    let tried = endpoints
        .iter()
        .take_while(|other| !std::ptr::eq(*other, endpoint));
    let failed = tried.filter_map(|other| {
        let verdict = other.judgement.deciding()?;
        Some(format!("{}: {}", other.observation.peer, verdict.reason))
    });
    let failed: Vec<String> = failed.collect();
    match failed.as_slice() {
        [] => String::new(),
        [one] => format!("; before it failed {one}"),
        [one, rest @ ..] => format!("; before it failed {one} (and {} more)", rest.len()),
    }
}

/// Whether the names verdict passed; nothing where it was not tested.
fn names_hold(judgement: &Judgement) -> Option<bool> {
    let names = judgement
        .verdicts
        .iter()
        .find(|verdict| verdict.check == Check::Names)?;
    match names.status {
        Status::Pass => Some(true),
        Status::NotTested => None,
        _ => Some(false),
    }
}

/// What a sending server that knows no policy of the domain would do with this endpoint.
fn sender(seen: &Observation, verdict: &Verdict, endpoints: &[Judged<'_>]) -> &'static str {
    let fault = seen
        .failures
        .first()
        .map(|failure| (&failure.stage, &failure.cause));
    match (verdict.exit, fault) {
        (ExitCode::Pkix, _) => {
            "an opportunistic sender would still deliver, over unauthenticated TLS"
        }
        (ExitCode::NotNow, _) => "try again later: a sender would keep the message and do the same",
        (ExitCode::StartTls, Some((Stage::StartTls, Cause::Smtp(Fault::NotOffered)))) => {
            "an opportunistic sender would deliver in the clear"
        }
        (ExitCode::StartTls, Some((Stage::StartTls, Cause::Smtp(Fault::Rejected(_))))) => {
            "an opportunistic sender would deliver in the clear, one that demands TLS would defer"
        }
        (ExitCode::StartTls, Some((Stage::StartTls, Cause::Smtp(Fault::TrailingPlaintext(_))))) => {
            "some senders drop such text unseen, others end the session: trust nothing that this path carries"
        }
        (ExitCode::StartTls, _) => {
            "an opportunistic sender would try again in the clear or defer, one that demands TLS would defer"
        }
        (ExitCode::Connect | ExitCode::Greeting | ExitCode::Ehlo | ExitCode::EhloInsideTls, _)
            if endpoints.len() > 1 =>
        {
            "no other host took the session either, so that a sender would defer and try again"
        }
        (_, Some((_, Cause::Smtp(Fault::Rejected(reply))))) if reply.class() == 5 => {
            "a sender would find no other host, and defer or return the message"
        }
        _ => "a sender would find no other host, and defer and try again",
    }
}

/// What a sending server does that has no host to connect to (RFC 5321 §5.1, RFC 7505 §4).
fn without_hosts(route: &Route) -> &'static str {
    let certain = match &route.way {
        Way::NullMx => true,
        Way::Unresolved(no_answer) => no_answer.is_certain(),
        Way::Given => return "there is nothing to connect to",
        Way::Mx | Way::ImplicitMx => route.hosts.iter().all(|host| match &host.addresses {
            Err(NoHost::Dns(no_answer)) => no_answer.is_certain(),
            Err(NoHost::OtherFamily) => false,
            Err(NoHost::Root | NoHost::NotAName(_)) => true,
            Ok(_) => false,
        }),
    };
    match (certain, &route.way) {
        (_, Way::Unresolved(NoAnswer::NoResolver(_))) => "nothing was tested",
        (true, _) => "a sender would return the message to its author",
        (false, _) => "a sender would keep the message and try again",
    }
}
