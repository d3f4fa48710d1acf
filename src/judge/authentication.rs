//! AUTH, where the client was to authenticate (RFC 4954): whether the server accepted it, and else why not.

use super::auth_faults::{GivenUp, given_up};
use super::auth_replies::{Meaning, meaning};
use super::check::Check;
use super::demands::Demands;
use super::failure::{failed, rejected, shown};
use super::stages::not_reached;
use super::verdict::{Status, Verdict};
use crate::exit::ExitCode;
use crate::probe::{Authentication, Cause, Observation};
use crate::quote;
use crate::smtp::sasl::{Attempt, LEAST_ITERATIONS, Outcome, PassedOver};
use crate::smtp::{Fault, Reply, Stage};

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 160;

/// How many mechanisms a reason names; the report has all of them.
const MOST_NAMED: usize = 10;

/// How many failures a server should bear before it closes the connection (RFC 4954 §9).
const BORNE: usize = 3;

/// The verdicts on AUTH; nothing where nobody was to authenticate.
pub(super) fn verdicts(seen: &Observation, demands: &Demands) -> Vec<Verdict> {
    if !demands.authenticate {
        return Vec::new();
    }
    let Some(told) = &seen.authentication else {
        return vec![match seen.failure(Stage::Auth) {
            Some(cause) => failed(seen, demands, Stage::Auth, Check::Auth, cause),
            None => not_reached(seen, demands, Check::Auth),
        }];
    };
    let mut verdicts = Vec::new();
    match seen.failure(Stage::Auth) {
        Some(cause) => verdicts.push(not_accepted(seen, told, demands, cause)),
        None if seen.has_reached(Stage::Auth) => verdicts.push(accepted(told)),
        None => verdicts.push(not_reached(seen, demands, Check::Auth)),
    }
    verdicts.extend(few_iterations(told));
    verdicts.extend(closed_early(seen, told));
    verdicts.extend(listed_in_vain(seen, told));
    verdicts.extend(only_inside_tls(seen));
    verdicts
}

/// Why a mechanism was passed over, as a fragment of a sentence.
pub fn passed_over_in_words(why: PassedOver) -> &'static str {
    match why {
        PassedOver::Unknown => "not spoken by smtls",
        PassedOver::NotOffered => "not offered",
        PassedOver::NotWished => "not among those of --auth",
        PassedOver::NotNamed => "used only where --auth names it",
        PassedOver::NoUser => "no user name was given",
        PassedOver::NoPassword => "no password was given",
        PassedOver::NoToken => "no OAuth token was given",
        PassedOver::NoAuthorization => "it cannot say as whom to act (--auth-as)",
        PassedOver::NoBinding => "this session has nothing that smtls could bind it to",
        PassedOver::NotPrepared => {
            "user name or password have characters that SASLprep does not let through"
        }
        PassedOver::GivesSecretAway => "it would give the secret away",
        PassedOver::Tried => "it was tried",
    }
}

/// What came of an authentication that somebody asked for by hand, and what to do about it. `tried` where a mechanism was found. May
/// quote the peer: escape before it reaches a terminal.
pub fn attempted_in_words(seen: &Observation, tried: bool) -> (String, Option<String>) {
    let Some(told) = &seen.authentication else {
        return ("nothing is known of an authentication".to_owned(), None);
    };
    let attempt = told.attempts.last().filter(|_| tried);
    let verdict = match attempt.map(|attempt| (attempt, &attempt.outcome)) {
        None if told.withheld.is_some() => {
            let verdict = no_mechanism(seen, told);
            let fix = verdict.fix.map(|fix| in_a_new_session(&fix));
            return (verdict.reason, fix);
        }
        None => no_mechanism(seen, told),
        Some((_, Outcome::Accepted)) => accepted(told),
        Some((attempt, Outcome::Refused(reply))) => refused(told, attempt, reply),
        Some((attempt, Outcome::Unproved(fault) | Outcome::Cancelled(fault, _))) => {
            let GivenUp { reason, fix } = given_up(fault, attempt);
            fail(format!("{} {reason}", who(told, attempt))).with_fix(fix)
        }
        Some((attempt, Outcome::Broken)) => fail(format!("{} broke off", who(told, attempt))),
    };
    (verdict.reason, verdict.fix)
}

fn accepted(told: &Authentication) -> Verdict {
    let Some(attempt) = told.attempts.last() else {
        return Verdict::new(Check::Auth, Status::Pass, "accepted");
    };
    let mut reason = format!("{} was accepted", who(told, attempt));
    if attempt.server_proved == Some(true) {
        reason.push_str(", and the server proved that it knows the password too");
    }
    if let Some(binding) = attempt.binding {
        reason.push_str(&format!("; bound to this TLS session by {binding}"));
    }
    Verdict::new(Check::Auth, Status::Pass, reason)
}

fn not_accepted(
    seen: &Observation,
    told: &Authentication,
    demands: &Demands,
    cause: &Cause,
) -> Verdict {
    let attempt = told.attempts.last();
    match (cause, attempt) {
        (Cause::Smtp(Fault::NoMechanism), _) => no_mechanism(seen, told),
        (Cause::Smtp(Fault::Rejected(reply)), Some(attempt)) => refused(told, attempt, reply),
        (Cause::Smtp(Fault::Sasl(fault)), Some(attempt)) => {
            let GivenUp { reason, fix } = given_up(fault, attempt);
            fail(format!("{} {reason}", who(told, attempt))).with_fix(fix)
        }
        _ => failed(seen, demands, Stage::Auth, Check::Auth, cause),
    }
}

/// Before anybody is asked for a secret that these mechanisms would give away: that none would be sent, because of this, and what to do
/// about it. May quote the peer: escape before it reaches a terminal.
pub fn withheld_by_hand(seen: &Observation, mechanisms: &str, why: &str) -> (String, String) {
    let (reason, fix) = withheld_in_words(seen, mechanisms, why);
    (reason, in_a_new_session(fix))
}

/// What insists is an option, and those of a session that stands cannot be changed.
fn in_a_new_session(fix: &str) -> String {
    match fix.ends_with(" insists") {
        true => format!("{fix}, given to a new shell"),
        false => fix.to_owned(),
    }
}

fn withheld_in_words(seen: &Observation, mechanisms: &str, why: &str) -> (String, &'static str) {
    let reason = format!(
        "nothing secret was sent: {mechanisms} would give it to whoever is at the other end or listens, and {why}"
    );
    let fix = match seen.handshake {
        Some(_) => {
            "mend what the reason names (the certificate, the TLSA records, the pin), or name the server as its certificate does; --allow-unverified-auth insists"
        }
        None => "use TLS; --allow-plaintext-auth insists",
    };
    (reason, fix)
}

fn no_mechanism(seen: &Observation, told: &Authentication) -> Verdict {
    let place = match seen.handshake {
        Some(_) => "inside TLS",
        None => "in the clear",
    };
    let because = |wanted: PassedOver| {
        let named = told.passed_over.iter().filter(|(_, why)| *why == wanted);
        let mut names: Vec<String> = named.map(|(name, _)| quoted(name)).collect();
        names.truncate(MOST_NAMED);
        names.join(" and ")
    };
    let withheld = because(PassedOver::GivesSecretAway);
    if let (false, Some(why)) = (withheld.is_empty(), &told.withheld) {
        let (reason, fix) = withheld_in_words(seen, &withheld, why);
        return untested(reason).with_fix(fix);
    }
    if told.offered.is_empty() {
        let reason = format!("the server does not offer AUTH {place}");
        let fix = match seen.handshake {
            Some(_) => {
                "look whether it does on a port for submission (587, 465); --force-auth sends AUTH all the same"
            }
            None => "many servers offer AUTH only inside TLS; --force-auth sends it all the same",
        };
        return fail(reason).with_fix(fix);
    }
    let mut reasons: Vec<String> = Vec::new();
    for (_, why) in &told.passed_over {
        let words = passed_over_in_words(*why);
        let line = format!("{} ({words})", because(*why));
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    }
    untested(format!(
        "no mechanism is left to authenticate by: {}",
        reasons.join(", ")
    ))
    .with_fix(
        "give what one of them needs (--auth-user, a password, an OAuth token), or let the server offer one that smtls speaks",
    )
}

fn refused(told: &Authentication, attempt: &Attempt, reply: &Reply) -> Verdict {
    let who = who(told, attempt);
    if reply.code() == 421 {
        return rejected(
            Stage::Auth,
            Check::Auth,
            reply,
            &format!("{who} was answered with"),
        );
    }
    let Meaning { reason, fix } = meaning(reply, attempt, &told.offered);
    let mut words = format!("{who} was refused with {}{reason}", shown(reply));
    if let Some(error) = &attempt.token_error {
        words.push_str(&format!(
            "; of the token the server says \"{}\"",
            quote::start(error, QUOTED)
        ));
    }
    fail(words).with_fix(fix)
}

/// RFC 7677 §4: fewer make it cheap to guess passwords from what the server keeps, or an exchange shows.
fn few_iterations(told: &Authentication) -> Option<Verdict> {
    let counts = told
        .attempts
        .iter()
        .filter_map(|attempt| attempt.iterations);
    let count = counts.min().filter(|count| *count < LEAST_ITERATIONS)?;
    let reason = format!(
        "the server hashes passwords with {count} iterations, and should with {LEAST_ITERATIONS} or more (RFC 7677, section 4)"
    );
    let verdict = Verdict::new(Check::Auth, Status::Warn, reason);
    Some(verdict.with_fix("raise the iteration count, and set the passwords anew"))
}

/// RFC 4954 §9: a server should not close the connection before the third failure.
fn closed_early(seen: &Observation, told: &Authentication) -> Option<Verdict> {
    let refusals = told.attempts.iter().filter(
        |attempt| matches!(&attempt.outcome, Outcome::Refused(reply) if reply.class() == 5),
    );
    let refusals = refusals.count();
    let ends = told.attempts.last().map(|attempt| &attempt.outcome);
    let was_refused = matches!(ends, Some(Outcome::Refused(reply)) if reply.class() == 5);
    if !(was_refused && seen.closed_on_quit && refusals < BORNE) {
        return None;
    }
    let times = match refusals {
        1 => "1 failure".to_owned(),
        more => format!("{more} failures"),
    };
    let reason = format!(
        "after {times} the server closed the connection instead of answering QUIT; if it closes because of that, it should not before the third (RFC 4954, section 9)"
    );
    let verdict = Verdict::new(Check::Auth, Status::Warn, reason);
    Some(verdict.with_fix(
        "let the server bear three failures, so that a typing error costs no new connection",
    ))
}

/// RFC 4954 §6: what is refused for want of encryption should not be offered without.
fn listed_in_vain(seen: &Observation, told: &Authentication) -> Option<Verdict> {
    let offered = seen.extensions_in_the_clear()?;
    let attempt = told.attempts.iter().find(|attempt| {
        let refused = matches!(&attempt.outcome, Outcome::Refused(reply) if matches!(reply.code(), 504 | 530 | 538));
        !attempt.tls && refused && offered.offers_mechanism(attempt.mechanism.name())
    })?;
    if matches!(&attempt.outcome, Outcome::Refused(reply) if reply.code() == 504) {
        let reason = format!(
            "{} is offered in the clear, and refused there as unknown: only what is accepted should be offered",
            attempt.mechanism
        );
        let verdict = Verdict::new(Check::Auth, Status::Warn, reason);
        return Some(
            verdict.with_fix("offer the mechanism only where it works: inside TLS, or not at all"),
        );
    }
    let reason = format!(
        "{} is offered in the clear, and refused there: it should not be offered before TLS (RFC 4954, section 6)",
        attempt.mechanism
    );
    let verdict = Verdict::new(Check::Auth, Status::Warn, reason);
    Some(verdict.with_fix("offer AUTH only inside TLS (in Postfix: smtpd_tls_auth_only = yes)"))
}

fn only_inside_tls(seen: &Observation) -> Option<Verdict> {
    let offers = |extensions: crate::smtp::Extensions| extensions.mechanisms().next().is_some();
    let (clear, inside) = (
        seen.extensions_in_the_clear()?,
        seen.extensions_inside_tls()?,
    );
    (!offers(clear) && offers(inside)).then(|| {
        let reason = "AUTH is offered only inside TLS, as it should be";
        Verdict::new(Check::Auth, Status::Note, reason)
    })
}

/// `PLAIN for alice`, `PLAIN for alice as bob`.
fn who(told: &Authentication, attempt: &Attempt) -> String {
    let mut words = attempt.mechanism.name().to_owned();
    if let Some(user) = &told.user {
        words.push_str(&format!(" for {user}"));
    }
    if let Some(whom) = &told.authorize_as {
        words.push_str(&format!(" as {whom}"));
    }
    words
}

/// A name out of the server's list.
fn quoted(name: &str) -> String {
    quote::start(name.as_bytes(), QUOTED)
}

fn fail(reason: String) -> Verdict {
    Verdict::new(Check::Auth, Status::Fail, reason).with_exit(ExitCode::Auth)
}

fn untested(reason: String) -> Verdict {
    Verdict::new(Check::Auth, Status::NotTested, reason).with_exit(ExitCode::Auth)
}
