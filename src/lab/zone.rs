//! The authoritative DNS server of the lab, over UDP and TCP on one loopback port.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hickory_server::Server;
use hickory_server::net::runtime::{Time, TokioRuntimeProvider};
use hickory_server::proto::op::{Header, HeaderCounts, Metadata, ResponseCode};
use hickory_server::proto::rr::{LowerName, Name, RecordSet, RecordType, RrKey};
use hickory_server::proto::serialize::txt::Parser;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, MessageResponseBuilder, ZoneType};

/// How long a TCP connection of the DNS server may be idle.
const IDLE: Duration = Duration::from_secs(10);

/// How often a port is sought that is free for TCP and for UDP.
const TRIES: usize = 64;

/// A question that is not answered as the zone would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name that is asked for.
    pub owner: String,
    /// The type that is asked for, such as `TLSA`, or `ANY` for all.
    pub record_type: String,
    /// What happens.
    pub failure: Failure,
}

/// How a DNS server fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It answers SERVFAIL.
    ServFail,
    /// It does not answer.
    Silence,
}

/// Binds one port for UDP and TCP.
pub(super) fn bind() -> io::Result<(UdpSocket, TcpListener)> {
    let mut last = io::ErrorKind::AddrInUse.into();
    for _ in 0..TRIES {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        match UdpSocket::bind(tcp.local_addr()?) {
            Ok(udp) => {
                tcp.set_nonblocking(true)?;
                udp.set_nonblocking(true)?;
                return Ok((udp, tcp));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Starts the DNS server; call it within a tokio runtime, and keep what it returns for as long as it is to answer.
pub(super) fn serve(
    zones: Zones,
    (udp, tcp): (UdpSocket, TcpListener),
) -> io::Result<(SocketAddr, Server<Zones>)> {
    let address = udp.local_addr()?;
    let mut server = Server::new(zones);
    server.register_socket(tokio::net::UdpSocket::from_std(udp)?);
    server.register_listener(tokio::net::TcpListener::from_std(tcp)?, IDLE, 64);
    Ok((address, server))
}

/// The zones, and the faults that come before them. Names outside the zones are refused.
pub(super) struct Zones {
    catalog: Catalog,
    faults: Vec<(LowerName, RecordType, Failure)>,
}

impl Zones {
    /// Makes the zones named by `origins` from lines in the format of RFC 1035 §5.1, in which every name is complete.
    pub(super) fn new(
        origins: &[String],
        records: &[String],
        faults: &[Fault],
    ) -> io::Result<Self> {
        let mut zones = Vec::new();
        let mut text = String::from("$TTL 300\n");
        for origin in origins {
            zones.push((absolute(origin)?, BTreeMap::new()));
            let origin = origin.trim_end_matches('.');
            text.push_str(&format!(
                "{origin} SOA ns.{origin} hostmaster.{origin} 1 7200 3600 1209600 300\n\
                 {origin} NS ns.{origin}\n\
                 ns.{origin} A 192.0.2.53\n"
            ));
        }
        for record in records {
            text.push_str(record);
            text.push('\n');
        }
        let (_, sets) = Parser::new(text, None, Some(Name::root()))
            .parse()
            .map_err(invalid)?;
        for (key, set) in sets {
            zone_of(&key, &mut zones)?.insert(key, set);
        }

        let mut catalog = Catalog::new();
        for (origin, sets) in zones {
            let handler = InMemoryZoneHandler::<TokioRuntimeProvider>::new(
                origin.clone(),
                sets,
                ZoneType::Primary,
                AxfrPolicy::Deny,
                None,
            )
            .map_err(invalid)?;
            catalog.upsert(origin.into(), vec![Arc::new(handler)]);
        }
        let faults = faults.iter().map(|fault| {
            let record_type = fault.record_type.parse().map_err(invalid)?;
            Ok((absolute(&fault.owner)?.into(), record_type, fault.failure))
        });
        Ok(Self {
            catalog,
            faults: faults.collect::<io::Result<_>>()?,
        })
    }

    fn fault(&self, request: &Request) -> Option<Failure> {
        let query = request.request_info().ok()?.query;
        let mut faults = self.faults.iter();
        let (_, _, failure) = faults.find(|(owner, record_type, _)| {
            owner == query.name()
                && (*record_type == RecordType::ANY || *record_type == query.query_type())
        })?;
        Some(*failure)
    }
}

/// The records of the zone that `key` belongs to: the one with the longest origin.
fn zone_of<'a>(
    key: &RrKey,
    zones: &'a mut [(Name, BTreeMap<RrKey, RecordSet>)],
) -> io::Result<&'a mut BTreeMap<RrKey, RecordSet>> {
    let owner = Name::from(key.name().clone());
    let around = zones
        .iter_mut()
        .filter(|(origin, _)| origin.zone_of(&owner));
    match around.max_by_key(|(origin, _)| origin.num_labels()) {
        Some((_, sets)) => Ok(sets),
        None => Err(invalid(format!("{owner} is in no zone of the lab"))),
    }
}

fn absolute(name: &str) -> io::Result<Name> {
    Name::parse(name, Some(&Name::root())).map_err(invalid)
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

// What `#[async_trait]` makes of the trait's one method, written out.
impl RequestHandler for Zones {
    fn handle_request<'zones, 'request, 'answer, R, T>(
        &'zones self,
        request: &'request Request,
        mut response_handle: R,
    ) -> Pin<Box<dyn Future<Output = ResponseInfo> + Send + 'answer>>
    where
        R: ResponseHandler + 'answer,
        T: Time + 'answer,
        'zones: 'answer,
        'request: 'answer,
        Self: 'answer,
    {
        Box::pin(async move {
            match self.fault(request) {
                None => {
                    let answer = self
                        .catalog
                        .handle_request::<R, T>(request, response_handle);
                    return answer.await;
                }
                Some(Failure::ServFail) => {
                    let answer = MessageResponseBuilder::from_message_request(request)
                        .error_msg(&request.metadata, ResponseCode::ServFail);
                    if let Ok(sent) = response_handle.send_response(answer).await {
                        return sent;
                    }
                }
                Some(Failure::Silence) => (),
            }
            Header {
                metadata: Metadata::response_from_request(&request.metadata),
                counts: HeaderCounts::default(),
            }
            .into()
        })
    }
}
