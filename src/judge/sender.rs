//! What a sending server that knows no policy of the domain would do.

use super::check::Check;
use super::conclusion::Judged;
use super::demands::Demands;
use super::fate::{self, Action, DomainFate, Form, Means};
use super::mail_fate;
use super::starttls;
use super::verdict::{Status, Verdict};
use super::ways;
use crate::dns::NoAnswer;
use crate::exit::ExitCode;
use crate::probe::{Cause, ConnectFault, Observation};
use crate::route::{Found, NoHost, Route, Srv, Way};
use crate::smtp::sasl::Outcome;
use crate::smtp::{Fault, Stage};
use crate::tls::TlsFault;

/// What a mail client makes of a certificate that does not verify.
pub(super) const UNTRUSTED: &str = "a mail client would refuse to go on, or ask its user";

/// What a sender would do where `verdict` decided about an endpoint.
pub(super) fn with_host(
    endpoint: &Judged<'_>,
    verdict: &Verdict,
    endpoints: &[Judged<'_>],
    demands: &Demands,
    fate: Option<&DomainFate>,
) -> String {
    if let Some(words) = mail_fate::refused(endpoint.observation, verdict, demands) {
        return match is_ruled_out(endpoint) {
            true => format!(
                "a sender that honours DANE or MTA-STS would not come so far; as to others, {words}"
            ),
            false => words,
        };
    }
    if let Some(words) = fate.and_then(|fate| by_policy(endpoint, verdict, endpoints, fate)) {
        return words;
    }
    let fault = endpoint.observation.failures.first();
    let fault = fault.map(|failure| (failure.stage, &failure.cause));
    if let Some((_, Cause::Deadline | Cause::Interrupted(_))) = fault {
        return "that says nothing about the server".to_owned();
    }
    let is_of_the_way = match fault {
        Some((_, Cause::Connect(fault))) => fault.is_of_the_way(),
        Some(_) => ways::may_fail_by_header(endpoint.observation),
        None => false,
    };
    if is_of_the_way {
        return "that says nothing of what a sender would meet".to_owned();
    }
    if verdict.check == Check::Xclient {
        return "that says nothing of mail from senders, which speak for themselves".to_owned();
    }
    if verdict.check == Check::Session {
        return "that says nothing of what a sender would meet".to_owned();
    }
    if verdict.check == Check::Auth {
        let is_tried = verdict.status != Status::NotTested;
        return match demands.submission {
            true if !is_tried => {
                "whether a mail client with these credentials gets in was not seen"
            }
            true if was_unproved(endpoint.observation) => {
                "a mail client that checks the server's proof would go no further"
            }
            true => "a mail client with these credentials could not hand in its messages here",
            false => "that says nothing of mail from other servers, which do not authenticate",
        }
        .to_owned();
    }
    if demands.submission && matches!(verdict.check, Check::Dane | Check::MtaSts | Check::Promise) {
        return "mail clients that demand neither DANE nor MTA-STS would go on all the same"
            .to_owned();
    }
    // What could not be found out of a policy says nothing of the session.
    let of_policy = matches!(verdict.check, Check::Dane | Check::MtaSts | Check::Promise);
    if of_policy && verdict.exit == ExitCode::NotNow {
        return "that says nothing of what a sender would meet".to_owned();
    }
    if verdict.check == Check::Promise {
        let deed = fate.and_then(deed);
        return match deed {
            Some(deed) => format!("a sender that does not demand it would {deed}"),
            None => "what a sender would do was not seen to the end".to_owned(),
        };
    }
    if verdict.exit == ExitCode::Check {
        return match demands.submission {
            true => "mail clients that do not know the pin would go on all the same",
            false => "senders that do not know the pin would deliver all the same",
        }
        .to_owned();
    }
    if verdict.exit == ExitCode::NotNow && endpoint.observation.tried_mail_last() {
        return "that says nothing of what a sender would meet".to_owned();
    }
    // What --crl demands, others hardly do.
    if verdict.check == Check::Revocation && endpoint.judgement.revocation_unproved {
        return match demands.submission {
            true => "mail clients that look up no revocation would go on all the same",
            false => "senders that look up no revocation would deliver all the same",
        }
        .to_owned();
    }
    let who = endpoint.judgement.others;
    let who = who.filter(|_| verdict.check == Check::Handshake);
    if let Some(who) = who.filter(|_| demands.submission) {
        return who.mail_clients().to_owned();
    }
    if demands.submission {
        return match verdict.exit {
            ExitCode::Pkix => UNTRUSTED,
            ExitCode::NotNow => "try again later: a mail client could not hand in its message now",
            _ => "a mail client could not hand in its message",
        }
        .to_owned();
    }
    if verdict.exit == ExitCode::Pkix {
        return "an opportunistic sender would still deliver over TLS without authentication"
            .to_owned();
    }
    let others = endpoints
        .iter()
        .filter(|other| !std::ptr::eq(other.observation, endpoint.observation));
    let mut others: Vec<_> = others.collect();
    others.sort_by_key(|other| other.judgement.session_failed());
    if let Some(other) = others
        .first()
        .filter(|other| !other.judgement.session_failed())
    {
        return format!(
            "a sender would deliver to {} instead",
            other.observation.peer
        );
    }
    if verdict.exit == ExitCode::NotNow {
        return "try again later: a sender would keep the message and do the same".to_owned();
    }
    if let Some(hint) = blocked_here(endpoints) {
        return hint;
    }
    if let Some(who) = who {
        return who.senders().to_owned();
    }
    let in_the_clear = in_the_clear(endpoint.observation);
    match fault {
        Some((Stage::StartTls, Cause::Smtp(Fault::TrailingPlaintext(_)) | Cause::Tls(TlsFault::NotTls(_)))) => {
            "some senders drop such text unseen, others end the session: trust nothing that this path carries"
        }
        Some((Stage::StartTls, Cause::Smtp(Fault::NotOffered | Fault::Rejected(_)))) => {
            return format!("{in_the_clear}, one that demands TLS would defer");
        }
        Some((Stage::StartTls, _)) if starttls::is_forced(endpoint.observation, demands) => {
            return format!(
                "STARTTLS was sent without being offered, which a sender does not do: {in_the_clear}, one that demands TLS would \
                 defer"
            );
        }
        Some((Stage::StartTls, _)) if demands.limited_offer => {
            "that is so with the offer of this command line; what a sender's own offer would give is not known"
        }
        Some((Stage::StartTls, _)) => {
            "an opportunistic sender would try again in the clear or defer, one that demands TLS would defer"
        }
        _ => return without_session(&others, fault),
    }
    .to_owned()
}

/// The server let the credentials pass and did not prove that it knows the password, or proved that it does not.
fn was_unproved(seen: &Observation) -> bool {
    let told = seen.authentication.as_ref();
    let last = told.and_then(|told| told.attempts.last());
    last.is_some_and(|attempt| {
        let is_ours = matches!(
            attempt.outcome,
            Outcome::Unproved(_) | Outcome::Cancelled(..)
        );
        is_ours && attempt.server_proved == Some(false)
    })
}

/// DANE or MTA-STS keeps a sender from a host that it would deliver to otherwise.
fn is_ruled_out(endpoint: &Judged<'_>) -> bool {
    let fate = endpoint.judgement.fate.as_ref();
    fate.is_some_and(|host| host.action == Action::Skip && host.without_policies != Action::Skip)
}

/// What a sender does where DANE or MTA-STS decides: it passes over a host that it would deliver to otherwise.
fn by_policy(
    endpoint: &Judged<'_>,
    verdict: &Verdict,
    endpoints: &[Judged<'_>],
    fate: &DomainFate,
) -> Option<String> {
    let ruled_out = is_ruled_out(endpoint);
    let of_policies = matches!(verdict.exit, ExitCode::Dane | ExitCode::MtaSts);
    if !ruled_out && !of_policies {
        return None;
    }
    let taker = fate.host.and_then(|at| endpoints.get(at));
    let taker = taker.filter(|_| ruled_out);
    let taker = taker.filter(|taker| !std::ptr::eq(taker.observation, endpoint.observation));
    let words = match (deed(fate), taker) {
        (Some(deed), Some(taker)) => {
            format!(
                "a sender would pass the host over, and with {} {deed}",
                taker.observation.peer
            )
        }
        (Some(deed), None) => format!("a sender would {deed}"),
        (None, _) => "what a sender would do was not seen to the end".to_owned(),
    };
    let other = without_policies(fate).map_or(String::new(), |words| format!("; {words}"));
    Some(format!("{words}{other}"))
}

/// What a sender does, in words that follow "would"; nothing where that is not known.
pub(super) fn deed(fate: &DomainFate) -> Option<String> {
    let known = fate.action != Action::Unknown;
    known.then(|| fate::deed(fate.action, &fate.means, Form::Deliver))
}

/// What other senders do that know neither DANE nor MTA-STS, or not both, where that is something else.
fn without_policies(fate: &DomainFate) -> Option<String> {
    if fate.without_policies == fate.action || fate.action.delivers() {
        return None;
    }
    // RFC 8461 §2 forbids it, and they do it all the same.
    if fate.conflict {
        let deed = fate::deed(Action::DeliverAuthenticated, &[Means::Dane], Form::Deliver);
        return Some(format!(
            "many that honour DANE do not look at the policy, and would {deed}"
        ));
    }
    if !fate.without_policies.delivers() {
        return None;
    }
    let deed = fate::deed(fate.without_policies, &[], Form::Deliver);
    Some(format!(
        "one that knows neither DANE nor MTA-STS would {deed}"
    ))
}

/// What an opportunistic sender does without TLS.
pub(super) fn in_the_clear(seen: &Observation) -> &'static str {
    match seen.refused_mail_in_the_clear() {
        true => {
            "an opportunistic sender could not deliver at all, because MAIL is refused in the clear as well"
        }
        false => "an opportunistic sender would deliver in the clear",
    }
}

/// Where every one of several endpoints kept silent on port 25, and nothing else is known of any, the reason is rather here
/// than with all of them: many networks let no client out to that port.
fn blocked_here(endpoints: &[Judged<'_>]) -> Option<String> {
    let causes = endpoints.iter().map(|endpoint| {
        let seen = endpoint.observation;
        (seen.peer.port, seen.failure(Stage::Connect))
    });
    let mut silent: usize = 0;
    for (port, cause) in causes {
        match cause {
            Some(Cause::Connect(ConnectFault::TimedOut(_))) if port == 25 => {
                silent = silent.saturating_add(1);
            }
            // An address that is out of reach says nothing, here neither.
            Some(Cause::Connect(ConnectFault::NoRouteHere)) => {}
            _ => return None,
        }
    }
    (silent > 1).then(|| {
        format!(
            "none of {silent} addresses answers on port 25: outgoing port 25 may be blocked here, so that a sender elsewhere may fare better"
        )
    })
}

/// No session came about here; the other endpoints may still take the mail.
fn without_session(others: &[&Judged<'_>], fault: Option<(Stage, &Cause)>) -> String {
    let in_the_clear = others.iter().find(|other| {
        match other.observation.failure(Stage::StartTls) {
            Some(Cause::Smtp(Fault::NotOffered)) => true,
            // 421 closes the session (RFC 5321 §3.8).
            Some(Cause::Smtp(Fault::Rejected(reply))) => reply.code() != 421,
            _ => false,
        }
    });
    if let Some(other) = in_the_clear {
        return format!(
            "an opportunistic sender would deliver to {} in the clear",
            other.observation.peer
        );
    }
    match (others.is_empty(), fault) {
        (false, _) => "no other host that was tried took the session, so that a sender would defer and try again",
        (true, Some((_, Cause::Smtp(Fault::Rejected(reply))))) if reply.class() == 5 => {
            "a sender would find no other host, and defer or return the message"
        }
        (true, _) => "a sender would find no other host, and defer and try again",
    }
    .to_owned()
}

/// What a sending server does that has no host to connect to (RFC 5321 §5.1, RFC 7505 §4).
pub(super) fn without_hosts(route: &Route) -> &'static str {
    let by_option = |host: &crate::route::Host| matches!(host.addresses, Err(NoHost::OtherFamily));
    let certain = match &route.way {
        Way::NullMx => true,
        Way::Srv(Srv {
            found:
                Found::Unanswered(
                    NoAnswer::NoResolver(_) | NoAnswer::Deadline | NoAnswer::Interrupted(_),
                ),
            ..
        }) => return "that says nothing about the domain",
        Way::Unresolved(
            NoAnswer::NoResolver(_) | NoAnswer::Deadline | NoAnswer::Interrupted(_),
        ) => {
            return "that says nothing about the domain";
        }
        Way::Unresolved(no_answer) => no_answer.is_certain(),
        Way::Given => return "there is nothing to connect to",
        Way::Mx | Way::ImplicitMx | Way::Srv(_) if route.hosts.iter().any(by_option) => {
            return "that says nothing about the domain";
        }
        Way::Srv(_) => return "a mail client would not find its server by itself",
        Way::Mx | Way::ImplicitMx => route.hosts.iter().all(|host| match &host.addresses {
            Err(NoHost::Dns(no_answer)) => no_answer.is_certain(),
            Err(NoHost::Root | NoHost::NotAName(_)) => true,
            Err(NoHost::OtherFamily) | Ok(_) => false,
        }),
    };
    match certain {
        true => "a sender would return the message to its author",
        false => "a sender would keep the message and try again",
    }
}
