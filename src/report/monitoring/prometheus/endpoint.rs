//! Metrics of an endpoint that was probed, and of the certificates of all endpoints.

use super::exposition::{Exposition, Labels};
use super::metrics;
use crate::judge::Trust;
use crate::report::moment;
use crate::report::monitoring::chains::chains;
use crate::report::monitoring::stages::{stages, total};
use crate::report::{CertificateReport, Dossier, EndpointReport, TlsReport};

/// How many certificates of a chain get metrics: more than any path has.
const CERTIFICATES: usize = 10;

/// What was seen of an endpoint.
pub(super) fn endpoint(exposition: &mut Exposition, endpoint: &EndpointReport, labels: &Labels) {
    exposition.add_yes(&metrics::ENDPOINT_SUCCESS, labels, endpoint.exit_code == 0);
    exposition.add_yes(&metrics::ENDPOINT_COUNTS, labels, endpoint.counts);
    exposition.add(&metrics::DURATION, labels, total(endpoint));
    for (stage, took) in stages(endpoint) {
        exposition.add(&metrics::STAGE, &labels.with(&[("stage", stage)]), took);
    }
    let mut observations = endpoint.observations.iter();
    let session = observations.find(|seen| seen.purpose == "session");
    if let Some(tls) = session.and_then(|seen| seen.tls.as_ref()) {
        tls_info(exposition, tls, labels);
    }
    if let Some(trust) = &endpoint.trust {
        let all = [
            Trust::Verified,
            Trust::Trusted,
            Trust::Untrusted,
            Trust::Anonymous,
        ];
        for word in all.map(|trust| trust.word().to_ascii_lowercase()) {
            let labels = labels.with(&[("trust", &word)]);
            exposition.add_yes(&metrics::TRUST, &labels, word == *trust);
        }
    }
    dane(exposition, endpoint, labels);
}

fn tls_info(exposition: &mut Exposition, tls: &TlsReport, labels: &Labels) {
    let group = tls.group.as_ref();
    let is_post_quantum = group.is_some_and(|group| group.post_quantum);
    let labels = labels.with(&[
        ("version", &tls.version),
        ("cipher_suite", &tls.cipher_suite.name),
        ("group", group.map_or("", |group| group.name.as_str())),
        ("post_quantum", if is_post_quantum { "yes" } else { "no" }),
        (
            "signature_scheme",
            tls.signature_scheme.as_deref().unwrap_or_default(),
        ),
    ]);
    exposition.add(&metrics::TLS_INFO, &labels, 1.0);
}

/// Whether DANE authenticates the server, where that was found out: the verdict on `dane` passed or failed.
fn dane(exposition: &mut Exposition, endpoint: &EndpointReport, labels: &Labels) {
    let Some(decisive) = &endpoint.authenticated_by_tlsa else {
        let mut verdicts = endpoint.verdicts.iter();
        if verdicts.any(|it| it.check == "dane" && it.status == "fail") {
            exposition.add_yes(&metrics::DANE_AUTHENTICATED, labels, false);
        }
        return;
    };
    exposition.add_yes(&metrics::DANE_AUTHENTICATED, labels, true);
    let mut fields = decisive.record.split(' ');
    let mut field = || fields.next().unwrap_or_default();
    let (usage, selector, matching_type) = (field(), field(), field());
    let labels = labels.with(&[
        ("usage", usage),
        ("selector", selector),
        ("matching_type", matching_type),
        ("matched", decisive.matched),
    ]);
    exposition.add(&metrics::DANE_INFO, &labels, 1.0);
}

/// The certificates that the servers of a target show.
pub(super) fn certificates(exposition: &mut Exposition, dossier: &Dossier, labels: &Labels) {
    for chain in chains(dossier) {
        let labels = labels.at(chain.peer).with(&[("key", chain.key())]);
        exposition.add_yes(&metrics::DATES_COUNT, &labels, chain.dates_count);
        let certificates = chain.certificates.iter().take(CERTIFICATES);
        for (depth, one) in certificates.enumerate() {
            let labels = labels.with(&[("depth", &depth.to_string())]);
            certificate(exposition, one, &labels);
        }
    }
}

fn certificate(exposition: &mut Exposition, one: &CertificateReport, labels: &Labels) {
    let Some(contents) = &one.contents else {
        return;
    };
    let info = labels.with(&[
        ("subject", &contents.subject),
        ("issuer", &contents.issuer),
        ("serial", &contents.serial),
        ("sha256", &one.sha256),
        ("key_description", &contents.key.description),
        ("signature_algorithm", &contents.signature_algorithm),
    ]);
    let labels = labels.with(&[("subject", &contents.subject)]);
    for (metric, day) in [
        (&metrics::NOT_AFTER, &contents.not_after),
        (&metrics::NOT_BEFORE, &contents.not_before),
    ] {
        if let Some(moment) = moment::seconds(day) {
            exposition.add_whole(metric, &labels, moment);
        }
    }
    exposition.add(&metrics::CERTIFICATE_INFO, &info, 1.0);
}
