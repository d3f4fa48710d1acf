//! What speaks against STARTTLS itself, and what is said before and inside it.

use super::cures::{Change, cure};
use super::finding::{Finding, Severity};
use super::subject::{Service, Subject};
use super::weakness::Weakness;
use super::words::{list, version_name};
use crate::audit::{Backend, Contradiction, Injection};
use crate::quote;
use crate::smtp::Reply;

/// How much of what came in the clear is quoted, in octets.
const QUOTED: usize = 80;

/// What to do about servers that differ.
const ALIKE: &str = "give all servers behind an address the same configuration, or audit each by an address of its own";

/// A command smuggled in behind STARTTLS.
pub(super) fn command_injection(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::CommandInjection;
    Finding::of(
        weakness,
        &subject.smtp.injection,
        |injection| match injection {
            Injection::No => Finding::not_found(
                weakness,
                "a command sent in the clear behind STARTTLS had no reply inside TLS",
            ),
            Injection::Refused(how) => Finding::not_found(
                weakness,
                format!(
                    "a command sent in the clear behind STARTTLS was noticed and refused: {how}"
                ),
            ),
            Injection::Yes(reply) => Finding::found(
                weakness,
                Severity::Fail,
                format!(
                    "a command sent in the clear behind STARTTLS was carried out inside TLS, with the reply \"{}\": who stands between can put commands of his own before a client's, and catch its password or its mail",
                    quote::start(reply, QUOTED)
                ),
                "update the mail server: whatever came before the handshake must be thrown away (in Postfix since 2.8.1, 2.7.3, 2.6.9, 2.5.12)",
            ),
        },
    )
}

/// Octets in the clear behind the 220.
pub(super) fn plaintext_after_reply(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::PlaintextAfterReply;
    Finding::of(
        weakness,
        &subject.smtp.plaintext_after_reply,
        |octets| match octets {
            None => Finding::not_found(
                weakness,
                "nothing came in the clear behind the reply to STARTTLS",
            ),
            Some(octets) => Finding::found(
                weakness,
                Severity::Fail,
                format!(
                    "behind the reply to STARTTLS came \"{}\" in the clear, which a careless client takes for what is said inside TLS",
                    quote::start(octets, QUOTED)
                ),
                "look for a proxy or a device on the way that writes into the session, and update or remove it",
            ),
        },
    )
}

/// STARTTLS that is hidden, and works.
pub(super) fn masked(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::MaskedStartTls;
    Finding::of(weakness, &subject.smtp.masked, |masked| match masked {
        false => Finding::not_found(weakness, "STARTTLS is offered by its name"),
        true => Finding::found(
            weakness,
            Severity::Warn,
            "STARTTLS is not offered, or its name is overwritten, and works all the same: something on the way takes it away, and opportunistic senders go on in the clear",
            "switch SMTP inspection off on the firewall (in Cisco ASA: no inspect esmtp, or allow-tls), and have STARTTLS offered",
        ),
    })
}

/// STARTTLS inside TLS.
pub(super) fn offered_again(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::OfferedAgain;
    let taken = subject.smtp.inside_tls.known();
    let is_taken = taken.is_some_and(|reply| reply.code() == 220);
    Finding::of(weakness, &subject.smtp.offered_again, |again| match again {
        // Where TLS stands, STARTTLS is out of sequence: 503, or any other 5xx (RFC 5321 §4.2.2).
        false if is_taken => Finding::found(
            weakness,
            Severity::Warn,
            "STARTTLS is not offered inside TLS, but is taken there: 220 calls for a second handshake inside the first",
            "update the mail server, or the proxy that speaks TLS for it",
        ),
        false => Finding::not_found(weakness, "STARTTLS is not offered inside TLS"),
        true => Finding::found(
            weakness,
            Severity::Fail,
            "STARTTLS is offered again inside TLS, where it must not be",
            "update the mail server, or the proxy that speaks TLS for it",
        ),
    })
}

/// MAIL in the clear. A host of MX records must take it (RFC 3207 §4); for submission, TLS should be demanded.
pub(super) fn enforcement(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::TlsEnforcement;
    Finding::of(weakness, &subject.smtp.mail_in_the_clear, |reply| {
        let told = first_line(reply);
        match (reply.code(), reply.class(), subject.service) {
            (530, _, Service::Relay) => Finding::found(
                weakness,
                Severity::Fail,
                format!(
                    "mail in the clear is refused (\"{told}\"); a server in MX records must take it, and senders without TLS cannot deliver"
                ),
                cure(subject, Change::OfferTls)
                    .after("if this host is in MX records, ")
                    .and("; to demand TLS of senders, publish TLSA records or an MTA-STS policy; if it is for mail clients, audit it as submission://..."),
            ),
            (530, _, Service::Submission) => Finding::not_found(
                weakness,
                format!("mail in the clear is refused (\"{told}\")"),
            ),
            (_, 2, Service::Relay) => Finding::not_found(
                weakness,
                format!("mail in the clear is taken (\"{told}\"), as a server in MX records must"),
            ),
            (_, 2, Service::Submission) => Finding::found(
                weakness,
                Severity::Warn,
                format!(
                    "a mail client may go on in the clear (\"{told}\"), and a device on the way can make it do so"
                ),
                cure(subject, Change::DemandTls),
            ),
            _ => Finding::not_tested(
                weakness,
                format!(
                    "MAIL in the clear was answered with \"{told}\", which says nothing of TLS"
                ),
            ),
        }
    })
}

/// Passwords in the clear.
pub(super) fn auth_in_the_clear(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::AuthInTheClear;
    Finding::of(weakness, &subject.smtp.auth_in_the_clear, |mechanisms| {
        let told = list(mechanisms.iter().map(|one| quote::text(one)));
        let gives_away = |one: &String| {
            ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"]
                .iter()
                .any(|open| one.eq_ignore_ascii_case(open))
        };
        match mechanisms.iter().any(gives_away) {
            _ if mechanisms.is_empty() => {
                Finding::not_found(weakness, "AUTH is not offered in the clear")
            }
            true => Finding::found(
                weakness,
                match subject.service {
                    Service::Submission => Severity::Fail,
                    Service::Relay => Severity::Warn,
                },
                format!(
                    "AUTH {told} is offered in the clear: a mail client that takes it gives its password away to everybody on the way"
                ),
                cure(subject, Change::AuthInsideTls),
            ),
            false => Finding::found(
                weakness,
                Severity::Note,
                format!(
                    "AUTH {told} is offered in the clear; it hides the password, but not the mail"
                ),
                cure(subject, Change::AuthInsideTls),
            ),
        }
    })
}

/// REQUIRETLS is for sessions inside TLS.
pub(super) fn require_tls(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::RequireTlsInTheClear;
    Finding::of(
        weakness,
        &subject.smtp.requiretls_in_the_clear,
        |offered| match offered {
            false => Finding::not_found(weakness, "REQUIRETLS is not offered in the clear"),
            true => Finding::found(
                weakness,
                Severity::Warn,
                "REQUIRETLS is offered in the clear, where nobody may use it",
                "offer it inside TLS only; if a proxy speaks TLS for the server, let it say so to the server",
            ),
        },
    )
}

/// What is offered only in the clear, or only inside TLS.
pub(super) fn changed(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::ChangedExtensions;
    Finding::of(weakness, &subject.smtp.changed, |(clear, inside)| {
        // STARTTLS goes, and AUTH and REQUIRETLS come: that is as it should be.
        let expected = |keyword: &&String| {
            let name = keyword.split(' ').next().unwrap_or_default();
            ["STARTTLS", "AUTH", "REQUIRETLS"]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
        };
        let rest = |keywords: &[String]| {
            let odd = keywords.iter().filter(|keyword| !expected(keyword));
            list(odd.map(|keyword| quote::text(keyword)))
        };
        match (rest(clear).as_str(), rest(inside).as_str()) {
            ("", "") => Finding::not_found(
                weakness,
                "but for STARTTLS, AUTH and REQUIRETLS the same is offered in the clear and inside TLS",
            ),
            (clear, "") => Finding::note(weakness, format!("only in the clear: {clear}")),
            ("", inside) => Finding::note(weakness, format!("only inside TLS: {inside}")),
            (clear, inside) => Finding::note(
                weakness,
                format!(
                    "only in the clear: {clear}; only inside TLS: {inside}; different programs may answer"
                ),
            ),
        }
    })
}

/// Servers behind one address that differ: who is unlucky meets the weakest.
pub(super) fn backends(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::DifferentBackends;
    let backends = &subject.smtp.backends;
    let met: usize = backends.iter().map(|backend| backend.connections).sum();
    match (backends.as_slice(), met) {
        ([], _) => Finding::not_tested(weakness, "no connection was looked at"),
        ([_], 1) => Finding::not_tested(weakness, "there was one connection only"),
        ([_], met) => same_in_the_clear(subject, met),
        (several, met) => Finding::found(
            weakness,
            Severity::Note,
            format!(
                "{met} connections met {} different servers: {}; lists of what is taken may be a mixture",
                several.len(),
                list(several.iter().map(|backend| one_of(several, backend)))
            ),
            ALIKE,
        ),
    }
}

/// One server of several: its greeting, and where another greets alike, what tells it from that one.
fn one_of(several: &[Backend], backend: &Backend) -> String {
    let is_alike = |it: &&Backend| it.greeting == backend.greeting && *it != backend;
    let apart = several.iter().find(is_alike).map(|other| {
        let beyond = |some: &Backend, of: &Backend| {
            let more = of.keywords.iter();
            let more = more.filter(|word| !some.keywords.contains(word));
            more.cloned().collect::<Vec<_>>().join(", ")
        };
        let tls = backend.tls.clone().filter(|_| backend.tls != other.tls);
        [
            ("with ", beyond(other, backend)),
            ("without ", beyond(backend, other)),
            ("", tls.unwrap_or_default()),
        ]
    });
    let apart = apart.into_iter().flatten();
    let apart = apart.filter(|(_, what)| !what.is_empty());
    let apart: String = apart
        .map(|(how, what)| format!(", {how}{}", quote::text(&what)))
        .collect();
    let often = match backend.connections {
        1 => "once".to_owned(),
        several => format!("{several} times"),
    };
    format!("\"{}\"{apart} ({often})", quote::text(&backend.greeting))
}

/// Where the greetings are the same, the versions may differ.
fn same_in_the_clear(subject: Subject<'_>, met: usize) -> Finding {
    let weakness = Weakness::DifferentBackends;
    let contradictions = subject.tls.contradictions.iter();
    let (versions, others): (Vec<_>, Vec<_>) = contradictions.partition(|it| it.as_a_version);
    let proofs = |of: &[&Contradiction]| {
        let proofs = of.iter().map(|it| [it.accepted, it.refused]);
        proofs.collect::<Vec<_>>().concat()
    };
    match (versions.as_slice(), others.as_slice()) {
        ([], []) => Finding::not_found(
            weakness,
            format!(
                "{met} connections met the same greeting and extensions, ordinary sessions the same certificate, version and suite; \
                 and no hello was refused on one and answered on another"
            ),
        ),
        ([], others) => Finding::not_tested(
            weakness,
            "a hello was refused on one connection and answered on another: by servers that differ, or by one that fails now and then",
        )
        .shown_by(proofs(others)),
        (versions, _) => Finding::found(
            weakness,
            Severity::Note,
            format!(
                "{} is taken on one connection and refused as a version on another, behind the same greeting; lists of what is taken \
                 may be a mixture",
                list(versions.iter().map(|it| version_name(it.version)))
            ),
            ALIKE,
        )
        .shown_by(proofs(versions)),
    }
}

/// The reply, or the first line of it.
fn first_line(reply: &Reply) -> String {
    let line = reply.lines().first();
    line.map_or_else(String::new, |line| {
        quote::start(line.octets().trim_ascii_end(), QUOTED)
    })
}
