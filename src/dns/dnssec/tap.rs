//! The tap between hickory's transport and hickory's validator: asks with CD and DO, notes everything, and lets through only what
//! speaks of the name that was asked for.

use super::log::Log;
use super::memo::Memo;
use super::one_link::one_link;
use futures_util::stream::{self, BoxStream};
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsRequest, DnsResponse, Message, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, RecordType};

/// What a referral becomes: hickory's validator would take it for a denial.
pub(super) const REFERRAL: &str = "referral";

/// One link's view of a server.
#[derive(Clone)]
pub(super) struct Tap<H> {
    pub(super) handle: H,
    pub(super) memo: Memo,
    pub(super) log: Log,
    /// The zone whose trust anchor everything is to be verified from.
    pub(super) anchor: Name,
}

impl<H: DnsHandle> DnsHandle for Tap<H> {
    type Response = BoxStream<'static, Result<DnsResponse, NetError>>;
    type Runtime = H::Runtime;

    fn send(&self, mut request: DnsRequest) -> Self::Response {
        // RFC 6840 §5.9: a validator of its own sets CD always, to see also what the resolver would keep to itself.
        request.metadata.checking_disabled = true;
        request.metadata.authentic_data = false;
        let tap = self.clone();
        Box::pin(stream::once(async move { tap.answer(request).await }))
    }
}

impl<H: DnsHandle> Tap<H> {
    async fn answer(self, request: DnsRequest) -> Result<DnsResponse, NetError> {
        let Some(query) = request.queries.first().cloned() else {
            return Err(NetError::from("no question"));
        };
        if self.log.is_full() {
            return Err(NetError::from(
                "the chain of trust takes too many questions",
            ));
        }
        // Nothing above the anchor matters, and there may be nobody who would answer there.
        let is_above = !self.anchor.zone_of(&query.name)
            || (query.query_type == RecordType::DS && query.name == self.anchor);
        if is_above && !self.anchor.is_root() {
            return DnsResponse::from_message(empty(&query).into_response())
                .map_err(|error| NetError::from(error.to_string()));
        }
        let handle = self.handle.clone();
        let ask = async move { as_message(handle.send(request).first_answer().await) };
        let came = match Memo::keeps(&query) {
            true => self.memo.answer(&query, ask).await,
            false => ask.await,
        };
        self.log.note(&query, &came);
        came.map(|message| one_link(message, &query, &self.anchor))
    }
}

/// The transport turns denials into errors; this turns them back, so that one path judges all answers.
fn as_message(came: Result<DnsResponse, NetError>) -> Result<DnsResponse, NetError> {
    let none = match came {
        Err(NetError::Dns(DnsError::NoRecordsFound(none))) => none,
        other => return other,
    };
    // RFC 2308 §2.2: an empty answer with name servers of a zone above and without a SOA is no denial but a referral.
    let refers = none
        .authorities
        .iter()
        .flat_map(|records| records.iter())
        .any(|record| {
            record.record_type() == RecordType::NS && record.name.zone_of(none.query.name())
        });
    if none.response_code == ResponseCode::NoError
        && none.soa.is_none()
        && refers
        && !Memo::keeps(&none.query)
    {
        return Err(NetError::Message(REFERRAL));
    }
    let mut message = empty(&none.query);
    message.metadata.response_code = none.response_code;
    for record in none.authorities.iter().flat_map(|records| records.iter()) {
        message.add_authority(record.clone());
    }
    if let Some(soa) = none.soa {
        let soa = soa.into_record_of_rdata();
        if !message.authorities.contains(&soa) {
            message.add_authority(soa);
        }
    }
    DnsResponse::from_message(message.into_response())
        .map_err(|error| NetError::from(error.to_string()))
}

fn empty(query: &Query) -> Message {
    let mut message = Message::query();
    message.add_query(query.clone());
    message
}
