//! The ServerKeyExchange of TLS 1.2 and older: whose group, and how it is signed.

use super::message::Broken;
use super::octets::Octets;
use crate::tls::names::{Authentication, KeyExchange, TLS_1_2, cipher_suite};

/// The groups that stand for a curve whose parameters are spelt out (RFC 8422 §5.1.1).
const EXPLICIT_PRIME: u16 = 0xff01;
const EXPLICIT_CHAR2: u16 = 0xff02;

/// What a ServerKeyExchange says (RFC 5246 §7.4.3, RFC 8422 §5.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerKeyExchange {
    /// The named curve of ECDHE, by its code point; an explicit curve is 0xff01 or 0xff02.
    pub curve: Option<u16>,
    /// The group of finite-field DHE.
    pub dh: Option<DhParameters>,
    /// The length of the temporary RSA key of an export suite, in bits.
    pub export_rsa_bits: Option<u32>,
    /// The signature scheme, or the pair of hash and signature as one number, which TLS 1.2 names and older versions do not.
    pub scheme: Option<u16>,
}

/// The group of a finite-field Diffie-Hellman exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DhParameters {
    /// The prime, without leading zeroes.
    pub prime: Vec<u8>,
    /// The generator, without leading zeroes.
    pub generator: Vec<u8>,
    /// The server's public value, without leading zeroes.
    pub public: Vec<u8>,
}

impl DhParameters {
    /// The length of the prime, in bits.
    pub fn bits(&self) -> u32 {
        bits(&self.prime)
    }
}

/// What the ServerKeyExchange of a suite holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// A curve and a point on it.
    Ecdhe,
    /// A prime, a generator and a public value.
    Dhe,
    /// A temporary RSA key, which only export suites have.
    Rsa,
}

/// What it holds, whether a hint about the pre-shared key stands before it, and whether it is signed.
fn layout(suite: u16) -> Option<(Content, bool, bool)> {
    let suite = cipher_suite(suite)?;
    let is_signed = suite.authentication != Authentication::Anonymous;
    match suite.key_exchange {
        KeyExchange::Ecdhe => Some((Content::Ecdhe, false, is_signed)),
        KeyExchange::Dhe => Some((Content::Dhe, false, is_signed)),
        KeyExchange::EcdhePsk => Some((Content::Ecdhe, true, false)),
        KeyExchange::DhePsk => Some((Content::Dhe, true, false)),
        KeyExchange::Rsa => Some((Content::Rsa, false, true)),
        _ => None,
    }
}

impl ServerKeyExchange {
    /// Reads the message for this version and suite: `Err` where it is broken, `Ok(None)` where the suite has nothing to tell.
    pub(super) fn read(message: &[u8], version: u16, suite: u16) -> Result<Option<Self>, Broken> {
        let Some((content, preshared, signed)) = layout(suite) else {
            return Ok(None);
        };
        let mut octets = Octets(message);
        let read = Self::read_content(&mut octets, content, preshared);
        let mut read = read.ok_or("the ServerKeyExchange is cut short")?;
        // What follows the parameters of an explicit curve is not read.
        let is_explicit = matches!(read.curve, Some(EXPLICIT_PRIME | EXPLICIT_CHAR2));
        if is_explicit || !signed {
            return Ok(Some(read));
        }
        if version >= TLS_1_2 {
            read.scheme = octets.u16();
        }
        match octets.vector16() {
            Some(_) if octets.is_empty() => Ok(Some(read)),
            _ => Err("the ServerKeyExchange has no whole signature"),
        }
    }

    fn read_content(octets: &mut Octets<'_>, content: Content, preshared: bool) -> Option<Self> {
        let mut read = Self {
            curve: None,
            dh: None,
            export_rsa_bits: None,
            scheme: None,
        };
        if preshared {
            octets.vector16()?;
        }
        match content {
            Content::Ecdhe => {
                read.curve = Some(match octets.u8()? {
                    1 => EXPLICIT_PRIME,
                    2 => EXPLICIT_CHAR2,
                    3 => {
                        let curve = octets.u16()?;
                        octets.vector8()?;
                        curve
                    }
                    _ => return None,
                });
            }
            Content::Dhe => {
                let mut number = || Some(without_leading_zeroes(octets.vector16()?));
                read.dh = Some(DhParameters {
                    prime: number()?,
                    generator: number()?,
                    public: number()?,
                });
            }
            Content::Rsa => {
                let modulus = without_leading_zeroes(octets.vector16()?);
                octets.vector16()?;
                read.export_rsa_bits = Some(bits(&modulus));
            }
        }
        Some(read)
    }
}

fn without_leading_zeroes(number: &[u8]) -> Vec<u8> {
    let significant = number.iter().skip_while(|octet| **octet == 0);
    significant.copied().collect()
}

/// The length of a number without leading zeroes, in bits.
fn bits(number: &[u8]) -> u32 {
    let octets = u32::try_from(number.len()).unwrap_or(u32::MAX);
    let spare = number.first().map_or(0, |first| first.leading_zeros());
    octets.saturating_mul(8).saturating_sub(spare)
}
