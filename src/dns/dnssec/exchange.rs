//! One question over UDP, and over TCP where the answer was cut short, with the whole message as it came: hickory keeps the OPT
//! record of failures to itself.

use hickory_resolver::proto::op::{Edns, Message, MessageType, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use std::io::{Error, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

/// How long one try may take; there are two.
pub(in crate::dns) const EXCHANGE_PATIENCE: Duration = Duration::from_secs(3);
/// What is said to fit into a datagram, so that none is fragmented (RFC 6891 §6.2.5 leaves it open).
const PAYLOAD: u16 = 1232;

/// Asks with CD clear and AD set, which means: validate it, and say whether it is authentic (RFC 6840 §5.7).
pub(in crate::dns) async fn exchange(
    server: SocketAddr,
    name: &Name,
    record_type: RecordType,
) -> std::io::Result<Message> {
    let question = Query::query(name.clone(), record_type);
    for _ in 0..2 {
        match timeout(EXCHANGE_PATIENCE, once(server, &question)).await {
            Ok(Err(error)) if error.kind() == ErrorKind::InvalidData => return Err(error),
            Ok(Ok(message)) => return Ok(message),
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => return Err(error),
            Ok(Err(_)) | Err(_) => {}
        }
    }
    Err(ErrorKind::TimedOut.into())
}

async fn once(server: SocketAddr, question: &Query) -> std::io::Result<Message> {
    let mut request = Message::query();
    request.metadata.id = fastrand::u16(..);
    request.metadata.recursion_desired = true;
    request.metadata.authentic_data = true;
    request.add_query(question.clone());
    let mut edns = Edns::new();
    edns.set_max_payload(PAYLOAD);
    request.set_edns(edns);
    let octets = request.to_vec().map_err(Error::other)?;
    let answer = over_udp(server, &request, &octets).await?;
    match answer.metadata.truncation {
        true => over_tcp(server, &request, &octets).await,
        false => Ok(answer),
    }
}

async fn over_udp(
    server: SocketAddr,
    request: &Message,
    octets: &[u8],
) -> std::io::Result<Message> {
    let here: SocketAddr = match server {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    let socket = UdpSocket::bind(here).await?;
    socket.connect(server).await?;
    socket.send(octets).await?;
    let mut buffer = vec![0; usize::from(u16::MAX)];
    loop {
        let length = socket.recv(&mut buffer).await?;
        let answer = buffer.get(..length).map(Message::from_vec);
        // What does not fit the question is somebody else's, and the answer may still come.
        if let Some(Ok(answer)) = answer
            && fits(&answer, request)
        {
            return Ok(answer);
        }
    }
}

async fn over_tcp(
    server: SocketAddr,
    request: &Message,
    octets: &[u8],
) -> std::io::Result<Message> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(octets.len()).map_err(Error::other)?;
    let framed = [&length.to_be_bytes()[..], octets].concat();
    stream.write_all(&framed).await?;
    let mut buffer = vec![0; usize::from(stream.read_u16().await?)];
    stream.read_exact(&mut buffer).await?;
    let invalid = || Error::new(ErrorKind::InvalidData, "the answer cannot be read");
    let answer = Message::from_vec(&buffer).map_err(|_| invalid())?;
    // Over TCP nothing is cut short, and half an answer is none (RFC 2181 §9).
    match fits(&answer, request) && !answer.metadata.truncation {
        true => Ok(answer),
        false => Err(invalid()),
    }
}

/// Whether an answer has the question's number and the question (RFC 5452 §9.1). A question that comes back as it went out would
/// else be a denial, and an authentic one by the AD bit that it was sent with.
fn fits(answer: &Message, request: &Message) -> bool {
    answer.metadata.message_type == MessageType::Response
        && answer.metadata.id == request.metadata.id
        && answer.queries == request.queries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_response_to_the_same_question() {
        let name = |name| Name::from_ascii(name).unwrap();
        let mut request = Message::query();
        request.metadata.authentic_data = true;
        request.add_query(Query::query(name("example.com."), RecordType::MX));
        let answer = || request.clone().into_response();
        assert!(fits(&answer(), &request));
        assert!(!fits(&request, &request), "the question itself");
        let mut other = answer();
        other.metadata.id ^= 1;
        assert!(!fits(&other, &request), "another number");
        let mut other = answer();
        other.queries = vec![Query::query(name("example.org."), RecordType::MX)];
        assert!(!fits(&other, &request), "another name");
    }
}
