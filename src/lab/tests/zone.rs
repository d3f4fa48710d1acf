//! What the DNS server answers, refuses and fails.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream, UdpSocket};
use std::time::Duration;

use hickory_server::proto::op::{Message, Query, ResponseCode};
use hickory_server::proto::rr::{Name, RData, RecordType};

use crate::lab::{Failure, Fault, Lab, Manners, Scenario, mx};

fn lab() -> Lab {
    let fault = |owner: &str, record_type: &str, failure| Fault {
        owner: owner.to_owned(),
        record_type: record_type.to_owned(),
        failure,
    };
    let records = [
        "alias.zone.test CNAME mx1.zone.test",
        "mx1.zone.test AAAA 2001:db8::1",
        "mx1.zone.test A 192.0.2.77",
        "_smtp._tls.zone.test TXT \"v=TLSRPTv1; rua=mailto:tls@zone.test\"",
        "_25._tcp.mx1.zone.test TLSA 3 1 1 \
         0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sub.zone.test MX 0 .",
        "other.test MX 5 mx1.zone.test",
    ];
    Lab::start(&Scenario {
        zones: ["zone.test", "other.test"].map(str::to_owned).to_vec(),
        records: records.map(str::to_owned).to_vec(),
        hosts: vec![
            mx(10, "mx1.zone.test", Manners::default()),
            mx(20, "mx2.zone.test", Manners::default()),
        ],
        faults: vec![
            fault("mx2.zone.test", "TLSA", Failure::ServFail),
            fault("dark.zone.test", "ANY", Failure::Silence),
            fault("closed.zone.test", "A", Failure::Refused),
        ],
        ..Scenario::new("zone", "")
    })
    .unwrap()
}

fn question(name: &str, record_type: RecordType) -> Message {
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(
        Name::parse(name, Some(&Name::root())).unwrap(),
        record_type,
    ));
    message
}

fn ask(lab: &Lab, name: &str, record_type: RecordType) -> io::Result<Message> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.set_read_timeout(Some(Duration::from_millis(300)))?;
    let question = question(name, record_type);
    socket.send_to(&question.to_vec().unwrap(), lab.dns_address())?;
    let mut answer = [0; 1500];
    let length = socket.recv(&mut answer)?;
    let answer = Message::from_vec(&answer[..length]).unwrap();
    assert_eq!(answer.metadata.id, question.metadata.id);
    Ok(answer)
}

/// The answers as text, after a check that there are some and that they are authoritative.
fn answers(lab: &Lab, name: &str, record_type: RecordType) -> Vec<String> {
    let message = ask(lab, name, record_type).unwrap();
    assert_eq!(message.metadata.response_code, ResponseCode::NoError);
    assert!(message.metadata.authoritative);
    let texts = message.answers.iter().map(|record| record.data.to_string());
    texts.collect()
}

#[test]
fn records_are_answered() {
    let lab = lab();
    assert_eq!(
        answers(&lab, "zone.test", RecordType::MX),
        ["10 mx1.zone.test.", "20 mx2.zone.test."]
    );
    assert_eq!(answers(&lab, "sub.zone.test", RecordType::MX), ["0 ."]);
    assert_eq!(
        answers(&lab, "other.test", RecordType::MX),
        ["5 mx1.zone.test."]
    );
    // A host with records of its own gets no other.
    assert_eq!(
        answers(&lab, "MX1.zone.test", RecordType::A),
        ["192.0.2.77"]
    );
    assert_eq!(answers(&lab, "mx2.zone.test", RecordType::A), ["192.0.2.2"]);
    assert_eq!(
        answers(&lab, "mx1.zone.test", RecordType::AAAA),
        ["2001:db8::1"]
    );
    assert_eq!(
        answers(&lab, "alias.zone.test", RecordType::A),
        ["mx1.zone.test.", "192.0.2.77"]
    );
    assert_eq!(
        answers(&lab, "_smtp._tls.zone.test", RecordType::TXT),
        ["v=TLSRPTv1; rua=mailto:tls@zone.test"]
    );
    assert_eq!(
        answers(&lab, "_25._tcp.mx1.zone.test", RecordType::TLSA).len(),
        1
    );
}

#[test]
fn what_is_not_there_comes_with_the_soa() {
    let lab = lab();
    for (name, record_type, code) in [
        ("zone.test", RecordType::AAAA, ResponseCode::NoError),
        // An empty non-terminal exists (RFC 8020 §2).
        ("_tcp.mx1.zone.test", RecordType::A, ResponseCode::NoError),
        ("nothing.zone.test", RecordType::A, ResponseCode::NXDomain),
        (
            "_25._tcp.other.test",
            RecordType::TLSA,
            ResponseCode::NXDomain,
        ),
    ] {
        let message = ask(&lab, name, record_type).unwrap();
        assert_eq!(message.metadata.response_code, code, "{name}");
        assert!(message.metadata.authoritative);
        assert!(message.answers.is_empty());
        assert!(
            matches!(&message.authorities[..], [soa] if matches!(soa.data, RData::SOA(_))),
            "{name}"
        );
    }
}

#[test]
fn names_outside_the_zones_do_not_exist() {
    let lab = lab();
    for (name, code) in [
        ("example.com", ResponseCode::NXDomain),
        ("elsewhere.test", ResponseCode::NXDomain),
        ("test", ResponseCode::NoError),
        (".", ResponseCode::NoError),
    ] {
        let message = ask(&lab, name, RecordType::MX).unwrap();
        assert_eq!(message.metadata.response_code, code, "{name}");
        assert!(message.answers.is_empty());
    }
}

#[test]
fn faults_come_before_the_zone() {
    let lab = lab();
    let message = ask(&lab, "mx2.zone.test", RecordType::TLSA).unwrap();
    assert_eq!(message.metadata.response_code, ResponseCode::ServFail);
    assert_eq!(answers(&lab, "mx2.zone.test", RecordType::A).len(), 1);
    let message = ask(&lab, "closed.zone.test", RecordType::A).unwrap();
    assert_eq!(message.metadata.response_code, ResponseCode::Refused);
    assert!(ask(&lab, "dark.zone.test", RecordType::A).is_err());
}

#[test]
fn tcp_answers_on_the_same_port() {
    let lab = lab();
    let mut tcp = TcpStream::connect(lab.dns_address()).unwrap();
    let question = question("zone.test", RecordType::MX).to_vec().unwrap();
    let length = u16::try_from(question.len()).unwrap();
    tcp.write_all(&[&length.to_be_bytes()[..], &question].concat())
        .unwrap();
    let mut length = [0; 2];
    tcp.read_exact(&mut length).unwrap();
    let mut answer = vec![0; u16::from_be_bytes(length).into()];
    tcp.read_exact(&mut answer).unwrap();
    assert_eq!(Message::from_vec(&answer).unwrap().answers.len(), 2);
}

#[test]
fn a_lab_with_a_bad_zone_does_not_start() {
    for record in [
        "elsewhere.test A 192.0.2.1",
        "bad.test MX first mx.bad.test",
    ] {
        let scenario = Scenario {
            records: vec![record.to_owned()],
            ..Scenario::new("bad", "")
        };
        let error = Lab::start(&scenario).err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{error}");
    }
}
