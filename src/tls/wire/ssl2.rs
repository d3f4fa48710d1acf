//! The hellos of SSL 2.0, which RFC 6176 retired: a record form, cipher kinds and messages of its own.

use super::octets::{Octets, random};
use crate::tls::names::SSL_2_0;

/// The bit in a record's first octet that says that its header has two octets.
const TWO_OCTETS: u8 = 0x80;

/// Below it no record can be taken for text; a message of a server never needs so long a record.
const LEAST_TEXT: u8 = b' ';

/// The types of the messages.
const ERROR: u8 = 0;
const CLIENT_HELLO: u8 = 1;
const SERVER_HELLO: u8 = 4;

/// The number of the ERROR that says that there is no cipher in common.
const NO_CIPHER: [u8; 2] = [0, 1];

/// Many more than were ever defined; so many fit a record.
const MOST_KINDS: usize = 1024;

/// What a server says to a CLIENT-HELLO.
#[derive(Debug)]
pub(super) enum Ssl2Message {
    ServerHello(Ssl2ServerHello),
    /// It has no cipher in common, the one error that answers a CLIENT-HELLO.
    NoCipher,
    /// It begins as a SERVER-HELLO or an ERROR and then breaks its form.
    Broken,
    /// It is not of SSL 2.0.
    Other,
}

/// A CLIENT-HELLO of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ClientHello {
    /// The cipher kinds, three octets each (0x010080 is SSL_CK_RC4_128_WITH_MD5).
    pub kinds: Vec<u32>,
}

/// A SERVER-HELLO of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ServerHello {
    /// The version in it: 0x0002, SSL 2.0.
    pub version: u16,
    /// The server's certificate as DER; empty where it sent none.
    pub certificate: Vec<u8>,
    /// The cipher kinds that it shares with the client. None with a server that speaks SSL 2.0 and has all its ciphers switched off
    /// (it may still take them: CVE-2015-3197).
    pub kinds: Vec<u32>,
}

impl Ssl2ClientHello {
    /// The whole message in its record, ready to be sent. Its challenge is new each time.
    pub fn octets(&self) -> Vec<u8> {
        let kinds = self.kinds.iter().take(MOST_KINDS);
        let kinds: Vec<u8> = kinds
            .flat_map(|kind| kind.to_be_bytes().into_iter().skip(1))
            .collect();
        let challenge = random::<16>();
        let length = |octets: &[u8]| {
            let length = u16::try_from(octets.len()).unwrap_or(u16::MAX);
            length.to_be_bytes()
        };
        let message = [
            &[CLIENT_HELLO, 0, 2][..],
            &length(&kinds),
            // No session is resumed.
            &[0, 0],
            &length(&challenge),
            &kinds,
            &challenge,
        ]
        .concat();
        // The first bit says that the header has two octets, and no padding follows.
        let [high, low] = length(&message);
        [&[TWO_OCTETS | high, low][..], &message].concat()
    }
}

impl Ssl2ServerHello {
    /// Reads the message out of its record; nothing where it has another form.
    fn read(message: &[u8]) -> Option<Self> {
        let mut octets = Octets(message);
        if octets.u8()? != SERVER_HELLO {
            return None;
        }
        // Whether a session is resumed, and the type of the certificate.
        octets.take(2)?;
        let version = octets.u16().filter(|version| *version == SSL_2_0)?;
        let (certificate, kinds, connection) = (octets.u16()?, octets.u16()?, octets.u16()?);
        let certificate = octets.take(certificate.into())?.to_vec();
        let (kinds, rest) = octets.take(kinds.into())?.as_chunks();
        octets.take(connection.into())?;
        (rest.is_empty() && octets.is_empty()).then(|| Self {
            version,
            certificate,
            kinds: kinds
                .iter()
                .map(|[high, middle, low]| u32::from_be_bytes([0, *high, *middle, *low]))
                .collect(),
        })
    }
}

impl Ssl2Message {
    /// Reads a server's first record; nothing where it is not yet whole.
    pub(super) fn read(record: &[u8]) -> Option<Self> {
        let mut octets = Octets(record);
        let [high, low] = octets.u16()?.to_be_bytes();
        let (length, padding) = match high & !TWO_OCTETS {
            high_length if high_length != high => ([high_length, low], 0),
            LEAST_TEXT.. => return Some(Self::Other),
            // A header of three octets ends with the length of what is padded.
            _ => ([high, low], octets.u8()?),
        };
        let kind = octets.0.first()?;
        if ![ERROR, SERVER_HELLO].contains(kind) {
            return Some(Self::Other);
        }
        let mut data = Octets(octets.take(u16::from_be_bytes(length).into())?);
        let length = data.0.len().saturating_sub(padding.into());
        let message = data.take(length)?;
        Some(match *kind {
            ERROR if message.get(1..) == Some(&NO_CIPHER) => Self::NoCipher,
            ERROR => Self::Broken,
            _ => Ssl2ServerHello::read(message).map_or(Self::Broken, Self::ServerHello),
        })
    }
}
