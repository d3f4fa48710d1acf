//! What is expected of the certificates.

use super::super::name::Fact;
use super::super::value::{Subject, Value};
use super::seen::{Seen, inside_tls, list};
use crate::certificate::{Certificate, Pin, Pinned};
use crate::judge::pkix::date::days_and_hours;
use crate::judge::pkix::{Outcome, names};
use crate::report::{CertificateReport, ContentsReport, EndpointReport, TlsReport};
use rustls::pki_types::ServerName;

/// The seconds of a day.
const DAY: i64 = 86_400;

pub(super) fn seen(fact: Fact, value: &Value, endpoint: &EndpointReport) -> Seen {
    let (session, tls) = match inside_tls(endpoint) {
        Ok(found) => found,
        Err(seen) => return seen,
    };
    let chain = &session.chain;
    let Some(own) = chain.first() else {
        return Seen::unmet("the server showed no certificate")
            .with_fix("configure a certificate for the server");
    };
    match (fact, value) {
        (Fact::DaysLeft, Value::Days(days)) => {
            let own = chains(endpoint).filter_map(|chain| chain.first());
            days_left(*days, &own.collect::<Vec<_>>())
        }
        (Fact::ChainDaysLeft, Value::Days(days)) => {
            let all = chains(endpoint).flatten();
            days_left(*days, &all.collect::<Vec<_>>())
        }
        (Fact::CertificateNames, Value::Subjects(wanted)) => is_for(wanted, own),
        (Fact::Pins, Value::Pins(pins)) => pinned(pins, &own.certificate, tls),
        (Fact::Issuer, Value::Text(text)) => issued_by(text, own),
        (Fact::KeyTypes, Value::KeyTypes(kinds)) => has_key(kinds, own),
        _ => Seen::unasked(),
    }
}

/// What the server showed: in the session, and where it was asked for a certificate with another kind of key, with that one. Some
/// clients meet the one and some the other.
fn chains(endpoint: &EndpointReport) -> impl Iterator<Item = &[CertificateReport]> {
    let seen = endpoint.observations.iter();
    let shown = seen.filter(|seen| matches!(seen.purpose, "session" | "other-key"));
    shown.map(|seen| seen.chain.as_slice())
}

/// The certificate that expires first decides, and one that is not valid yet is for no day.
fn days_left(days: u32, shown: &[&CertificateReport]) -> Seen {
    let wanted = i64::from(days).saturating_mul(DAY);
    let mut known = shown
        .iter()
        .filter_map(|it| Some((it, it.contents.as_ref()?)));
    let first = known
        .clone()
        .min_by_key(|(_, contents)| contents.seconds_left);
    let Some((certificate, contents)) = first else {
        return unreadable(shown);
    };
    let left = contents.seconds_left;
    let whole = format!("{} {}", called(certificate, shown), time_left(contents));
    if left < wanted {
        let reason = format!("{whole}; {} wanted", in_days(i64::from(days)));
        return Seen::unmet(reason).with_fix("renew the certificate, and let the server load it");
    }
    if let Some((certificate, contents)) = known.find(|(_, it)| it.seconds_valid < 0) {
        let reason = format!(
            "{} is not valid before {}",
            called(certificate, shown),
            contents.not_before
        );
        return Seen::unmet(reason).with_fix(format!(
            "use the certificate from {} on, and check the clock",
            contents.not_before
        ));
    }
    match shown.iter().any(|it| it.contents.is_none()) {
        true => unreadable(shown),
        false => Seen::met(whole),
    }
}

/// What a certificate is called, with the kind of its key where that tells it from another.
fn called(certificate: &CertificateReport, shown: &[&CertificateReport]) -> String {
    let title = certificate.title();
    let key = |it: &CertificateReport| Some(it.contents.as_ref()?.key.algorithm.clone());
    let own = key(certificate);
    let is_other = |it: &&&CertificateReport| it.title() == title && key(it) != own;
    match (shown.iter().find(is_other), &own) {
        (Some(_), Some(key)) => format!("{title} ({key})"),
        _ => title.to_owned(),
    }
}

fn unreadable(shown: &[&CertificateReport]) -> Seen {
    let why = shown.iter().find_map(|it| it.malformed.as_deref());
    Seen::untested(format!(
        "a certificate cannot be read: {}",
        why.unwrap_or("its contents are not known")
    ))
}

/// When it expires, or that it has.
fn time_left(contents: &ContentsReport) -> String {
    let (day, left) = (&contents.not_after, contents.seconds_left);
    let time = days_and_hours(left.saturating_abs());
    match left < 0 {
        true => format!("expired on {day}, {time} ago"),
        false => format!("expires on {day}, {time} left"),
    }
}

fn in_days(days: i64) -> String {
    match days {
        1 => "1 day is".to_owned(),
        days => format!("{days} days are"),
    }
}

/// As a verifier would have it (RFC 9525 §6), for each of the names.
fn is_for(wanted: &[Subject], own: &CertificateReport) -> Seen {
    let chain = std::slice::from_ref(&own.certificate);
    let mut open = None;
    for subject in wanted {
        let reference = match subject {
            Subject::Name(name) => ServerName::try_from(name.ascii().to_owned()).ok(),
            Subject::Address(address) => Some(ServerName::from(*address)),
        };
        let Some(reference) = reference else {
            open = Some(format!("no certificate can be for {subject}"));
            continue;
        };
        let found = names(chain, &reference);
        match found.outcome() {
            Outcome::Holds => {}
            Outcome::Fails => {
                let fix = found.fix().unwrap_or_default();
                return Seen::unmet(found.to_string()).with_fix(fix);
            }
            Outcome::NotTested => open = Some(found.to_string()),
        }
    }
    match open {
        Some(why) => Seen::untested(why),
        None => {
            let all = wanted.iter().map(Subject::to_string);
            Seen::met(format!("the certificate is for {}", list(all)))
        }
    }
}

/// Certificates are public: a pin holds only where the server proved that it has the key.
fn pinned(pins: &[Pin], own: &Certificate, tls: &TlsReport) -> Seen {
    let mut all = pins.iter();
    let Some((pin, what)) = all.find_map(|pin| Some((pin, pin.fits(own)?))) else {
        let key = own.contents.as_ref().ok();
        let key = key.map_or_else(String::new, |contents| {
            format!(", its key {}", contents.key.sha256.to_pin())
        });
        let reason = format!(
            "neither the certificate nor its key is pinned: the certificate has sha256:{}{key}",
            own.sha256
        );
        return Seen::unmet(reason).with_fix(
            "if the server has a new certificate on purpose, pin that; if not, find out who answers in its place",
        );
    };
    let what = match what {
        Pinned::Certificate => "the certificate",
        Pinned::Key => "the certificate's key",
    };
    let reason = format!("{what} is pinned: {pin}");
    match (&tls.signature_scheme, &tls.signature_unchecked) {
        (Some(_), None) => Seen::met(reason),
        (_, Some(why)) => Seen::untested(format!(
            "{reason}, but whether the server has its key could not be checked: {why}"
        )),
        (None, None) => Seen::untested(format!(
            "{reason}, but the server did not come to prove that it has its key"
        )),
    }
}

fn issued_by(text: &str, own: &CertificateReport) -> Seen {
    let Some(contents) = &own.contents else {
        return unreadable(&[own]);
    };
    let wanted = text.to_lowercase();
    let mut names = [&contents.issuer, &contents.issuer_oneline].into_iter();
    let has = names.any(|name| name.to_lowercase().contains(&wanted));
    Seen::when(has, format!("the issuer is {}", contents.issuer))
}

fn has_key(kinds: &[&str], own: &CertificateReport) -> Seen {
    let Some(contents) = &own.contents else {
        return unreadable(&[own]);
    };
    let has = kinds.contains(&contents.key.algorithm.as_str());
    Seen::when(has, format!("the key is {}", contents.key.description)).with_fix(format!(
        "get a certificate for a key of the kind {}",
        list(kinds)
    ))
}
