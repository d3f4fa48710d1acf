//! A connection that counts what goes through it.

use std::sync::{Arc, Mutex};

use crate::tls::{Watch, Watched};

/// What went over one connection, above TCP: in the clear and as records of TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Octets that were sent.
    pub sent: u64,
    /// Octets that were received.
    pub received: u64,
    /// How often the client spoke: each time it sent after it had received, however many writes that took. A connection
    /// cannot be faster than one round trip for each, and one for TCP.
    pub flights: u32,
}

/// The record that TLS 1.3 sends for the sake of devices on the path, and that means nothing (RFC 9846 §5).
const CHANGE_CIPHER_SPEC: &[u8] = &[20, 3, 3, 0, 1, 1];

/// The count of one connection, shared with whoever asks after the connection is gone.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter(Arc<Mutex<Count>>);

#[derive(Debug, Default)]
struct Count {
    traffic: Traffic,
    is_speaking: bool,
}

impl Meter {
    pub(super) fn traffic(&self) -> Traffic {
        let count = self.0.lock();
        count.map(|count| count.traffic).unwrap_or_default()
    }

    fn note(&self, note: impl FnOnce(&mut Count)) {
        if let Ok(mut count) = self.0.lock() {
            note(&mut count);
        }
    }
}

impl Watch for Meter {
    fn sent(&self, octets: &[u8]) {
        self.note(|count| {
            count.traffic.sent += octets.len() as u64;
            // Said as soon as the first part of the server's flight was read, and nobody waits for an answer to it.
            if octets != CHANGE_CIPHER_SPEC {
                count.traffic.flights += u32::from(!count.is_speaking);
                count.is_speaking = true;
            }
        });
    }

    fn received(&self, octets: &[u8]) {
        self.note(|count| {
            count.traffic.received += octets.len() as u64;
            count.is_speaking = false;
        });
    }
}

/// A stream with a meter.
pub(super) type Metered<S> = Watched<S, Meter>;

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn writes_without_a_read_between_them_are_one_flight() {
        let (near, mut far) = duplex(64);
        let meter = Meter::default();
        let mut near = Metered::new(near, meter.clone());
        for piece in ["EHLO ", "a\r\n"] {
            near.write_all(piece.as_bytes()).await.expect("room");
        }
        far.write_all(b"250 b\r\n").await.expect("room");
        let mut answer = [0; 7];
        near.read_exact(&mut answer).await.expect("an answer");
        near.write_all(b"QUIT\r\n").await.expect("room");
        let expected = Traffic {
            sent: 14,
            received: 7,
            flights: 2,
        };
        assert_eq!(meter.traffic(), expected);
        far.write_all(b"...").await.expect("room");
        near.read_exact(&mut [0; 3]).await.expect("more");
        near.write_all(CHANGE_CIPHER_SPEC).await.expect("room");
        assert_eq!(meter.traffic().flights, 2, "nobody waits for it");
        near.write_all(b"Finished").await.expect("room");
        assert_eq!(meter.traffic().flights, 3);
    }
}
