//! One server of a resolver: a question there, what was answered, and what it means where nothing was.

use super::{NoAnswer, ResolverChoice};
use crate::dns::dnssec::{DnssecAnchors, Validator};
use hickory_resolver::config::{NameServerConfig, ResolverOpts};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer, RetryDnsHandle};
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsRequestOptions, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};
use hickory_resolver::{NameServerPool, PoolContext, TlsConfig, system_conf};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long one server is waited for in one try.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often a server is asked again that did not answer; one lost datagram must not decide.
const RETRIES: usize = 1;

/// One server.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    /// What validates its answers.
    pub(super) validator: Validator<Transport>,
    handle: Transport,
}

/// How a server is asked.
type Transport = RetryDnsHandle<NameServerPool<TokioRuntimeProvider>>;

/// What one server answered.
#[derive(Debug, PartialEq)]
pub(super) struct Response {
    /// RCODE 3. Where the records hold aliases it speaks of the last of them (RFC 2308 §2.1).
    pub(super) nonexistent: bool,
    /// The records of the answer section, whatever their names and types.
    pub(super) records: Vec<Record>,
}

impl Response {
    /// RCODE 3 and nothing else.
    pub(super) const NONEXISTENT: Self = Self {
        nonexistent: true,
        records: Vec::new(),
    };
}

impl Server {
    pub(super) fn new(address: SocketAddr, anchors: Arc<DnssecAnchors>) -> Result<Self, NoAnswer> {
        let mut config = NameServerConfig::udp_and_tcp(address.ip());
        for connection in &mut config.connections {
            connection.port = address.port();
        }
        let mut options = ResolverOpts::default();
        options.timeout = PATIENCE;
        options.attempts = RETRIES;
        let tls = TlsConfig::new().map_err(|error| NoAnswer::NoResolver(error.to_string()))?;
        let context = Arc::new(PoolContext::new(options, tls));
        let pool = NameServerPool::from_config([config], context, TokioRuntimeProvider::default());
        let handle = RetryDnsHandle::new(pool, RETRIES);
        Ok(Self {
            address,
            validator: Validator::new(handle.clone(), anchors),
            handle,
        })
    }

    /// One question.
    pub(super) async fn ask(
        &self,
        owner: &Name,
        record_type: RecordType,
        edns: bool,
    ) -> Result<Response, NoAnswer> {
        let mut options = DnsRequestOptions::default();
        options.use_edns = edns;
        let query = Query::query(owner.clone(), record_type);
        match self.handle.lookup(query, options).first_answer().await {
            Ok(response) => match response.response_code {
                ResponseCode::NoError | ResponseCode::NXDomain => Ok(Response {
                    nonexistent: response.response_code == ResponseCode::NXDomain,
                    records: response.answers.clone(),
                }),
                code => Err(no_answer_of(code)),
            },
            Err(error) => Err(no_answer(&error)),
        }
    }
}

/// The servers that a choice stands for.
pub(super) fn addresses(choice: &ResolverChoice) -> Result<Vec<SocketAddr>, NoAnswer> {
    if let ResolverChoice::At(address) = choice {
        return Ok(vec![*address]);
    }
    let (config, _) =
        system_conf::read_system_conf().map_err(|error| NoAnswer::NoResolver(error.to_string()))?;
    let servers = config.name_servers().iter().filter_map(|server| {
        let port = server.connections.first()?.port;
        Some(SocketAddr::new(server.ip, port))
    });
    Ok(servers.collect())
}

pub(super) fn no_answer(error: &NetError) -> NoAnswer {
    match error {
        // RFC 2308 §2.2: an empty answer with name servers and without a SOA is no denial but a referral.
        NetError::Dns(DnsError::NoRecordsFound(none))
            if none.response_code == ResponseCode::NoError
                && none.soa.is_none()
                && none.ns.is_some() =>
        {
            NoAnswer::Referral
        }
        NetError::Dns(DnsError::NoRecordsFound(none)) => no_answer_of(none.response_code),
        NetError::Dns(DnsError::ResponseCode(code)) => no_answer_of(*code),
        NetError::Timeout => NoAnswer::TimedOut(PATIENCE * (1 + RETRIES as u32)),
        NetError::Io(error) => NoAnswer::Unreachable(error.to_string()),
        NetError::NoConnections => {
            NoAnswer::Unreachable("no connection to it is possible".to_owned())
        }
        other => NoAnswer::Unreachable(other.to_string()),
    }
}

pub(super) fn no_answer_of(code: ResponseCode) -> NoAnswer {
    match code {
        ResponseCode::NoError => NoAnswer::NoData,
        ResponseCode::NXDomain => NoAnswer::NxDomain,
        ResponseCode::ServFail => NoAnswer::ServFail,
        ResponseCode::Refused => NoAnswer::Refused,
        other => NoAnswer::Code(other.to_str().to_owned()),
    }
}
