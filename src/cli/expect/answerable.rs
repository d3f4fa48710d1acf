//! What a probe could never say, by its options: that is refused before anything is asked.

use super::course::Course;
use crate::cli::probe::Probe;
use crate::cli::usage::UsageError;
use crate::dns::DnssecMode;
use crate::expect::{Expectation, Fact, Name, Timed, Value};
use crate::judge::{Check, Level};
use crate::probe::Then;
use crate::smtp::{DropPoint, Protocol, Stage, Stop};
use crate::target::{Destination, Target};
use crate::tls::Version;
use crate::tls::names::{TLS_1_2, group};

/// Why something is never said, and what to do about it.
type Never = (String, &'static str);

/// What to do where a target is not one whose mail goes by MX records.
const NAME_A_DOMAIN: &str = "name a domain as the target, such as example.com";

/// What to do where it is not known whose mail it is.
const NAME_THE_DOMAIN: &str = "name a domain as the target, or say whose mail it is: --domain=NAME";

/// Why a session never has something, and what to do about it.
const NOT_OFFERED: &str = "the client does not offer it";
const OFFER: &str = "let it be offered: --tls-max, --groups and their like limit what is";

/// What to do where something needs a transaction.
const HAND_IN: &str = "say what is to be handed in: --from, --to, --data";

/// Refuses what a probe like this one could never say of one of its targets.
///
/// # Errors
/// Where something of the kind is expected: what, and why.
pub(in crate::cli) fn answerable<'e>(
    expectations: &'e [Expectation],
    probe: &Probe,
) -> Result<(), (&'e Expectation, UsageError)> {
    let asked = expectations.iter().filter(|it| !it.is_off());
    for expectation in asked {
        for target in &probe.targets {
            let Some((why, hint)) = never(expectation, probe, target) else {
                continue;
            };
            let at = match probe.targets.as_slice() {
                [_] => String::new(),
                _ => format!(" at {}", target.given),
            };
            let name = expectation.name.id();
            let sentence = format!("nothing could ever be said of {name}{at}: {why}");
            return Err((expectation, UsageError::new(sentence, hint)));
        }
    }
    Ok(())
}

fn never(expectation: &Expectation, probe: &Probe, target: &Target) -> Option<Never> {
    let course = Course::of(probe, target);
    let of_name = match expectation.name {
        // Before TLS a refusal of STARTTLS can still be seen.
        Name::Check(Check::StartTls)
            if probe.stop != Stop::DropAfter(DropPoint::StartTlsReply)
                && course.is_ended_before(Stage::StartTls) =>
        {
            Some(not_there(Stage::StartTls, &course, probe, target))
        }
        Name::Check(check) => of_check(check, probe, target),
        Name::Fact(fact) => of_fact(fact, &expectation.value, probe, target),
    };
    of_name.or_else(|| {
        let mut stages = stages(expectation, target).into_iter();
        let stage = stages.find(|stage| !course.comes_to(*stage))?;
        Some(not_there(stage, &course, probe, target))
    })
}

/// Why the session never comes to a stage.
fn not_there(stage: Stage, course: &Course<'_>, probe: &Probe, target: &Target) -> Never {
    if course.is_ended_before(stage) {
        let why = format!("the session is to end before the stage {stage}");
        return (
            why,
            "let it go further: --quit-after or --drop-after ends it",
        );
    }
    let of_check = match stage {
        Stage::Xclient => of_way(Check::Xclient, probe, target),
        Stage::Auth => of_way(Check::Auth, probe, target),
        Stage::Rcpt => of_way(Check::Rcpt, probe, target),
        Stage::Data => of_way(Check::Data, probe, target),
        _ => None,
    };
    of_check.unwrap_or_else(|| {
        let why = "no mail is handed in, so that there is no such stage".to_owned();
        (why, HAND_IN)
    })
}

/// What a check needs that only an option brings.
fn of_way(check: Check, probe: &Probe, target: &Target) -> Option<Never> {
    let transaction = probe
        .mail
        .as_ref()
        .and_then(|mail| mail.transaction(target));
    let (is_asked, why, hint) = match check {
        Check::Auth => (
            probe.auth.is_some(),
            "the client does not authenticate",
            "say who is to authenticate: --auth-user, and where the password is",
        ),
        Check::Xclient => (
            probe.ways.xclient.is_some(),
            "the client does not speak for another",
            "say for whom it is to speak: --xclient",
        ),
        Check::Mail => (
            transaction.is_some()
                || probe.trials.mail_in_the_clear
                || probe.trials.mail_inside_tls
                || probe.trials.mail_before_ehlo,
            "MAIL is not said",
            "say what is to be handed in: --from, --to, --data; or only try MAIL: --try-mail",
        ),
        Check::Rcpt => (
            transaction.is_some_and(|it| !it.recipients.is_empty()),
            "no recipient is named",
            "name one: --to=ADDRESS",
        ),
        Check::Data => (
            transaction.is_some_and(|it| matches!(it.then, Then::HandIn(..))),
            "no message is handed in",
            HAND_IN,
        ),
        Check::Pin => (
            !probe.pins.is_empty(),
            "there is no pin to compare",
            "give the option --pin, or expect pins, which names them itself",
        ),
        Check::Session => (
            false,
            "only a session that somebody types has such an end",
            "expect the stage that the session is to come to: stage",
        ),
        _ => return None,
    };
    (!is_asked).then(|| (why.to_owned(), hint))
}

fn of_check(check: Check, probe: &Probe, target: &Target) -> Option<Never> {
    let is_address = matches!(target.destination, Destination::Address(_));
    let never = |why: &str, hint| Some((why.to_owned(), hint));
    match check {
        Check::Promise if probe.level != Level::Secure => never(
            "it is judged at the level secure alone",
            "ask for it: --level=secure",
        ),
        Check::Submission if !target.submission || target.protocol != Protocol::Smtp => never(
            "the target is no submission server, as those on port 587 and 465 are",
            "name the target submission://HOST:PORT where mail clients come to it",
        ),
        Check::Dane if is_address && probe.tlsa.is_empty() => never(
            "the target is an address, below which there are no TLSA records",
            "name a domain or a host, or give the records: --tlsa",
        ),
        Check::Dnssec | Check::Dane if probe.dnssec == DnssecMode::Off && probe.tlsa.is_empty() => {
            never("DNSSEC is not asked for", "leave out --dnssec=off")
        }
        Check::Dnssec if is_address => never(
            "the target is an address, for which nothing is asked in DNS",
            "name a domain or a host",
        ),
        Check::MtaSts | Check::TlsRpt => without_domain(probe, target),
        _ => of_way(check, probe, target),
    }
}

fn of_fact(fact: Fact, value: &Value, probe: &Probe, target: &Target) -> Option<Never> {
    let never = |why: &str, hint| Some((why.to_owned(), hint));
    match (fact, value) {
        (Fact::MtaStsMode | Fact::TlsReportTo, _) => without_domain(probe, target),
        (Fact::MxHosts, _) if !matches!(target.destination, Destination::Domain(_)) => never(
            "the target is no domain whose MX records are looked up",
            NAME_A_DOMAIN,
        ),
        (Fact::Sender, _) if target.submission => never(
            "mail clients come to a submission port, and no sending servers",
            "expect it of the domain, or of its server on port 25",
        ),
        // What nobody offers, no server can take: that is no fault of the server's. An audit makes offers of its own, and what is
        // forbidden is kept away all the more surely.
        (
            Fact::Protocol
            | Fact::Groups
            | Fact::Suites
            | Fact::SignatureSchemes
            | Fact::PostQuantum,
            _,
        ) => (!is_offered(value, probe)).then(|| (NOT_OFFERED.to_owned(), OFFER)),
        _ => None,
    }
}

/// Whether something that meets the value is offered.
fn is_offered(value: &Value, probe: &Probe) -> bool {
    let offer = &probe.offer;
    match value {
        // RFC 9846 has such groups, and nothing older.
        Value::Yes => {
            let mut groups = offer.groups.iter().filter_map(|it| group(it.name().into()));
            offer.max != Version::Tls12 && groups.any(|group| group.kind.is_post_quantum())
        }
        Value::Version(least) => offer.max != Version::Tls12 || least.code_point <= TLS_1_2,
        Value::Groups(all) => {
            let mut offered = offer.groups.iter().map(|it| u16::from(it.name()));
            offered.any(|group| all.iter().any(|it| it.code_point == group))
        }
        Value::Suites(all) => {
            let mut offered = offer.suites.iter().map(|it| u16::from(it.suite()));
            offered.any(|suite| all.iter().any(|it| it.code_point == suite))
        }
        Value::Schemes(all) if !offer.schemes.is_empty() => {
            let mut offered = offer.schemes.iter().map(|it| u16::from(*it));
            offered.any(|scheme| all.iter().any(|it| it.code_point == scheme))
        }
        _ => true,
    }
}

fn without_domain(probe: &Probe, target: &Target) -> Option<Never> {
    let why = match target.submission {
        true => "a submission server has no policy domain of its own",
        false => "the target is no domain, so that nobody knows whose mail it is",
    };
    let is_unknown = probe.policy_domain(target).is_none();
    is_unknown.then(|| (why.to_owned(), NAME_THE_DOMAIN))
}

/// The stages that a session has to come to, so that something can be said.
fn stages(expectation: &Expectation, target: &Target) -> Vec<Stage> {
    // Where TLS comes first, what the first EHLO brings was said inside TLS.
    let inside = match target.implicit_tls {
        true => Stage::FirstEhlo,
        false => Stage::Ehlo,
    };
    let stage = match (expectation.name, &expectation.value) {
        (_, Value::Stage(stage)) => *stage,
        (_, Value::Times(times)) => {
            let timed = times.iter().filter_map(|(timed, _)| match timed {
                Timed::Stage(stage) => Some(*stage),
                Timed::Total => None,
            });
            return timed.collect();
        }
        (Name::Check(Check::Extensions), Value::Extensions(_)) => inside,
        (Name::Check(check), _) => match check {
            Check::Greeting | Check::Identity => Stage::Greeting,
            Check::FirstEhlo | Check::Extensions => Stage::FirstEhlo,
            Check::Handshake
            | Check::Path
            | Check::Validity
            | Check::Names
            | Check::Revocation
            | Check::Resumption
            | Check::Pin
            | Check::ClientCertificate
            | Check::Promise => Stage::StartTls,
            Check::Ehlo => Stage::Ehlo,
            Check::RequireTls | Check::Submission => inside,
            Check::Auth => Stage::Auth,
            Check::Xclient => Stage::Xclient,
            Check::Rcpt => Stage::Rcpt,
            Check::Data => Stage::Data,
            _ => return Vec::new(),
        },
        (Name::Fact(fact), _) => match fact {
            // Where TLS comes first nothing is said in the clear, however far the session goes.
            Fact::ExtensionsInTheClear
            | Fact::ForbidExtensionsInTheClear
            | Fact::NoAuthInTheClear
                if target.implicit_tls =>
            {
                return Vec::new();
            }
            Fact::ExtensionsInTheClear
            | Fact::ForbidExtensionsInTheClear
            | Fact::NoAuthInTheClear => Stage::FirstEhlo,
            Fact::ForbidExtensions | Fact::MinSize => inside,
            Fact::Trust
            | Fact::Protocol
            | Fact::Groups
            | Fact::ForbidGroups
            | Fact::Suites
            | Fact::ForbidSuites
            | Fact::PostQuantum
            | Fact::SignatureSchemes
            | Fact::ForbidSignatureSchemes
            | Fact::DaysLeft
            | Fact::ChainDaysLeft
            | Fact::CertificateNames
            | Fact::Pins
            | Fact::Issuer
            | Fact::KeyTypes => Stage::StartTls,
            _ => return Vec::new(),
        },
    };
    vec![stage]
}
