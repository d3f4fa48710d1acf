//! A ClientHello as a server of the lab sees it, as far as its scripts go by it.

use std::io;

/// How a ClientHello is, for scripts that go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelloOf {
    /// Its record is longer than so many octets.
    MoreThan(usize),
    /// It offers TLS 1.3.
    Tls13,
    /// It offers TLS 1.3 with an empty list of key shares.
    NoShare,
    /// It sends a server name.
    Name,
    /// It sends no server name.
    NoName,
    /// Any.
    Any,
}

/// What stands in a ClientHello (RFC 9846 §4.2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClientHello {
    /// How long its record is, with the header.
    pub(super) length: usize,
    /// The version in the hello itself.
    pub(super) version: u16,
    /// The versions of supported_versions; nothing where that is not there.
    pub(super) versions: Option<Vec<u16>>,
    pub(super) suites: Vec<u16>,
    pub(super) sends_name: bool,
    /// Its list of key shares is there and empty.
    pub(super) has_no_share: bool,
}

/// How long a record is that begins so, with its header; nothing where too little came, or it is no record of a handshake.
pub(super) fn record_length(octets: &[u8]) -> Option<usize> {
    match octets {
        [22, 3, _, high, low, ..] => Some(5 + usize::from(u16::from_be_bytes([*high, *low]))),
        _ => None,
    }
}

impl ClientHello {
    /// Reads the record that a ClientHello comes in.
    pub(super) fn read(record: &[u8]) -> io::Result<Self> {
        let hello = Self::parse(record);
        hello.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not a ClientHello"))
    }

    /// Whether it is such a one.
    pub(super) fn is(&self, of: HelloOf) -> bool {
        match of {
            HelloOf::MoreThan(octets) => self.length > octets,
            HelloOf::Tls13 => self.offers(0x0304),
            HelloOf::NoShare => self.has_no_share,
            HelloOf::Name => self.sends_name,
            HelloOf::NoName => !self.sends_name,
            HelloOf::Any => true,
        }
    }

    /// Whether a server may choose this version.
    pub(super) fn offers(&self, version: u16) -> bool {
        match &self.versions {
            Some(versions) => versions.contains(&version),
            None => version <= self.version,
        }
    }

    fn parse(record: &[u8]) -> Option<Self> {
        // Type and version of the record, its length; type and length of the message.
        let mut rest = record.get(9..)?;
        let version = number(take(&mut rest, 2)?);
        take(&mut rest, 32)?;
        vector(&mut rest, 1)?;
        let suites = vector(&mut rest, 2)?.chunks_exact(2).map(number).collect();
        vector(&mut rest, 1)?;
        let mut hello = Self {
            length: record.len(),
            version,
            suites,
            ..Self::default()
        };
        if rest.is_empty() {
            return Some(hello);
        }
        let mut extensions = vector(&mut rest, 2)?;
        while !extensions.is_empty() {
            let kind = number(take(&mut extensions, 2)?);
            let mut content = vector(&mut extensions, 2)?;
            match kind {
                0 => hello.sends_name = true,
                51 => hello.has_no_share = content == [0, 0],
                43 => {
                    let versions = vector(&mut content, 1)?;
                    hello.versions = Some(versions.chunks_exact(2).map(number).collect());
                }
                _ => {}
            }
        }
        Some(hello)
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

/// A vector whose length stands before it, in so many octets.
fn vector<'a>(rest: &mut &'a [u8], width: usize) -> Option<&'a [u8]> {
    let length = take(rest, width)?.iter();
    let length = length.fold(0, |length, octet| length << 8 | usize::from(*octet));
    take(rest, length)
}

fn number(octets: &[u8]) -> u16 {
    octets
        .iter()
        .fold(0, |all, octet| all << 8 | u16::from(*octet))
}
