//! A ClientHello made by hand: any versions, suites, groups and extensions, whether or not we could go on with them.

use super::extension::ExtensionType;
use super::octets::{code_points, random, vector8, vector16};
use super::ssl2::Ssl2ClientHello;
use crate::tls::names::{EMPTY_RENEGOTIATION_INFO_SCSV, SSL_3_0, TLS_1_0, TLS_1_2, TLS_1_3};

/// The record type of handshake messages (RFC 9846 §5.1).
const HANDSHAKE: u8 = 22;

/// The handshake type of the hello (RFC 9846 §4).
const CLIENT_HELLO: u8 = 1;

/// No compression.
const NULL: u8 = 0;

/// A group that nobody knows (RFC 8701 §2).
const GREASE: u16 = 0x0a0a;

/// The group x25519 on the wire.
const X25519: [u8; 2] = [0, 29];

/// The most that a record holds (RFC 9846 §5.1).
const RECORD: usize = 1 << 14;

/// How many suites a hello can hold (RFC 9846 §4.2.2).
const MOST_SUITES: usize = (1 << 15) - 1;

/// How much is sent of what has no such bound, so that all extensions together fit: a name, protocols, groups or schemes, padding.
const LONGEST_NAME: usize = 255;
const MOST_PROTOCOLS: usize = 32;
const MOST_LISTED: usize = 1 << 12;
const LONGEST_PADDING: usize = 1 << 15;

/// What opens a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hello {
    /// The CLIENT-HELLO of SSL 2.0, which has a form of its own.
    Ssl2(Ssl2ClientHello),
    /// The ClientHello of SSL 3.0 and TLS.
    Tls(ClientHello),
}

/// A ClientHello of SSL 3.0 to TLS 1.3 (RFC 9846 §4.2.2). Numbers are IANA's code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The highest version offered; up to TLS 1.2 it stands in the hello itself, TLS 1.3 only in supported_versions.
    pub max_version: u16,
    /// The lowest version offered; of meaning only where `max_version` is TLS 1.3, whose hello lists its versions.
    pub min_version: u16,
    /// The cipher suites, most wanted first, and 0x5600 where a fallback is to be signalled (RFC 7507 §4). That we know how
    /// renegotiation is made safe is always signalled behind them (0x00ff, RFC 5746 §3.3), for some servers refuse who does not.
    pub suites: Vec<u16>,
    /// The compression methods, most wanted first; null (0) is always among them (RFC 5246 §7.4.1.2).
    pub compressions: Vec<u8>,
    /// The server name (RFC 6066 §3); `None` sends none.
    pub server_name: Option<String>,
    /// The groups, most wanted first; empty leaves the extension out.
    pub groups: Vec<u16>,
    /// The signature schemes, most wanted first; left out below TLS 1.2 and where it is empty.
    pub schemes: Vec<u16>,
    /// What of a key share goes along in TLS 1.3.
    pub key_share: KeyShare,
    /// Say that a stapled OCSP response is wanted (RFC 6066 §8).
    pub status_request: bool,
    /// Offer extended master secret (RFC 7627), as senders do.
    pub extended_master_secret: bool,
    /// Offer extended master secret (RFC 7627), encrypt-then-MAC (RFC 7366), heartbeat (RFC 6520) and session tickets (RFC 5077),
    /// to see which of them the server takes up.
    pub curious: bool,
    /// The application protocols (ALPN, RFC 7301); empty leaves the extension out.
    pub protocols: Vec<Vec<u8>>,
    /// Pad the hello so that it is at least so many octets long (RFC 7685); 0 pads only around lengths that old servers choke on.
    pub padded_to: usize,
}

/// What a TLS 1.3 hello brings along for the key exchange (RFC 9846 §4.3.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyShare {
    /// An empty list: the server answers with a HelloRetryRequest that names the group it wants, and no key is ever made.
    Empty,
    /// A share of a group that nobody knows (GREASE, RFC 8701 §3.2), for servers that take an empty list for a fault: as good as
    /// none, and answered as that.
    Grease,
    /// A share for x25519, 32 random octets: a server that takes it answers with its ServerHello, which it sends only once a
    /// signature scheme was found too.
    X25519,
}

impl ClientHello {
    /// A hello that offers nothing yet, from SSL 3.0 or TLS up to this version.
    pub fn new(max_version: u16) -> Self {
        Self {
            max_version,
            min_version: max_version,
            suites: Vec::new(),
            compressions: vec![0],
            server_name: None,
            groups: Vec::new(),
            schemes: Vec::new(),
            key_share: KeyShare::Empty,
            status_request: false,
            extended_master_secret: false,
            curious: false,
            protocols: Vec::new(),
            padded_to: 0,
        }
    }

    /// The whole hello as records, ready to be sent. Its random value is new each time.
    pub fn octets(&self) -> Vec<u8> {
        // RFC 9846 §5.1: the record's version is that of TLS 1.0, which no server refuses; SSL 3.0 knows none but its own.
        let version = self.max_version.min(TLS_1_0).to_be_bytes();
        let message = self.message();
        let records = message.chunks(RECORD).map(|fragment| {
            let mut record = vec![HANDSHAKE];
            record.extend(version);
            record.extend(vector16(fragment));
            record
        });
        records.collect::<Vec<_>>().concat()
    }

    /// The suites as they are sent: with the signal about renegotiation, and no more than a hello can hold.
    pub fn suites_sent(&self) -> Vec<u16> {
        let mut suites = self.suites.clone();
        if !suites.contains(&EMPTY_RENEGOTIATION_INFO_SCSV) {
            suites.truncate(MOST_SUITES - 1);
            suites.push(EMPTY_RENEGOTIATION_INFO_SCSV);
        }
        suites.truncate(MOST_SUITES);
        suites
    }

    /// The versions that it offers, highest first.
    pub(super) fn versions(&self) -> Vec<u16> {
        let lowest = match self.offers_tls13() {
            true => self.min_version,
            // Up to TLS 1.2 a hello names the highest version alone, and the server may choose any below it.
            false => SSL_3_0,
        };
        (lowest.max(SSL_3_0)..=self.max_version.min(TLS_1_3))
            .rev()
            .collect()
    }

    fn offers_tls13(&self) -> bool {
        self.max_version >= TLS_1_3
    }

    /// The handshake message with its header.
    fn message(&self) -> Vec<u8> {
        let mut body = self.max_version.min(TLS_1_2).to_be_bytes().to_vec();
        body.extend(random::<32>());
        match self.offers_tls13() {
            // RFC 9846 §4.2.2: so that middleboxes take it for a resumption.
            true => body.extend(vector8(&random::<32>())),
            false => body.push(0),
        }
        body.extend(vector16(&code_points(&self.suites_sent())));
        let mut compressions = self.compressions.clone();
        if !compressions.contains(&NULL) {
            compressions.push(NULL);
        }
        body.extend(vector8(&compressions));
        let mut extensions: Vec<u8> = self.extensions().iter().flat_map(extension).collect();
        if self.max_version > SSL_3_0 {
            let header = if extensions.is_empty() { 4 } else { 6 };
            let total = body.len() + extensions.len() + header;
            if padding(total, self.padded_to).is_some() {
                let total = body.len() + extensions.len() + 6;
                let length = padding(total, self.padded_to).unwrap_or(1);
                let zeroes = vec![0; length.min(LONGEST_PADDING)];
                extensions.extend(extension(&(ExtensionType::PADDING, zeroes)));
            }
        }
        if !extensions.is_empty() {
            body.extend(vector16(&extensions));
        }
        let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
        let header = (u32::from(CLIENT_HELLO) << 24 | length).to_be_bytes();
        [&header[..], &body].concat()
    }

    /// The extensions, all but the padding. No empty one stands last, for which old servers have no understanding.
    pub(super) fn extensions(&self) -> Vec<(ExtensionType, Vec<u8>)> {
        let mut extensions = Vec::new();
        // SSL 3.0 has none (RFC 6101 §5.6.1.2).
        if self.max_version <= SSL_3_0 {
            return extensions;
        }
        let mut add = |number, content| extensions.push((number, content));
        if let Some(name) = &self.server_name {
            let name: Vec<u8> = name.bytes().take(LONGEST_NAME).collect();
            let entry = [&[0][..], &vector16(&name)].concat();
            add(ExtensionType::SERVER_NAME, vector16(&entry));
        }
        if self.curious || self.extended_master_secret {
            add(ExtensionType::EXTENDED_MASTER_SECRET, Vec::new());
        }
        if self.curious {
            add(ExtensionType::ENCRYPT_THEN_MAC, Vec::new());
            add(ExtensionType::SESSION_TICKET, Vec::new());
            // peer_not_allowed_to_send (RFC 6520 §2): whether the server would is all that is asked.
            add(ExtensionType::HEARTBEAT, vec![2]);
        }
        if self.status_request {
            // ocsp, without responders and extensions (RFC 6066 §8).
            add(ExtensionType::STATUS_REQUEST, vec![1, 0, 0, 0, 0]);
        }
        if !self.protocols.is_empty() {
            let names = self.protocols.iter().take(MOST_PROTOCOLS);
            let names: Vec<u8> = names.flat_map(|name| vector8(name)).collect();
            add(ExtensionType::ALPN, vector16(&names));
        }
        // A share is only for a group that is offered (RFC 9846 §4.3.8).
        let strange = self.offers_tls13() && self.key_share == KeyShare::Grease;
        if strange || !self.groups.is_empty() {
            let strange = strange.then_some(&GREASE);
            let groups = strange.into_iter().chain(&self.groups);
            let groups = vector16(&code_points(groups.take(MOST_LISTED)));
            add(ExtensionType::SUPPORTED_GROUPS, groups);
            if self.versions().iter().any(|version| *version < TLS_1_3) {
                // Uncompressed (RFC 8422 §5.1.2).
                add(ExtensionType::EC_POINT_FORMATS, vec![1, 0]);
            }
        }
        // RFC 5246 §7.4.1.4.1: not in hellos of older versions.
        if !self.schemes.is_empty() && self.max_version >= TLS_1_2 {
            let schemes = vector16(&code_points(self.schemes.iter().take(MOST_LISTED)));
            add(ExtensionType::SIGNATURE_ALGORITHMS, schemes);
        }
        if self.offers_tls13() {
            let shares = match self.key_share {
                KeyShare::Empty => Vec::new(),
                KeyShare::Grease => [&GREASE.to_be_bytes()[..], &vector16(&[0])].concat(),
                KeyShare::X25519 => [&X25519[..], &vector16(&random::<32>())].concat(),
            };
            add(ExtensionType::KEY_SHARE, vector16(&shares));
            // psk_dhe_ke: without it some servers refuse the whole hello.
            add(ExtensionType::PSK_KEY_EXCHANGE_MODES, vec![1, 1]);
            let versions = vector8(&code_points(&self.versions()));
            add(ExtensionType::SUPPORTED_VERSIONS, versions);
        }
        extensions
    }
}

fn extension((number, content): &(ExtensionType, Vec<u8>)) -> Vec<u8> {
    [&number.0.to_be_bytes()[..], &vector16(content)].concat()
}

/// How many octets the padding extension is to hold, in a message that has this length without it; nothing where it needs none.
fn padding(total: usize, at_least: usize) -> Option<usize> {
    /// The header of the extension, and one octet, so that it is not empty.
    const LEAST: usize = 5;
    let mut goal = total.max(at_least);
    // RFC 7685 §1: some servers hang at these lengths.
    if (256..512).contains(&goal) {
        goal = 512;
    }
    if goal > total {
        goal = goal.max(total + LEAST);
    }
    // Others take the length's last octet for something else.
    if matches!(goal % 256, 10 | 14) {
        goal += LEAST;
    }
    (goal > total).then(|| goal - total - 4)
}

impl Hello {
    /// The whole hello as records, ready to be sent. Its random value is new each time.
    pub fn octets(&self) -> Vec<u8> {
        match self {
            Self::Ssl2(hello) => hello.octets(),
            Self::Tls(hello) => hello.octets(),
        }
    }
}
