//! The client certificate: whether the server asked for one, got one, and ended the session over it.

use super::check::{Check, ResultType};
use super::failure::{exit_of, shown};
use super::tls_words;
use super::verdict::{Status, Verdict};
use crate::probe::{Cause, Observation};
use crate::smtp::{Fault, Reply, Stage};
use crate::tls::{Answer, CertificateRequest, TlsFault};

/// The verdict where the server asked for a client certificate; nothing where it did not, or where no handshake was done.
pub(super) fn verdict(seen: &Observation) -> Option<Verdict> {
    let request = request(seen)?;
    if let Some(refused) = Stage::ALL
        .into_iter()
        .find_map(|stage| refused(seen, stage))
    {
        return Some(refused);
    }
    seen.handshake.as_ref()?;
    let before_auth = |stage: Stage| stage < Stage::Auth;
    let went_on = seen.heard_inside_tls() && !seen.failures.iter().any(|it| before_auth(it.stage));
    Some(match (request.answer, went_on) {
        (Answer::Sent, true) => Verdict::new(
            Check::ClientCertificate,
            Status::Pass,
            "the server asked for a client certificate, and it was sent",
        ),
        (Answer::Sent, false) => Verdict::new(
            Check::ClientCertificate,
            Status::Note,
            "the server asked for a client certificate, and it was sent; whether it was liked is not known",
        ),
        (Answer::Unusable, went_on) => unusable(went_on),
        (Answer::None, true) => Verdict::new(
            Check::ClientCertificate,
            Status::Note,
            "the server asks for a client certificate; none was sent, and the session went on",
        ),
        (Answer::None, false) => Verdict::new(
            Check::ClientCertificate,
            Status::Note,
            "the server asks for a client certificate, and none was sent",
        )
        .with_fix("if the server ends the session for want of one, give it with --cert and --key"),
    })
}

/// There was a certificate, and the server's terms rule its key out.
fn unusable(went_on: bool) -> Verdict {
    let then = match went_on {
        true => "; the session went on without",
        false => "",
    };
    let reason = format!(
        "the server asks for a client certificate, and the one given was not sent, because its key can make none of the \
         signatures that the server accepts{then}"
    );
    Verdict::new(Check::ClientCertificate, Status::Warn, reason)
        .with_fix("use a certificate with a key of another kind")
}

/// The verdict where a stage failed because of the client certificate.
pub(super) fn refused(seen: &Observation, stage: Stage) -> Option<Verdict> {
    let request = request(seen)?;
    let evidence = match seen.failure(stage)? {
        Cause::Tls(fault)
            if fault.refuses_client_certificate(seen.handshake.is_some())
                && can_mean(fault, request) =>
        {
            by_alert(fault, request)
        }
        Cause::Smtp(Fault::Rejected(reply)) if seen.handshake.is_some() && speaks_of_it(reply) => {
            format!("it answered {}", shown(reply))
        }
        _ => return None,
    };
    let (what, fix) = match request.answer {
        Answer::Sent => (
            "the server refuses the client certificate that was sent",
            "use one that the server trusts, or add its issuer to what the server trusts",
        ),
        Answer::Unusable => (
            "the client certificate could not be sent, because its key can make none of the signatures that the server accepts",
            "use a certificate with a key of another kind",
        ),
        Answer::None => (
            "the server refuses the session without a client certificate",
            "give one with --cert and --key; a public MX host should not insist on one, because few senders have any",
        ),
    };
    let verdict = Verdict::new(
        Check::ClientCertificate,
        Status::Fail,
        format!("{what}: {evidence}"),
    )
    .with_fix(fix)
    .with_result_type(ResultType::ValidationFailure);
    Some(verdict.with_exit(exit_of(stage)))
}

fn request(seen: &Observation) -> Option<&CertificateRequest> {
    seen.seen.as_ref()?.certificate_request.as_ref()
}

/// Whether an alert can speak of what was sent: where that was nothing, nothing of it can be of the wrong kind, revoked,
/// expired, or signed wrongly (RFC 9846 §6.2).
fn can_mean(fault: &TlsFault, request: &CertificateRequest) -> bool {
    let of_a_certificate = matches!(fault, TlsFault::Alert(43..=45 | 51));
    request.answer == Answer::Sent || !of_a_certificate
}

/// TLS 1.2 has no alert of its own for a missing certificate, and what handshake_failure means elsewhere is not so here:
/// the server had chosen everything before it asked.
fn by_alert(fault: &TlsFault, request: &CertificateRequest) -> String {
    match (fault, request.answer) {
        (TlsFault::Alert(40), Answer::None | Answer::Unusable) => {
            "it asked for one, got none, and ended the handshake with alert 40 (handshake_failure)"
                .to_owned()
        }
        (TlsFault::Alert(40), Answer::Sent) => {
            "it got it and ended the handshake with alert 40 (handshake_failure)".to_owned()
        }
        _ => tls_words::fault(fault, None),
    }
}

/// Some servers finish the handshake and say in SMTP what they miss, as Postfix does.
fn speaks_of_it(reply: &Reply) -> bool {
    let mut lines = reply
        .lines()
        .iter()
        .map(|line| line.text().to_ascii_lowercase());
    lines.any(|text| {
        text.windows(b"certificate".len())
            .any(|window| window == b"certificate")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::{Failure, Peer, Purpose};
    use crate::tls::Seen;
    use std::net::{Ipv4Addr, SocketAddr};

    /// A handshake that ended with this alert, after a request for a certificate.
    fn handshake(alert: u8, requested: bool, answer: Answer) -> Observation {
        let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
        let peer = Peer::at(socket);
        let request = CertificateRequest {
            issuers: Vec::new(),
            omitted: 0,
            schemes: Vec::new(),
            answer,
        };
        Observation {
            seen: Some(Seen {
                certificate_request: requested.then_some(request),
                ..Seen::default()
            }),
            failures: vec![Failure {
                stage: Stage::StartTls,
                cause: Cause::Tls(TlsFault::Alert(alert)),
            }],
            ..Observation::new(Purpose::Session, peer)
        }
    }

    #[test]
    fn a27_handshake_failure_after_a_request_is_told_without_its_meaning_elsewhere() {
        for (answer, words) in [
            (Answer::None, ["without a client certificate", "got none"]),
            (Answer::Unusable, ["could not be sent", "got none"]),
            (
                Answer::Sent,
                ["the client certificate that was sent", "got it"],
            ),
        ] {
            let verdict = verdict(&handshake(40, true, answer)).expect("a verdict");
            assert_eq!(verdict.status, Status::Fail);
            assert_eq!(verdict.exit, exit_of(Stage::StartTls));
            for word in [words[0], words[1], "alert 40 (handshake_failure)"] {
                assert!(verdict.reason.contains(word), "{}", verdict.reason);
            }
            // The server had chosen suite, group and scheme before it asked.
            for word in ["common", "offered", "acceptable"] {
                assert!(!verdict.reason.contains(word), "{}", verdict.reason);
            }
        }
    }

    #[test]
    fn an_alert_is_no_matter_of_a_certificate_that_nobody_asked_for() {
        assert_eq!(verdict(&handshake(40, false, Answer::None)), None);
        assert_eq!(verdict(&handshake(116, false, Answer::None)), None);
        // decrypt_error is about a signature, and nobody sent one.
        assert_eq!(verdict(&handshake(51, true, Answer::None)), None);
        assert!(verdict(&handshake(51, true, Answer::Sent)).is_some());
        // Whatever was asked for, the versions do not fit.
        assert_eq!(verdict(&handshake(70, true, Answer::None)), None);
    }
}
