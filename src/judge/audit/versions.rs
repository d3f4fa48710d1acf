//! What speaks for or against the versions that a server takes.

use super::cures::{Change, Fix, cure};
use super::finding::{Finding, Severity};
use super::met::Met;
use super::open::Open;
use super::subject::{Service, Subject};
use super::suite::Trait;
use super::weakness::Weakness;
use super::words::{version_name, versions};
use crate::audit::{EvidenceId, Known, Support, TlsFacts, VersionFacts};
use crate::tls::names::{SSL_2_0, SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// The versions that RFC 8996 retired.
const RETIRED: [u16; 2] = [0x0301, 0x0302];

/// SSL 2.0: who speaks it endangers every server with the same key, whatever those speak.
pub(super) fn drown(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Drown;
    let Some(facts) = facts(subject.tls, SSL_2_0) else {
        return Finding::not_tested(weakness, "not asked in this run");
    };
    Finding::of(weakness, &facts.support, |support| {
        match support {
        Support::Yes(evidence) => Finding::found(
            weakness,
            Severity::Fail,
            match facts.suites.is_empty() {
                false => "the server answers in SSL 2.0; through it, what was sent with TLS under the same RSA key can be read, on any server that has the key",
                true => "the server answers in SSL 2.0, with no cipher in common; unpatched servers take one all the same (CVE-2015-3197), and then what was sent with TLS under the same RSA key can be read",
            },
            without_ssl(subject).and("; then make a new key, and use it nowhere else"),
        )
        .shown_by([*evidence]),
        Support::No { how, .. } => Finding::not_found(weakness, format!("SSL 2.0 is refused: {how}")),
    }
    })
}

/// What switches SSL off, and no more than that where senders may need what is old.
fn without_ssl(subject: Subject<'_>) -> Fix {
    let oldest = match subject.service {
        Service::Relay => TLS_1_0,
        Service::Submission => TLS_1_2,
    };
    cure(subject, Change::Oldest(oldest)).after("switch SSL off: ")
}

/// SSL 3.0, whose padding nobody can check.
pub(super) fn poodle(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Poodle;
    let met = Met::of(
        subject.tls,
        |version| version == SSL_3_0,
        |suite| suite.is(Trait::Cbc),
    );
    if !met.suites.is_empty() {
        return Finding::found(
            weakness,
            Severity::Fail,
            format!(
                "{}: whoever stands between can guess at the contents octet by octet",
                met.words()
            ),
            without_ssl(subject),
        )
        .shown_by(met.evidence());
    }
    let support = facts(subject.tls, SSL_3_0).map(|facts| &facts.support);
    match (support, met.open) {
        (None, _) => Finding::not_tested(weakness, "not asked in this run"),
        (_, Some(why)) => Finding::not_tested(weakness, why),
        (Some(Known::Known(Support::Yes(_))), None) => Finding::not_found(
            weakness,
            "SSL 3.0 is spoken, but takes no suite in CBC mode",
        ),
        (Some(_), None) => Finding::not_found(weakness, "SSL 3.0 is refused"),
    }
}

/// TLS 1.0 and 1.1. Where senders would otherwise go on in the clear, they are better than nothing (RFC 9325 §5.2).
pub(super) fn old_versions(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::OldVersions;
    let spoken = spoken(subject.tls, |version| RETIRED.contains(&version));
    if !spoken.is_empty() {
        let told = versions(spoken.iter().map(|(version, _)| *version));
        let are = if spoken.len() == 1 { "is" } else { "are" };
        let finding = match subject.service {
            Service::Relay => Finding::found(
                weakness,
                Severity::Warn,
                format!(
                    "{told} {are} taken, which RFC 8996 retired; a sender that has nothing newer would go on in the clear, which is worse"
                ),
                cure(subject, Change::OldestOnce(TLS_1_2)).after(
                    "look into the log for senders that still need them; where there are none, ",
                ),
            ),
            Service::Submission => Finding::found(
                weakness,
                Severity::Fail,
                format!(
                    "{told} {are} taken, which RFC 8996 retired; mail clients have long had better"
                ),
                cure(subject, Change::Oldest(TLS_1_2)),
            ),
        };
        return finding.shown_by(spoken.into_iter().map(|(_, evidence)| evidence));
    }
    match unknown(subject.tls, &RETIRED) {
        Some(why) => Finding::not_tested(weakness, why),
        None => Finding::not_found(weakness, "TLS 1.0 and 1.1 are refused"),
    }
}

/// TLS 1.3 is missing, whatever else is spoken.
pub(super) fn no_tls13(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoTls13;
    let newest = spoken(subject.tls, |_| true);
    match (newest.first(), unknown(subject.tls, &[TLS_1_3])) {
        (_, Some(why)) => Finding::not_tested(weakness, why),
        (Some((TLS_1_3, _)), None) => Finding::not_found(weakness, "TLS 1.3 is spoken"),
        (newest, None) => Finding::found(
            weakness,
            Severity::Note,
            match newest {
                Some((newest, _)) => format!(
                    "{} is the newest version; TLS 1.3 is what everybody should have",
                    version_name(*newest)
                ),
                None => "no version is spoken at all".to_owned(),
            },
            "update the TLS library: OpenSSL has TLS 1.3 from 1.1.1 on",
        )
        .shown_by(newest.map(|(_, evidence)| *evidence)),
    }
}

/// Nothing newer than TLS 1.1: current senders fail, or go on in the clear.
pub(super) fn no_modern_version(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoModernVersion;
    let modern = spoken(subject.tls, |version| version >= TLS_1_2);
    if let Some((newest, _)) = modern.first() {
        return Finding::not_found(weakness, format!("{} is spoken", version_name(*newest)));
    }
    match unknown(subject.tls, &[TLS_1_2, TLS_1_3]) {
        Some(why) => Finding::not_tested(weakness, why),
        None => {
            let any = spoken(subject.tls, |_| true);
            Finding::found(
                weakness,
                Severity::Fail,
                match any.first() {
                    Some((best, _)) => format!("{} is the best that the server does; most of today's senders and mail clients do no such thing any more", version_name(*best)),
                    None => "no version is spoken at all".to_owned(),
                },
                "update the TLS library and its configuration: TLS 1.2 is there in OpenSSL from 1.0.1 on, in Windows Server from 2012 on",
            )
            .shown_by(any.into_iter().map(|(_, evidence)| evidence))
        }
    }
}

/// Whether TLS 1.3 is spoken, and every other version of TLS and SSL 3.0 known to be refused.
pub(super) fn is_tls13_only(tls: &TlsFacts) -> bool {
    let older = [TLS_1_2, 0x0302, 0x0301, SSL_3_0];
    unknown(tls, &older).is_none()
        && spoken(tls, |version| version < TLS_1_3).is_empty()
        && !spoken(tls, |version| version == TLS_1_3).is_empty()
}

/// Whether TLS 1.3 is known to be refused.
pub(super) fn lacks_tls13(tls: &TlsFacts) -> bool {
    let support = facts(tls, TLS_1_3).map(|facts| &facts.support);
    matches!(support, Some(Known::Known(Support::No { .. })))
}

/// What is known of a version.
pub(super) fn facts(tls: &TlsFacts, version: u16) -> Option<&VersionFacts> {
    tls.versions.iter().find(|facts| facts.version == version)
}

/// The versions of these that the server speaks, newest first.
pub(super) fn spoken(tls: &TlsFacts, wanted: impl Fn(u16) -> bool) -> Vec<(u16, EvidenceId)> {
    let versions = tls.versions.iter().filter(|facts| wanted(facts.version));
    let mut spoken: Vec<_> = versions
        .filter_map(|facts| match &facts.support {
            Known::Known(Support::Yes(evidence)) => Some((facts.version, *evidence)),
            _ => None,
        })
        .collect();
    spoken.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    spoken
}

/// Why it is not known of one of these versions whether the server speaks it.
pub(super) fn unknown(tls: &TlsFacts, wanted: &[u16]) -> Option<Open> {
    wanted.iter().find_map(|version| {
        let told = version_name(*version);
        match facts(tls, *version) {
            None => Some(Open::from("not asked in this run").of(&told)),
            Some(facts) => Some(Open::from(facts.support.not_tested()?).of(&told)),
        }
    })
}
