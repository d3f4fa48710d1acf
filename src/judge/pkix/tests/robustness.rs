//! Chains of a hostile server: no panic, and an answer before anyone stops waiting.

use rustls::pki_types::ServerName;

use super::super::*;
use super::support::store;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, NOW, valid};
use crate::tls::Anchors;

/// Every text of every judgement on the chain.
fn everything(chain: &[Certificate], anchors: &Anchors) -> String {
    let reference = ServerName::try_from("mx.example.com").expect("a name");
    let path = path(chain, anchors, NOW);
    let validity = validity(chain, &path, NOW);
    let names = names(chain, &reference);
    let mut text = format!(
        "{}{:?}{names}{:?}",
        path.finding,
        path.finding.fix(),
        names.fix()
    );
    for remark in &path.remarks {
        text.push_str(&format!("{remark}{}", remark.fix()));
    }
    for finding in &validity {
        text.push_str(&format!("{finding}{:?}", finding.fix()));
    }
    text
}

#[test]
fn no_cut_and_no_flipped_bit_panics_or_prints_a_type() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let server = ca.issue();
    let good = vec![server, ca.certificate, root.certificate.clone()];
    let anchors = store(&[&root.certificate]);
    for place in 0..good.len() {
        for position in 0..good[place].der.len() {
            let mut der = good[place].der.clone();
            der[position] ^= 1 << (position % 8);
            let mut chain = good.clone();
            chain[place] = Certificate::from_der(&der);
            let text = everything(&chain, &anchors);
            assert!(!text.contains("::") && !text.contains(" { "), "{text}");
            chain[place] = Certificate::from_der(&der[..position]);
            everything(&chain, &anchors);
        }
    }
}

#[test]
fn a_tangle_of_namesakes_is_given_up_in_time() {
    let expired = |params: &mut rcgen::CertificateParams| valid(params, -90, -3);
    let tangle: Vec<Authority> = (0..20).map(|_| Authority::root("Namesake")).collect();
    let mut chain = Vec::new();
    for above in &tangle {
        let certificate = above.intermediate_with("Namesake", expired).certificate;
        chain.push(certificate);
    }
    chain.insert(0, tangle[0].issue_with(expired));
    everything(&chain, &store(&[&Authority::root("Lab Root").certificate]));
    everything(&chain, &store(&[&Authority::root("Namesake").certificate]));
}
