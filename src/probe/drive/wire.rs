//! The connection's octets: written so that what the server says meanwhile is heard.

use super::{READ, Session};
use crate::probe::event::Timed;
use crate::probe::meter::Metered;
use crate::probe::observation::Observation;
use crate::smtp::Dialogue;
use crate::tls::TlsSession;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

/// The connection, in the clear or inside TLS.
pub(super) enum Wire {
    Clear(Metered<TcpStream>),
    Tls(Box<TlsSession<Metered<TcpStream>>>),
    /// The handshake consumed it.
    Gone,
}

impl Wire {
    /// Reads what has come, or waits for it. May be given up and begun again.
    pub(super) async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(stream) => stream.read(buffer).await,
            Self::Tls(session) => session.stream.read(buffer).await,
            Self::Gone => Ok(0),
        }
    }
}

impl<W: FnMut(&Observation, &Timed)> Session<'_, W> {
    pub(super) async fn write(&mut self, wire: &mut Wire, dialogue: &mut Dialogue, octets: &[u8]) {
        self.look(wire, dialogue).await;
        if dialogue.is_over() {
            return;
        }
        let patience = self.left(self.settings.timeouts.reply);
        let hear = |octets: &[u8]| {
            if dialogue.takes_turns() {
                dialogue.receive_early(octets);
            }
            dialogue.is_over()
        };
        let written = async {
            match wire {
                Wire::Clear(stream) => write(stream, octets, hear).await,
                Wire::Tls(session) => write(&mut session.stream, octets, hear).await,
                Wire::Gone => Err(io::ErrorKind::NotConnected.into()),
            }
        };
        let written = tokio::time::timeout(patience, written).await;
        self.relay(dialogue);
        match written {
            Ok(Ok(())) => {}
            // What the server said before it closed says more than the failed write: the next read finds it.
            Ok(Err(_)) => dialogue.unwritten(),
            Err(_) => {
                dialogue.unwritten();
                self.too_late(dialogue, patience);
            }
        }
    }

    /// What has come before a command was said is no reply to it.
    async fn look(&mut self, wire: &mut Wire, dialogue: &mut Dialogue) {
        if !dialogue.takes_turns() {
            return;
        }
        let mut buffer = [0; READ];
        let read = tokio::select! {
            biased;
            read = wire.read(&mut buffer) => read,
            // By then the runtime has asked the system what has come.
            () = tokio::task::yield_now() => return,
        };
        // Where the connection has ended, the next read finds that out again.
        if let Ok(count) = read
            && count > 0
        {
            dialogue.receive_early(buffer.get(..count).unwrap_or_default());
            self.relay(dialogue);
        }
    }
}

/// Writes all of it. Where that takes time, `hear` gets what comes meanwhile, and says whether to stop.
async fn write(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    octets: &[u8],
    mut hear: impl FnMut(&[u8]) -> bool,
) -> io::Result<()> {
    let (mut reader, mut writer) = tokio::io::split(stream);
    let write = async {
        writer.write_all(octets).await?;
        writer.flush().await
    };
    tokio::pin!(write);
    let mut buffer = [0; READ];
    let mut is_open = true;
    loop {
        tokio::select! {
            biased;
            written = &mut write => return written,
            read = reader.read(&mut buffer), if is_open => match read {
                Ok(count) if count > 0 => {
                    if hear(buffer.get(..count).unwrap_or_default()) {
                        return Ok(());
                    }
                }
                // Whether the server still takes what is written, the writing finds out.
                Ok(_) | Err(_) => is_open = false,
            },
        }
    }
}
