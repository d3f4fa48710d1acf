//! What was negotiated, fact by fact.

use super::fact::fact;
use super::wrap::Line;
use crate::judge::pkix::date::span;
use crate::report::asked::ChoiceReport;
use crate::report::offered::OfferedReport;
use crate::report::tls::{ClientCertificateReport, TicketsReport, TlsReport};
use crate::tls::names::PROTOCOL_VERSIONS;

/// How many of the issuers that a server accepts are listed.
const ISSUERS: usize = 4;

/// The facts of one handshake.
pub(super) fn negotiated(tls: &TlsReport, offered: Option<&OfferedReport>) -> Vec<Line> {
    let mut lines = fact("protocol", &protocol(tls));
    lines.extend(fact(
        "cipher suite",
        &format!("{}, {} bits", tls.cipher_suite.name, tls.cipher_suite.bits),
    ));
    if let Some(group) = &tls.group {
        let again = if tls.hello_retry_request {
            "; asked for by a HelloRetryRequest"
        } else {
            ""
        };
        lines.extend(fact(
            "key exchange",
            &format!("{}, {}{again}", group.name, group.kind),
        ));
    }
    match (&tls.signature_scheme, &tls.signature_unchecked) {
        (Some(scheme), None) => lines.extend(fact("signature", scheme)),
        (Some(scheme), Some(why)) => {
            lines.extend(fact("signature", &format!("{scheme}, not checked: {why}")))
        }
        (None, _) => {}
    }
    lines.extend(fact(
        "server name",
        tls.server_name.as_deref().unwrap_or("none sent"),
    ));
    match (&tls.alpn, offered.map_or(&[][..], |offered| &offered.alpn)) {
        (Some(protocol), _) => lines.extend(fact("ALPN", protocol)),
        (None, []) => {}
        (None, some) => lines.extend(fact("ALPN", &format!("none chosen of {}", some.join(", ")))),
    }
    if tls.client_certificate.requested {
        lines.extend(fact("client cert", &requested(&tls.client_certificate)));
    }
    if tls.tickets.count > 0 {
        lines.extend(fact("resumption", &tickets(&tls.tickets)));
    }
    lines
}

/// What a server would choose, and of what, that was asked by a hello made by hand; nothing of it was negotiated.
pub(super) fn would_choose(choice: &ChoiceReport, of_what: Option<&str>) -> Vec<Line> {
    let mut versions = PROTOCOL_VERSIONS.iter();
    let known = versions.find(|version| version.postfix == choice.version);
    let version = known.map_or(choice.version.as_str(), |version| version.name);
    let mut words = vec![version.to_owned()];
    words.extend(of_what.map(str::to_owned));
    let lacks = [
        (choice.extended_master_secret, "no extended master secret"),
        (choice.secure_renegotiation, "no secure renegotiation"),
    ];
    let lacking = lacks.iter().filter(|(has, _)| *has == Some(false));
    words.extend(lacking.map(|(_, words)| (*words).to_owned()));
    if choice.compression != 0 {
        words.push("compressed".to_owned());
    }
    let mut lines = fact("would choose", &words.join(", "));
    lines.extend(fact(
        "cipher suite",
        &format!(
            "{}, {} bits",
            choice.cipher_suite.name, choice.cipher_suite.bits
        ),
    ));
    lines.extend(fact("key exchange", &choice.key_exchange));
    if let Some(scheme) = &choice.signature_scheme {
        lines.extend(fact("signature", &format!("{scheme}, not checked")));
    }
    if choice.client_certificate_requested {
        lines.extend(fact("client cert", "requested"));
    }
    lines
}

/// What was offered in a handshake that failed.
pub(super) fn offered(tried: &OfferedReport) -> Vec<Line> {
    let versions = tried
        .versions
        .iter()
        .map(|version| version.replace("TLSv", "TLS "));
    let mut lines = fact("offered", &versions.collect::<Vec<_>>().join(", "));
    lines.extend(fact("cipher suites", &tried.cipher_suites.join(", ")));
    lines.extend(fact("groups", &tried.groups.join(", ")));
    lines.extend(fact("signatures", &tried.signature_schemes.join(", ")));
    if !tried.alpn.is_empty() {
        lines.extend(fact("ALPN", &tried.alpn.join(", ")));
    }
    lines.extend(fact(
        "server name",
        tried.server_name.as_deref().unwrap_or("none sent"),
    ));
    lines
}

/// The version, and what TLS 1.2 may lack.
fn protocol(tls: &TlsReport) -> String {
    let mut words = vec![tls.version.replace("TLSv", "TLS ")];
    let lacks = [
        (tls.extended_master_secret, "no extended master secret"),
        (tls.secure_renegotiation, "no secure renegotiation"),
    ];
    let lacking = lacks.iter().filter(|(has, _)| *has == Some(false));
    words.extend(lacking.map(|(_, words)| (*words).to_owned()));
    if tls.compression.is_some_and(|method| method != 0) {
        words.push("compressed".to_owned());
    }
    words.join(", ")
}

fn requested(request: &ClientCertificateReport) -> String {
    let sent = match request.sent {
        true => "requested and sent",
        false => "requested, none sent",
    };
    let issuers = request.issuers.as_deref().unwrap_or_default();
    let listed = issuers.get(..ISSUERS).unwrap_or(issuers);
    let more = issuers.len() - listed.len() + request.issuers_omitted.unwrap_or(0);
    match (listed.is_empty(), more) {
        (true, _) => format!("{sent}; any issuer"),
        (false, 0) => format!("{sent}; acceptable issuers: {}", listed.join("; ")),
        (false, more) => format!(
            "{sent}; acceptable issuers: {} and {more} more",
            listed.join("; ")
        ),
    }
}

fn tickets(tickets: &TicketsReport) -> String {
    let plural = if tickets.count == 1 { "" } else { "s" };
    let lifetime = match tickets.lifetime_seconds {
        Some(0) | None => String::new(),
        Some(seconds) => format!(", good for {}", span(seconds.into())),
    };
    let early_data = match tickets.early_data_octets {
        0 => String::new(),
        octets => format!("; takes {octets} octets of early data"),
    };
    format!("{} ticket{plural}{lifetime}{early_data}", tickets.count)
}
