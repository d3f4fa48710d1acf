//! What was negotiated, fact by fact.

use super::fact::fact;
use super::wrap::Line;
use crate::report::tls::TlsReport;

/// The facts of one handshake.
pub(super) fn negotiated(tls: &TlsReport) -> Vec<Line> {
    let mut lines = fact("protocol", &tls.version.replace("TLSv", "TLS "));
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
    if tls.client_certificate.requested {
        let sent = if tls.client_certificate.sent {
            "requested and sent"
        } else {
            "requested, none sent"
        };
        lines.extend(fact("client cert", sent));
    }
    lines
}
