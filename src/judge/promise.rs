//! Whether the domain promises by DANE or by an MTA-STS policy in force who its hosts are, as the level `secure` demands.

use super::check::Check;
use super::dane::{DanePolicy, OnDane};
use super::demands::Demands;
use super::level::Level;
use super::mta_sts::{Holds, OnDomain, OnHost, StsState};
use super::verdict::{Status, Trust, Verdict};
use crate::exit::ExitCode;
use crate::probe::Observation;

/// The verdict, where the level asks for it and nothing else decides it already.
pub(super) fn verdict(
    seen: &Observation,
    dane: Option<&OnDane>,
    sts: (Option<&OnDomain>, Option<&OnHost>),
    demands: &Demands,
) -> Option<Verdict> {
    if demands.level != Level::Secure {
        return None;
    }
    let by_dane = dane.is_some_and(|dane| dane.holds && dane.trust == Some(Trust::Verified));
    let (domain, host) = sts;
    let by_policy = host.and_then(OnHost::keeps_promise);
    if by_dane || by_policy == Some(true) {
        let by = match (by_dane, by_policy == Some(true)) {
            (true, true) => "DANE and an MTA-STS policy in force authenticate the host",
            (true, false) => "DANE authenticates the host",
            _ => "an MTA-STS policy in force authenticates the host",
        };
        return Some(Verdict::new(Check::Promise, Status::Pass, by));
    }
    let failed = |exit| {
        let of_dane = dane.iter().flat_map(|dane| &dane.verdicts);
        let of_policy = host.iter().flat_map(|host| &host.verdicts);
        of_dane.chain(of_policy).any(|verdict| verdict.exit == exit)
    };
    // What is promised and not kept has a verdict of its own.
    if failed(ExitCode::Dane) || failed(ExitCode::MtaSts) {
        return None;
    }
    if seen.handshake.is_none() {
        let reason = "the session did not come to TLS, in which the host could be authenticated";
        return Some(Verdict::new(Check::Promise, Status::NotTested, reason));
    }
    if dane.is_some_and(|dane| dane.holds) {
        // RFC 7672 §2.2.1.
        let reason = "TLSA records prove the host, but not that it is the domain's, because the MX records are not secure";
        return Some(
            Verdict::new(Check::Promise, Status::Fail, reason)
                .with_fix("sign the zone of the domain with DNSSEC, or publish an MTA-STS policy of mode enforce")
                .with_exit(ExitCode::Check),
        );
    }
    let by_dane_unknown = dane.is_some_and(|dane| {
        matches!(
            dane.policy,
            DanePolicy::NotEvaluated(_) | DanePolicy::LookupFailed(_) | DanePolicy::Usable
        )
    });
    let by_policy_unknown = domain
        .is_some_and(|domain| matches!(domain.state, StsState::Unknown(_)))
        || host.is_some_and(|host| host.is_enforced && host.holds == Holds::Unknown);
    if by_dane_unknown || by_policy_unknown {
        let reason =
            "whether DANE or an MTA-STS policy authenticates the host could not be found out";
        let verdict = Verdict::new(Check::Promise, Status::NotTested, reason);
        return Some(verdict.with_exit(ExitCode::NotNow));
    }
    let reason = "the domain promises nothing by which the host could be authenticated: neither DANE nor an MTA-STS policy in force";
    Some(
        Verdict::new(Check::Promise, Status::Fail, reason)
            .with_fix(
                "sign the zone and publish TLSA records for its hosts, or publish an MTA-STS policy of mode enforce",
            )
            .with_exit(ExitCode::Check),
    )
}
