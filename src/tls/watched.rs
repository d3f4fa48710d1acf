//! A stream whose traffic somebody watches, octet by octet, without holding it up.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Who is told what goes through a [`Watched`] stream.
pub trait Watch {
    /// These octets came from the peer; there is at least one.
    fn received(&self, octets: &[u8]);

    /// These octets were taken for the peer; there is at least one.
    fn sent(&self, octets: &[u8]);
}

/// A stream that tells a watcher what goes through it.
#[derive(Debug)]
pub struct Watched<S, W> {
    stream: S,
    watcher: W,
}

impl<S, W> Watched<S, W> {
    /// The stream, told to the watcher from now on.
    pub fn new(stream: S, watcher: W) -> Self {
        Self { stream, watcher }
    }

    /// The stream below.
    pub fn below(&self) -> &S {
        &self.stream
    }
}

impl<S: AsyncRead + Unpin, W: Watch + Unpin> AsyncRead for Watched<S, W> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if let Some(octets @ [_, ..]) = buffer.filled().get(before..) {
            self.watcher.received(octets);
        }
        result
    }
}

impl<S: AsyncWrite + Unpin, W: Watch + Unpin> AsyncWrite for Watched<S, W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, octets);
        if let Poll::Ready(Ok(written @ 1..)) = &result {
            self.watcher.sent(octets.get(..*written).unwrap_or(octets));
        }
        result
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
