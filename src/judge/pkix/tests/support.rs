//! What the tests of all three opinions share.

use rustls::pki_types::CertificateDer;

use super::super::{Outcome, PathFinding, path as judge_path};
use crate::certificate::Certificate;
use crate::certificate::forge::NOW;
use crate::tls::{Anchor, Anchors};

/// A store with these certificates as its anchors.
pub(super) fn store(certificates: &[&Certificate]) -> Anchors {
    let anchors = certificates.iter().map(|certificate| {
        let der = CertificateDer::from(certificate.der.clone());
        let trust_anchor = webpki::anchor_from_trusted_cert(&der)
            .expect("makes an anchor")
            .to_owned();
        Anchor {
            trust_anchor,
            der: Some(der),
        }
    });
    Anchors {
        store_name: "the test store".to_owned(),
        complaints: Vec::new(),
        anchors: anchors.collect(),
    }
}

/// The finding on the path of this chain, with these anchors.
pub(super) fn found(chain: &[&Certificate], anchors: &[&Certificate]) -> PathFinding {
    let chain: Vec<Certificate> = chain.iter().map(|it| (*it).clone()).collect();
    judge_path(&chain, &store(anchors), NOW).finding
}

/// The certificate of the server fails with this text and this fix.
#[track_caller]
pub(super) fn fails(finding: &PathFinding, text: &str, fix: &str) {
    assert_eq!(finding.to_string(), text);
    assert_eq!(finding.fix().as_deref(), Some(fix));
    assert_eq!(finding.outcome(), Outcome::Fails);
}
