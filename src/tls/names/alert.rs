//! Alerts: what the peer said before it gave up.

/// An **alert** and what it means.
#[derive(Debug, PartialEq, Eq)]
pub struct AlertName {
    /// The number on the wire.
    pub code: u8,
    /// IANA's name.
    pub name: &'static str,
    /// What the peer that sent it says, in a few plain words.
    pub meaning: &'static str,
}

/// The alert with this number.
pub fn alert(code: u8) -> Option<&'static AlertName> {
    ALERTS.iter().find(|alert| alert.code == code)
}

const fn row(code: u8, name: &'static str, meaning: &'static str) -> AlertName {
    AlertName {
        code,
        name,
        meaning,
    }
}

/// Every alert of TLS 1.3 (RFC 9846 §6), of the versions before it, and of extensions.
#[rustfmt::skip]
pub static ALERTS: &[AlertName] = &[
    row(0, "close_notify", "the connection is ended in good order"),
    row(10, "unexpected_message", "a message came that has no place there, such as plain text instead of TLS"),
    row(20, "bad_record_mac", "a record could not be decrypted; it was damaged on the way or made with other keys"),
    row(21, "decryption_failed", "a record could not be decrypted (TLS 1.0 only)"),
    row(22, "record_overflow", "a record was longer than allowed"),
    row(30, "decompression_failure", "a record could not be decompressed (TLS 1.2 and older)"),
    row(40, "handshake_failure", "nothing that was offered is acceptable: no common cipher suite, group or signature scheme"),
    row(41, "no_certificate", "there is no suitable certificate (SSL 3.0 only)"),
    row(42, "bad_certificate", "the certificate is damaged, or a signature on it does not verify"),
    row(43, "unsupported_certificate", "the certificate is of a kind that is not accepted"),
    row(44, "certificate_revoked", "the certificate was revoked by its issuer"),
    row(45, "certificate_expired", "the certificate has expired or is not yet valid"),
    row(46, "certificate_unknown", "the certificate is not acceptable, for a reason not given"),
    row(47, "illegal_parameter", "a field of the handshake has a value that is not allowed, or that contradicts another"),
    row(48, "unknown_ca", "the certificate's issuer is not known or not trusted"),
    row(49, "access_denied", "the certificate is valid, but its owner is not let in"),
    row(50, "decode_error", "a message could not be parsed"),
    row(51, "decrypt_error", "a signature or another cryptographic check of the handshake failed"),
    row(60, "export_restriction", "the key lengths break an export rule (TLS 1.0 only)"),
    row(70, "protocol_version", "none of the offered TLS versions is supported"),
    row(71, "insufficient_security", "only weaker cryptography was offered than is demanded"),
    row(80, "internal_error", "something failed that is not the other side's fault; OpenSSL also says so when its settings forbid the version offered"),
    row(86, "inappropriate_fallback", "a lower version was tried again although both sides know a higher one"),
    row(90, "user_canceled", "the handshake was broken off for a reason outside the protocol"),
    row(100, "no_renegotiation", "a new handshake within the connection was declined (TLS 1.2 and older)"),
    row(109, "missing_extension", "an extension is missing that must be there"),
    row(110, "unsupported_extension", "an extension came that was not asked for"),
    row(111, "certificate_unobtainable", "a certificate could not be fetched from the address given for it"),
    row(112, "unrecognized_name", "there is no server with the name that was asked for"),
    row(113, "bad_certificate_status_response", "the stapled OCSP response is invalid or not acceptable"),
    row(114, "bad_certificate_hash_value", "a fetched certificate does not have the digest given for it"),
    row(115, "unknown_psk_identity", "the pre-shared key that was offered is not known"),
    row(116, "certificate_required", "a client certificate is demanded and none was sent"),
    row(117, "general_error", "something failed, and what it was is not told"),
    row(120, "no_application_protocol", "none of the offered application protocols (ALPN) is supported"),
    row(121, "ech_required", "the encrypted part of the ClientHello (ECH) was demanded and not accepted"),
];

#[cfg(test)]
mod tests {
    use rustls::AlertDescription;

    use super::*;

    #[test]
    fn every_alert_of_rustls_is_there_once_and_in_order() {
        for code in 0..=u8::MAX {
            let named = AlertDescription::from(code).as_str().is_some();
            // RFC 9846 added general_error, which rustls has no name for yet.
            assert_eq!(alert(code).is_some(), named || code == 117, "{code}");
        }
        assert!(ALERTS.is_sorted_by(|one, next| one.code < next.code));
    }

    #[test]
    fn names_agree_with_rustls() {
        for alert in ALERTS {
            let Some(theirs) = AlertDescription::from(alert.code).as_str() else {
                continue;
            };
            let ours = alert.name.replace('_', "");
            let spelt_otherwise = [112, 121].contains(&alert.code);
            assert!(
                spelt_otherwise || theirs.eq_ignore_ascii_case(&ours),
                "{theirs}"
            );
        }
    }
}
