//! An SMTP server without the lab, for a certificate or a handshake that the lab does not make.

use crate::support::{EHLO, GO, GREETING};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Takes one session for each connection, in a thread that ends with the test's process. `before` is sent in the clear
/// once the ClientHello has come, and before it is answered.
pub fn serve(config: Arc<ServerConfig>, before: &'static [u8]) -> SocketAddr {
    serve_each(move || config.clone(), before)
}

/// The same with a configuration of its own for each connection.
pub fn serve_each(
    config: impl Fn() -> Arc<ServerConfig> + Send + 'static,
    before: &'static [u8],
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that leaves early is what some tests are about.
            let _ = session(stream.unwrap(), config(), before);
        }
    });
    address
}

fn session(mut clear: TcpStream, config: Arc<ServerConfig>, before: &[u8]) -> io::Result<()> {
    clear.set_nodelay(true)?;
    clear.write_all(GREETING.as_bytes())?;
    for reply in [EHLO, GO] {
        command(&mut clear)?;
        clear.write_all(reply.as_bytes())?;
    }
    let mut hello = vec![0; 5];
    clear.read_exact(&mut hello)?;
    clear.write_all(before)?;
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    let stream = Unread { hello, clear };
    let mut tls = BufReader::new(StreamOwned::new(connection, stream));
    for reply in ["250 mx.lab.test\r\n", "221 bye\r\n"] {
        tls.read_line(&mut String::new())?;
        tls.get_mut().write_all(reply.as_bytes())?;
        tls.get_mut().flush()?;
    }
    Ok(())
}

/// Reads to the end of a line, and not one octet further.
fn command(clear: &mut TcpStream) -> io::Result<()> {
    let mut octet = [0];
    while octet != *b"\n" {
        clear.read_exact(&mut octet)?;
    }
    Ok(())
}

/// A connection whose first octets have been read already.
struct Unread {
    hello: Vec<u8>,
    clear: TcpStream,
}

impl Read for Unread {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.hello.is_empty() {
            return self.clear.read(buffer);
        }
        let count = buffer.len().min(self.hello.len());
        buffer[..count].copy_from_slice(&self.hello[..count]);
        self.hello.drain(..count);
        Ok(count)
    }
}

impl Write for Unread {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.clear.write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.clear.flush()
    }
}
