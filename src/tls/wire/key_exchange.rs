//! The ServerKeyExchange of TLS 1.2 and older: whose group, and how it is signed.

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
        let octets = u32::try_from(self.prime.len()).unwrap_or(u32::MAX);
        let spare = self.prime.first().map_or(0, |first| first.leading_zeros());
        octets.saturating_mul(8).saturating_sub(spare)
    }
}
