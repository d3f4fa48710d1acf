//! What was negotiated as verdicts: whether the handshake succeeded is one thing, what it leaves to be desired another.

use super::check::Check;
use super::verdict::{Status, Verdict};
use crate::probe::Observation;
use crate::tls::names;
use rustls::ProtocolVersion;

/// The verdicts on a handshake that was completed: a pass, or all that is to be said against it.
pub(super) fn verdicts(seen: &Observation) -> Vec<Verdict> {
    let remarks: Vec<Verdict> = warning(seen)
        .into_iter()
        .chain(of_tls12(seen))
        .chain(early_data(seen))
        .collect();
    if remarks.is_empty() {
        let reason = "a TLS session was negotiated";
        return vec![Verdict::new(Check::Handshake, Status::Pass, reason)];
    }
    remarks
}

/// A warning on the way there is an error to some: for mail RFC 7672 §8.1 and RFC 8461 §7.1 say so of unrecognized_name.
fn warning(seen: &Observation) -> Option<Verdict> {
    let number = seen.seen.as_ref()?.warning?;
    let name = names::alert(number).map_or("unknown", |alert| alert.name);
    let reason = format!(
        "the server warned with alert {number} ({name}) before it went on; other senders may end the handshake over it"
    );
    let verdict = Verdict::new(Check::Handshake, Status::Warn, reason);
    Some(match name {
        "unrecognized_name" => {
            verdict.with_fix("let the server take its own name, or any, as server name (SNI)")
        }
        _ => verdict,
    })
}

/// What TLS 1.2 may lack, and TLS 1.3 has of itself.
fn of_tls12(seen: &Observation) -> Vec<Verdict> {
    let handshake = seen.handshake.as_ref();
    let Some(cleartext) = handshake
        .filter(|handshake| handshake.version == ProtocolVersion::TLSv1_2)
        .and_then(|handshake| handshake.cleartext.as_ref())
    else {
        return Vec::new();
    };
    of_cleartext(
        cleartext.extended_master_secret,
        cleartext.secure_renegotiation,
        cleartext.compression,
    )
}

/// The same by what a ServerHello of TLS 1.2 says.
pub(super) fn of_cleartext(
    extended_master_secret: bool,
    secure_renegotiation: bool,
    compression: u8,
) -> Vec<Verdict> {
    let warn = |reason: &str, fix: &str| {
        Verdict::new(Check::Handshake, Status::Warn, reason).with_fix(fix)
    };
    let mut verdicts = Vec::new();
    if !extended_master_secret {
        verdicts.push(warn(
            "the server does not do extended master secret, by which TLS 1.2 binds its keys to the handshake (RFC 9325, \
             section 3.5)",
            "bring the server's TLS library up to date, or let it do TLS 1.3",
        ));
    }
    if !secure_renegotiation {
        verdicts.push(warn(
            "the server does not know secure renegotiation (RFC 5746), and some clients refuse to speak to such a server",
            "bring the server's TLS library up to date, or let it do TLS 1.3",
        ));
    }
    // RFC 9325 §3.3.
    if compression != 0 {
        verdicts.push(warn(
            "the server compresses within TLS, which lets others guess what was said by its length",
            "switch compression off in the server's TLS settings",
        ));
    }
    verdicts
}

/// RFC 9325 §3.10: early data can be sent again by others, and no use of it is defined for mail.
fn early_data(seen: &Observation) -> Option<Verdict> {
    let octets = seen.tickets.as_ref()?.early_data;
    let reason = format!(
        "the server would take up to {octets} octets of early data (0-RTT), which anybody on the path can send again; no \
         sender of mail uses it"
    );
    (octets > 0).then(|| {
        Verdict::new(Check::Handshake, Status::Note, reason)
            .with_fix("switch early data off in the server's TLS settings")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::{Peer, Purpose};
    use crate::tls::{Cleartext, Handshake, Seen, Tickets};
    use rustls::CipherSuite;
    use std::net::{Ipv4Addr, SocketAddr};

    fn handshake(version: ProtocolVersion, cleartext: Option<Cleartext>) -> Observation {
        let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
        let peer = Peer::at(socket);
        Observation {
            seen: Some(Seen::default()),
            handshake: Some(Handshake {
                version,
                suite: CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                group: None,
                retried: false,
                resumed: false,
                protocol: None,
                cleartext,
            }),
            ..Observation::new(Purpose::Session, peer)
        }
    }

    #[test]
    fn x09_what_tls12_lacks_is_said_and_nothing_that_was_not_read() {
        let good = Cleartext {
            extended_master_secret: true,
            secure_renegotiation: true,
            ..Cleartext::default()
        };
        let without = |change: fn(&mut Cleartext)| {
            let mut cleartext = good.clone();
            change(&mut cleartext);
            cleartext
        };
        let (tls12, tls13) = (ProtocolVersion::TLSv1_2, ProtocolVersion::TLSv1_3);
        let rows = [
            (tls12, Some(good.clone()), None),
            (tls12, None, None),
            (
                tls12,
                Some(without(|it| it.extended_master_secret = false)),
                Some("extended master secret"),
            ),
            (
                tls12,
                Some(without(|it| it.secure_renegotiation = false)),
                Some("secure renegotiation"),
            ),
            (
                tls12,
                Some(without(|it| it.compression = 1)),
                Some("compresses"),
            ),
            (tls13, Some(Cleartext::default()), None),
        ];
        for (version, cleartext, words) in rows {
            let found = verdicts(&handshake(version, cleartext.clone()));
            assert_eq!(found.len(), 1, "{cleartext:?}: {found:?}");
            let expected = words.map_or(Status::Pass, |_| Status::Warn);
            assert_eq!(found[0].status, expected, "{cleartext:?}");
            assert!(found[0].reason.contains(words.unwrap_or("negotiated")));
        }
    }

    #[test]
    fn x12_early_data_is_noted() {
        let observation = Observation {
            tickets: Some(Tickets {
                count: 2,
                lifetime: Some(7200),
                early_data: 16_384,
                can_resume: true,
            }),
            ..handshake(ProtocolVersion::TLSv1_3, None)
        };
        let found = verdicts(&observation);
        assert_eq!((found.len(), found[0].status), (1, Status::Note));
        assert!(found[0].reason.contains("16384 octets"), "{found:?}");
    }
}
