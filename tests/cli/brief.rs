//! The brief form: the keys that scripts look for, and nothing claimed that was not seen.

use crate::support::{Theatre, expired, with_tls, without_starttls};
use smtls::lab::{Behaviour, CertificateSpec, Manners, TlsProfile, find};

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

#[test]
fn brief_tells_by_which_tlsa_record_the_server_is_authenticated() {
    for (scenario, code, verification, place) in [
        (
            "dane-ee",
            0,
            "OK\n",
            Some("matched EE certificate at depth 0\n"),
        ),
        (
            "dane-ta",
            0,
            "OK\n",
            Some("matched TA certificate at depth 1\n"),
        ),
        // DANE is asked before the public CAs, to whom this certificate is worth nothing.
        (
            "dane-expired-certificate",
            0,
            "OK\n",
            Some("matched EE certificate at depth 0\n"),
        ),
        // And also where they are content.
        ("dane-mismatch", 42, "matches nothing that was sent", None),
        ("bogus-tlsa", 42, "could not be looked up", None),
        // What senders to the other certificate meet decides, though this session was authenticated.
        (
            "dane-rsa-uncovered",
            42,
            "RSA: the TLSA record",
            Some("matched EE certificate at depth 0\n"),
        ),
        ("dane-unusable-only", 0, "OK\n", None),
        ("insecure-zone", 0, "OK\n", None),
    ] {
        let theatre = Theatre::new(&find(scenario).unwrap());
        let brief = theatre.probe(&["--format", "brief"]).exits(code);
        let told = |key: &str| {
            let mut lines = brief.stdout.split_inclusive('\n');
            lines.find_map(|line| line.strip_prefix(key))
        };
        let (key, other) = match verification {
            "OK\n" => ("Verification: ", "Verification error: "),
            _ => ("Verification error: ", "Verification: "),
        };
        let line = told(key).unwrap_or_else(|| panic!("{scenario}: {}", brief.stdout));
        assert!(line.contains(verification), "{scenario}: {line}");
        assert_eq!(told(other), None, "{scenario}");
        let line = told("DANE TLSA ");
        assert_eq!(line.is_some(), place.is_some(), "{scenario}: {line:?}");
        let (Some(line), Some(place)) = (line, place) else {
            continue;
        };
        let json = theatre.json(&[], code);
        let found = &json["endpoints"][0]["authenticated_by_tlsa"];
        let record = found["record"].as_str().unwrap();
        let (numbers, data) = record.rsplit_once(' ').unwrap();
        let end = &data[data.len() - 24..];
        assert_eq!(line, format!("{numbers} ...{end} {place}"), "{scenario}");
    }
}

#[test]
fn brief_is_true_at_lax_levels_and_of_names() {
    let probe = |scenario, options: &[&str]| {
        let options = [options, &["--format", "brief"]].concat();
        Theatre::new(&find(scenario).unwrap())
            .probe(&options)
            .exits(0)
    };
    probe("dane-mismatch", &["--level", "may"])
        .says(&["Verification error: the TLSA record 3 1 1 "])
        .never_says(&["Verification: ", "DANE TLSA"]);
    probe("dane-unusable-only", &["--level", "encrypt"])
        .says(&["Verification: OK\n"])
        .never_says(&["Verification error", "DANE TLSA"]);
    // Of an expired certificate of another name no name is verified.
    probe("dane-expired-certificate", &[]).never_says(&["Verified peername"]);
    probe("dane-ta", &[]).says(&["Verified peername: mx1.dane-ta.test\n"]);
}
