//! OCSP responses made for tests, as no responder at hand would write them.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rcgen::SigningKey;

use super::der::elements;
use super::forge::Authority;
use super::{Certificate, in_sequence};

/// SHA-1 as the contents of an object identifier.
pub(crate) const SHA1: &[u8] = &[0x2b, 14, 3, 2, 26];

const BASIC: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
const ECDSA_WITH_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];

/// A response in the responder's name, signed by its key, with these entries and certificates.
pub(crate) fn response(
    responder: &Authority,
    entries: &[Vec<u8>],
    certificates: &[&Certificate],
) -> Vec<u8> {
    let contents = responder.certificate.contents.as_ref().expect("it parses");
    let tbs = in_sequence(
        &[
            tagged(0xa1, contents.subject.as_der()),
            time("20261121000000Z"),
            in_sequence(&entries.concat()),
        ]
        .concat(),
    );
    let signature = responder.issuer().key().sign(&tbs).expect("signs");
    let certificates = certificates.iter().map(|one| &one.der[..]);
    let certificates = certificates.collect::<Vec<_>>().concat();
    let basic = in_sequence(
        &[
            tbs,
            in_sequence(&tagged(6, ECDSA_WITH_SHA256)),
            tagged(3, &[&[0], &signature[..]].concat()),
            tagged(0xa0, &in_sequence(&certificates)),
        ]
        .concat(),
    );
    let bytes = in_sequence(&[tagged(6, BASIC), tagged(4, &basic)].concat());
    in_sequence(&[tagged(10, &[0]), tagged(0xa0, &bytes)].concat())
}

/// An entry that says that this certificate of the issuer is good, of a moment and without an end, unless one is given. The digest
/// is only named: the hashes are SHA-1's in any case.
pub(crate) fn good(
    certificate: &Certificate,
    issuer: &Certificate,
    digest_named: &[u8],
    this_update: &str,
    next_update: Option<&str>,
) -> Vec<u8> {
    let issuer = issuer.contents.as_ref().expect("it parses");
    let info = elements(&issuer.key.spki).expect("a key");
    let info = elements(info[0].any.data).expect("its two parts");
    let hash = |octets: &[u8]| tagged(4, digest(&SHA1_FOR_LEGACY_USE_ONLY, octets).as_ref());
    let serial = &certificate.contents.as_ref().expect("it parses").serial;
    let octet = |at: usize| u8::from_str_radix(&serial[at..at + 2], 16).expect("two digits");
    let serial_octets: Vec<u8> = (0..serial.len()).step_by(2).map(octet).collect();
    let identifier = in_sequence(
        &[
            in_sequence(&tagged(6, digest_named)),
            hash(issuer.subject.as_der()),
            hash(&info[1].any.data[1..]),
            tagged(2, &serial_octets),
        ]
        .concat(),
    );
    let next = next_update.map(|next| tagged(0xa0, &time(next)));
    in_sequence(
        &[
            identifier,
            tagged(0x80, &[]),
            time(this_update),
            next.unwrap_or_default(),
        ]
        .concat(),
    )
}

fn time(text: &str) -> Vec<u8> {
    tagged(0x18, text.as_bytes())
}

fn tagged(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut der = in_sequence(contents);
    der[0] = tag;
    der
}
