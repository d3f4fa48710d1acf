//! A stream that keeps the first octets that came through it: what a server says in the clear of a handshake, and where the
//! handshake failed, what the peer really sent.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How many octets of a handshake are kept: in TLS 1.2 the certificates are among them.
const KEPT: usize = 64 * 1024;

/// What the peer sent first, shared between the tap and whoever asks afterwards.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Arc<Mutex<Flight>>);

#[derive(Debug, Default)]
struct Flight {
    octets: Vec<u8>,
    is_over: bool,
}

impl Kept {
    /// What came first, now that the handshake is over; nothing is kept any longer.
    pub(super) fn take(&self) -> Vec<u8> {
        let flight = self.0.lock();
        flight
            .map(|mut flight| {
                flight.is_over = true;
                std::mem::take(&mut flight.octets)
            })
            .unwrap_or_default()
    }

    fn keep(&self, new: &[u8]) {
        if let Ok(mut flight) = self.0.lock()
            && !flight.is_over
        {
            let room = KEPT.saturating_sub(flight.octets.len());
            flight.octets.extend(new.iter().take(room));
        }
    }
}

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
        if let Poll::Ready(Ok(())) = &result {
            self.kept
                .keep(buffer.filled().get(before..).unwrap_or_default());
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
