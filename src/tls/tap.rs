//! A stream that keeps the first octets that came through it: what a server says in the clear of a handshake, and where the
//! handshake failed, what the peer really sent.

use std::sync::{Arc, Mutex};

use super::watched::{Watch, Watched};

/// How many octets of a handshake are kept: in TLS 1.2 the certificates are among them.
const KEPT: usize = 64 * 1024;

/// What the peer sent first, shared between the tap and whoever asks afterwards.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<Flight>>);

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
}

/// A stream whose first octets from the peer are kept.
pub type Tap<S> = Watched<S, Kept>;

impl Watch for Kept {
    fn received(&self, octets: &[u8]) {
        if let Ok(mut flight) = self.0.lock()
            && !flight.is_over
        {
            let room = KEPT.saturating_sub(flight.octets.len());
            flight.octets.extend(octets.iter().take(room));
        }
    }

    fn sent(&self, _: &[u8]) {}
}
