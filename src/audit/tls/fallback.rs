//! Whether the server heeds the sign that a client tries again with a lower version than it can.

use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::Said;
use crate::audit::{Ask, EvidenceId, NotTested, VersionFacts};
use crate::tls::names::{FALLBACK_SCSV, SSL_2_0};

/// inappropriate_fallback (RFC 9846 §6.2).
pub(super) const INAPPROPRIATE_FALLBACK: u8 = 86;

/// Offers the second highest version with the sign (RFC 7507 §3).
pub(super) async fn ask<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    versions: &[VersionFacts],
) -> Result<(bool, EvidenceId), NotTested> {
    let spoken = |facts: &&VersionFacts| facts.version > SSL_2_0 && !facts.suites.is_empty();
    let Some(lower) = versions.iter().filter(spoken).nth(1) else {
        let unknown = versions.iter().filter(|facts| facts.version > SSL_2_0);
        let mut unknown = unknown.filter_map(|facts| facts.support.not_tested());
        let one = inquiry.or_stopped("the server speaks one version");
        return Err(unknown.next().cloned().unwrap_or(one));
    };
    let accepted = lower
        .suites
        .iter()
        .filter_map(|it| u16::try_from(it.suite).ok());
    let mut suites: Vec<u16> = accepted.collect();
    suites.push(FALLBACK_SCSV);
    let hello = inquiry.hello(lower.version, suites);
    let heard = inquiry
        .ask(Meant::Otherwise, "after a fallback", hello)
        .await?;
    match heard.said {
        Said::Chose(_) => Ok((false, heard.evidence)),
        Said::Refused(_, Some(INAPPROPRIATE_FALLBACK)) => Ok((true, heard.evidence)),
        Said::Refused(how, _) => Err(NotTested::Unclear(format!("refused otherwise: {how}"))),
        said => Err(said.unclear()),
    }
}
