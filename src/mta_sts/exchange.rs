//! One request over HTTP/1.1 on a connection that stands inside TLS.

use super::body;
use super::fetch::{FetchFault, URL_PATH};
use super::response::Response;
use crate::dns::DomainName;
use crate::tls::TlsSession;
use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, USER_AGENT};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::io;
use std::time::Duration;
use tokio::net::TcpStream;

/// How long the head of an answer may be, in octets.
const HEAD: usize = 16 * 1024;

/// Asks for the policy, and reads the answer; `patience` is for the head and for each piece of the body.
pub(super) async fn exchange(
    session: TlsSession<TcpStream>,
    host: &DomainName,
    patience: Duration,
) -> Result<Response, FetchFault> {
    let handshake = http1::Builder::new()
        .max_buf_size(HEAD)
        .handshake(TokioIo::new(session.stream));
    let (mut sender, connection) = handshake.await.map_err(|error| fault(&error))?;
    let exchange = async {
        let request = request(host)?;
        let asked = tokio::time::timeout(patience, sender.send_request(request)).await;
        let answer = match asked {
            Err(_) => return Err(FetchFault::TimedOut(patience)),
            Ok(Err(error)) => return Err(fault(&error)),
            Ok(Ok(answer)) => answer,
        };
        let (head, incoming) = answer.into_parts();
        let mut response = Response::new(head.status.as_u16(), &head.headers);
        // RFC 8461 §3.3: with any other status there is no policy, whatever the body says.
        if head.status == StatusCode::OK {
            response.body = Some(body::read(incoming, patience).await);
        }
        Ok(response)
    };
    tokio::pin!(exchange, connection);
    tokio::select! {
        outcome = &mut exchange => outcome,
        // What came before the connection ended is still handed out.
        _ = &mut connection => exchange.await,
    }
}

fn request(host: &DomainName) -> Result<Request<Empty<Bytes>>, FetchFault> {
    let request = Request::get(URL_PATH)
        .header(HOST, host.ascii())
        .header(ACCEPT, "text/plain")
        .header(USER_AGENT, concat!("smtls/", env!("CARGO_PKG_VERSION")))
        .header(CONNECTION, "close")
        .body(Empty::new());
    request.map_err(|error| FetchFault::NotHttp(error.to_string()))
}

/// Why there is no answer. A TLS 1.3 server may still refuse the connection at the first read (RFC 9846 §6.2).
fn fault(error: &hyper::Error) -> FetchFault {
    let below = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    match below {
        Some(below) => FetchFault::Tls(TlsSession::<TcpStream>::fault_of(below)),
        None if error.is_incomplete_message() || error.is_canceled() => FetchFault::Closed,
        None => FetchFault::NotHttp(body::said(error)),
    }
}
