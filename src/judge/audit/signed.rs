//! What speaks against the digests by which a server signs its key exchange.

use super::finding::{Finding, Severity};
use super::handshake::worse_for_clients;
use super::open::Open;
use super::schemes::{WEAK_HASHES, weak_hash};
use super::signatures::{InTls12, Signatures};
use super::subject::Subject;
use super::weakness::Weakness;
use super::words::{list, version_name, versions};
use crate::tls::names;

/// Signatures over the handshake with digests of which collisions can be made.
pub(super) fn weak_signature(subject: Subject<'_>) -> Finding {
    let weakness = Weakness::WeakSignature;
    let schemes = &subject.tls.schemes;
    let mut weak = Vec::new();
    for facts in schemes {
        for (scheme, evidence) in &facts.accepted {
            if let Some(hash) = weak_hash(*scheme) {
                let name = names::signature_scheme(*scheme).map(|known| known.name.to_owned());
                let name = name.unwrap_or_else(|| format!("0x{scheme:04x}"));
                weak.push((
                    format!("{name} ({hash}) at {}", version_name(facts.version)),
                    *evidence,
                ));
            }
        }
    }
    if !weak.is_empty() {
        let has_md5 = weak.iter().any(|(name, _)| name.contains("(MD5)"));
        let severity = match has_md5 {
            true => Severity::Fail,
            false => worse_for_clients(subject),
        };
        return Finding::found(
            weakness,
            severity,
            format!("the server signs with {} where a client offers nothing better", list(weak.iter().map(|(name, _)| name.clone()))),
            "in OpenSSL's configuration, SignatureAlgorithms without SHA1 (in Postfix by tls_config_file, from 3.9, 3.8.1, 3.7.6, 3.6.10 and 3.5.20 on); @SECLEVEL=2 in the cipher list does it as well, but in OpenSSL 3 shuts out all that has no more than TLS 1.0 or 1.1",
        )
        .shown_by(weak.into_iter().map(|(_, evidence)| evidence));
    }
    let signatures = Signatures::of(subject.tls);
    let is_weak = |hash: &str| WEAK_HASHES.contains(&hash);
    let open = match &signatures.in_tls12 {
        InTls12::Open(why) => Some(why.clone()),
        InTls12::Asked => signatures.left(is_weak),
        InTls12::Never => None,
    };
    if let Some(why) = open {
        return Finding::not_tested(weakness, Open::from(&why).of("TLS 1.2"));
    }
    let older = &signatures.in_older;
    if !older.is_empty() {
        return Finding::found(
            weakness,
            Severity::Note,
            format!(
                "{} {} no signatures but those with MD5 and SHA-1, whatever the server is told (RFC 8996, section 3)",
                versions(older.iter().map(|(version, _)| *version)),
                if older.len() == 1 { "has" } else { "have" },
            ),
            "it goes away together with TLS 1.0 and 1.1",
        )
        .shown_by(older.iter().map(|(_, evidence)| *evidence));
    }
    match (&signatures.in_tls12, &signatures.older_open) {
        (InTls12::Asked, _) => Finding::not_found(
            weakness,
            "no signature with SHA-1 or MD5 was to be had in TLS 1.2",
        ),
        (_, Some(why)) => Finding::not_tested(weakness, why),
        (_, None) => Finding::not_found(
            weakness,
            "no suite up to TLS 1.2 is taken that is signed, and TLS 1.3 has no such signatures",
        ),
    }
}
