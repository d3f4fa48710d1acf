//! The quick inquiry: what a profile needs for its verdict, the worst first and class by class.

use super::catalogue::{self, is_signed_by};
use super::certificates::without_name;
use super::classes::{Class, classes, unseen};
use super::inquiry::{Inquiry, Meant};
use super::opening::Opened;
use super::said::Said;
use super::{versions, words};
use crate::audit::{Ask, EvidenceId, Known, NotTested, Support, VersionFacts};
use crate::certificate::KeyAlgorithm;
use crate::tls::names::{
    Authentication, GROUPS, SIGNATURE_SCHEMES, SSL_3_0, SignatureHash, TLS_1_1, TLS_1_2, TLS_1_3,
    cipher_suite,
};

/// So many hellos ask for signatures over old hashes; the first answer tells that there are some.
const MOST_OLD: usize = 3;

/// What the quick inquiry found out, beside what all answers together say.
#[derive(Debug, Default)]
pub(super) struct Quick {
    /// What the opening found out.
    pub opened: Opened,
    /// SSL 2.0.
    pub ssl_2_0: Vec<VersionFacts>,
    /// Whether the versions are spoken.
    pub supports: Vec<(u16, Known<Support>)>,
    /// The groups of TLS 1.3 that were refused.
    pub refused_groups: Vec<u16>,
    /// The schemes of TLS 1.2 that were refused.
    pub refused_schemes: Vec<u16>,
    /// A client that sends no name is refused.
    pub needs_name: Known<(bool, EvidenceId)>,
}

impl Quick {
    /// Asks, until everything is asked or the connections are used up.
    pub(super) async fn ask<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>) -> Result<(), NotTested> {
        self.opened = inquiry.open().await?;
        self.ssl_2_0 = versions::ssl_2_0(inquiry).await;
        self.ask_older(inquiry).await?;
        self.ask_newer(inquiry).await?;
        let is_yes = |support: &Known<Support>| matches!(support, Known::Known(Support::Yes(_)));
        let spoken = |newest: u16| {
            let mut spoken = self.supports.iter().filter(|(_, support)| is_yes(support));
            spoken
                .find(|(version, _)| *version <= newest)
                .map(|(version, _)| *version)
        };
        let has_1_3 = spoken(TLS_1_3) == Some(TLS_1_3);
        if let Some(version) = spoken(TLS_1_2) {
            ask_classes(inquiry, version).await?;
            if version == TLS_1_2 {
                self.refused_schemes = old_hashes_refused(inquiry).await?;
            }
            self.needs_name = without_name(inquiry, version).await.into();
            ask_other_key(inquiry, version).await?;
        }
        if has_1_3 {
            self.refused_groups = post_quantum_refused(inquiry).await?;
        }
        Ok(())
    }

    /// TLS 1.1 down to SSL 3.0: each answer tells the best of those that were offered.
    async fn ask_older<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>) -> Result<(), NotTested> {
        let mut next = Some(TLS_1_1);
        while let Some(version) = next {
            let hello = inquiry.hello(version, unseen(version, &[]));
            let heard = inquiry.ask_version(hello).await?;
            let evidence = heard.evidence;
            let support = match heard.said {
                Said::Chose(flight) => {
                    let how = format!("chose {} instead", words::version(flight.version));
                    for passed in (flight.version..=version).skip(1).rev() {
                        let how = how.clone();
                        let no = Support::No { how, evidence };
                        self.supports.push((passed, Known::Known(no)));
                    }
                    let yes = Known::Known(Support::Yes(evidence));
                    self.supports.push((flight.version, yes));
                    next = flight.version.checked_sub(1).filter(|it| *it >= SSL_3_0);
                    continue;
                }
                Said::Refused(how, _) => Known::Known(Support::No { how, evidence }),
                said => Known::NotTested(said.unclear()),
            };
            self.supports.push((version, support));
            next = version.checked_sub(1).filter(|it| *it >= SSL_3_0);
        }
        Ok(())
    }

    /// TLS 1.3 and 1.2, as far as the opening has left that open.
    async fn ask_newer<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>) -> Result<(), NotTested> {
        for version in [TLS_1_2, TLS_1_3] {
            let support = match inquiry.first_at(version) {
                Some((_, evidence)) => Known::Known(Support::Yes(evidence)),
                None => {
                    let suites = inquiry.portions(version).into_iter().next();
                    let hello = inquiry.hello(version, suites.unwrap_or_default());
                    let heard = inquiry.ask_version(hello).await?;
                    versions::supported(version, heard)
                }
            };
            self.supports.insert(0, (version, support));
        }
        Ok(())
    }
}

/// Asks for suites of the classes that were not seen yet, until what is left is refused.
async fn ask_classes<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> Result<(), NotTested> {
    let mut seen: Vec<Class> = Vec::new();
    loop {
        let mut suites = unseen(version, &seen);
        suites.truncate(inquiry.most_suites());
        if suites.is_empty() {
            return Ok(());
        }
        let hello = inquiry.hello(version, suites);
        let heard = inquiry
            .ask(Meant::ForSuites, "the weak ones", hello)
            .await?;
        let Said::Chose(flight) = heard.said else {
            return Ok(());
        };
        let before = seen.len();
        let chosen = cipher_suite(flight.suite).map(classes).unwrap_or_default();
        seen.extend(
            chosen
                .into_iter()
                .filter(|it| !seen.contains(it))
                .collect::<Vec<_>>(),
        );
        if seen.len() == before {
            return Ok(());
        }
    }
}

/// Asks for a signature over MD5, SHA-1 or SHA-224 (AT12).
async fn old_hashes_refused<A: Ask>(inquiry: &Inquiry<'_, A>) -> Result<Vec<u16>, NotTested> {
    use SignatureHash::{Md5, Sha1, Sha224};
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let old = |hash| matches!(hash, Md5 | Sha1 | Sha224);
    let schemes = SIGNATURE_SCHEMES.iter().filter(|scheme| old(scheme.hash));
    let schemes: Vec<u16> = schemes.map(|scheme| scheme.code_point).collect();
    let mut left = schemes;
    for _ in 0..MOST_OLD {
        let suites = signed(&[Authentication::Rsa, Authentication::Ecdsa]);
        let mut hello = inquiry.hello(TLS_1_2, suites);
        hello.schemes = left.clone();
        let heard = inquiry.ask(Meant::Otherwise, "old hashes alone", hello);
        match heard.await?.said {
            Said::Refused(..) => return Ok(left),
            Said::Chose(flight) => {
                let used = flight.key_exchange.and_then(|it| it.scheme);
                left.retain(|it| Some(*it) != used);
            }
            _ => break,
        }
    }
    Ok(Vec::new())
}

/// Asks for a certificate with another kind of key than that which was seen.
async fn ask_other_key<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> Result<(), NotTested> {
    let keys: Vec<_> = inquiry
        .keys()
        .into_iter()
        .map(|key| key.algorithm)
        .collect();
    let other = match keys.as_slice() {
        [KeyAlgorithm::Rsa] => Authentication::Ecdsa,
        [KeyAlgorithm::Ecdsa] => Authentication::Rsa,
        _ => return Ok(()),
    };
    let mut suites = signed(&[other]);
    suites.retain(|it| catalogue::is(*it, |suite| suite.may_be_used_at(version)));
    let hello = inquiry.hello(version, suites);
    inquiry
        .ask(Meant::ForSuites, "another certificate", hello)
        .await?;
    Ok(())
}

/// Asks for post-quantum groups alone.
async fn post_quantum_refused<A: Ask>(inquiry: &Inquiry<'_, A>) -> Result<Vec<u16>, NotTested> {
    if inquiry.cramped_by().is_some() {
        return Ok(Vec::new());
    }
    let groups = GROUPS.iter().filter(|group| group.kind.is_post_quantum());
    let groups: Vec<u16> = groups.map(|group| group.code_point).collect();
    let mut hello = inquiry.hello(TLS_1_3, inquiry.portions(TLS_1_3).concat());
    hello.groups = groups.clone();
    let heard = inquiry
        .ask(Meant::Otherwise, "post-quantum groups", hello)
        .await?;
    Ok(match heard.said {
        Said::Refused(..) => groups,
        _ => Vec::new(),
    })
}

/// Common suites that are signed with such keys.
fn signed(keys: &[Authentication]) -> Vec<u16> {
    let common = catalogue::suites(TLS_1_2, catalogue::MOST)
        .into_iter()
        .next();
    let is_signed = |it: &u16| keys.iter().any(|key| is_signed_by(*it, *key));
    common
        .unwrap_or_default()
        .into_iter()
        .filter(is_signed)
        .collect()
}
