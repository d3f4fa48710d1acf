//! Questions and refusals in words.

use crate::tls::names;
use crate::tls::wire::ClientHello;

/// What a hello asks, in words: "TLS 1.2, 112 suites, with server name".
pub(super) fn question(hello: &ClientHello) -> String {
    let versions = match hello.min_version {
        lowest if lowest < hello.max_version && hello.max_version == names::TLS_1_3 => {
            format!("{} to {}", version(lowest), version(hello.max_version))
        }
        _ => version(hello.max_version),
    };
    let suites = match hello.suites.as_slice() {
        [one] => format!("suite {one:#06x}"),
        several => format!("{} suites", several.len()),
    };
    let name = match hello.server_name {
        Some(_) => "with server name",
        None => "without server name",
    };
    format!("{versions}, {suites}, {name}")
}

/// A version's name.
pub(super) fn version(number: u16) -> String {
    match names::protocol_version(number) {
        Some(version) => version.name.to_owned(),
        None => format!("version {number:#06x}"),
    }
}

/// An alert as a refusal: "alert 70, protocol_version".
pub(in crate::audit) fn alert(number: u8) -> String {
    match names::alert(number) {
        Some(alert) => format!("alert {number}, {}", alert.name),
        None => format!("alert {number}"),
    }
}
