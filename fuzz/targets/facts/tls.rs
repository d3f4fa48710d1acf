//! What TLS showed, and how it may fail.

use rustls::pki_types::CertificateDer;
use rustls::{CipherSuite, NamedGroup, ProtocolVersion, SignatureScheme};
use smtls::certificate::DistinguishedName;
use smtls::tls::{
    Anchor, Anchors, Answer, CertificateRequest, Cleartext, Handshake, HandshakeSignature, Offered,
    Seen, TlsFault,
};
use smtls_fuzz::Script;
use std::time::Duration;

pub fn handshake(script: &Script) -> Handshake {
    Handshake {
        version: script.choose(
            10,
            [
                ProtocolVersion::TLSv1_3,
                ProtocolVersion::TLSv1_2,
                ProtocolVersion::Unknown(0x7f7f),
            ],
        ),
        suite: script.choose(
            11,
            [
                CipherSuite::TLS13_AES_256_GCM_SHA384,
                CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                CipherSuite::Unknown(0xfefe),
            ],
        ),
        group: script.choose(
            12,
            [
                Some(NamedGroup::X25519MLKEM768),
                Some(NamedGroup::secp256r1),
                Some(NamedGroup::Unknown(0xfefe)),
                None,
            ],
        ),
        retried: script.choose(13, [false, true]),
        resumed: script.choose(14, [false, true]),
        protocol: script.choose(28, [None, Some(b"smtp\x1b[2J".to_vec())]),
        cleartext: script.choose(29, [true, false]).then(|| Cleartext {
            extended_master_secret: script.choose(30, [true, false]),
            compression: script.choose(31, [0, 1]),
            ticket_lifetime_hint: script.choose(32, [None, Some(u32::MAX)]),
            ..Cleartext::default()
        }),
    }
}

pub fn seen(script: &Script) -> Seen {
    let certificates = script.certificates().into_iter().map(CertificateDer::from);
    let scheme = script.choose(
        15,
        [
            SignatureScheme::RSA_PSS_SHA256,
            SignatureScheme::ED448,
            SignatureScheme::Unknown(0xfefe),
        ],
    );
    let signature = match script.choose(16, [0, 1, 2, 3]) {
        0 => Some(HandshakeSignature::Verified),
        1 => Some(HandshakeSignature::NotChecked("of its kind".to_owned())),
        2 => Some(HandshakeSignature::Wrong),
        _ => None,
    };
    Seen {
        offered: Offered::default(),
        chain: certificates.collect(),
        ocsp_staple: script.staple(),
        signature: signature.map(|signature| (scheme, signature)),
        certificate_request: request(script),
        warning: script.choose(19, [None, Some(112), Some(255)]),
        has_chosen: script.choose(28, [true, false]),
    }
}

fn request(script: &Script) -> Option<CertificateRequest> {
    let answers = [
        None,
        Some(Answer::None),
        Some(Answer::Sent),
        Some(Answer::Unusable),
    ];
    // Whatever is no name is one that cannot be read.
    let names = script.certificates();
    script.choose(18, answers).map(|answer| CertificateRequest {
        issuers: names
            .iter()
            .map(|der| DistinguishedName::from_der(der))
            .collect(),
        omitted: script.choose(33, [0, 7]),
        schemes: vec![SignatureScheme::ED25519, SignatureScheme::Unknown(0xfefe)],
        answer,
    })
}

/// A store with the last certificate that was shown, where that can be an anchor and is wanted.
pub fn anchors(script: &Script) -> Anchors {
    let last = script.certificates().pop().map(CertificateDer::from);
    let trusted = last.filter(|_| script.choose(20, [true, false]));
    let anchor = trusted.and_then(|der| {
        let trust_anchor = webpki::anchor_from_trusted_cert(&der).ok()?.to_owned();
        Some(Anchor {
            trust_anchor,
            der: script.choose(21, [true, false]).then_some(der),
        })
    });
    Anchors {
        store_name: "the fuzzer's store".to_owned(),
        anchors: anchor.into_iter().collect(),
        complaints: Vec::new(),
    }
}

/// Every kind of fault, and every alert.
pub fn fault(kind: u8) -> TlsFault {
    match kind {
        0 => TlsFault::NotTls(b"HTTP/1.1 400 \x1b[2J\xff".to_vec()),
        1 => TlsFault::Closed,
        2 => TlsFault::Reset,
        3 => TlsFault::TimedOut(Duration::from_secs(1)),
        4 => TlsFault::Incompatible("it chose what nobody offered"),
        5 => TlsFault::Misbehaved("it broke the rules"),
        6 => TlsFault::WrongSignature,
        7 => TlsFault::Other("something \u{202e} else".to_owned()),
        8 => TlsFault::OldVersion(Some(0x0301)),
        alert => TlsFault::Alert(alert.wrapping_sub(9)),
    }
}
