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

/// Postfix's setting for the versions of a port.
pub(super) fn protocols_setting(service: Service) -> &'static str {
    match service {
        Service::Relay => "smtpd_tls_protocols",
        Service::Submission => "smtpd_tls_mandatory_protocols",
    }
}

/// What switches SSL off in Postfix, and no more than that where senders may need what is old.
pub(super) fn without_ssl(service: Service) -> &'static str {
    match service {
        Service::Relay => "smtpd_tls_protocols = >=TLSv1",
        Service::Submission => "smtpd_tls_mandatory_protocols = >=TLSv1.2",
    }
}

/// Postfix's setting for the suites that a port refuses.
pub(super) fn exclude_setting(service: Service) -> &'static str {
    match service {
        Service::Relay => "smtpd_tls_exclude_ciphers",
        Service::Submission => "smtpd_tls_mandatory_exclude_ciphers",
    }
}
