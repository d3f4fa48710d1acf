//! The key of a signed zone, and the signatures that it makes, good and bad.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use hickory_server::proto::dnssec::crypto::EcdsaSigningKey;
use hickory_server::proto::dnssec::rdata::sig::SigInput;
use hickory_server::proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS, RRSIG};
use hickory_server::proto::dnssec::{Algorithm, DigestType, SigningKey, TBS};
use hickory_server::proto::rr::{DNSClass, Name, RData, Record, SerialNumber};

const ALGORITHM: Algorithm = Algorithm::ECDSAP256SHA256;

/// The flags of a key that signs a zone and that a DS record points to (RFC 4034 §2.1.1).
const ZONE_KEY_AND_ENTRY_POINT: u16 = 257;

const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;

/// Records whose signature is bad, so that they are bogus to whoever validates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bogus {
    /// The owner of the records.
    pub owner: String,
    /// Their type, such as `TLSA`, or `ANY` for all at that name.
    pub record_type: String,
    /// What is wrong.
    pub flaw: Flaw,
}

/// What can be wrong with a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is there and in date, but does not fit the records.
    Forged,
    /// It expired a week ago; validators may overlook a day.
    Expired,
    /// It is valid in a week.
    NotYetValid,
    /// There is none, in a zone that is signed.
    Missing,
}

/// The one key of a zone.
pub(super) struct ZoneKey {
    origin: Name,
    dnskey: DNSKEY,
    tag: u16,
    key: EcdsaSigningKey,
}

impl ZoneKey {
    /// A new key for the zone of that name.
    pub(super) fn new(origin: &Name) -> io::Result<Self> {
        let pkcs8 = EcdsaSigningKey::generate_pkcs8(ALGORITHM).map_err(io::Error::other)?;
        let key = EcdsaSigningKey::from_pkcs8(&pkcs8, ALGORITHM).map_err(io::Error::other)?;
        let public = key.to_public_key().map_err(io::Error::other)?;
        let dnskey = DNSKEY::with_flags(ZONE_KEY_AND_ENTRY_POINT, public);
        Ok(Self {
            origin: origin.clone(),
            tag: dnskey.calculate_key_tag().map_err(io::Error::other)?,
            dnskey,
            key,
        })
    }

    /// The key as a record of its zone.
    pub(super) fn dnskey(&self) -> RData {
        RData::DNSSEC(DNSSECRData::DNSKEY(self.dnskey.clone()))
    }

    /// Its digest as a record of the zone above (RFC 4034 §5).
    pub(super) fn ds(&self) -> io::Result<RData> {
        let digest = self.dnskey.to_digest(&self.origin, DigestType::SHA256);
        let digest = digest.map_err(io::Error::other)?.as_ref().to_vec();
        let ds = DS::new(self.tag, ALGORITHM, DigestType::SHA256, digest);
        Ok(RData::DNSSEC(DNSSECRData::DS(ds)))
    }

    /// The signature over all of these records, which have one owner and one type; with that flaw, or none where it is to be missing.
    pub(super) fn sign(
        &self,
        records: &[Record],
        flaw: Option<Flaw>,
    ) -> io::Result<Option<Record>> {
        let Some(first) = records.first() else {
            return Ok(None);
        };
        let now = seconds()?;
        // An hour of margin for clocks that differ.
        let (from, until) = match flaw {
            None | Some(Flaw::Forged) => (now.wrapping_sub(HOUR), now.wrapping_add(DAY)),
            Some(Flaw::Expired) => (now.wrapping_sub(30 * DAY), now.wrapping_sub(7 * DAY)),
            Some(Flaw::NotYetValid) => (now.wrapping_add(7 * DAY), now.wrapping_add(30 * DAY)),
            Some(Flaw::Missing) => return Ok(None),
        };
        let input = SigInput {
            type_covered: first.record_type(),
            algorithm: ALGORITHM,
            num_labels: first.name.num_labels(),
            original_ttl: first.ttl,
            sig_expiration: SerialNumber::new(until),
            sig_inception: SerialNumber::new(from),
            key_tag: self.tag,
            signer_name: self.origin.clone(),
        };
        let signed = TBS::from_input(&first.name, DNSClass::IN, &input, records.iter());
        let signed = signed.map_err(io::Error::other)?;
        let mut signature = self.key.sign(&signed).map_err(io::Error::other)?;
        if let (Some(Flaw::Forged), Some(octet)) = (flaw, signature.last_mut()) {
            *octet ^= 1;
        }
        let data = RData::DNSSEC(DNSSECRData::RRSIG(RRSIG::from_sig(input, signature)));
        Ok(Some(Record::from_rdata(
            first.name.clone(),
            first.ttl,
            data,
        )))
    }
}

/// The time as signatures have it: modulo 2^32 (RFC 4034 §3.1.5).
fn seconds() -> io::Result<u32> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_err(io::Error::other)?.as_secs();
    Ok(seconds as u32)
}
