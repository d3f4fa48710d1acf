//! The sessions that a server lets a client resume: kept for one more connection, and what is to be told of them.

use rustls::NamedGroup;
use rustls::client::{ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue};
use rustls::pki_types::ServerName;
use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::Mutex;

/// How many tickets are kept and told of; servers send two.
const KEPT: usize = 8;

/// What a server sent so that a later connection may resume the session (RFC 9846 §4.7.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tickets {
    /// How many came.
    pub count: usize,
    /// The lifetime of the first in seconds, where it is known; in TLS 1.2 it is a hint, and 0 leaves it to the client.
    pub lifetime: Option<u32>,
    /// How many octets of early data the server would take with one of them; 0 for none (RFC 9846 §4.3.10).
    pub early_data: u32,
    /// There is something to resume a session by, a ticket or in TLS 1.2 a session ID.
    pub can_resume: bool,
}

/// The sessions of one peer.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    tickets: Tickets,
    tls12: Option<Tls12ClientSessionValue>,
    tls13: VecDeque<Tls13ClientSessionValue>,
}

impl Sessions {
    /// What came since this was asked last.
    pub(super) fn take_tickets(&self) -> Tickets {
        self.with(|kept| std::mem::take(&mut kept.tickets))
            .unwrap_or_default()
    }

    /// A ticket came in a handshake of TLS 1.2, with this lifetime hint.
    pub(super) fn note_ticket(&self, lifetime_hint: u32) {
        self.with(|kept| {
            kept.tickets.count = kept.tickets.count.saturating_add(1);
            kept.tickets.lifetime = Some(lifetime_hint);
        });
    }

    /// Whether there is anything to resume.
    pub(super) fn can_resume(&self) -> bool {
        self.with(|kept| kept.tls12.is_some() || !kept.tls13.is_empty())
            .unwrap_or(false)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> Option<T> {
        self.0.lock().ok().map(|mut kept| act(&mut kept))
    }
}

impl ClientSessionStore for Sessions {
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    /// None: every connection makes the same offer, so that what is seen can be compared.
    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, value: Tls12ClientSessionValue) {
        self.with(|kept| kept.tls12 = Some(value));
    }

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        self.with(|kept| kept.tls12.clone()).flatten()
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {
        self.with(|kept| kept.tls12 = None);
    }

    fn insert_tls13_ticket(&self, _: ServerName<'static>, value: Tls13ClientSessionValue) {
        self.with(|kept| {
            let tickets = &mut kept.tickets;
            tickets.count = tickets.count.saturating_add(1);
            tickets.lifetime = tickets.lifetime.or_else(|| lifetime(&value));
            tickets.early_data = tickets.early_data.max(value.max_early_data_size());
            if kept.tls13.len() < KEPT {
                kept.tls13.push_back(value);
            }
        });
    }

    fn take_tls13_ticket(&self, _: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        self.with(|kept| kept.tls13.pop_front()).flatten()
    }
}

/// Sessions hold keys.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

/// The lifetime of a ticket in seconds, at most the seven days that RFC 9846 §4.7.1 allows. The library has no other way to
/// ask for it than its debug form, which is read only up to that number.
fn lifetime(value: &Tls13ClientSessionValue) -> Option<u32> {
    let mut reader = Lifetime::default();
    // An error says that the number was found.
    let _ = write!(reader, "{value:?}");
    reader.seconds()
}

/// Reads `lifetime_secs: N` out of what is written to it, and then wants no more.
#[derive(Default)]
struct Lifetime {
    /// The end of what was written, in which the field's name may begin.
    tail: String,
    digits: Option<String>,
}

const FIELD: &str = "lifetime_secs: ";

impl Lifetime {
    fn seconds(&self) -> Option<u32> {
        self.digits.as_ref()?.parse().ok()
    }
}

impl Write for Lifetime {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match &mut self.digits {
                Some(digits) if character.is_ascii_digit() => digits.push(character),
                Some(_) => return Err(fmt::Error),
                None => {
                    self.tail.push(character);
                    if !FIELD.starts_with(&self.tail) {
                        self.tail.clear();
                        self.tail
                            .extend(FIELD.starts_with(character).then_some(character));
                    } else if self.tail == FIELD {
                        self.digits = Some(String::new());
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lifetime_is_found_in_every_split() {
        let text = "Value { epoch: 1, lifetime_secs: 7200, server_cert_chain: .. }";
        for size in 1..=text.len() {
            let mut reader = Lifetime::default();
            for piece in text.as_bytes().chunks(size) {
                let piece = std::str::from_utf8(piece).expect("ASCII");
                if reader.write_str(piece).is_err() {
                    break;
                }
            }
            assert_eq!(reader.seconds(), Some(7200), "{size}");
        }
        let mut reader = Lifetime::default();
        let _ = reader.write_str("no such field");
        assert_eq!(reader.seconds(), None);
    }
}
