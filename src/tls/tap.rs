//! A stream that keeps the first octets that came through it, so that a failed handshake can show what the peer really sent.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How many octets are kept: enough for a ServerHello, or for a line of text where TLS was due.
const KEPT: usize = 512;

/// What the peer sent first, shared between the tap and whoever asks afterwards.
pub(super) type Kept = Arc<Mutex<Vec<u8>>>;

/// A stream with a tap on its reading side.
#[derive(Debug)]
pub struct Tap<S> {
    stream: S,
    kept: Kept,
}

impl<S> Tap<S> {
    pub(super) fn new(stream: S, kept: Kept) -> Self {
        Self { stream, kept }
    }

    /// The stream below.
    pub(super) fn below(&self) -> &S {
        &self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if let (Poll::Ready(Ok(())), Ok(mut kept)) = (&result, self.kept.lock()) {
            let room = KEPT.saturating_sub(kept.len());
            let new = buffer.filled().get(before..).unwrap_or_default();
            kept.extend(new.iter().take(room));
        }
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, octets)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
