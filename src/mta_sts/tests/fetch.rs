//! Fetches from policy hosts that are good, bad, slow and hostile.

use super::server::{self, Manner, POLICY, Server, answer, block_on, good, host, no_resolver};
use crate::lab::{Authority, CertificateSpec};
use crate::mta_sts::{BodyFault, Fetch, FetchFault, LONGEST, Response, fetch};
use crate::probe::ConnectFault;
use crate::tls::{HandshakeSignature, TlsFault};
use std::net::TcpListener;
use std::time::{Duration, Instant};

fn fetched(manner: Manner) -> Fetch {
    block_on(async {
        let authority = Authority::new().unwrap();
        let server = Server::start(&authority, &CertificateSpec::default(), manner).await;
        server.fetch().await
    })
}

fn response(octets: Vec<u8>) -> Response {
    fetched(Manner::Answer(octets)).outcome.unwrap()
}

fn chunked(body: &str) -> Vec<u8> {
    let chunks: String = body
        .as_bytes()
        .chunks(7)
        .map(|chunk| {
            format!(
                "{:x}\r\n{}\r\n",
                chunk.len(),
                String::from_utf8_lossy(chunk)
            )
        })
        .collect();
    format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n").into_bytes()
}

#[test]
fn s15_s61_a_good_host_is_asked_by_its_own_name() {
    block_on(async {
        let authority = Authority::new().unwrap();
        let spec = CertificateSpec::default();
        let server = Server::start(&authority, &spec, Manner::Answer(good())).await;
        let fetch = server.fetch().await;
        let response = fetch.outcome.unwrap();
        assert_eq!(response.status, 200);
        assert_eq!(response.media_type().as_deref(), Some("text/plain"));
        assert_eq!(response.body, Some(Ok(POLICY.as_bytes().to_vec())));
        assert_eq!(fetch.address, Some(server.socket.ip()));
        let handshake = fetch.handshake.unwrap();
        assert_eq!(handshake.protocol.as_deref(), Some(b"http/1.1".as_slice()));
        let seen = fetch.seen.unwrap();
        assert!(matches!(
            seen.signature,
            Some((_, HandshakeSignature::Verified))
        ));
        assert_eq!(seen.chain.len(), 2);
        let heard = server.heard.lock().unwrap();
        let [heard] = heard.as_slice() else {
            panic!("{heard:?}");
        };
        assert_eq!(heard.server_name.as_deref(), Some("mta-sts.sts.test"));
        let request = &heard.request;
        assert!(
            request.starts_with("GET /.well-known/mta-sts.txt HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(
            request
                .to_lowercase()
                .contains("\r\nhost: mta-sts.sts.test\r\n"),
            "{request}"
        );
    });
}

#[test]
fn s55_answers_are_read_however_they_are_framed() {
    let until_closed = format!("HTTP/1.1 200 OK\r\n\r\n{POLICY}").into_bytes();
    let cached = answer(
        "200 OK\r\nAge: 100000\r\nCache-Control: no-store\r\nExpires: Thu, 01 Jan 1970 00:00:00 GMT",
        POLICY,
    );
    let interim = [b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec(), good()].concat();
    for octets in [chunked(POLICY), until_closed, cached, interim] {
        let shown = String::from_utf8_lossy(&octets).into_owned();
        let response = response(octets);
        assert_eq!(
            response.body,
            Some(Ok(POLICY.as_bytes().to_vec())),
            "{shown}"
        );
    }
}

#[test]
fn s16_s17_other_answers_than_200_are_not_read() {
    for (case, head, status, location) in [
        (
            "S16",
            "301 Moved\r\nLocation: https://sts.test/mta-sts.txt",
            301,
            Some("https://sts.test/mta-sts.txt"),
        ),
        (
            "S16",
            "302 Found\r\nLocation: /elsewhere",
            302,
            Some("/elsewhere"),
        ),
        (
            "S16",
            "307 Temporary Redirect\r\nLocation: /x",
            307,
            Some("/x"),
        ),
        (
            "S16",
            "308 Permanent Redirect\r\nLocation: /x",
            308,
            Some("/x"),
        ),
        ("S16 without a place", "301 Moved", 301, None),
        ("S17", "404 Not Found", 404, None),
        ("S17", "500 Internal Server Error", 500, None),
    ] {
        let response = response(answer(head, POLICY));
        assert_eq!(response.status, status, "{case}");
        assert_eq!(
            response.location.as_deref(),
            location.map(str::as_bytes),
            "{case}"
        );
        assert_eq!(response.body, None, "{case}");
    }
    let response = response(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec());
    assert_eq!((response.status, response.body), (204, None)); // S17
}

#[test]
fn s18_s57_the_fields_that_matter_are_kept() {
    let octets = answer(
        "200 OK\r\ncontent-type: text/html\r\nlast-modified: Sun, 06 Nov 1994 08:49:37 GMT",
        "<html>",
    );
    let response = response(octets);
    assert_eq!(response.media_type().as_deref(), Some("text/html"));
    assert_eq!(response.last_modified, Some(784_111_777));
}

#[test]
fn s19_a_body_is_read_up_to_64_kib() {
    let full = "a".repeat(LONGEST);
    let over = "a".repeat(LONGEST + 1);
    let whole = response(answer("200 OK", &full)).body;
    assert_eq!(whole, Some(Ok(full.clone().into_bytes())));
    let declared = Some(LONGEST as u64 + 1);
    let too_long = |declared| Some(Err(BodyFault::TooLong(declared)));
    assert_eq!(response(answer("200 OK", &over)).body, too_long(declared));
    assert_eq!(response(chunked(&over)).body, too_long(None));
    let endless = Manner::Endless(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
        b"4\r\naaaa\r\n".repeat(1000),
    );
    assert_eq!(fetched(endless).outcome.unwrap().body, too_long(None));
    // Neither is there an end to the head.
    let endless = Manner::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"a: b\r\n".repeat(1000));
    let outcome = fetched(endless).outcome;
    assert!(
        matches!(outcome, Err(FetchFault::NotHttp(_))),
        "{outcome:?}"
    );
    let endless = Manner::Endless(b"HTTP/1.1 200 OK\r\na: ".to_vec(), b"x".repeat(10_000));
    let outcome = fetched(endless).outcome;
    assert!(
        matches!(outcome, Err(FetchFault::NotHttp(_))),
        "{outcome:?}"
    );
}

#[test]
fn s20_a_host_that_keeps_silent_is_given_up() {
    let stalled = |begun: &[u8], patience: Duration| {
        block_on(async {
            let authority = Authority::new().unwrap();
            let spec = CertificateSpec::default();
            let server = Server::start(&authority, &spec, Manner::Stall(begun.to_vec())).await;
            let mut settings = server::settings(Some(server.socket));
            settings.read = patience;
            fetch(host(), &no_resolver(), &settings).await
        })
    };
    for (begun, is_body) in [
        (&b""[..], false),
        (b"HTTP/1.1 200", false),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nversion", true),
    ] {
        // On a machine that is busy the handshake, or the head, may take as long as the patience lasts: then once more with more.
        let as_wanted = [1, 4, 16].into_iter().any(|seconds| {
            let patience = Duration::from_secs(seconds);
            match stalled(begun, patience).outcome {
                Err(FetchFault::TimedOut(after)) => !is_body && after == patience,
                Ok(response) => response.body == Some(Err(BodyFault::TimedOut(patience))),
                Err(_) => false,
            }
        });
        assert!(as_wanted, "{begun:?}");
    }
}

#[test]
fn s20_the_deadline_of_the_run_ends_a_fetch() {
    let fetch = block_on(async {
        let authority = Authority::new().unwrap();
        let spec = CertificateSpec::default();
        let server = Server::start(&authority, &spec, Manner::Stall(Vec::new())).await;
        let mut settings = server::settings(Some(server.socket));
        settings.deadline = Instant::now() + Duration::from_millis(500);
        fetch(host(), &no_resolver(), &settings).await
    });
    assert_eq!(fetch.outcome, Err(FetchFault::Deadline));
}

#[test]
fn s20_faults_below_http_are_told_apart() {
    let cut = Manner::Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nver".to_vec());
    let body = fetched(cut).outcome.unwrap().body;
    assert!(matches!(body, Some(Err(BodyFault::Broken(_)))), "{body:?}");
    let text = b"HTTP/1.0 400 Bad Request\r\n\r\n".to_vec();
    let fault = fetched(Manner::Clear(text.clone())).outcome;
    assert_eq!(fault, Err(FetchFault::Tls(TlsFault::NotTls(text))));
    let fault = fetched(Manner::Close).outcome;
    assert_eq!(fault, Err(FetchFault::Tls(TlsFault::Closed)));
    let fault = fetched(Manner::Answer(Vec::new())).outcome;
    assert_eq!(fault, Err(FetchFault::Closed));
    let fault = fetched(Manner::Answer(b"220 mx1.sts.test ESMTP\r\n".to_vec())).outcome;
    assert!(matches!(fault, Err(FetchFault::NotHttp(_))), "{fault:?}");
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let settings = server::settings(Some(free));
    let refused = block_on(fetch(host(), &no_resolver(), &settings));
    assert_eq!(
        refused.outcome,
        Err(FetchFault::Connect(ConnectFault::Refused))
    );
    assert_eq!(refused.failed, [(free.ip(), ConnectFault::Refused)]);
}
