//! A session in which nothing that was demanded failed, in a sentence that claims only what was seen.

use super::check::Check;
use super::conclusion::Judged;
use super::demands::Demands;
use super::fate::{Action, DomainFate};
use super::mail_fate;
use super::sender::{self, UNTRUSTED};
use super::starttls;
use super::verdict::{Judgement, Status};
use crate::route::{Route, Way};
use crate::smtp::{DropPoint, Stage, Stop};
use crate::tls::names;

/// One session.
pub(super) fn good(
    endpoint: &Judged<'_>,
    route: &Route,
    demands: &Demands,
    fate: Option<&DomainFate>,
) -> String {
    let host = &endpoint.observation.peer;
    match demands.stop {
        Stop::WhenReady if is_forced(endpoint, demands) => format!(
            "{host} {}, but only because STARTTLS was sent without being offered; an opportunistic sender would deliver in the clear, one that demands TLS would defer",
            secured(endpoint, demands)
        ),
        Stop::WhenReady => match in_the_clear(endpoint) {
            Some(why) if demands.submission => {
                format!(
                    "{host}: {why}; a mail client could hand in its message only in the clear{}",
                    mail_fate::done(endpoint.observation)
                )
            }
            Some(why) => format!(
                "{host}: {why}; {}{}",
                sender::in_the_clear(endpoint.observation),
                mail_fate::done(endpoint.observation)
            ),
            None => format!(
                "{host} {}{}{}{}",
                secured(endpoint, demands),
                authenticated(endpoint),
                mail_fate::done(endpoint.observation),
                sender(route, fate)
            ),
        },
        Stop::QuitAfter(stage) | Stop::DropAfter(DropPoint::Stage(stage)) => {
            format!(
                "{host} was probed up to {stage}, as asked, and nothing failed{}",
                mail_fate::done(endpoint.observation)
            )
        }
        Stop::HandOver(stage) => match endpoint.observation.handshake {
            Some(_) => format!(
                "{host} {}{}; it was spoken to by hand after {stage}, as asked",
                secured(endpoint, demands),
                authenticated(endpoint)
            ),
            // What was not looked at is not held against the server, and not passed either.
            None => format!(
                "{host} was spoken to by hand after {stage}, in the clear, as asked: neither TLS nor the certificate was looked at"
            ),
        },
        Stop::DropAfter(DropPoint::DataReply) => {
            format!("{host} was dropped after its reply to DATA, as asked, and nothing failed")
        }
        Stop::DropAfter(DropPoint::StartTlsReply) => {
            format!("{host} was dropped after its reply to STARTTLS, as asked, and nothing failed")
        }
    }
}

/// That the client was accepted, where it was to authenticate.
fn authenticated(endpoint: &Judged<'_>) -> &'static str {
    match endpoint.observation.has_reached(Stage::Auth) {
        true => "; it accepted the credentials",
        false => "",
    }
}

/// Several sessions side by side: the worst kind is what the line is about.
pub(super) fn each(
    counted: &[&Judged<'_>],
    all: usize,
    route: &Route,
    demands: &Demands,
    fate: Option<&DomainFate>,
) -> String {
    let unreached = match all - counted.len() {
        0 => String::new(),
        1 => "; one more is out of this machine's reach".to_owned(),
        number => format!("; {number} more are out of this machine's reach"),
    };
    let worst = counted
        .iter()
        .max_by_key(|endpoint| match in_the_clear(endpoint) {
            Some(_) => 3,
            None if is_forced(endpoint, demands) => 2,
            None => u8::from(!verified(endpoint.judgement)),
        });
    let uniform = worst.is_some_and(|worst| {
        in_the_clear(worst).is_none() && !is_forced(worst, demands) && verified(worst.judgement)
    });
    match (worst, counted.len()) {
        (Some(worst), 1) => format!("{}{unreached}", good(worst, route, demands, fate)),
        (Some(_), number) if uniform && demands.stop == Stop::WhenReady => format!(
            "{number} endpoints do TLS with certificates that {}{}{}{unreached}",
            match counted
                .iter()
                .any(|endpoint| passed(endpoint.judgement, Check::Dane))
            {
                true => "are verified, by DANE or by the public CAs",
                false => "are trusted, in date and for the right name",
            },
            // A message is handed in nowhere then, and nothing was refused.
            match demands.transaction {
                Some(asked) if asked.recipients > 0 =>
                    "; all of them accepted sender and recipients",
                Some(_) => "; all of them accepted the sender",
                None => "",
            },
            sender(route, fate)
        ),
        (Some(worst), number) => format!(
            "of {number} endpoints none failed what was demanded; {}{unreached}",
            good(worst, route, demands, fate)
        ),
        (None, _) => "there is no host to probe".to_owned(),
    }
}

/// TLS was there, but no sender would have asked for it.
fn is_forced(endpoint: &Judged<'_>, demands: &Demands) -> bool {
    let seen = endpoint.observation;
    seen.handshake.is_some() && starttls::is_forced(seen, demands)
}

/// Why the session had no TLS, where it had none.
fn in_the_clear(endpoint: &Judged<'_>) -> Option<String> {
    if endpoint.observation.handshake.is_some() {
        return None;
    }
    let verdicts = &endpoint.judgement.verdicts;
    let starttls = verdicts
        .iter()
        .find(|verdict| verdict.check == Check::StartTls);
    Some(starttls.map_or_else(|| "no TLS".to_owned(), |verdict| verdict.reason.clone()))
}

/// What TLS it was, and what of the certificate holds.
fn secured(endpoint: &Judged<'_>, demands: &Demands) -> String {
    let version = endpoint
        .observation
        .handshake
        .as_ref()
        .map(|handshake| handshake.version);
    let version = version.and_then(|version| names::protocol_version(u16::from(version)));
    let version = version.map_or("TLS", |version| version.name);
    if passed(endpoint.judgement, Check::Dane) {
        return format!("speaks {version}, and DANE verifies its certificate");
    }
    let parts = [
        (Check::Path, "trusted"),
        (Check::Validity, "in date"),
        (Check::Names, "for the right name"),
    ];
    let trusted = parts.iter().map(|(check, _)| *check);
    if trusted
        .chain([Check::Revocation])
        .any(|check| failed(endpoint.judgement, check))
    {
        let then = match demands.submission {
            true => UNTRUSTED,
            false => "an opportunistic sender would deliver over TLS without authentication",
        };
        return format!("speaks {version} with a certificate that does not verify; {then}");
    }
    let holds: Vec<&str> = parts
        .iter()
        .filter(|(check, _)| passed(endpoint.judgement, *check))
        .map(|(_, words)| *words)
        .collect();
    let untested = parts
        .iter()
        .filter(|(check, _)| !passed(endpoint.judgement, *check))
        .map(|(check, _)| *check);
    // Without lists nobody asked for it.
    let unproved = endpoint
        .judgement
        .revocation_unproved
        .then_some(Check::Revocation);
    let untested: Vec<&str> = untested.chain(unproved).map(Check::id).collect();
    let certificate = match holds.as_slice() {
        [] => String::new(),
        [one] => format!(", and its certificate is {one}"),
        [rest @ .., last] => format!(", and its certificate is {} and {last}", rest.join(", ")),
    };
    match untested.as_slice() {
        [] => format!("speaks {version}{certificate}"),
        some => format!(
            "speaks {version}{certificate}; not tested: {}",
            some.join(", ")
        ),
    }
}

fn verified(judgement: &Judgement) -> bool {
    if passed(judgement, Check::Dane) {
        return true;
    }
    [Check::Path, Check::Validity, Check::Names]
        .into_iter()
        .all(|check| passed(judgement, check))
        && !failed(judgement, Check::Revocation)
        && !judgement.revocation_unproved
}

fn passed(judgement: &Judgement, check: Check) -> bool {
    let mut told = judgement
        .verdicts
        .iter()
        .filter(|verdict| verdict.check == check);
    let mut any = false;
    // A remark on a good path is a note beside the pass.
    told.all(|verdict| {
        any |= verdict.status == Status::Pass;
        verdict.result_type.is_none() && verdict.status != Status::NotTested
    }) && any
}

fn failed(judgement: &Judgement, check: Check) -> bool {
    let mut told = judgement
        .verdicts
        .iter()
        .filter(|verdict| verdict.check == check);
    told.any(|verdict| verdict.result_type.is_some())
}

/// What a sender would do, where the target is a domain that mail goes to, or the host promises something.
fn sender(route: &Route, fate: Option<&DomainFate>) -> String {
    let words = fate
        .filter(|fate| matches!(route.way, Way::Mx | Way::ImplicitMx) || !fate.means.is_empty())
        .and_then(|fate| {
            let deed = sender::deed(fate)?;
            Some(match fate.action {
                Action::DeliverAuthenticated => format!("; a sender would {deed}"),
                _ => format!("; a sender would {deed}: {}", fate.rule),
            })
        });
    words.unwrap_or_default()
}
