//! The brief form: the keys that scripts look for, and nothing claimed that was not seen.

use crate::support::{Theatre, expired, with_tls, without_starttls};
use smtls::lab::{Behaviour, CertificateSpec, Manners, TlsProfile};

#[test]
fn brief_keeps_the_keys_that_scripts_look_for() {
    let theatre = Theatre::with_host(Manners::default());
    theatre.probe(&["--format", "brief"]).exits(0).says(&[
        "CONNECTION ESTABLISHED\n",
        "Protocol version: TLSv1.3\n",
        "Ciphersuite: TLS_AES_256_GCM_SHA384\n",
        "Peer certificate: CN=mx.lab.test\n",
        "Signature type: ",
        "Verification: OK\n",
        "Verified peername: mx.lab.test\n",
        "Negotiated group: X25519MLKEM768\n",
    ]);
    let theatre = Theatre::with_host(expired());
    theatre
        .probe(&["--format", "brief"])
        .exits(41)
        .says(&["CONNECTION ESTABLISHED\n", "Verification error: "])
        .never_says(&["Verification: OK"]);
    let theatre = Theatre::with_host(Behaviour::Down);
    theatre
        .probe(&["--format", "brief"])
        .exits(2)
        .says(&["CONNECTION FAILED: "])
        .never_says(&["NO TLS"]);
}

#[test]
fn brief_claims_only_what_was_seen() {
    let brief = |server: Behaviour, options: &[&str], code| {
        let options = [options, &["--format", "brief"]].concat();
        Theatre::with_host(server).probe(&options).exits(code)
    };
    let other = || -> Behaviour {
        let names = vec!["www.other.test".to_owned()];
        let certificate = CertificateSpec {
            names,
            ..CertificateSpec::default()
        };
        with_tls(TlsProfile {
            certificate,
            ..TlsProfile::default()
        })
        .into()
    };
    brief(other(), &["--verify-name", "www.other.test"], 0)
        .says(&["Verification: OK\n", "Verified peername: www.other.test\n"]);
    for options in [&["--verify-name", "wrong.test"][..], &[]] {
        brief(other(), options, 41)
            .says(&["Verification error: "])
            .never_says(&["Verified peername"]);
    }
    // Where nothing failed that was demanded, no connection failed.
    for (server, options, why) in [
        (
            Manners::default(),
            &["--quit-after", "first-ehlo"][..],
            "as asked",
        ),
        (
            Manners::default(),
            &["--drop-after", "starttls-reply"],
            "as asked",
        ),
        (
            without_starttls(),
            &["--level", "may"],
            "STARTTLS is not offered",
        ),
    ] {
        brief(server.into(), options, 0)
            .says(&["NO TLS: ", why])
            .never_says(&["CONNECTION FAILED", "CONNECTION ESTABLISHED"]);
    }
    brief(without_starttls().into(), &[], 29)
        .says(&["CONNECTION FAILED: STARTTLS is not offered\n"])
        .never_says(&["NO TLS"]);
}
