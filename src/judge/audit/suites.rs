//! What speaks against the suites that a server takes.

use super::cures::{Change, Fix, cure};
use super::finding::{Finding, Severity};
use super::met::Met;
use super::subject::{Service, Subject};
use super::suite::{Suite, Trait};
use super::weakness::Weakness;
use crate::tls::names::{KeyExchange, SSL_2_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// Suites that do not encrypt, of TLS 1.3 too.
pub(super) fn null(subject: Subject<'_>) -> Finding {
    let met = Met::of(subject.tls, |_| true, |suite| suite.is(Trait::Null));
    finding(Weakness::NullEncryption, &met, || {
        (
            Severity::Fail,
            "what is sent can be read by everybody on the way",
            without(subject, &["eNULL"]),
        )
    })
}

/// RSA keys of 512 bits, which take hours to break.
pub(super) fn freak(subject: Subject<'_>) -> Finding {
    let export_rsa = |suite: &Suite| suite.is(Trait::Export) && suite.is(Trait::StaticRsa);
    let met = Met::of(subject.tls, old, export_rsa);
    finding(Weakness::Freak, &met, || {
        (
            Severity::Fail,
            "who stands between can force a client onto a key that is broken in hours",
            without(subject, &["EXPORT", "LOW"]).after("update the TLS library; until then, "),
        )
    })
}

/// RC4, whose output is not random enough.
pub(super) fn rc4(subject: Subject<'_>) -> Finding {
    let met = Met::of(subject.tls, old, |suite| suite.is(Trait::Rc4));
    finding(Weakness::Rc4, &met, || {
        (
            Severity::Fail,
            "RC4 gives contents away that are sent often, passwords for one; no standard allows it any more",
            without(subject, &["RC4"]),
        )
    })
}

/// Blocks of 64 bits, which repeat themselves within 32 GiB.
pub(super) fn sweet32(subject: Subject<'_>) -> Finding {
    let met = Met::of(subject.tls, old, |suite| suite.is(Trait::SmallBlock));
    let is_short = met
        .suites
        .iter()
        .any(|(suite, ..)| suite.is(Trait::Below112));
    let (severity, means) = match is_short {
        true => (
            Severity::Fail,
            "keys of less than 112 bits, which can be tried out, and blocks that repeat themselves",
        ),
        false => (
            Severity::Warn,
            "after some 32 GiB in one session blocks repeat themselves and give contents away; mail sessions are shorter",
        ),
    };
    finding(Weakness::Sweet32, &met, || {
        (
            severity,
            means,
            without(subject, &["3DES", "IDEA", "DES", "RC2"])
                .and("; only very old Windows and Java have nothing better"),
        )
    })
}

/// TLS without a certificate: for senders that would not look at one anyway it is as good (RFC 7672 §8.2), unless there is nothing
/// else, which most of them do not offer.
pub(super) fn anonymous(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Anonymous;
    let met = Met::of(subject.tls, old, |suite| suite.is(Trait::Anonymous));
    if met.suites.is_empty() {
        return finding(weakness, &met, || (Severity::Note, "", Fix::from("")));
    }
    let others = Met::of(subject.tls, |_| true, |suite| suite.has_certificate());
    let (severity, means, fix) = match (&others.open, subject.service) {
        (None, _) if others.suites.is_empty() => (
            Severity::Fail,
            "nothing with a certificate is taken, for want of one; Postfix and few others offer such a suite, everybody else has no TLS here and goes on in the clear, or does not deliver",
            Some(
                cure(subject, Change::Certificate)
                    .after("give the server a certificate and its key; "),
            ),
        ),
        (_, Service::Relay) => (
            Severity::Note,
            "a sender gets one only where it asks for it, because it looks at no certificate anyway; Postfix does so among its own kind",
            None,
        ),
        (_, Service::Submission) => (
            Severity::Warn,
            "a mail client that takes one cannot know to whom it sends its password",
            Some(without(subject, &["aNULL"])),
        ),
    };
    let detail = format!("{}: {means}", met.words());
    let finding = match fix {
        Some(fix) => Finding::found(weakness, severity, detail, fix),
        None => Finding::note(weakness, detail),
    };
    finding.shown_by(met.evidence())
}

/// Key exchange that the certificate's key opens, even years later.
pub(super) fn static_key_exchange(subject: Subject<'_>) -> Finding {
    let met = Met::of(subject.tls, tls(), |suite| {
        !suite.is(Trait::Export) && suite.is(Trait::NoForwardSecrecy)
    });
    finding(Weakness::StaticKeyExchange, &met, || {
        (
            Severity::Warn,
            "who once gets the server's key can read all that was recorded before",
            without(subject, &static_kinds(&met)).and("; every client since 2010 or so has ECDHE"),
        )
    })
}

/// ROBOT can be where RSA decrypts at all; whether it is, only an attack would show.
pub(super) fn robot(subject: Subject<'_>) -> Finding {
    let met = Met::of(subject.tls, old, |suite| suite.is(Trait::StaticRsa));
    match (met.suites.is_empty(), met.open) {
        (false, _) => Finding::not_tested(
            Weakness::Robot,
            "no exploit is sent; suites with static RSA are taken, so that it depends on the TLS library",
        ),
        (true, Some(why)) => Finding::not_tested(Weakness::Robot, why),
        (true, None) => Finding::not_found(
            Weakness::Robot,
            "no suite with static RSA is taken, without which there is nothing to attack",
        ),
    }
}

/// CBC up to TLS 1.0, whose initialisation vectors can be foretold.
pub(super) fn beast(subject: Subject<'_>) -> Finding {
    let met = Met::of(
        subject.tls,
        |version| version != SSL_2_0 && version <= TLS_1_0,
        |suite| suite.is(Trait::Cbc),
    );
    finding(Weakness::Beast, &met, || {
        (
            Severity::Note,
            "the attack needs a client that sends what the attacker wants, which no sending server does",
            Fix::from("it goes away together with SSL 3.0 and TLS 1.0"),
        )
    })
}

/// CBC whose padding is checked before the digest.
pub(super) fn lucky13(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Lucky13;
    let met = Met::of(subject.tls, tls(), |suite| suite.is(Trait::Cbc));
    if met.suites.is_empty() {
        return finding(weakness, &met, || (Severity::Note, "", Fix::from("")));
    }
    Finding::of(
        weakness,
        &subject.tls.features.encrypt_then_mac,
        |(has, evidence)| {
            match has {
            true => Finding::not_found(weakness, "suites in CBC mode are taken, with encrypt-then-MAC for clients that know it")
                .shown_by([*evidence]),
            false => Finding::found(
                weakness,
                Severity::Note,
                format!("{}, and encrypt-then-MAC is not known; TLS libraries have long hidden the difference in time that the attack measures", met.words()),
                "leave AES-GCM and ChaCha20 only, once the log shows that nobody needs CBC; OpenSSL has encrypt-then-MAC from 1.1.0 on",
            )
            .shown_by(met.evidence().chain([*evidence])),
        }
        },
    )
}

/// Found where any suite was met, not tested where none was but some may be left.
pub(super) fn finding(
    weakness: Weakness,
    met: &Met,
    found: impl FnOnce() -> (Severity, &'static str, Fix),
) -> Finding {
    match (met.suites.is_empty(), &met.open) {
        (false, _) => {
            let (severity, means, fix) = found();
            Finding::found(weakness, severity, format!("{}: {means}", met.words()), fix)
                .shown_by(met.evidence())
        }
        (true, Some(why)) => Finding::not_tested(weakness, why.clone()),
        (true, None) => Finding::not_found(weakness, "every such suite was refused"),
    }
}

/// What OpenSSL calls the key exchanges without forward secrecy that were met.
fn static_kinds(met: &Met) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for (suite, ..) in &met.suites {
        let kind = match suite.key_exchange() {
            Some(KeyExchange::Psk) => "kPSK",
            Some(KeyExchange::RsaPsk) => "kRSAPSK",
            Some(KeyExchange::Dh) => "kDHr",
            Some(KeyExchange::Ecdh) => "kECDH",
            _ => "kRSA",
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

/// How suites are left out.
fn without(subject: Subject<'_>, words: &[&'static str]) -> Fix {
    cure(subject, Change::Exclude(words.to_vec()))
}

/// Every version but TLS 1.3, which has none of the old suites.
fn old(version: u16) -> bool {
    version < TLS_1_3
}

/// The versions from SSL 3.0 to TLS 1.2.
fn tls() -> impl Fn(u16) -> bool {
    |version| version != SSL_2_0 && version <= TLS_1_2
}
