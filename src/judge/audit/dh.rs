//! What speaks against the finite-field groups of a server, up to TLS 1.2.

use super::finding::{Finding, Severity};
use super::met::Met;
use super::primes::{Origin, origin};
use super::subject::{Service, Subject};
use super::suite::{Suite, Trait};
use super::weakness::Weakness;
use super::words::{exclude_setting, list};
use crate::audit::DhGroup;
use crate::tls::names::TLS_1_3;

/// The least bits of a group (RFC 9325 §4.5).
pub(super) const LEAST: u32 = 2048;
/// The most bits that a state is thought to have broken (Logjam).
const BROKEN: u32 = 1024;

/// What to do about a group that is too short.
const LONGER: &str = "smtpd_tls_dh1024_param_file = auto in Postfix from 3.7 on, or a file with ffdhe2048; better, leave out DHE: smtpd_tls_exclude_ciphers = kDHE";

/// Groups within reach of a state, or of anybody.
pub(super) fn logjam(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Logjam;
    let export = |suite: &Suite| suite.is(Trait::Export) && suite.is(Trait::Dhe);
    let met = Met::of(subject.tls, |version| version < TLS_1_3, export);
    if !met.suites.is_empty() {
        return Finding::found(
            weakness,
            Severity::Fail,
            format!("{}: who stands between can force a client onto a group of 512 bits, which is broken in minutes", met.words()),
            format!("in Postfix {} = EXPORT, LOW; better, update the TLS library", exclude_setting(subject.service)),
        )
        .shown_by(met.evidence());
    }
    let short = short(subject, 0, BROKEN);
    if short.is_empty() {
        let none = format!("every group has more than {BROKEN} bits");
        return none_of(weakness, subject, &none);
    }
    let within_reach = short.iter().any(|group| group.parameters.bits() < BROKEN);
    let severity = match subject.service {
        Service::Relay if !within_reach => Severity::Warn,
        _ => Severity::Fail,
    };
    Finding::found(
        weakness,
        severity,
        format!(
            "{}: within reach of those who can afford to break it once and for all",
            told(&short)
        ),
        LONGER,
    )
    .shown_by(short.iter().map(|group| group.evidence))
}

/// Groups that are shorter than they must be.
pub(super) fn weak(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::WeakDh;
    let short = short(subject, BROKEN + 1, LEAST - 1);
    if short.is_empty() {
        let none = match self::short(subject, 0, BROKEN).is_empty() {
            true => "every group has 2048 bits or more",
            false => "only groups of 1024 bits or less are shorter, which are told as Logjam",
        };
        return none_of(weakness, subject, none);
    }
    Finding::found(
        weakness,
        Severity::Warn,
        format!(
            "{}, less than the 2048 that RFC 9325 asks for",
            told(&short)
        ),
        LONGER,
    )
    .shown_by(short.iter().map(|group| group.evidence))
}

/// Groups that are no primes, that nobody can check, and short ones that many servers have.
pub(super) fn common(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::CommonDh;
    let of = |wanted: fn(Origin, u32) -> bool| -> Vec<&DhGroup> {
        let groups = subject.tls.dh.iter();
        groups
            .filter(|group| wanted(origin(&group.parameters), group.parameters.bits()))
            .collect()
    };
    let broken = of(|origin, _| matches!(origin, Origin::NotPrime(_)));
    let shared = of(|origin, bits| origin != Origin::Own && bits <= BROKEN);
    let unchecked = of(|origin, _| matches!(origin, Origin::Own | Origin::Shared(_)));
    let (groups, finding) = if !broken.is_empty() {
        let detail = format!(
            "{}: that is not a prime, and gives the keys away",
            told(&broken)
        );
        (
            broken,
            Finding::found(weakness, Severity::Fail, detail, LONGER),
        )
    } else if !shared.is_empty() {
        let detail = format!(
            "{}: many servers have it, so that breaking it once opens the sessions of all",
            told(&shared)
        );
        (
            shared,
            Finding::found(weakness, Severity::Warn, detail, LONGER),
        )
    } else if !unchecked.is_empty() {
        let detail = format!(
            "{}: nobody can check whether it was made well; the groups of RFC 7919 can be checked",
            told(&unchecked)
        );
        (unchecked, Finding::note(weakness, detail))
    } else {
        return none_of(
            weakness,
            subject,
            "every group is one that a standard publishes",
        );
    };
    finding.shown_by(groups.iter().map(|group| group.evidence))
}

/// A key that is used again, so that it can be found out or stolen for several sessions.
pub(super) fn reuse(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::DhReuse;
    let reused: Vec<&DhGroup> = subject
        .tls
        .dh
        .iter()
        .filter(|group| group.public_reused)
        .collect();
    if !reused.is_empty() {
        return Finding::found(
            weakness,
            Severity::Warn,
            format!("{}: the same public value came in several connections, so that forward secrecy ends only with that key", told(&reused)),
            "switch the reuse off (SSL_OP_SINGLE_DH_USE, always on from OpenSSL 1.1.0), or leave out DHE",
        )
        .shown_by(reused.iter().map(|group| group.evidence));
    }
    none_of(
        weakness,
        subject,
        "no public value came twice in the connections of this audit",
    )
}

/// Not found where groups were seen, or DHE is refused; not tested where neither is sure.
fn none_of(weakness: Weakness, subject: Subject<'_>, seen: &str) -> Finding {
    let met = Met::of(
        subject.tls,
        |version| version < TLS_1_3,
        |suite| suite.is(Trait::Dhe),
    );
    match (met.open, met.suites.is_empty(), subject.tls.dh.is_empty()) {
        (Some(why), ..) => Finding::not_tested(weakness, why),
        (None, true, _) => Finding::not_found(weakness, "no suite with DHE is taken"),
        (None, false, true) => {
            Finding::not_tested(weakness, "DHE is taken, but its group was not seen")
        }
        (None, false, false) => Finding::not_found(weakness, seen),
    }
}

/// The groups of so many bits.
fn short(subject: Subject<'_>, least: u32, most: u32) -> Vec<&DhGroup> {
    let groups = subject.tls.dh.iter();
    groups
        .filter(|group| (least..=most).contains(&group.parameters.bits()))
        .collect()
}

/// Groups in words: "DHE with 1024 bits (MODP group 2 (RFC 7296))".
fn told(groups: &[&DhGroup]) -> String {
    list(groups.iter().map(|group| {
        let bits = group.parameters.bits();
        match origin(&group.parameters).name() {
            Some(name) => format!("DHE with {bits} bits, {name}"),
            None => format!("DHE with {bits} bits, a group of its own"),
        }
    }))
}
