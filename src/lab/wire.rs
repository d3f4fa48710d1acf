//! One connection of a server: its bytes, in the clear or inside TLS, and what is noted of it.

use std::collections::VecDeque;
use std::io;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::server::Acceptor;
use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, ReadBuf,
};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::LazyConfigAcceptor;
use tokio_rustls::server::TlsStream;

use super::hello::record_length;
use super::log::{Command, Delivery, Log};
use super::sasl::Bindings;
use crate::certificate::end_point_digest;

/// The longest line that is read: RFC 4954 §4 lets an AUTH line have this many octets, no other may be longer.
const LONGEST_LINE: u64 = 12_288;

/// The longest record in the clear, with its header (RFC 9846 §5.1).
const LONGEST_RECORD: usize = 5 + (1 << 14);

/// How much of a message is read at once, in octets; a line may have more.
const PIECE: u64 = 1 << 16;

/// The longest header of version 1 of the PROXY protocol, with its line end.
const LONGEST_HEADER: usize = 107;

/// How long a closed connection waits for the client's FIN, so that bytes still under way do not provoke a reset.
const LINGER: Duration = Duration::from_secs(2);

/// One connection.
pub(super) struct Wire {
    stream: BufReader<Stream>,
    /// What came in the clear and is to be read inside TLS.
    kept: VecDeque<u8>,
    log: Log,
    number: usize,
    /// The end entity of the chain that is sent, where there is one.
    pub(super) certificate: Option<Vec<u8>>,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// The connection has ended.
    Gone,
}

impl Wire {
    pub(super) fn new(tcp: TcpStream, log: Log, host: &str) -> io::Result<Self> {
        // Each write is to be a segment of its own.
        tcp.set_nodelay(true)?;
        Ok(Self {
            number: log.begin(host),
            stream: BufReader::new(Stream::Plain(tcp)),
            kept: VecDeque::new(),
            log,
            certificate: None,
        })
    }

    pub(super) fn inside_tls(&self) -> bool {
        matches!(self.stream.get_ref(), Stream::Tls(_))
    }

    /// What an authentication can be bound to.
    pub(super) fn bindings(&self) -> Bindings {
        let Stream::Tls(tls) = self.stream.get_ref() else {
            return Bindings::default();
        };
        let label = b"EXPORTER-Channel-Binding";
        let exporter = tls
            .get_ref()
            .1
            .export_keying_material([0_u8; 32], label, Some(b""));
        Bindings {
            exporter: exporter.ok().map(|octets| octets.to_vec()),
            end_point: self.certificate.as_deref().and_then(end_point_digest),
        }
    }

    /// Sends the bytes in one write.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Reads and records a command line; `None` when the client has left.
    pub(super) async fn command(&mut self) -> io::Result<Option<String>> {
        let Some(line) = self.line().await? else {
            return Ok(None);
        };
        let command = Command {
            line: line.clone(),
            inside_tls: self.inside_tls(),
        };
        self.log
            .note(self.number, |connection| connection.commands.push(command));
        Ok(Some(line))
    }

    /// Reads and records a header of version 1 of the PROXY protocol, and not one octet further: TLS may follow.
    pub(super) async fn text_header(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") && line.len() < LONGEST_HEADER {
            line.push(self.stream.get_mut().read_u8().await?);
        }
        match line.strip_suffix(b"\r\n") {
            Some(line) if line.starts_with(b"PROXY ") => {
                self.record(String::from_utf8_lossy(line).into_owned());
                Ok(())
            }
            _ => Err(io::Error::other("no header of the PROXY protocol")),
        }
    }

    /// The same with version 2, which is recorded in hexadecimal.
    pub(super) async fn binary_header(&mut self) -> io::Result<()> {
        let below = self.stream.get_mut();
        let mut octets = vec![0; 16];
        below.read_exact(&mut octets).await?;
        let (Some(b"\r\n\r\n\0\r\nQUIT\n"), Some(&[high, low])) =
            (octets.first_chunk::<12>(), octets.last_chunk::<2>())
        else {
            return Err(io::Error::other("no header of the PROXY protocol"));
        };
        let mut rest = vec![0; usize::from(u16::from_be_bytes([high, low]))];
        below.read_exact(&mut rest).await?;
        octets.extend(rest);
        self.record(octets.iter().map(|octet| format!("{octet:02x}")).collect());
        Ok(())
    }

    /// Records what was said before the session.
    fn record(&self, line: String) {
        let command = Command {
            line,
            inside_tls: false,
        };
        self.log
            .note(self.number, |connection| connection.commands.push(command));
    }

    /// Reads a message up to the line with the dot, and takes off the dots that were put in for the way (RFC 5321 §4.5.2); `None`
    /// when the client has left. Of one that has more octets than `most`, the rest but for one is forgotten.
    pub(super) async fn message(&mut self, most: usize) -> io::Result<Option<Vec<u8>>> {
        let mut message = Vec::new();
        let (mut is_start, mut after_cr) = (true, false);
        loop {
            let piece = self.piece(PIECE).await?;
            let text = match piece.strip_prefix(b".") {
                _ if piece.is_empty() => return Ok(None),
                Some(b"\r\n") if is_start => return Ok(Some(message)),
                Some(rest) if is_start => rest,
                _ => &piece,
            };
            let room = most.saturating_add(1).saturating_sub(message.len());
            message.extend(text.iter().take(room));
            // Only CRLF ends a line (RFC 5321 §2.3.8).
            is_start = piece.ends_with(b"\r\n") || (after_cr && piece == b"\n");
            after_cr = piece.ends_with(b"\r");
        }
    }

    /// Reads so many octets; `None` when the client has left before.
    pub(super) async fn octets(&mut self, count: usize) -> io::Result<Option<Vec<u8>>> {
        let mut octets = Vec::new();
        let mut limited = (&mut self.stream).take(count.try_into().unwrap_or(u64::MAX));
        limited.read_to_end(&mut octets).await?;
        Ok((octets.len() == count).then_some(octets))
    }

    /// Keeps a message, and gives the name that it has from now on; nothing where there is no room for it.
    pub(super) fn keep(&self, delivery: Delivery) -> Option<String> {
        self.log.keep(self.number, delivery)
    }

    /// Whether a command line that was just read has been heard before, from whomever.
    pub(super) fn has_heard_before(&self, line: &str) -> bool {
        self.log.has_heard_twice(line)
    }

    async fn line(&mut self) -> io::Result<Option<String>> {
        let line = self.piece(LONGEST_LINE).await?;
        if line.is_empty() {
            return Ok(None);
        }
        let Some(text) = line.strip_suffix(b"\n") else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a line without end",
            ));
        };
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        Ok(Some(String::from_utf8_lossy(text).into_owned()))
    }

    /// Reads a line, or so many octets of a longer one; empty when the client has left.
    async fn piece(&mut self, longest: u64) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        if self.inside_tls() && self.kept.contains(&b'\n') {
            let mut kept = mem::take(&mut self.kept).into_iter();
            for octet in kept.by_ref() {
                line.push(octet);
                if octet == b'\n' {
                    break;
                }
            }
            self.kept = kept.collect();
        } else {
            let mut limited = (&mut self.stream).take(longest);
            limited.read_until(b'\n', &mut line).await?;
        }
        Ok(line)
    }

    /// Waits until something arrives in the clear, and leaves it unread.
    pub(super) async fn arrival(&self) -> io::Result<()> {
        match self.stream.get_ref() {
            Stream::Plain(tcp) => tcp.peek(&mut [0]).await.map(drop),
            Stream::Tls(_) | Stream::Gone => Ok(()),
        }
    }

    /// Waits until a whole record of a handshake arrived in the clear, and leaves it unread.
    pub(super) async fn hello(&self) -> io::Result<Vec<u8>> {
        let Stream::Plain(tcp) = self.stream.get_ref() else {
            return Err(io::Error::other("there is TLS already"));
        };
        let mut octets = vec![0; LONGEST_RECORD];
        let mut before = 0;
        loop {
            let count = tcp.peek(&mut octets).await?;
            let arrived = octets.get(..count).unwrap_or_default();
            let wanted = record_length(arrived);
            if let Some(record) = wanted.and_then(|wanted| arrived.get(..wanted)) {
                return Ok(record.to_vec());
            }
            let is_other = arrived.len() >= 5 && wanted.is_none();
            if count == 0 || is_other || count == octets.len() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "not a hello"));
            }
            // Peeking does not wait for more than there is.
            if count == before {
                sleep(Duration::from_millis(1)).await;
            }
            before = count;
        }
    }

    /// Reads whatever arrives next and forgets it; false when the client has left.
    pub(super) async fn swallow(&mut self) -> io::Result<bool> {
        let length = self.stream.fill_buf().await?.len();
        self.stream.consume(length);
        Ok(length > 0)
    }

    /// Keeps what has arrived in the clear, to read it as commands inside TLS.
    pub(super) fn keep_plaintext(&mut self) {
        self.kept = self.stream.buffer().to_vec().into();
    }

    /// Does a TLS handshake. What the client pipelined in the clear behind STARTTLS is discarded (RFC 3207 §4.2).
    pub(super) async fn handshake(&mut self, config: Arc<ServerConfig>) -> io::Result<()> {
        let Stream::Plain(tcp) = self.take() else {
            return Err(io::Error::other("there is TLS already"));
        };
        match shake_hands(tcp, config, &self.log, self.number).await {
            Ok(tls) => {
                let (_, session) = tls.get_ref();
                let chain = session.peer_certificates().unwrap_or_default();
                let chain: Vec<_> = chain.iter().map(|der| der.clone().into_owned()).collect();
                self.log.note(self.number, |connection| {
                    connection.version = session.protocol_version();
                    connection.client_certificate = chain;
                });
                self.stream = BufReader::new(Stream::Tls(Box::new(tls)));
                Ok(())
            }
            // The alert that says why is still on its way: a reset would overtake it.
            Err((error, tcp)) => {
                if let Some(mut tcp) = tcp {
                    linger(&mut tcp).await;
                }
                Err(error)
            }
        }
    }

    /// Closes politely.
    pub(super) async fn close(&mut self) {
        linger(&mut self.take()).await;
    }

    /// Closes without close_notify.
    pub(super) async fn hang_up(&mut self) {
        match self.take() {
            Stream::Plain(mut tcp) => linger(&mut tcp).await,
            Stream::Tls(tls) => linger(&mut tls.into_inner().0).await,
            Stream::Gone => (),
        }
    }

    /// Resets the connection.
    pub(super) fn reset(&mut self) -> io::Result<()> {
        match self.take() {
            Stream::Plain(tcp) => tcp.set_zero_linger(),
            Stream::Tls(tls) => tls.get_ref().0.set_zero_linger(),
            Stream::Gone => Ok(()),
        }
    }

    /// Notes how the connection ended.
    pub(super) fn ended(&self, result: io::Result<()>) {
        self.log.note(self.number, |connection| {
            connection.ended = true;
            connection.failure = result.err().map(|error| error.to_string());
        });
    }

    fn take(&mut self) -> Stream {
        mem::replace(&mut self.stream, BufReader::new(Stream::Gone)).into_inner()
    }
}

/// Accepts TLS, noting the server name even where the handshake fails afterwards; gives the socket back with the error.
async fn shake_hands(
    tcp: TcpStream,
    config: Arc<ServerConfig>,
    log: &Log,
    number: usize,
) -> Result<TlsStream<TcpStream>, (io::Error, Option<TcpStream>)> {
    let mut acceptor = LazyConfigAcceptor::new(Acceptor::default(), tcp);
    let hello = match (&mut acceptor).await {
        Ok(hello) => hello,
        Err(error) => return Err((error, acceptor.take_io())),
    };
    let server_name = hello.client_hello().server_name().map(str::to_owned);
    log.note(number, |connection| connection.server_name = server_name);
    let accepted = hello.into_stream(config).into_fallible().await;
    accepted.map_err(|(error, tcp)| (error, Some(tcp)))
}

/// Sends close_notify where there is TLS, and FIN; then waits a little for the client's FIN.
async fn linger(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    // Nothing is lost by an error here: the client has left already.
    let _ = timeout(LINGER, async {
        stream.shutdown().await?;
        let mut rest = [0; 4096];
        while stream.read(&mut rest).await? > 0 {}
        io::Result::Ok(())
    })
    .await;
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(tcp) => Pin::new(tcp).poll_read(context, buffer),
            Stream::Tls(tls) => Pin::new(tls).poll_read(context, buffer),
            Stream::Gone => Poll::Ready(Ok(())),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut *self {
            Stream::Plain(tcp) => Pin::new(tcp).poll_write(context, bytes),
            Stream::Tls(tls) => Pin::new(tls).poll_write(context, bytes),
            Stream::Gone => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(tcp) => Pin::new(tcp).poll_flush(context),
            Stream::Tls(tls) => Pin::new(tls).poll_flush(context),
            Stream::Gone => Poll::Ready(Ok(())),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(tcp) => Pin::new(tcp).poll_shutdown(context),
            Stream::Tls(tls) => Pin::new(tls).poll_shutdown(context),
            Stream::Gone => Poll::Ready(Ok(())),
        }
    }
}
