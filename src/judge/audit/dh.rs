//! What speaks against the finite-field groups of a server, up to TLS 1.2.

use super::cures::{Change, Fix, cure};
use super::finding::{Finding, Severity};
use super::met::Met;
use super::primes::{Origin, origin};
use super::subject::{Service, Subject};
use super::suite::{Suite, Trait};
use super::weakness::Weakness;
use super::words::list;
use crate::audit::DhGroup;
use crate::tls::names::TLS_1_3;

/// The least bits of a group (RFC 9325 §4.5).
pub(super) const LEAST: u32 = 2048;
/// The most bits that a state is thought to have broken (Logjam).
const BROKEN: u32 = 1024;

/// What to do about a group that is too short.
fn longer(subject: Subject<'_>) -> Fix {
    cure(subject, Change::DhGroup).and("; better still, leave DHE out (kDHE)")
}

/// What to do about one that goes with anonymous suites alone.
fn no_anonymous(subject: Subject<'_>) -> Fix {
    cure(subject, Change::Exclude(vec!["aNULL"])).and("; in Postfix, smtpd_tls_dh1024_param_file = auto does not change it: OpenSSL takes 1024 bits for anonymous suites with ciphers of 128 bits")
}

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
            cure(subject, Change::Exclude(vec!["EXPORT", "LOW"])).after("update the TLS library; until then, "),
        )
        .shown_by(met.evidence());
    }
    let short = short(subject, 0, BROKEN);
    if short.is_empty() {
        let none = format!("every group has more than {BROKEN} bits");
        return none_of(weakness, subject, &none);
    }
    let within_reach = short.iter().any(|group| group.parameters.bits() < BROKEN);
    if !within_reach && short.iter().all(|group| is_anonymous_only(group)) {
        // Whoever takes an anonymous suite is open to anybody in between without breaking anything.
        return Finding::found(
            weakness,
            match subject.service {
                Service::Relay => Severity::Note,
                Service::Submission => Severity::Warn,
            },
            format!(
                "{}: only with anonymous suites, so that no client meets it that looks at certificates",
                told(&short)
            ),
            no_anonymous(subject),
        )
        .shown_by(short.iter().map(|group| group.evidence));
    }
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
        longer(subject),
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
    let severity = match subject.service {
        Service::Submission if !short.iter().all(|group| is_anonymous_only(group)) => {
            Severity::Fail
        }
        _ => Severity::Warn,
    };
    Finding::found(
        weakness,
        severity,
        format!(
            "{}, less than the 2048 that RFC 9325 asks for",
            told(&short)
        ),
        longer(subject),
    )
    .shown_by(short.iter().map(|group| group.evidence))
}

/// Groups that are no primes, and longer ones that nobody can check; what is within reach anyway is told as Logjam.
pub(super) fn common(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::CommonDh;
    let of = |wanted: fn(Origin, u32) -> bool| -> Vec<&DhGroup> {
        let groups = subject.tls.dh.iter();
        groups
            .filter(|group| wanted(origin(&group.parameters), group.parameters.bits()))
            .collect()
    };
    let broken = of(|origin, _| matches!(origin, Origin::NotPrime(_)));
    let unchecked =
        of(|origin, bits| bits > BROKEN && matches!(origin, Origin::Own | Origin::Shared(_)));
    let (groups, finding) = if !broken.is_empty() {
        let detail = format!(
            "{}: that is not a prime, and gives the keys away",
            told(&broken)
        );
        (
            broken,
            Finding::found(weakness, Severity::Fail, detail, longer(subject)),
        )
    } else if !unchecked.is_empty() {
        let detail = format!(
            "{}: nobody can check whether it was made well; the groups of RFC 7919 can be checked",
            told(&unchecked)
        );
        (
            unchecked,
            Finding::found(
                weakness,
                Severity::Note,
                detail,
                cure(subject, Change::DhGroup),
            ),
        )
    } else {
        let none = match short(subject, 0, BROKEN).is_empty() {
            true => "every group is one that a standard publishes",
            false => "every group is one that a standard publishes, or is told as Logjam",
        };
        return none_of(weakness, subject, none);
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

/// Whether a group was met with anonymous suites and no other.
pub(super) fn is_anonymous_only(group: &DhGroup) -> bool {
    let mut met = group.met.iter();
    !group.met.is_empty()
        && met.all(|(version, number)| Suite::of(*version, u32::from(*number)).is(Trait::Anonymous))
}

/// Groups in words: "DHE with 1024 bits, MODP group 2 (RFC 7296), with TLS_DHE_RSA_WITH_AES_128_CBC_SHA and 3 more".
fn told(groups: &[&DhGroup]) -> String {
    list(groups.iter().map(|group| {
        let bits = group.parameters.bits();
        let whose = origin(&group.parameters).name();
        format!(
            "DHE with {bits} bits, {}{}",
            whose.unwrap_or("a group of its own"),
            met_with(group)
        )
    }))
}

/// The suites that a group was met with, those with a certificate first: they weigh more.
fn met_with(group: &DhGroup) -> String {
    let mut suites: Vec<Suite> = Vec::new();
    for (version, number) in &group.met {
        let suite = Suite::of(*version, u32::from(*number));
        if !suites.contains(&suite) {
            suites.push(suite);
        }
    }
    suites.sort_by_key(|suite| suite.is(Trait::Anonymous));
    match suites.as_slice() {
        [] => String::new(),
        [only] => format!(", with {}", only.name()),
        [first, rest @ ..] => format!(", with {} and {} more", first.name(), rest.len()),
    }
}
