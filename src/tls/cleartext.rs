//! What a server says of itself in the clear part of a handshake, read from the octets that came first.
//!
//! The TLS library keeps these facts to itself. Up to TLS 1.2 the whole handshake is readable; in TLS 1.3 the ServerHello is.

use std::borrow::Cow;
use tls_parser::{
    TlsExtension, TlsMessage, TlsMessageHandshake, TlsRecordType, parse_tls_message_handshake,
    parse_tls_raw_record, parse_tls_server_hello_extensions,
};

/// What the server's ServerHello says, beside what was negotiated, and what followed it in the clear.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleartext {
    /// The keys are bound to the whole handshake (extended master secret, RFC 9325 §3.5); TLS 1.3 always does so by itself
    /// and has no such extension.
    pub extended_master_secret: bool,
    /// The server knows how renegotiation is made safe (RFC 5746 §3.6); in TLS 1.3 there is none.
    pub secure_renegotiation: bool,
    /// The compression method by its number; 0 is none, and all that TLS 1.3 allows.
    pub compression: u8,
    /// The session ticket of TLS 1.2 and its lifetime hint in seconds, where one came; 0 leaves it to the client.
    pub ticket_lifetime_hint: Option<u32>,
}

/// How many messages are looked at; an honest server sends half a dozen.
const MESSAGES: usize = 32;

impl Cleartext {
    /// Reads what came first, up to the point from which it is encrypted; nothing where there is no ServerHello in it.
    pub fn read(first: &[u8]) -> Option<Self> {
        let messages = handshake_messages(first);
        let mut rest = messages.as_ref();
        let mut found = None;
        for _ in 0..MESSAGES {
            // A message that the parser does not know ends the reading, not the handshake.
            let Ok((after, TlsMessage::Handshake(message))) = parse_tls_message_handshake(rest)
            else {
                break;
            };
            match message {
                // After a HelloRetryRequest a second ServerHello comes, and that one counts.
                TlsMessageHandshake::ServerHello(hello) => {
                    found = Some(Self::from_extensions(
                        hello.ext.unwrap_or_default(),
                        hello.compression.0,
                    ));
                }
                TlsMessageHandshake::NewSessionTicket(ticket) => {
                    if let Some(found) = &mut found {
                        found.ticket_lifetime_hint = Some(ticket.ticket_lifetime_hint);
                    }
                }
                _ => {}
            }
            rest = after;
        }
        found
    }

    fn from_extensions(octets: &[u8], compression: u8) -> Self {
        let extensions = parse_tls_server_hello_extensions(octets)
            .map(|(_, extensions)| extensions)
            .unwrap_or_default();
        let has = |wanted: fn(&TlsExtension<'_>) -> bool| extensions.iter().any(wanted);
        Self {
            extended_master_secret: has(|it| matches!(it, TlsExtension::ExtendedMasterSecret)),
            secure_renegotiation: has(|it| matches!(it, TlsExtension::RenegotiationInfo(_))),
            compression,
            ticket_lifetime_hint: None,
        }
    }
}

/// The version in the first ServerHello, as a code point; of TLS 1.3 it says 1.2 there (RFC 9846 §4.2.3).
pub(super) fn chosen_version(first: &[u8]) -> Option<u16> {
    let messages = handshake_messages(first);
    match parse_tls_message_handshake(messages.as_ref()) {
        Ok((_, TlsMessage::Handshake(TlsMessageHandshake::ServerHello(hello)))) => {
            Some(hello.version.0)
        }
        _ => None,
    }
}

/// Whether a ServerHello came that is no HelloRetryRequest.
pub(super) fn has_chosen(first: &[u8]) -> bool {
    chosen_version(first).is_some() && !is_retry(handshake_messages(first).as_ref())
}

/// The handshake messages out of the records before the first that is encrypted; a message may be split over records
/// (RFC 9846 §5.1).
fn handshake_messages(first: &[u8]) -> Cow<'_, [u8]> {
    let mut messages: Cow<'_, [u8]> = Cow::Borrowed(&[]);
    let mut rest = first;
    while let Ok((after, record)) = parse_tls_raw_record(rest) {
        match record.hdr.record_type {
            TlsRecordType::Handshake if messages.is_empty() => {
                messages = Cow::Borrowed(record.data)
            }
            TlsRecordType::Handshake => messages.to_mut().extend_from_slice(record.data),
            TlsRecordType::Alert => {}
            // TLS 1.3 puts one between a HelloRetryRequest and what follows it, where it means nothing (RFC 9846 §5).
            TlsRecordType::ChangeCipherSpec if is_retry(&messages) => {}
            _ => break,
        }
        rest = after;
    }
    messages
}

/// The number of the alert in the clear that came last of all (RFC 9846 §6); encrypted ones are longer or say so.
pub(super) fn closing_alert(octets: &[u8]) -> Option<u8> {
    let mut rest = octets;
    let mut last = None;
    while let Ok((after, record)) = parse_tls_raw_record(rest) {
        last = match (record.hdr.record_type, record.data) {
            (TlsRecordType::Alert, [_, number]) => Some(*number),
            _ => None,
        };
        rest = after;
    }
    // Behind a part of a record nothing is the last.
    last.filter(|_| rest.is_empty())
}

/// Whether all that came is a ServerHello with the random value of a HelloRetryRequest (RFC 9846 §4.2.3).
fn is_retry(messages: &[u8]) -> bool {
    const RETRY: [u8; 8] = [0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11];
    let random = messages.get(6..14);
    let length = messages.get(1..4).map_or(0, |length| {
        length
            .iter()
            .fold(0, |sum, octet| sum << 8 | usize::from(*octet))
    });
    random == Some(&RETRY[..]) && messages.len() == length + 4
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record of handshake messages.
    fn record(kind: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a short record");
        [&[kind, 3, 3][..], &length.to_be_bytes(), data].concat()
    }

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("a short message");
        [&[kind][..], &length.to_be_bytes()[1..], body].concat()
    }

    /// A ServerHello of TLS 1.2 with these extensions and this random value.
    fn hello(random: [u8; 32], compression: u8, extensions: &[u8]) -> Vec<u8> {
        let length = u16::try_from(extensions.len()).expect("few extensions");
        let body = [
            &[3, 3][..],
            &random,
            &[0, 0xc0, 0x2f, compression],
            &length.to_be_bytes(),
            extensions,
        ];
        message(2, &body.concat())
    }

    const EMS: [u8; 4] = [0, 23, 0, 0];
    const RENEGOTIATION: [u8; 5] = [0xff, 1, 0, 1, 0];

    #[test]
    fn x09_what_a_server_hello_says_is_read_in_every_split_into_records() {
        let ticket = message(4, &[0, 0, 0x1c, 0x20, 0, 2, 7, 7]);
        let messages = [
            hello([7; 32], 1, &[&EMS[..], &RENEGOTIATION].concat()),
            // A message that says nothing of interest.
            message(14, &[]),
            ticket,
        ]
        .concat();
        let expected = Cleartext {
            extended_master_secret: true,
            secure_renegotiation: true,
            compression: 1,
            ticket_lifetime_hint: Some(7200),
        };
        for size in 1..=messages.len() {
            let records = messages.chunks(size).map(|piece| record(22, piece));
            let mut octets = records.collect::<Vec<_>>().concat();
            octets.extend(record(20, &[1]));
            octets.extend(record(22, &[0xee; 40]));
            assert_eq!(Cleartext::read(&octets).as_ref(), Some(&expected), "{size}");
        }
    }

    #[test]
    fn x03_after_a_retry_the_second_server_hello_counts() {
        let mut retry = [0; 32];
        retry[..8].copy_from_slice(&[0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11]);
        let octets = [
            record(22, &hello(retry, 0, &RENEGOTIATION)),
            record(20, &[1]),
            record(22, &hello([1; 32], 0, &EMS)),
            record(23, &[0xee; 40]),
        ]
        .concat();
        let read = Cleartext::read(&octets).expect("a ServerHello");
        assert!(read.extended_master_secret && !read.secure_renegotiation);
    }

    #[test]
    fn the_alert_that_came_last_is_found() {
        let hello = record(22, &hello([7; 32], 0, &EMS));
        let alert = record(21, &[2, 120]);
        assert_eq!(closing_alert(&[&hello[..], &alert].concat()), Some(120));
        assert_eq!(closing_alert(&[&alert[..], &hello].concat()), None);
        assert_eq!(closing_alert(&record(21, &[0; 26])), None, "encrypted");
        assert_eq!(closing_alert(b"454 no"), None);
        let cut = [&alert[..], &hello[..20]].concat();
        assert_eq!(closing_alert(&cut), None, "a warning, and then a handshake");
    }

    #[test]
    fn nothing_is_made_of_what_is_no_handshake_or_is_cut_short() {
        let whole = record(22, &hello([7; 32], 0, &EMS));
        for length in 0..whole.len() {
            let cut = whole.get(..length).unwrap_or_default();
            assert_eq!(Cleartext::read(cut), None, "{length}");
        }
        assert_eq!(Cleartext::read(b"250-injected\r\n"), None);
        assert_eq!(Cleartext::read(&record(21, &[2, 40])), None);
    }
}
