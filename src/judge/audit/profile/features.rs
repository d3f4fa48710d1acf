//! What a server does or does not, against a profile: each a question of yes or no.

use super::super::met::why_left;
use super::super::subject::Subject;
use super::super::suite::{Suite, Trait};
use super::super::versions::{is_tls13_only, lacks_tls13};
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{AcceptedSuite, EvidenceId, Injection, Known, NotTested, Order};
use crate::tls::names::{TLS_1_0, TLS_1_2};

/// An answer, and what shows it.
type Answer = Known<(bool, Option<EvidenceId>)>;

/// The line on one question; nothing where it makes no sense for this server.
pub(super) fn lines(topic: Topic, rules: &[&Rule], subject: Subject<'_>) -> Vec<ProfileLine> {
    let (yes, no) = topic.words();
    let answered = match (answer(topic, subject), not_asked(topic, subject)) {
        // That no handshake showed it is no answer where a version could not be asked for.
        (Known::NotTested(NotTested::NotApplicable(_)), Some(why)) => Known::NotTested(why),
        (answered, _) => answered,
    };
    if let (Some(what), Known::NotTested(_), true) =
        (not_in_tls13(topic), &answered, is_tls13_only(subject.tls))
    {
        let against = rules.iter().find(|rule| rule.is_bad());
        let line = against
            .map(|rule| ProfileLine::by(topic, rule, what, Graded::As(super::Grade::Good), None));
        return line.into_iter().collect();
    }
    let line = match answered {
        Known::Known((answer, evidence)) => {
            let rule = rules.iter().find(|rule| rule.fits_answer(answer));
            // A profile that speaks only against the one is content with the other.
            let (rule, graded) = match (rule, rules.first()) {
                (Some(rule), _) => (rule, Graded::As(rule.grade)),
                (None, Some(rule)) if rule.is_bad() => (rule, Graded::As(super::Grade::Good)),
                (None, _) => return Vec::new(),
            };
            let what = if answer { yes } else { no };
            ProfileLine::by(topic, rule, what, graded, evidence)
        }
        Known::NotTested(NotTested::NotApplicable(_)) => return Vec::new(),
        Known::NotTested(why) => {
            let must = rules.iter().find(|rule| rule.must).or(rules.first());
            let Some(rule) = must else {
                return Vec::new();
            };
            // What would be as it should be is what could not be shown.
            let what = match rule.is {
                Some(is) if is == rule.is_bad() => no,
                _ => yes,
            };
            ProfileLine::untested(topic, rule, what, &why)
        }
    };
    vec![line]
}

/// Why it is not known of a version that has this feature whether the server speaks it.
fn not_asked(topic: Topic, subject: Subject<'_>) -> Option<NotTested> {
    not_in_tls13(topic)?;
    let mut older =
        (subject.tls.versions.iter()).filter(|facts| (TLS_1_0..=TLS_1_2).contains(&facts.version));
    older.find_map(|facts| facts.support.not_tested().cloned())
}

/// What a server of TLS 1.3 alone is told of what that version has not, or always has.
fn not_in_tls13(topic: Topic) -> Option<&'static str> {
    match topic {
        Topic::Compression => Some("no compression, which TLS 1.3 has not"),
        Topic::SecureRenegotiation => Some("no renegotiation, which TLS 1.3 has not"),
        Topic::ExtendedMasterSecret => {
            Some("keys bound to the handshake, as in TLS 1.3 they always are")
        }
        Topic::EncryptThenMac => Some("no suites in CBC mode, which TLS 1.3 has not"),
        _ => None,
    }
}

fn answer(topic: Topic, subject: Subject<'_>) -> Answer {
    let (features, smtp) = (&subject.tls.features, subject.smtp);
    let shown = |known: &Known<(bool, EvidenceId)>| map(known, |(is, by)| (*is, Some(*by)));
    match topic {
        Topic::ServerPreferredOrder => order(subject),
        Topic::ForwardSecrecyPreferred => forward_secrecy(subject),
        Topic::Compression => map(&features.compression, |(method, by)| {
            (*method != 0, Some(*by))
        }),
        Topic::SecureRenegotiation => shown(&features.secure_renegotiation),
        Topic::ClientRenegotiation => match is_tls13_only(subject.tls) {
            true => Known::Known((false, None)),
            false => Known::NotTested(NotTested::NoMeans("smtls starts no renegotiation")),
        },
        Topic::ExtendedMasterSecret => shown(&features.extended_master_secret),
        Topic::EncryptThenMac => shown(&features.encrypt_then_mac),
        Topic::EarlyData if smtp.early_data.known().is_none() && lacks_tls13(subject.tls) => {
            Known::Known((false, None))
        }
        Topic::EarlyData => map(&smtp.early_data, |octets| (*octets != 0, None)),
        Topic::Heartbeat => shown(&features.heartbeat),
        Topic::FallbackScsv => shown(&features.fallback_scsv),
        Topic::DhKeyReuse => dh_reuse(subject),
        Topic::ServerNameRequired => shown(&features.needs_name),
        Topic::UnknownServerNameRefused => shown(&features.refuses_wrong_name),
        Topic::CommandInjection => map(&smtp.injection, |injection| {
            (matches!(injection, Injection::Yes(_)), None)
        }),
        Topic::PlaintextAfterStarttls => map(&smtp.plaintext_after_reply, |octets| {
            (octets.is_some(), None)
        }),
        Topic::StarttlsInsideTls => map(&smtp.offered_again, |again| (*again, None)),
        Topic::TlsRequired => match &smtp.mail_in_the_clear {
            Known::Known(reply) if reply.code() == 530 => Known::Known((true, None)),
            Known::Known(reply) if reply.class() == 2 => Known::Known((false, None)),
            Known::Known(reply) => Known::NotTested(NotTested::Unclear(format!(
                "MAIL in the clear was answered with {}",
                reply.code()
            ))),
            Known::NotTested(why) => Known::NotTested(why.clone()),
        },
        Topic::AuthInTheClear => map(&smtp.auth_in_the_clear, |mechanisms| {
            (!mechanisms.is_empty(), None)
        }),
        Topic::RequiretlsInTheClear => map(&smtp.requiretls_in_the_clear, |is| (*is, None)),
        // The other topics have lines of their own.
        _ => Known::NotTested(NotTested::NotApplicable("not a question of yes or no")),
    }
}

fn map<T>(known: &Known<T>, answer: impl FnOnce(&T) -> (bool, Option<EvidenceId>)) -> Answer {
    match known {
        Known::Known(it) => Known::Known(answer(it)),
        Known::NotTested(why) => Known::NotTested(why.clone()),
    }
}

/// Who decides which suite is taken, in TLS 1.2, where it matters.
fn order(subject: Subject<'_>) -> Answer {
    let mut versions = subject.tls.versions.iter();
    let Some(facts) = versions.find(|facts| facts.version == TLS_1_2) else {
        return Known::default();
    };
    match facts.suites.is_empty() {
        true => Known::NotTested(NotTested::NotApplicable("no suite of TLS 1.2 is taken")),
        // A server that puts ChaCha20 first for clients that do has an order of its own all the same.
        false => map(&facts.order, |order| {
            let server = matches!(order, Order::Server | Order::Mixed);
            (server, facts.suites.first().map(|suite| suite.evidence))
        }),
    }
}

/// Whether the server takes a suite with forward secrecy in TLS 1.2 wherever one is offered: it has no others, or puts them first.
fn forward_secrecy(subject: Subject<'_>) -> Answer {
    let mut versions = subject.tls.versions.iter();
    let Some(facts) = versions.find(|facts| facts.version == TLS_1_2) else {
        return Known::default();
    };
    let none = NotTested::NotApplicable("no suite of TLS 1.2 is taken");
    let lacks = |suite: &Suite| suite.is(Trait::NoForwardSecrecy);
    let is_lacking = |it: &AcceptedSuite| lacks(&Suite::of(TLS_1_2, it.suite));
    let worse = facts.suites.iter().find(|it| is_lacking(it));
    let evidence = worse.or(facts.suites.first()).map(|it| it.evidence);
    match (&facts.support, worse, facts.order.known()) {
        (Known::NotTested(why), ..) => Known::NotTested(why.clone()),
        (Known::Known(_), ..) if facts.suites.is_empty() => Known::NotTested(none),
        (_, None, _) => match why_left(facts, &lacks) {
            Some(why) => Known::NotTested(why.clone()),
            None => Known::Known((true, evidence)),
        },
        // The server has none that it could prefer, or leaves it to the client.
        (_, Some(_), _) if facts.suites.iter().all(is_lacking) => Known::Known((false, evidence)),
        (_, Some(_), Some(Order::Client)) => Known::Known((false, evidence)),
        (_, Some(_), Some(Order::Server | Order::Mixed)) => {
            let mut from_worse = facts.suites.iter().skip_while(|it| !is_lacking(it));
            Known::Known((from_worse.all(is_lacking), evidence))
        }
        (_, Some(_), None) => {
            let why = facts.order.not_tested().or(facts.incomplete.as_ref());
            Known::NotTested(why.cloned().unwrap_or(none))
        }
    }
}

/// Whether a key of DHE came twice.
fn dh_reuse(subject: Subject<'_>) -> Answer {
    let groups = &subject.tls.dh;
    let reused = groups.iter().find(|group| group.public_reused);
    match (reused, groups.first()) {
        (Some(group), _) => Known::Known((true, Some(group.evidence))),
        (None, Some(group)) => Known::Known((false, Some(group.evidence))),
        (None, None) => Known::NotTested(NotTested::NotApplicable("no group of DHE was met")),
    }
}
