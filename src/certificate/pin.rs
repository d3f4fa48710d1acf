//! Pins: digests that a user expects of a certificate or of its key.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{Algorithm, SHA256, SHA512, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Certificate, Sha256};

/// A **pin**: a digest by which a server's certificate, or its key, is known beforehand. Shown as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    typed: String,
    digest: Vec<u8>,
    key_only: bool,
}

/// What of a certificate a pin fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinned {
    /// The certificate as a whole.
    Certificate,
    /// Its SubjectPublicKeyInfo.
    Key,
}

impl Pin {
    /// What of the certificate it fits, if anything.
    pub fn fits(&self, certificate: &Certificate) -> Option<Pinned> {
        let algorithm = algorithm(self.digest.len())?;
        let is_of = |octets: &[u8]| digest(algorithm, octets).as_ref() == self.digest;
        if !self.key_only && is_of(&certificate.der) {
            return Some(Pinned::Certificate);
        }
        let contents = certificate.contents.as_ref().ok()?;
        is_of(&contents.key.spki).then_some(Pinned::Key)
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl Sha256 {
    /// The digest of a key as a pin: `pin-sha256=` and Base64.
    pub fn to_pin(&self) -> String {
        format!("pin-sha256={}", STANDARD.encode(self.as_bytes()))
    }
}

impl FromStr for Pin {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let wanted = || {
            "write sha256:HEX or sha512:HEX, with colons between the octets or without, or pin-sha256=BASE64".to_owned()
        };
        let pin = |digest: Vec<u8>, key_only| Self {
            typed: typed.to_owned(),
            digest,
            key_only,
        };
        let (kind, value) = typed.split_once([':', '=']).unwrap_or(("", typed));
        if kind.eq_ignore_ascii_case("pin-sha256") {
            let digest = STANDARD.decode(value.trim_matches('"')).ok();
            let digest = digest.filter(|digest| digest.len() == 32);
            return digest.map(|digest| pin(digest, true)).ok_or_else(wanted);
        }
        let (length, value) = match kind.to_ascii_lowercase().as_str() {
            "sha256" => (Some(32), value),
            "sha512" => (Some(64), value),
            // Postfix logs the octets alone.
            _ => (None, typed),
        };
        let digest = octets(value).filter(|octets| match length {
            Some(length) => octets.len() == length,
            None => algorithm(octets.len()).is_some(),
        });
        digest.map(|digest| pin(digest, false)).ok_or_else(wanted)
    }
}

fn algorithm(length: usize) -> Option<&'static Algorithm> {
    match length {
        32 => Some(&SHA256),
        64 => Some(&SHA512),
        _ => None,
    }
}

/// Hexadecimal with a colon between all octets, or between none.
fn octets(text: &str) -> Option<Vec<u8>> {
    let pairs: Vec<&str> = match text.contains(':') {
        true => text.split(':').collect(),
        false => {
            let ends = (0..text.len()).step_by(2);
            ends.map(|at| text.get(at..at + 2)).collect::<Option<_>>()?
        }
    };
    let octet = |pair: &&str| {
        let is_pair = pair.len() == 2 && pair.bytes().all(|octet| octet.is_ascii_hexdigit());
        u8::from_str_radix(pair, 16).ok().filter(|_| is_pair)
    };
    pairs.iter().map(octet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The digest of nothing, in the forms that tools print.
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn n23_pins_are_read_in_the_forms_that_tools_print() {
        let nothing = Certificate::from_der(b"");
        let colons = nothing.sha256.to_colon_hex();
        let sha512 = format!("sha512:{}", "00".repeat(64));
        for typed in [
            EMPTY,
            &EMPTY.to_uppercase(),
            &colons,
            &colons.to_lowercase(),
            &format!("sha256:{EMPTY}"),
            &format!("SHA256:{colons}"),
            &format!("sha256={EMPTY}"),
        ] {
            let pin: Pin = typed.parse().expect(typed);
            assert_eq!(pin.fits(&nothing), Some(Pinned::Certificate), "{typed}");
            assert_eq!(pin.to_string(), typed);
        }
        assert_eq!(sha512.parse::<Pin>().expect("a pin").fits(&nothing), None);
        let pin = nothing.sha256.to_pin();
        for typed in [
            pin.clone(),
            pin.replacen('=', ":", 1),
            pin.replacen('=', "=\"", 1) + "\"",
        ] {
            // It is a pin of a key, and this certificate has none.
            let pin: Pin = typed.parse().expect("a pin");
            assert_eq!(pin.fits(&nothing), None, "{typed}");
        }
    }

    #[test]
    fn what_is_no_pin_is_refused() {
        for typed in [
            "",
            "sha256:",
            "sha256:00",
            "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "pin-sha256=AAAA",
            "pin-sha256=?",
            &format!("sha512:{EMPTY}"),
            &format!("{EMPTY}0"),
            &format!("+{}", &EMPTY[1..]),
            &format!("e3:{}", &EMPTY[2..]),
            &"é".repeat(32),
        ] {
            assert!(typed.parse::<Pin>().is_err(), "{typed}");
        }
    }
}
