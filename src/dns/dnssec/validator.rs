//! Asks one server for one link at a time and validates what comes.

use super::canary;
use super::denial::Proven;
use super::link::{Evidence, Link, Verified, is_marked_insecure, link};
use super::log::Log;
use super::memo::Memo;
use super::tap::{REFERRAL, Tap};
use super::trust_anchors::DnssecAnchors;
use super::unsigned::{delegations, ends_above, insecure, is_signed, unproved};
use crate::dns::{DnssecStatus, NoAnswer};
use hickory_resolver::net::dnssec::DnssecDnsHandle;
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsRequestOptions, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, RecordType};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::OnceCell;

/// Whether a server hands out what validation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dns) enum Canary {
    /// Signatures and denials come through.
    Passes,
    /// They do not; what was missing.
    Strips(String),
    /// The server did not answer; why.
    Silent(String),
}

/// What validates the answers of one server.
pub(in crate::dns) struct Validator<H: DnsHandle> {
    handle: H,
    anchors: Arc<DnssecAnchors>,
    memo: Memo,
    canary: OnceCell<Canary>,
}

impl<H: DnsHandle> Validator<H> {
    pub(in crate::dns) fn new(handle: H, anchors: Arc<DnssecAnchors>) -> Self {
        Self {
            handle,
            anchors,
            memo: Memo::default(),
            canary: OnceCell::new(),
        }
    }

    /// Whether DNSSEC comes through this server; asked once.
    pub(in crate::dns) async fn canary(&self) -> &Canary {
        let zone = self.anchors.canary_zone();
        self.canary
            .get_or_init(|| canary::ask(&self.handle, &zone))
            .await
    }

    /// The same as far as it is known already.
    pub(in crate::dns) fn known_canary(&self) -> Option<&Canary> {
        self.canary.get()
    }

    /// What is at a name.
    ///
    /// # Errors
    /// Where the server did not answer, or with an error; `no_answer` says how.
    pub(in crate::dns) async fn link(
        &self,
        name: &Name,
        record_type: RecordType,
        no_answer: fn(&NetError) -> NoAnswer,
    ) -> Result<Link, NoAnswer> {
        let log = Log::default();
        let anchor = self.anchors.closest(name);
        let tap = Tap {
            handle: self.handle.clone(),
            memo: self.memo.clone(),
            log: log.clone(),
            anchor: anchor.unwrap_or(&Name::root()).clone(),
        };
        let keys = match anchor {
            Some(zone) => self.anchors.keys(zone, &tap).await,
            None => self.anchors.no_keys(),
        };
        let handle = DnssecDnsHandle::with_trust_anchor(tap, keys.keys);
        let verified = match verified(&handle, name, record_type).await {
            Ok(verified) => verified,
            Err(NetError::Message(REFERRAL)) => return Err(NoAnswer::Referral),
            Err(error) => return Err(no_answer(&error)),
        };
        match verified.message.response_code {
            ResponseCode::NoError | ResponseCode::NXDomain => {}
            code => return Err(no_answer(&NetError::Dns(DnsError::ResponseCode(code)))),
        }
        let evidence = Evidence {
            events: &log.events(),
            now: now(),
        };
        let mut link = link(&verified, name, record_type, &evidence);
        let is_unsigned = link.status == DnssecStatus::Bogus && !is_signed(&verified);
        if is_unsigned || is_marked_insecure(&verified, &link) {
            link = match end(&handle, delegations(evidence.events, name)).await {
                Proven::No => unproved(link, name, &log.events()),
                proven => insecure(link, proven),
            };
        }
        Ok(match keys.trouble {
            Some(trouble) => trouble.over(link),
            None => link,
        })
    }
}

/// What proves that the chain of trust ends at one of the delegations.
async fn end<H: DnsHandle>(handle: &DnssecDnsHandle<Tap<H>>, zones: Vec<Name>) -> Proven {
    for zone in zones {
        if let Ok(answer) = verified(handle, &zone, RecordType::DS).await {
            let proven = ends_above(&answer, &zone);
            if proven != Proven::No {
                return proven;
            }
        }
    }
    Proven::No
}

/// An answer with its records marked.
async fn verified<H: DnsHandle>(
    handle: &DnssecDnsHandle<Tap<H>>,
    name: &Name,
    record_type: RecordType,
) -> Result<Verified, NetError> {
    let query = Query::query(name.clone(), record_type);
    match handle.lookup(query, options()).first_answer().await {
        Ok(message) => Ok(Verified {
            message,
            denial: None,
        }),
        Err(NetError::Dns(DnsError::Nsec {
            proof, response, ..
        })) => Ok(Verified {
            message: *response,
            denial: Some(proof),
        }),
        Err(error) => Err(error),
    }
}

/// EDNS with DO (RFC 4035 §3.2.1).
pub(super) fn options() -> DnsRequestOptions {
    let mut options = DnsRequestOptions::default();
    options.use_edns = true;
    options.edns_set_dnssec_ok = true;
    options
}

/// The system's clock in seconds since 1970, as signatures count (RFC 4034 §3.1.5).
pub(super) fn now() -> u32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs() as u32)
}
