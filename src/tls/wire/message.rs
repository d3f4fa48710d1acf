//! The handshake messages of a server's first flight, each read into what the flight says.

use super::answer::{ClientCertificateRequest, ServerFlight};
use super::client_hello::ClientHello;
use super::extension::ExtensionType;
use super::key_exchange::ServerKeyExchange;
use super::octets::Octets;
use crate::tls::names::{
    EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV, TLS_1_1, TLS_1_2, TLS_1_3, cipher_suite,
};

/// How a message breaks its form.
pub(super) type Broken = &'static str;

/// The random value by which a ServerHello is a HelloRetryRequest (RFC 9846 §4.2.3).
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// What the random value ends with where a higher version was passed over (RFC 9846 §4.2.3).
const PASSED_OVER: &[u8] = b"DOWNGRD";

/// How many extensions a ServerHello may have; an honest one has half a dozen.
const EXTENSIONS: usize = 64;

/// How many certificates of a chain are kept.
const CERTIFICATES: usize = 32;

/// How many issuers in a request for a client certificate are kept.
const ISSUERS: usize = 500;

/// The answer to a HelloRetryRequest is to repeat it; a server may send it unasked (RFC 9846 §4.3.2).
const COOKIE: u16 = 44;

impl ServerFlight {
    /// Reads a ServerHello or HelloRetryRequest, and compares it with what was offered.
    pub(super) fn begin(message: &[u8], hello: &ClientHello) -> Result<Self, Broken> {
        let mut octets = Octets(message);
        let read = Self::server_hello(&mut octets).ok_or("the ServerHello is cut short")?;
        let (mut flight, random, extensions) = read;
        if !octets.is_empty() {
            return Err("the ServerHello is longer than its parts");
        }
        flight.retry = random == RETRY;
        flight.add_extensions(extensions)?;
        if let Some(chosen) = flight.extension(ExtensionType::SUPPORTED_VERSIONS) {
            let chosen = Octets(chosen).u16();
            flight.version = chosen.ok_or("the supported_versions of the ServerHello is empty")?;
        }
        if let Some(share) = flight.extension(ExtensionType::KEY_SHARE) {
            let group = Octets(share).u16();
            flight.group = Some(group.ok_or("the key_share of the ServerHello is empty")?);
        }
        flight.downgrade_sentinel = match random.split_last() {
            Some((1, rest)) if rest.ends_with(PASSED_OVER) && flight.version <= TLS_1_2 => {
                Some(TLS_1_3)
            }
            Some((0, rest)) if rest.ends_with(PASSED_OVER) && flight.version <= TLS_1_1 => {
                Some(TLS_1_2)
            }
            _ => None,
        };
        flight.is_whole = flight.version >= TLS_1_3;
        flight.compare(hello);
        Ok(flight)
    }

    /// The version, random value and so on, and the octets of the extensions.
    fn server_hello<'a>(octets: &mut Octets<'a>) -> Option<(Self, &'a [u8], &'a [u8])> {
        let version = octets.u16()?;
        let random = octets.take(32)?;
        let flight = Self {
            version,
            session_id: !octets.vector8()?.is_empty(),
            suite: octets.u16()?,
            compression: octets.u8()?,
            ..Self::default()
        };
        // A server without extensions leaves out their length as well (RFC 5246 §7.4.1.3).
        let extensions = match octets.is_empty() {
            true => &[][..],
            false => octets.vector16()?,
        };
        Some((flight, random, extensions))
    }

    fn add_extensions(&mut self, octets: &[u8]) -> Result<(), Broken> {
        let mut octets = Octets(octets);
        while !octets.is_empty() {
            let next = octets.u16().zip(octets.vector16());
            let (number, content) = next.ok_or("an extension of the ServerHello is cut short")?;
            if self.has(ExtensionType(number)) {
                return Err("an extension stands twice in the ServerHello");
            }
            if self.extensions.len() == EXTENSIONS {
                return Err("the ServerHello has more extensions than there are");
            }
            self.extensions.push((number, content.to_vec()));
        }
        Ok(())
    }

    /// Notes what was chosen without having been offered.
    fn compare(&mut self, hello: &ClientHello) {
        let offered = hello.extensions();
        let is_offered = |number: u16| match ExtensionType(number) {
            // Signalled among the suites.
            ExtensionType::RENEGOTIATION_INFO => true,
            wanted => offered.iter().any(|(number, _)| *number == wanted),
        };
        let is_cookie = |number| number == COOKIE && self.retry;
        let mut extensions = self.extensions.iter().map(|(number, _)| *number);
        let extensions = extensions.all(|number| is_offered(number) || is_cookie(number));
        let is_signal = [EMPTY_RENEGOTIATION_INFO_SCSV, FALLBACK_SCSV].contains(&self.suite);
        // A hello of several versions offers the suites of TLS 1.3 for that alone, and the others not for it (RFC 9846 §4.2.2).
        // TLS 1.3 is chosen by an extension alone (RFC 9846 §4.3.1).
        let is_said = self.version < TLS_1_3 || self.has(ExtensionType::SUPPORTED_VERSIONS);
        let has_version = hello.versions().contains(&self.version) && is_said;
        let is_of_the_version = !has_version
            || cipher_suite(self.suite).is_none_or(|suite| {
                let least = suite.min_version();
                // Suites with SHA-256 or AEAD are of TLS 1.2 alone (RFC 5246 §A.5).
                (least >= TLS_1_3) == (self.version >= TLS_1_3)
                    && (least < TLS_1_2 || self.version >= TLS_1_2)
            });
        let checks = [
            (has_version, "the version"),
            (
                hello.suites.contains(&self.suite) && !is_signal && is_of_the_version,
                "the cipher suite",
            ),
            (
                self.compression == 0 || hello.compressions.contains(&self.compression),
                "the compression method",
            ),
            (
                self.group.is_none_or(|group| hello.groups.contains(&group)),
                "the group",
            ),
            (extensions, "an extension"),
        ];
        for (_, what) in checks.into_iter().filter(|(offered, _)| !offered) {
            self.add_not_offered(what);
        }
    }

    /// Each is named once: a server may repeat itself for as long as a flight may be.
    fn add_not_offered(&mut self, what: &'static str) {
        if !self.not_offered.contains(&what) {
            self.not_offered.push(what);
        }
    }

    /// Reads a message that follows the ServerHello.
    pub(super) fn continue_with(
        &mut self,
        kind: u8,
        message: &[u8],
        hello: &ClientHello,
    ) -> Result<(), Broken> {
        let mut octets = Octets(message);
        match kind {
            2 => return Err("a second ServerHello came"),
            11 if !self.chain.is_empty() => return Err("a second Certificate message came"),
            12 if self.key_exchange.is_some() => return Err("a second ServerKeyExchange came"),
            13 if self.certificate_request.is_some() => {
                return Err("a second CertificateRequest came");
            }
            22 if self.staple.is_some() => return Err("a second CertificateStatus came"),
            11 => {
                self.chain = chain(&mut octets).ok_or("the Certificate message is cut short")?;
            }
            12 => {
                let read = ServerKeyExchange::read(message, self.version, self.suite)?;
                if let Some(read) = read {
                    self.exchange_keys(read, hello);
                }
            }
            13 => {
                let request = certificate_request(&mut octets, self.version);
                self.certificate_request =
                    Some(request.ok_or("the CertificateRequest is cut short")?);
            }
            14 => self.is_whole = true,
            // Of type ocsp; the other type, of a list for the whole chain, was not asked for.
            22 if octets.u8() == Some(1) => {
                let staple = octets.vector24();
                let staple = staple.ok_or("the CertificateStatus is cut short")?;
                self.staple = Some(staple.to_vec());
            }
            // A HelloRequest, a NewSessionTicket, or what says nothing of interest.
            _ => {}
        }
        Ok(())
    }

    fn exchange_keys(&mut self, read: ServerKeyExchange, hello: &ClientHello) {
        if let Some(curve) = read.curve {
            self.group = Some(curve);
            // Who sends no list leaves the choice to the server (RFC 8422 §4).
            if !hello.groups.is_empty() && !hello.groups.contains(&curve) {
                self.add_not_offered("the group");
            }
        }
        if let Some(scheme) = read.scheme
            && !hello.schemes.is_empty()
            && !hello.schemes.contains(&scheme)
        {
            self.add_not_offered("the signature scheme");
        }
        self.key_exchange = Some(read);
    }
}

/// The certificates of a chain up to TLS 1.2 (RFC 5246 §7.4.2).
fn chain(octets: &mut Octets<'_>) -> Option<Vec<Vec<u8>>> {
    let mut list = Octets(octets.vector24()?);
    let mut chain = Vec::new();
    while !list.is_empty() {
        let certificate = list.vector24()?;
        if chain.len() < CERTIFICATES {
            chain.push(certificate.to_vec());
        }
    }
    octets.is_empty().then_some(chain)
}

fn certificate_request(octets: &mut Octets<'_>, version: u16) -> Option<ClientCertificateRequest> {
    let types = octets.vector8()?.to_vec();
    let mut schemes = Vec::new();
    if version >= TLS_1_2 {
        let mut list = Octets(octets.vector16()?);
        while !list.is_empty() {
            schemes.push(list.u16()?);
        }
    }
    let mut list = Octets(octets.vector16()?);
    let mut issuers = Vec::new();
    while !list.is_empty() {
        let issuer = list.vector16()?;
        if issuers.len() < ISSUERS {
            issuers.push(issuer.to_vec());
        }
    }
    octets.is_empty().then_some(ClientCertificateRequest {
        types,
        schemes,
        issuers,
    })
}
