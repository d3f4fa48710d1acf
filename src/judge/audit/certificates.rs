//! What speaks against the certificates of a server, and when it shows which.

use super::finding::{Finding, Severity};
use super::subject::{Service, Subject};
use super::weakness::Weakness;
use super::words::list;
use crate::audit::{Conditions, EvidenceId, NotTested, ShownCertificate};
use crate::certificate::{Certificate, Contents, KeyAlgorithm, PublicKey};
use crate::judge::pkix::date::day;
use crate::judge::pkix::is_weak;

/// Keys that are too short, and signatures with digests of which collisions can be made.
pub(super) fn weak(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::WeakCertificate;
    let shown = &subject.tls.certificates;
    if shown.is_empty() {
        return Finding::not_tested(weakness, "no certificate was seen");
    }
    let mut faults: Vec<(String, Option<EvidenceId>)> = Vec::new();
    let mut severity = Severity::Warn;
    for shown in shown {
        for (position, der) in shown.chain.iter().enumerate() {
            let Ok(contents) = Certificate::from_der(der).contents else {
                continue;
            };
            for (fault, how_bad) in faults_of(&contents, position == 0, subject.service) {
                severity = severity.min(how_bad);
                if !faults.iter().any(|(known, _)| *known == fault) {
                    faults.push((fault, shown.evidence));
                }
            }
        }
    }
    if faults.is_empty() {
        return Finding::not_found(
            weakness,
            "keys and signatures of every chain are long enough and of today",
        );
    }
    Finding::found(
        weakness,
        severity,
        list(faults.iter().map(|(fault, _)| fault.clone())),
        "make a new key, ECDSA P-256 or RSA with 2048 bits or more, and have it certified anew with SHA-256",
    )
    .shown_by(faults.into_iter().filter_map(|(_, evidence)| evidence))
}

/// What is weak about a certificate, and how bad that is for whom: senders that would else go on in the clear look at none, but a key
/// that anybody can break protects nobody. The signature of what is its own issuer proves nothing, and may be weak.
fn faults_of(contents: &Contents, is_own: bool, service: Service) -> Vec<(String, Severity)> {
    let subject = whose(contents);
    let mut faults = Vec::new();
    if is_weak(&contents.key) {
        let severity = match (is_own, service) {
            (false, _) => Severity::Warn,
            (true, Service::Submission) => Severity::Fail,
            (true, Service::Relay) if is_broken(&contents.key) => Severity::Fail,
            (true, Service::Relay) => Severity::Warn,
        };
        let fault = format!("the key of {subject} is weak ({})", contents.key);
        faults.push((fault, severity));
    }
    let digest = contents.signature_algorithm.broken_digest();
    if let Some(digest) = digest.filter(|_| contents.subject != contents.issuer) {
        let severity = match service {
            Service::Submission => Severity::Fail,
            Service::Relay => Severity::Warn,
        };
        faults.push((format!("{subject} is signed with {digest}"), severity));
    }
    faults
}

/// Whether a key is so short that breaking it pays.
fn is_broken(key: &PublicKey) -> bool {
    let least = match key.algorithm {
        KeyAlgorithm::Ecdsa => 224,
        _ => 1024,
    };
    key.bits.is_some_and(|bits| bits < least)
}

/// Certificates whose time is over, or has not come (RFC 5280 §4.1.2.5). Which of a chain a client needs is the path's matter, so that
/// those behind the server's own are worth a note only.
pub(super) fn expired(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::CertificateExpired;
    let mut faults: Vec<(bool, String, Option<EvidenceId>)> = Vec::new();
    let mut unreadable = false;
    for shown in &subject.tls.certificates {
        for (position, der) in shown.chain.iter().enumerate() {
            let Ok(contents) = Certificate::from_der(der).contents else {
                unreadable |= position == 0;
                continue;
            };
            if let Some(fault) = not_valid(&contents, subject.now)
                && !faults.iter().any(|(_, known, _)| *known == fault)
            {
                faults.push((position == 0, fault, shown.evidence));
            }
        }
    }
    let is_own = faults.iter().any(|(is_own, ..)| *is_own);
    let told = list(faults.iter().map(|(_, fault, _)| fault.clone()));
    let finding = match (
        faults.is_empty(),
        is_own,
        subject.tls.certificates.is_empty(),
    ) {
        (_, _, true) => Finding::not_tested(weakness, "no certificate was seen"),
        (true, ..) if unreadable => Finding::not_tested(weakness, "a certificate cannot be read"),
        (true, ..) => Finding::not_found(weakness, "every certificate is valid now"),
        (false, true, _) => Finding::found(
            weakness,
            Severity::Warn,
            match subject.service {
                Service::Relay => format!(
                    "{told}; senders that look at certificates, for an MTA-STS policy or at levels verify and secure, do not deliver"
                ),
                Service::Submission => {
                    format!("{told}; mail clients refuse it, or ask their users")
                }
            },
            "renew the certificate, and see to it that the server takes the new one up without being told; smtls probe judges names and trust as well",
        ),
        (false, false, _) => Finding::found(
            weakness,
            Severity::Note,
            format!(
                "behind the server's own certificate, {told}; whether it is needed is judged by smtls probe"
            ),
            "take it out of the chain, or put its successor there",
        ),
    };
    finding.shown_by(faults.into_iter().filter_map(|(.., evidence)| evidence))
}

/// What is wrong with the dates of a certificate at a moment.
fn not_valid(contents: &Contents, now: i64) -> Option<String> {
    let whose = whose(contents);
    if now > contents.not_after {
        return Some(format!("{whose} expired on {}", day(contents.not_after)));
    }
    (now < contents.not_before)
        .then(|| format!("{whose} is valid from {} on only", day(contents.not_before)))
}

/// Whose certificate it is.
fn whose(contents: &Contents) -> String {
    match contents.subject.is_empty() {
        true => "the certificate without a subject".to_owned(),
        false => contents.subject.to_string(),
    }
}

/// Whether a client that sends no name sees the certificate that others see; most senders send none.
pub(super) fn depends_on_name(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NameDependsOnSni;
    let with = shown(subject, Conditions::RightName);
    let without = shown(subject, Conditions::NoName);
    if with.is_empty() || without.is_empty() {
        let needs_name = &subject.tls.features.needs_name;
        if let Some(why) = needs_name
            .not_tested()
            .filter(|why| **why == NotTested::NO_NAME)
        {
            return Finding::not_tested(weakness, why);
        }
        let refused = matches!(needs_name.known(), Some((true, _)));
        return Finding::not_tested(
            weakness,
            match (with.is_empty(), refused) {
                (false, true) => "clients that send no name are refused",
                (true, _) => "no certificate was seen by a client that sends the server's name",
                (false, false) => "no certificate was seen by a client that sends no name",
            },
        );
    }
    let ends = |shown: &[&ShownCertificate]| -> Vec<Vec<u8>> {
        let ends = shown
            .iter()
            .filter_map(|shown| shown.chain.first().cloned());
        ends.collect()
    };
    let (with_ends, without_ends) = (ends(&with), ends(&without));
    let differs = !without_ends.iter().any(|end| with_ends.contains(end));
    let evidence: Vec<EvidenceId> = [&with, &without]
        .into_iter()
        .flatten()
        .filter_map(|shown| shown.evidence)
        .collect();
    match differs {
        false => Finding::not_found(weakness, "with and without the server name the same certificate is shown"),
        true => Finding::found(
            weakness,
            match subject.service {
                Service::Relay => Severity::Warn,
                Service::Submission => Severity::Note,
            },
            format!(
                "a client that sends no server name gets another certificate ({}) than one that does ({}); Postfix and other senders send none unless they do DANE",
                titles(&without_ends),
                titles(&with_ends)
            ),
            "make the certificate for the name in the MX record the default one: in Postfix smtpd_tls_chain_files",
        ),
    }
    .shown_by(evidence)
}

/// Whether clients that send no name are refused.
pub(super) fn needs_name(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::NeedsServerName;
    Finding::of(
        weakness,
        &subject.tls.features.needs_name,
        |(needs, evidence)| {
            match needs {
            false => Finding::not_found(weakness, "clients that send no name are served"),
            true => Finding::found(
                weakness,
                match subject.service {
                    Service::Relay => Severity::Fail,
                    Service::Submission => Severity::Warn,
                },
                "clients that send no server name are refused; most sending servers send none, and would go on in the clear or defer",
                "give the server a default certificate for clients without a name",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

/// Whether clients that send the server's own name are refused: senders that do DANE or MTA-STS, and every mail client.
pub(super) fn refuses_own_name(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::RefusesOwnName;
    Finding::of(
        weakness,
        &subject.tls.features.refuses_right_name,
        |(refuses, evidence)| {
            match refuses {
                false => Finding::not_found(weakness, "clients that send the server's name are served"),
                true => Finding::found(
                    weakness,
                    Severity::Fail,
                    "clients that send the server's own name are refused; senders that do DANE or MTA-STS send it, and so do mail clients",
                    "give the server a certificate for its name, or serve the default one to every name: in Postfix look at tls_server_sni_maps",
                ),
            }
            .shown_by([*evidence])
        },
    )
}

/// What becomes of a name that the server has not. For a host of MX records RFC 7672 §8.1 wants it served; elsewhere a refusal keeps
/// sessions for another service out.
pub(super) fn alpaca(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::Alpaca;
    Finding::of(
        weakness,
        &subject.tls.features.refuses_wrong_name,
        |(refuses, evidence)| {
            match (refuses, subject.service) {
            (true, Service::Relay) => Finding::found(
                weakness,
                Severity::Fail,
                "a name that the server has not is refused; senders that go by another of its names, by an alias or by the domain, would fail",
                "serve the default certificate to names that are not known, as RFC 7672, section 8.1 has it",
            ),
            (true, Service::Submission) => Finding::not_found(weakness, "a name that the server has not is refused"),
            (false, Service::Relay) => Finding::not_found(
                weakness,
                "a name that the server has not is served, as RFC 7672, section 8.1 has it for mail",
            ),
            (false, Service::Submission) => Finding::note(
                weakness,
                "a name that the server has not is served, so that somebody on the way can lead a client of another service with the same certificate here; RFC 9325, section 3.7 would refuse it",
            ),
        }
        .shown_by([*evidence])
        },
    )
}

fn shown(subject: Subject<'_>, when: Conditions) -> Vec<&ShownCertificate> {
    let shown = subject.tls.certificates.iter();
    shown
        .filter(|shown| shown.conditions.contains(&when))
        .collect()
}

/// Whom certificates are for, in words.
fn titles(ends: &[Vec<u8>]) -> String {
    list(
        ends.iter()
            .map(|der| match Certificate::from_der(der).contents {
                Ok(contents) if contents.subject.is_empty() => "no subject".to_owned(),
                Ok(contents) => contents.subject.to_string(),
                Err(_) => "cannot be read".to_owned(),
            }),
    )
}
