//! The policy host answers as its scenario says.

use std::io::{self, Read, Write};

use super::client::{Tls, connect, secure};
use crate::lab::{Body, CertificateSpec, Lab, PolicyHost, Scenario};

const POLICY: &str = "version: STSv1\r\nmode: testing\r\nmx: *.one.test\r\nmax_age: 86400\r\n";

fn lab(policy_host: PolicyHost) -> Lab {
    Lab::start(&Scenario {
        hosts: vec![policy_host.of("one.test")],
        ..Scenario::new("one", "")
    })
    .unwrap()
}

fn request(lab: &Lab) -> io::Result<Tls> {
    let mut tls = secure(lab, connect(lab), false)?;
    tls.write_all(b"GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.one.test\r\n\r\n")?;
    tls.flush()?;
    Ok(tls)
}

fn response(policy_host: PolicyHost) -> String {
    let lab = lab(policy_host);
    let mut response = String::new();
    request(&lab)
        .unwrap()
        .read_to_string(&mut response)
        .unwrap();
    response
}

#[test]
fn a_policy_is_handed_out_and_the_request_is_in_the_log() {
    let lab = lab(PolicyHost::new(POLICY));
    let mut response = String::new();
    let mut tls = request(&lab).unwrap();
    tls.read_to_string(&mut response).unwrap();
    assert_eq!(
        response,
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{POLICY}",
            POLICY.len()
        )
    );
    let log = lab.log().connections();
    let [connection] = &log[..] else {
        panic!("{log:?}");
    };
    assert_eq!(connection.host, "mta-sts.one.test");
    assert_eq!(connection.server_name.as_deref(), Some("mta-sts.one.test"));
    assert_eq!(
        connection.lines(),
        [
            "GET /.well-known/mta-sts.txt HTTP/1.1",
            "Host: mta-sts.one.test",
            ""
        ]
    );
    let arguments = lab.probe_arguments().join(" ");
    let address = lab.address_of("mta-sts.one.test").unwrap();
    let moved = format!("--connect-to mta-sts.one.test:443:{address}");
    assert!(arguments.contains(&moved), "{arguments}");
}

#[test]
fn status_and_header_are_those_of_the_scenario() {
    let redirect = response(PolicyHost {
        status: "302 Found".to_owned(),
        headers: vec!["Location: https://other.test/".to_owned()],
        ..PolicyHost::default()
    });
    assert_eq!(
        redirect,
        "HTTP/1.1 302 Found\r\nLocation: https://other.test/\r\nContent-Length: 0\r\n\
         Connection: close\r\n\r\n"
    );
}

#[test]
fn chunks_are_as_long_as_told() {
    let body = Body::Chunked("abcdefghij".to_owned(), 4);
    let chunked = response(PolicyHost {
        body,
        ..PolicyHost::default()
    });
    let (head, body) = chunked.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("\r\nTransfer-Encoding: chunked\r\n"),
        "{head}"
    );
    assert_eq!(body, "4\r\nabcd\r\n4\r\nefgh\r\n2\r\nij\r\n0\r\n\r\n");
}

#[test]
fn what_is_too_much_does_not_end_before_the_client_leaves() {
    for (body, words) in [
        (Body::Long(70_000), "Content-Length: 70000\r\n"),
        (Body::EndlessChunks, "Transfer-Encoding: chunked\r\n"),
    ] {
        let lab = lab(PolicyHost {
            body,
            ..PolicyHost::default()
        });
        let mut start = vec![0; 200_000];
        request(&lab).unwrap().read_exact(&mut start).unwrap();
        let start = String::from_utf8(start).unwrap();
        assert!(start.contains(words));
    }
}

#[test]
fn a_slow_policy_comes_whole_in_the_end() {
    let slow = response(PolicyHost {
        body: Body::Slow("slow".to_owned()),
        ..PolicyHost::default()
    });
    assert!(slow.ends_with("Content-Length: 4\r\nConnection: close\r\n\r\nslow"));
}

#[test]
fn silence_is_no_answer_and_no_end() {
    let lab = lab(PolicyHost {
        body: Body::Silence,
        ..PolicyHost::default()
    });
    let mut tls = request(&lab).unwrap();
    let patience = std::time::Duration::from_millis(300);
    tls.sock.set_read_timeout(Some(patience)).unwrap();
    let error = tls.read(&mut [0]).unwrap_err();
    assert!(
        matches!(
            error.kind(),
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
        ),
        "{error}"
    );
}

#[test]
fn a_wrong_certificate_is_shown_as_told() {
    let certificate = CertificateSpec {
        names: vec!["www.other.test".to_owned()],
        ..CertificateSpec::default()
    };
    let lab = lab(PolicyHost::new(POLICY).with_certificate(certificate));
    let error = secure(&lab, connect(&lab), false).err().unwrap();
    let error = super::client::tls_error(&error).unwrap();
    assert!(matches!(
        error,
        rustls::Error::InvalidCertificate(rustls::CertificateError::NotValidForNameContext { .. })
    ));
}
