//! Versions and lists in words.

use super::subject::Service;
use crate::tls::names;

/// The name of a version.
pub(super) fn version_name(version: u16) -> String {
    match names::protocol_version(version) {
        Some(known) => known.name.to_owned(),
        None => format!("version 0x{version:04x}"),
    }
}

/// Several versions in words.
pub(super) fn versions(versions: impl Iterator<Item = u16>) -> String {
    list(versions.map(version_name))
}

/// Several things in words: "a, b and c".
pub(super) fn list(things: impl Iterator<Item = String>) -> String {
    let things: Vec<String> = things.collect();
    match things.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Postfix's settings for the versions of a port: for submission both, because only the second counts where TLS is demanded, and only
/// the first where it is not.
pub(super) fn protocols_setting(service: Service) -> &'static str {
    match service {
        Service::Relay => "smtpd_tls_protocols",
        Service::Submission => "smtpd_tls_protocols and smtpd_tls_mandatory_protocols",
    }
}

/// What switches SSL off in Postfix, and no more than that where senders may need what is old.
pub(super) fn without_ssl(service: Service) -> &'static str {
    match service {
        Service::Relay => "smtpd_tls_protocols = >=TLSv1",
        Service::Submission => "smtpd_tls_protocols and smtpd_tls_mandatory_protocols = >=TLSv1.2",
    }
}

/// How suites are left out: in Postfix by a setting that holds at every security level, and that other fixes add to as well.
pub(super) fn exclude(what: &str) -> String {
    format!(
        "in Postfix add {what} to smtpd_tls_exclude_ciphers; elsewhere take it out of the cipher list (Exim tls_require_ciphers, Sendmail CipherList, OpenSMTPD listen with ciphers)"
    )
}
