//! What needs no explanation.

use super::ask::{asked, session};
use super::scripted;
use crate::probe::inquiry::is_explainable;
use crate::probe::{Cause, Failure, Observation, Purpose};
use crate::smtp::Stage;
use crate::tls::wire::Answer;
use crate::tls::{CertificateRequest, TlsFault};

#[test]
fn what_needs_no_explanation_is_not_asked_about() {
    let never = |_| -> Option<Answer> { panic!("asked") };
    for fault in [
        TlsFault::NotTls(b"250 x".to_vec()),
        TlsFault::WrongSignature,
        TlsFault::Misbehaved("x"),
        TlsFault::Other("x".to_owned()),
        // no_application_protocol, and what speaks of a client certificate.
        TlsFault::Alert(120),
        TlsFault::Alert(116),
        TlsFault::Alert(48),
    ] {
        let session = session(fault.clone());
        assert!(!is_explainable(&session), "{fault:?}");
        assert_eq!(asked(&session, never), [], "{fault:?}");
    }
    let mut late = session(TlsFault::Closed);
    late.failures = vec![Failure {
        stage: Stage::StartTls,
        cause: Cause::Deadline,
    }];
    assert_eq!(asked(&late, never), []);
    // The server had taken the offer already.
    let mut chosen = session(TlsFault::Alert(40));
    chosen.seen.as_mut().unwrap().has_chosen = true;
    assert_eq!(asked(&chosen, never), []);
    let mut wanted = session(TlsFault::Alert(40));
    wanted.seen.as_mut().unwrap().certificate_request = Some(CertificateRequest {
        issuers: Vec::new(),
        omitted: 0,
        schemes: Vec::new(),
        answer: crate::tls::Answer::None,
    });
    assert_eq!(asked(&wanted, never), []);
    let good = Observation::new(Purpose::Session, scripted::peer());
    assert_eq!(asked(&good, never), []);
}
