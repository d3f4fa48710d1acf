//! The DNS server itself, over UDP and TCP on one loopback port, and how it fails.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::pin::Pin;
use std::time::Duration;

use hickory_server::Server;
use hickory_server::net::runtime::Time;
use hickory_server::proto::op::{Edns, Header, HeaderCounts, Metadata, OpCode, ResponseCode};
use hickory_server::proto::rr::Name;
use hickory_server::proto::rr::rdata::opt::EdnsOption;
use hickory_server::server::{Request, RequestHandler, ResponseHandler, ResponseInfo};
use hickory_server::zone_handler::MessageResponseBuilder;

use super::answer::{Answer, Question};
use super::key::Flaw;
use super::zones::Zones;

/// How long a TCP connection of the DNS server may be idle.
const IDLE: Duration = Duration::from_secs(10);

/// How often a port is sought that is free for TCP and for UDP.
const TRIES: usize = 64;

/// The longest answer over UDP, as servers have it that want no fragments.
const LONGEST: u16 = 1232;

/// The code of the option for Extended DNS Errors (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;

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
    /// It answers REFUSED.
    Refused,
    /// It does not answer.
    Silence,
}

/// Binds one port for UDP and TCP.
pub(in crate::lab) fn bind() -> io::Result<(UdpSocket, TcpListener)> {
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
pub(in crate::lab) fn serve(
    zones: Zones,
    (udp, tcp): (UdpSocket, TcpListener),
) -> io::Result<(SocketAddr, Server<Zones>)> {
    let address = udp.local_addr()?;
    let mut server = Server::new(zones);
    server.register_socket(tokio::net::UdpSocket::from_std(udp)?);
    server.register_listener(tokio::net::TcpListener::from_std(tcp)?, IDLE, 64);
    Ok((address, server))
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
            if let Some(answer) = self.reply(request) {
                let edns = edns(request, answer.bogus);
                let mut message = MessageResponseBuilder::from_message_request(request);
                if let Some(edns) = &edns {
                    message.edns(edns);
                }
                let message = message.build(
                    metadata(request, &answer),
                    &answer.answers,
                    &answer.authorities,
                    [],
                    [],
                );
                if let Ok(sent) = response_handle.send_response(message).await {
                    return sent;
                }
            }
            Header {
                metadata: Metadata::response_from_request(&request.metadata),
                counts: HeaderCounts::default(),
            }
            .into()
        })
    }
}

impl Zones {
    /// What is answered, if anything is.
    fn reply(&self, request: &Request) -> Option<Answer> {
        let query = match request.request_info() {
            Ok(info) if request.metadata.op_code == OpCode::Query => info.query,
            _ => return Some(Answer::failure(ResponseCode::NotImp)),
        };
        let question = Question {
            name: Name::from(query.name().clone()),
            record_type: query.query_type(),
            dnssec: dnssec_ok(request),
            unchecked: request.metadata.checking_disabled,
        };
        match self.fault(&question.name, question.record_type) {
            Some(Failure::Silence) => None,
            Some(Failure::ServFail) => Some(Answer::failure(ResponseCode::ServFail)),
            Some(Failure::Refused) => Some(Answer::failure(ResponseCode::Refused)),
            None => {
                let answer = self.answer(&question);
                Some(answer.unwrap_or_else(|_| Answer::failure(ResponseCode::ServFail)))
            }
        }
    }
}

impl Answer {
    fn failure(code: ResponseCode) -> Self {
        Self {
            code,
            answers: Vec::new(),
            authorities: Vec::new(),
            authentic: false,
            bogus: None,
        }
    }
}

fn dnssec_ok(request: &Request) -> bool {
    let edns = request.edns.as_ref();
    edns.is_some_and(|edns| edns.flags().dnssec_ok)
}

fn metadata(request: &Request, answer: &Answer) -> Metadata {
    let mut metadata = Metadata::response_from_request(&request.metadata);
    let failed = !matches!(answer.code, ResponseCode::NoError | ResponseCode::NXDomain);
    metadata.response_code = answer.code;
    metadata.authoritative = !failed;
    metadata.recursion_available = true;
    // RFC 6840 §5.8: only to whom it means something.
    metadata.authentic_data =
        answer.authentic && (request.metadata.authentic_data || dnssec_ok(request));
    metadata
}

/// What is said of EDNS to a client that speaks it, with the reason where records were bogus (RFC 8914 §4).
fn edns(request: &Request, bogus: Option<Flaw>) -> Option<Edns> {
    let asked = request.edns.as_ref()?;
    let mut edns = Edns::new();
    edns.set_dnssec_ok(asked.flags().dnssec_ok);
    edns.set_max_payload(asked.max_payload().clamp(512, LONGEST));
    let code: Option<u16> = bogus.map(|flaw| match flaw {
        Flaw::Forged => 6,
        Flaw::Expired => 7,
        Flaw::NotYetValid => 8,
        Flaw::Missing => 10,
    });
    if let Some(code) = code {
        let error = EdnsOption::Unknown(EXTENDED_ERROR, code.to_be_bytes().to_vec());
        edns.options_mut().insert(error);
    }
    Some(edns)
}
