//! What speaks against what a server takes up or shows in the handshake.

use super::cures::{Change, cure};
use super::finding::{Finding, Severity};
use super::subject::{Service, Subject};
use super::versions::{lacks_tls13, spoken};
use super::weakness::Weakness;
use super::words::list;
use crate::audit::Known;
use crate::tls::names;
use crate::tls::names::{TLS_1_2, TLS_1_3};

/// How bad is what RFC 9325 forbids, but §5.2 leaves to senders that would else go on in the clear.
pub(super) fn worse_for_clients(subject: Subject<'_>) -> Severity {
    match subject.service {
        Service::Relay => Severity::Warn,
        Service::Submission => Severity::Fail,
    }
}

/// TLS compression gives contents away by their length.
pub(super) fn crime(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Crime;
    Finding::of(
        weakness,
        &subject.tls.features.compression,
        |(method, evidence)| {
            match method {
            0 => Finding::not_found(weakness, "compression was offered, and not taken"),
            method => Finding::found(
                weakness,
                Severity::Warn,
                format!("compression is taken (method {method}): the length of what is sent tells of its contents"),
                cure(subject, Change::NoCompression).and("; OpenSSL leaves it out from 1.1.0 on"),
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// Without RFC 5746 somebody can put commands of his own before a client's.
pub(super) fn insecure_renegotiation(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::InsecureRenegotiation;
    Finding::of(
        weakness,
        &subject.tls.features.secure_renegotiation,
        |(has, evidence)| {
            match has {
            true => Finding::not_found(weakness, "secure renegotiation is known"),
            false => Finding::found(
                weakness,
                worse_for_clients(subject),
                "secure renegotiation is not known: if the server renegotiates, which was not tried, somebody can put commands of his own before a client's; OpenSSL 3 does not connect to such a server",
                "update the TLS library: OpenSSL has it from 0.9.8m on",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// Renegotiation that a client starts costs the server time; nobody here can start one.
pub(super) fn client_renegotiation(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::ClientRenegotiation;
    let old = spoken(subject.tls, |version| version < TLS_1_3);
    let unknown = subject.tls.versions.is_empty()
        || subject
            .tls
            .versions
            .iter()
            .any(|facts| facts.version < TLS_1_3 && facts.support.known().is_none());
    match old.is_empty() && !unknown {
        true => Finding::not_found(weakness, "TLS 1.3 alone is spoken, which has none"),
        false => Finding::not_tested(
            weakness,
            "smtls starts no renegotiation; in Postfix, tls_ssl_options = NO_RENEGOTIATION switches it off",
        ),
    }
}

/// Without it two sessions can be given the same keys (Triple Handshake).
pub(super) fn no_extended_master_secret(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoExtendedMasterSecret;
    Finding::of(
        weakness,
        &subject.tls.features.extended_master_secret,
        |(has, evidence)| {
            match has {
            true => Finding::not_found(weakness, "extended master secret is taken up"),
            false => Finding::found(
                weakness,
                worse_for_clients(subject),
                "TLS 1.2 and older: extended master secret is not taken up, so that keys are not bound to the handshake that made them",
                "update the TLS library: OpenSSL has it from 1.1.0 on, GnuTLS from 3.4",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// Heartbleed can be where heartbeat is answered; whether it is, only an attack would show.
pub(super) fn heartbleed(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Heartbleed;
    Finding::of(
        weakness,
        &subject.tls.features.heartbeat,
        |(has, evidence)| {
            match has {
            true => Finding::not_tested(
                weakness,
                "heartbeat is taken up, which mail has no use for; no exploit is sent, so that it depends on the TLS library: OpenSSL 1.0.1 to 1.0.1f gives memory away",
            ),
            false => Finding::not_found(
                weakness,
                "heartbeat is not taken up, without which there is nothing to attack",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// A client that tries an older version after a failure is to be told that it was misled.
pub(super) fn no_fallback_signal(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoFallbackSignal;
    Finding::of(
        weakness,
        &subject.tls.features.fallback_scsv,
        |(heeded, evidence)| {
            let is_old = |version: u16| version < TLS_1_2;
            match heeded {
            true => Finding::not_found(weakness, "a fallback to an older version is refused, as it should be"),
            false if spoken(subject.tls, is_old).is_empty() => Finding::not_found(
                weakness,
                "a fallback is not noticed, but nothing older than TLS 1.2 is spoken, so that nobody needs it to be (RFC 9325, section 3.1.3)",
            ),
            false => Finding::found(
                weakness,
                Severity::Note,
                "a fallback to an older version is not noticed; of use only to clients that try older versions after a failure, which they must not any more (RFC 9325, section 3.1.3)",
                "update the TLS library, or speak TLS 1.2 and 1.3 only",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// A server of TLS 1.3 says so when it is made to speak an older version.
pub(super) fn no_downgrade_sentinel(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoDowngradeSentinel;
    let sentinel = &subject.tls.features.downgrade_sentinel;
    // One that does not speak TLS 1.3 must not send it (RFC 9846 §4.2.3).
    let may_be_others = !subject.tls.contradictions.is_empty() || subject.smtp.backends.len() > 1;
    if may_be_others && matches!(sentinel.known(), Some((false, _))) {
        let why =
            "servers that differ seem to answer, of which one without TLS 1.3 has no sign to send";
        return Finding::not_tested(weakness, why);
    }
    Finding::of(weakness, sentinel, |(has, evidence)| {
        match has {
            true => Finding::not_found(weakness, "an older version comes with the sign that a newer one is spoken"),
            false => Finding::found(
                weakness,
                Severity::Note,
                "TLS 1.3 is spoken, but where an older version is offered, its sign is missing; either the TLS library lacks it, or another machine answers for the server",
                "look for a proxy that ends TLS in front of the server, and update it",
            ),
        }
        .shown_by([*evidence])
    })
}

/// Early data can be played again by anybody; SMTP has no rules for it.
pub(super) fn early_data(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::EarlyData;
    if subject.smtp.early_data.known().is_none() && lacks_tls13(subject.tls) {
        return Finding::not_found(weakness, "TLS 1.3 is refused, which alone has it");
    }
    Finding::of(weakness, &subject.smtp.early_data, |octets| match octets {
        0 => Finding::not_found(weakness, "the server's tickets allow none"),
        octets => Finding::found(
            weakness,
            Severity::Fail,
            format!(
                "the server's tickets allow {octets} octets of early data, which anybody can play again; for SMTP nobody has said when that is safe"
            ),
            "switch early data off: in OpenSSL, max_early_data of 0, which is the default",
        ),
    })
}

/// What is recorded today can be read once there are quantum computers.
pub(super) fn no_post_quantum(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NoPostQuantum;
    let groups = subject
        .tls
        .groups
        .iter()
        .filter(|facts| facts.version == TLS_1_3);
    let mut accepted = groups.clone().flat_map(|facts| &facts.accepted);
    let hybrid = accepted.find_map(|(group, evidence)| {
        let known = names::group(*group)?;
        known
            .kind
            .is_post_quantum()
            .then_some((known.name, *evidence))
    });
    if let Some((name, evidence)) = hybrid {
        return Finding::not_found(weakness, format!("{name} is taken")).shown_by([evidence]);
    }
    let open = groups.clone().find_map(|facts| facts.incomplete.as_ref());
    let tls13 = super::versions::facts(subject.tls, TLS_1_3).map(|facts| &facts.support);
    match (open, groups.count(), tls13) {
        (Some(why), ..) => Finding::not_tested(weakness, why),
        (None, 0, Some(Known::NotTested(why))) => Finding::not_tested(weakness, why),
        (None, 0, None) => Finding::not_tested(weakness, "not asked in this run"),
        (None, 0, _) if !spoken(subject.tls, |version| version == TLS_1_3).is_empty() => {
            Finding::not_tested(weakness, "the groups of TLS 1.3 were not looked at")
        }
        _ => Finding::found(
            weakness,
            Severity::Note,
            "what is recorded today can be read by whoever has a quantum computer one day",
            "update the TLS library: OpenSSL offers X25519MLKEM768 from 3.5 on",
        ),
    }
}

/// A choice that nobody had offered.
pub(super) fn chose_unoffered(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::ChoseUnoffered;
    let odd = &subject.tls.features.chose_unoffered;
    if odd.is_empty() {
        let chosen = spoken(subject.tls, |_| true);
        return match (subject.tls.versions.is_empty(), chosen.is_empty()) {
            (true, _) => Finding::not_tested(weakness, "not asked in this run"),
            (_, true) => Finding::not_tested(weakness, "the server made no choice"),
            _ => Finding::not_found(weakness, "every choice had been offered"),
        };
    }
    Finding::found(
        weakness,
        Severity::Warn,
        format!(
            "the server chose what nobody had offered: {}; its other answers prove little",
            list(odd.iter().map(|(what, _)| what.clone()))
        ),
        "look for a device on the way that answers for the server, and update or remove it",
    )
    .shown_by(odd.iter().map(|(_, evidence)| *evidence))
}

/// Hellos of the right form that the server does not get on with.
pub(super) fn intolerance(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Intolerance;
    Finding::of(
        weakness,
        &subject.tls.features.tolerance,
        |(chokes, evidence)| {
            match chokes.is_empty() {
            true => Finding::not_found(weakness, "long hellos and values that nobody knows are taken"),
            false => Finding::found(
                weakness,
                Severity::Warn,
                format!("the server does not get on with {}; today's senders send such hellos", list(chokes.iter().map(|what| (*what).to_owned()))),
                "look for a device on the way, such as a firewall that reads TLS, and update or remove it; else update the TLS library",
            ),
        }
        .shown_by([*evidence])
        },
    )
}
