//! What speaks against the certificates of a server, and when it shows which.

use super::finding::{Finding, Severity};
use super::subject::{Service, Subject};
use super::weakness::Weakness;
use super::words::list;
use crate::audit::{Conditions, EvidenceId, NotTested, ShownCertificate};
use crate::certificate::{Certificate, Contents};
use crate::judge::pkix::is_weak;

/// Keys that are too short, and signatures with digests of which collisions can be made.
pub(super) fn weak(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::WeakCertificate;
    let shown = &subject.tls.certificates;
    if shown.is_empty() {
        return Finding::not_tested(weakness, "no certificate was seen");
    }
    let mut faults: Vec<(String, Option<EvidenceId>)> = Vec::new();
    for shown in shown {
        for der in &shown.chain {
            let Ok(contents) = Certificate::from_der(der).contents else {
                continue;
            };
            for fault in faults_of(&contents) {
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
        Severity::Warn,
        list(faults.iter().map(|(fault, _)| fault.clone())),
        "make a new key, ECDSA P-256 or RSA with 2048 bits or more, and have it certified anew with SHA-256",
    )
    .shown_by(faults.into_iter().filter_map(|(_, evidence)| evidence))
}

/// What is weak about a certificate. The signature of what is its own issuer proves nothing, and may be weak.
fn faults_of(contents: &Contents) -> Vec<String> {
    let subject = match contents.subject.is_empty() {
        true => "the certificate without a subject".to_owned(),
        false => contents.subject.to_string(),
    };
    let mut faults = Vec::new();
    if is_weak(&contents.key) {
        faults.push(format!("the key of {subject} is weak ({})", contents.key));
    }
    let digest = contents.signature_algorithm.broken_digest();
    if let Some(digest) = digest.filter(|_| contents.subject != contents.issuer) {
        faults.push(format!("{subject} is signed with {digest}"));
    }
    faults
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
            return Finding::not_tested(weakness, why.to_string());
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
                Severity::Warn,
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
