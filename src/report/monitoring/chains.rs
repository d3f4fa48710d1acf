//! The certificates whose dates monitoring watches, and whether anybody minds the dates.

use crate::judge::Level;
use crate::report::certificate::{CertificateReport, ContentsReport};
use crate::report::peer::PeerReport;
use crate::report::{Dossier, EndpointReport, Report};

/// What a server shows to those who send its name.
const RIGHT_NAME: &str = "right-name";

/// A chain that a server showed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain<'a> {
    /// Who showed it.
    pub(super) peer: &'a PeerReport,
    /// The certificates, the server's own first.
    pub(super) certificates: &'a [CertificateReport],
    /// It counts for what the run comes to how long the server's own certificate is valid.
    pub(super) dates_count: bool,
}

impl<'a> Chain<'a> {
    /// What the server's own certificate says, where it can be read.
    pub(super) fn own(&self) -> Option<&'a ContentsReport> {
        self.certificates.first()?.contents.as_ref()
    }

    /// The kind of its key, which tells the certificates of one server apart.
    pub(super) fn key(&self) -> &'a str {
        self.own().map_or("", |own| own.key.algorithm.as_str())
    }
}

/// The chains of a target: of each server one for each kind of key. Where the target was probed, those of the sessions.
pub(super) fn chains(dossier: &Dossier) -> Vec<Chain<'_>> {
    let mut chains: Vec<Chain<'_>> = Vec::new();
    let found = match &dossier.probe {
        Some(report) => probed(report),
        None => audited(dossier),
    };
    // Where it is expected how the run ends, that decides, and not what led there.
    let mut expectations = dossier.expectations.iter();
    let end_is_expected = expectations.any(|row| row.expectation == "exit-code");
    for chain in found {
        let chain = Chain {
            dates_count: chain.dates_count && !end_is_expected,
            ..chain
        };
        let is_known =
            |other: &Chain<'_>| other.peer.peer == chain.peer.peer && other.key() == chain.key();
        if !chain.certificates.is_empty() && !chains.iter().any(is_known) {
            chains.push(chain);
        }
    }
    chains
}

fn probed(report: &Report) -> Vec<Chain<'_>> {
    let endpoints = report.endpoints.iter();
    let chains = endpoints.flat_map(|endpoint| {
        let observations = endpoint.observations.iter();
        // A server that was only asked has not proved that it holds the key.
        let shown = observations.filter(|seen| matches!(seen.purpose, "session" | "other-key"));
        shown.map(|seen| Chain {
            peer: &endpoint.peer,
            certificates: &seen.chain,
            dates_count: endpoint.counts && dates_count(report, endpoint),
        })
    });
    chains.collect()
}

fn audited(dossier: &Dossier) -> Vec<Chain<'_>> {
    let endpoints = dossier.audit.iter().flat_map(|report| &report.endpoints);
    let chains = endpoints.flat_map(|endpoint| {
        let is_right = |conditions: &[&str]| conditions.contains(&RIGHT_NAME);
        let mut all = endpoint.certificates.iter();
        let has_right = all.any(|it| is_right(&it.shown_to));
        let shown = endpoint.certificates.iter();
        let shown = shown.filter(move |it| is_right(&it.shown_to) || !has_right);
        shown.map(|it| Chain {
            peer: &endpoint.peer,
            certificates: &it.chain,
            // An audit does not ask for TLSA records.
            dates_count: endpoint.counts,
        })
    });
    chains.collect()
}

/// Whether the end of a certificate's validity would be an end of anything. Where a TLSA record with usage DANE-EE authenticates the
/// server, senders must not look at the dates (RFC 7672 §3.1.1), but those that go by an MTA-STS policy in force do (RFC 8461 §4.1).
/// Levels below verify put up with any certificate.
fn dates_count(report: &Report, endpoint: &EndpointReport) -> bool {
    let puts_up_with_any = [Level::May, Level::Encrypt].map(Level::word);
    if puts_up_with_any.contains(&report.level) {
        return false;
    }
    let policy = report.policies.mta_sts.as_ref();
    let is_enforced = policy.is_some_and(|policy| policy.state == "enforce");
    is_enforced || !by_dane_ee(endpoint)
}

/// A sender knows the server by a TLSA record with usage DANE-EE. To a mail client, for which there is no sender here, TLSA records
/// mean nothing.
fn by_dane_ee(endpoint: &EndpointReport) -> bool {
    let mut means = endpoint
        .sender
        .iter()
        .flat_map(|sender| &sender.authenticated_by);
    let record = endpoint.authenticated_by_tlsa.as_ref();
    means.any(|means| *means == "dane") && record.is_some_and(|it| it.record.starts_with("3 "))
}
