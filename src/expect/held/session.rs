//! What is expected of a session as a whole: how far it comes, how long it takes, whom it is with.

use super::super::table::exit_of_stage;
use super::super::value::{Timed, Value};
use super::seen::{Seen, ended, inside_tls, list, session, unknown_policy};
use crate::judge::{Status, Trust};
use crate::report::{EndpointReport, ObservationReport};
use crate::smtp::Stage;
use crate::span::span_in_words;
use std::time::Duration;

pub(super) fn seen(value: &Value, endpoint: &EndpointReport) -> Seen {
    let Some(session) = session(endpoint) else {
        return Seen::untested("there was no session");
    };
    match value {
        Value::Stage(stage) => reached(*stage, session, endpoint),
        Value::Times(times) => in_time(times, session),
        Value::Trust(wanted) => trusted(*wanted, endpoint),
        _ => Seen::unasked(),
    }
}

fn at(stage: Stage, session: &ObservationReport) -> Option<f64> {
    let mut stages = session.stages.iter();
    let found = stages.find(|it| it.stage == stage.name());
    found.map(|it| it.at_ms)
}

fn reached(stage: Stage, session: &ObservationReport, endpoint: &EndpointReport) -> Seen {
    let what = format!("{stage} was not reached");
    if let Some(at) = at(stage, session) {
        return Seen::met(format!("{stage} was reached after {at:.0} ms"));
    }
    if let Some(failure) = session.failures.first() {
        // Other checks may say the same; the one that decides asks for an exit code.
        let verdicts = endpoint.verdicts.iter();
        let mut verdicts = verdicts.filter(|verdict| verdict.reason == failure.evidence);
        let first = verdicts.clone().next();
        let verdict = verdicts.find(|it| it.exit_code.is_some()).or(first);
        let reason = ended(&what, session);
        return match verdict {
            // Who was sent away with 421 has seen nothing of the stages behind.
            Some(verdict) if verdict.level == Status::NotTested => Seen::untested(reason),
            _ => Seen {
                fix: failure.hint.clone(),
                exit_code: verdict
                    .and_then(|verdict| verdict.exit_code)
                    .or(code_of(failure.stage)),
                ..Seen::unmet(reason)
            },
        };
    }
    // Where TLS is not demanded a session goes on without it.
    let went_on = stage == Stage::StartTls && at(Stage::Ehlo, session).is_some();
    match went_on {
        true => Seen {
            exit_code: code_of(stage.name()),
            ..Seen::unmet(format!("{what}: the session stayed in the clear"))
        },
        false => Seen::untested(ended(&what, session)),
    }
}

/// The exit code of the stage of that name.
fn code_of(stage: &str) -> Option<u8> {
    let stage: Stage = stage.parse().ok()?;
    Some(exit_of_stage(stage).number())
}

fn in_time(times: &[(Timed, Duration)], session: &ObservationReport) -> Seen {
    let mut over = Vec::new();
    let mut under = Vec::new();
    let mut open = Vec::new();
    for (timed, most) in times {
        let Some(took) = took(*timed, session) else {
            open.push(timed.name());
            continue;
        };
        let words = format!("{} took {took:.0} ms", timed.name());
        match took <= most.as_secs_f64() * 1000.0 {
            true => under.push(words),
            false => over.push(format!("{words}, and {} are allowed", span_in_words(*most))),
        }
    }
    if !over.is_empty() {
        return Seen::unmet(over.join("; "));
    }
    match open.is_empty() {
        true => Seen::met(under.join("; ")),
        false => {
            let what = format!("the time of {} is not known", list(open));
            Seen::untested(ended(&what, session))
        }
    }
}

/// How long something took, in milliseconds; nothing where the session did not come to its end.
fn took(timed: Timed, session: &ObservationReport) -> Option<f64> {
    let stage = match timed {
        Timed::Stage(stage) => stage,
        Timed::Total => return session.failures.is_empty().then_some(session.duration_ms),
    };
    let index = session
        .stages
        .iter()
        .position(|it| it.stage == stage.name())?;
    let end = session.stages.get(index)?.at_ms;
    let before = index.checked_sub(1);
    let begin = before.and_then(|index| session.stages.get(index));
    Some(end - begin.map_or(0.0, |it| it.at_ms))
}

fn trusted(wanted: Trust, endpoint: &EndpointReport) -> Seen {
    if let Err(seen) = inside_tls(endpoint) {
        return seen;
    }
    let Some(trust) = &endpoint.trust else {
        return Seen::untested("how far the peer is trusted was not judged");
    };
    let has = match (trust.as_str(), wanted) {
        ("verified", _) => true,
        ("trusted", wanted) => wanted != Trust::Verified,
        _ => false,
    };
    if let (false, Trust::Verified, Some(why)) = (has, wanted, unknown_policy(endpoint)) {
        return Seen::untested(format!("the peer is {trust}; {why}"));
    }
    let mut verdicts = endpoint.verdicts.iter();
    let cause = verdicts.find(|verdict| {
        let counts = matches!(verdict.check, "path" | "validity" | "names" | "dane");
        counts && matches!(verdict.level, Status::Fail | Status::Warn) && verdict.fix.is_some()
    });
    let seen = Seen::when(has, format!("the peer is {trust}"));
    match cause.and_then(|verdict| verdict.fix.clone()) {
        Some(fix) => seen.with_fix(fix),
        None if trust == "trusted" => seen.with_fix(
            "publish TLSA records in a signed zone or an MTA-STS policy, or name the host with --verify-name",
        ),
        None => seen,
    }
}
