//! What a domain publishes beside its route: its MTA-STS policy, and where it wants reports on TLS.

use crate::dns::{DomainName, Resolver};
use crate::mta_sts::{self, GivenPolicy, MtaSts};
use crate::tls_rpt::{self, TlsRpt};

/// The policies of a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// What was found of MTA-STS; nothing where there is no policy domain.
    pub mta_sts: Option<MtaSts>,
    /// What was found of TLS reporting; nothing where there is no policy domain.
    pub tls_rpt: Option<TlsRpt>,
}

/// How to look them up.
#[derive(Clone, Debug)]
pub struct PolicySettings {
    /// The policy domain: the next-hop domain (RFC 8461 §3.4); addresses and submission servers have none.
    pub domain: Option<DomainName>,
    /// How to fetch a policy.
    pub fetch: mta_sts::Settings,
    /// A policy that is judged instead of a fetched one.
    pub given: Option<GivenPolicy>,
}

/// Looks them up, side by side.
pub async fn look_up(resolver: &Resolver, settings: &PolicySettings) -> Policies {
    let Some(domain) = &settings.domain else {
        return Policies::default();
    };
    let (mta_sts, tls_rpt) = tokio::join!(
        mta_sts::look_up(domain, resolver, &settings.fetch, settings.given.as_ref()),
        tls_rpt::look_up(domain, resolver, settings.fetch.deadline)
    );
    Policies {
        mta_sts: Some(mta_sts),
        tls_rpt: Some(tls_rpt),
    }
}
