//! A small SMTP client for the tests of the lab's servers.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::lab::{Connection, Host, Lab, Scenario};

/// A TLS stream of the client.
pub(super) type Tls = StreamOwned<ClientConnection, TcpStream>;

/// A lab with one host, `mx1.one.test`.
pub(super) fn one(host: Host) -> Lab {
    Lab::start(&Scenario {
        hosts: vec![host],
        ..Scenario::new("one", "")
    })
    .unwrap()
}

/// A connection to the first host of the lab.
pub(super) fn connect(lab: &Lab) -> TcpStream {
    let host = &lab.scenario().hosts[0];
    let tcp = TcpStream::connect(lab.address_of(&host.name).unwrap()).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    tcp
}

/// Sends a command, and reads the reply.
pub(super) fn say(stream: &mut (impl Read + Write), command: &str) -> String {
    let line = format!("{command}\r\n");
    stream.write_all(line.as_bytes()).unwrap();
    stream.flush().unwrap();
    hear(stream).unwrap()
}

/// Reads one reply, not a byte more.
pub(super) fn hear(stream: &mut impl Read) -> io::Result<String> {
    let mut reply = String::new();
    loop {
        let start = reply.len();
        while !reply[start..].ends_with('\n') {
            let mut byte = [0];
            stream.read_exact(&mut byte)?;
            reply.push(byte[0].into());
        }
        if reply.as_bytes().get(start + 3) != Some(&b'-') {
            return Ok(reply);
        }
    }
}

/// Up to the 220 after STARTTLS.
pub(super) fn start_tls(lab: &Lab) -> TcpStream {
    let mut tcp = connect(lab);
    assert!(hear(&mut tcp).unwrap().starts_with("220 "));
    assert!(say(&mut tcp, "EHLO client.test").contains("STARTTLS"));
    assert!(say(&mut tcp, "STARTTLS").starts_with("220 "));
    tcp
}

/// A handshake in which the lab's root must vouch for the server, with the lab's client certificate if `certified`.
pub(super) fn secure(lab: &Lab, tcp: TcpStream, certified: bool) -> io::Result<Tls> {
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_file(lab.folder().join("root.pem")).unwrap();
    roots.add(root).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let config = match certified {
        false => builder.with_no_client_auth(),
        true => {
            let chain = CertificateDer::pem_file_iter(lab.folder().join("client.pem")).unwrap();
            let key = PrivateKeyDer::from_pem_file(lab.folder().join("client.key")).unwrap();
            let chain = chain.collect::<Result<_, _>>().unwrap();
            builder.with_client_auth_cert(chain, key).unwrap()
        }
    };
    let name = ServerName::try_from(lab.scenario().hosts[0].name.clone()).unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut tls = StreamOwned::new(session, tcp);
    while tls.conn.is_handshaking() {
        tls.conn.complete_io(&mut tls.sock)?;
    }
    Ok(tls)
}

/// The rustls error inside an I/O error.
pub(super) fn tls_error(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// The only connection, once the server is done with it.
pub(super) fn only_connection(lab: &Lab) -> Connection {
    for _ in 0..1000 {
        match &lab.log().connections()[..] {
            [connection] if connection.ended => return connection.clone(),
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    panic!("{:?}", lab.log().connections());
}
