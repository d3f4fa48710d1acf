//! Every mechanism, accepted and refused, and which of them is chosen.

use super::server::*;
use crate::support::in_parallel;
use smtls::lab::{ClientCertificate, TlsProfile, Versions};

const ALL: &str = "PLAIN LOGIN NTLM CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS SCRAM-SHA-512 \
                   SCRAM-SHA-512-PLUS XOAUTH2 OAUTHBEARER EXTERNAL ANONYMOUS";

#[test]
fn k04_k13_k14_k15_k17_each_mechanism_is_spoken() {
    let rows = [
        "PLAIN",
        "LOGIN",
        "LOGIN-INITIAL",
        "CRAM-MD5",
        "SCRAM-SHA-1",
        "SCRAM-SHA-1-PLUS",
        "SCRAM-SHA-256",
        "SCRAM-SHA-256-PLUS",
        "SCRAM-SHA-512",
        "SCRAM-SHA-512-PLUS",
    ];
    in_parallel(&rows, |word| {
        let name = word.trim_end_matches("-INITIAL");
        let right = submissions(offering(ALL, Manners::default()), PASSWORD);
        let report = right.json(&with(&["--auth", word]), 0);
        let told = &report["endpoints"][0]["observations"][0]["authentication"];
        assert_eq!(told["accepted"], true, "{word}: {told:#}");
        let attempt = &told["attempts"][0];
        assert_eq!(attempt["mechanism"], name, "{word}");
        assert_eq!(attempt["outcome"], "accepted", "{word}");
        let is_scram = word.starts_with("SCRAM");
        assert_eq!(attempt["server_proved"] == true, is_scram, "{word}");
        let bound = attempt["channel_binding"] == "tls-exporter";
        assert_eq!(bound, word.ends_with("-PLUS"), "{word}");
        let wrong = submissions(offering(ALL, Manners::default()), "wrong");
        wrong
            .probe(&with(&["--auth", word]))
            .ends(28, &[&format!("{name} for alice"), "password is wrong"]);
    });
}

#[test]
fn k33_the_strongest_is_chosen_and_the_others_are_accounted_for() {
    let theatre = submissions(offering(ALL, Manners::default()), PASSWORD);
    theatre
        .probe(ALICE)
        .ends(0, &["it accepted the credentials"])
        .says(&[
            "SCRAM-SHA-512-PLUS for alice, bound by tls-exporter",
            "passed over NTLM: not spoken by smtls",
            "and the server proved that it",
        ]);
    let theatre = submissions(
        offering("NTLM DIGEST-MD5 GSSAPI", Manners::default()),
        PASSWORD,
    );
    theatre.probe(ALICE).ends(
        28,
        &["NTLM and DIGEST-MD5 and GSSAPI (not spoken by smtls)"],
    );
    let theatre = submissions(offering(ALL, Manners::default()), PASSWORD);
    theatre
        .probe(&with(&["--auth", "plain,login"]))
        .ends(0, &[])
        .says(&[
            "AUTH PLAIN [hidden]",
            "passed over CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-1-PLUS, SCRAM-SHA-256,",
            "EXTERNAL, ANONYMOUS: not among those of --auth",
        ]);
}

#[test]
fn k17_tls_1_2_is_bound_by_the_certificate() {
    let old = Manners {
        tls: TlsProfile {
            versions: Versions::Tls12,
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    submissions(offering("SCRAM-SHA-256-PLUS", old.clone()), PASSWORD)
        .probe(ALICE)
        .ends(0, &["TLS 1.2"])
        .says(&["for alice, bound by tls-server-end-point"]);
    let mut acts = flawed(SaslFlaw::OtherBinding, "SCRAM-SHA-256-PLUS");
    submissions(acts.clone(), PASSWORD)
        .probe(ALICE)
        .ends(28, &["unsupported-channel-binding-type"])
        .never_says(&["tls-unique"]);
    for act in &mut acts {
        match act {
            Act::Handshake(profile) => *profile = old.tls.clone(),
            Act::Serve(manners) => manners.tls = old.tls.clone(),
            _ => {}
        }
    }
    submissions(acts, PASSWORD)
        .probe(ALICE)
        .ends(28, &["insists on tls-unique, which smtls cannot make"]);
}

#[test]
fn k18_a_server_that_hides_its_bindings_is_told_of_it() {
    submissions(flawed(SaslFlaw::OtherBinding, "SCRAM-SHA-256"), PASSWORD)
        .probe(ALICE)
        .ends(28, &["its list was cut on the way, or is incomplete"]);
}

#[test]
fn k15_a_server_that_does_not_know_the_password_is_not_believed() {
    for (flaw, words) in [
        (SaslFlaw::WrongSignature, "the server's signature is wrong"),
        (SaslFlaw::NoSignature, "got 235, and is not to be believed"),
    ] {
        let theatre = submissions(flawed(flaw, "SCRAM-SHA-256"), PASSWORD);
        let report = theatre.json(ALICE, 28);
        let sentence = report["conclusion"]["sentence"].as_str().unwrap();
        assert!(sentence.contains(words), "{sentence}");
        let then = "a mail client that checks the server's proof would go no further";
        assert!(sentence.ends_with(then), "{sentence}");
        let told = &report["endpoints"][0]["observations"][0]["authentication"];
        assert_eq!(told["accepted"], false);
        assert_eq!(told["attempts"][0]["server_proved"], false);
    }
}

#[test]
fn k15_few_iterations_are_warned_of_and_far_too_many_refused() {
    let counting = |iterations| {
        let account = Account {
            iterations,
            ..Account::default()
        };
        offering_to(account, "SCRAM-SHA-256", Manners::default())
    };
    submissions(counting(1000), PASSWORD)
        .probe(ALICE)
        .ends(0, &[])
        .says(&["warn  auth", "hashes passwords with 1000 iterations"]);
    submissions(counting(u32::MAX), PASSWORD)
        .probe(ALICE)
        .ends(28, &["asks for 4294967295 iterations", "was not obeyed"])
        .says(&[" ~> *"]);
}

#[test]
fn k19_k20_tokens_are_refused_with_what_the_server_says_of_them() {
    for (word, last) in [("XOAUTH2", " ~> \n"), ("OAUTHBEARER", " ~> AQ==\n")] {
        let server = || submissions(offering(ALL, Manners::default()), PASSWORD);
        let theatre = server();
        let file = theatre.file("password.txt");
        let words = |theatre: &Theatre| -> Vec<String> {
            let given = theatre.words(&["--auth", word, "--auth-user", "alice"]);
            let token = given
                .into_iter()
                .map(|it| it.replace("--auth-password-file", "--auth-token-file"));
            token.collect()
        };
        let good = crate::support::Smtls::new(words(&theatre)).run();
        good.ends(0, &["it accepted the credentials"])
            .never_says(&["correct horse"]);
        std::fs::write(&file, "stale-token\n").unwrap();
        let bad = crate::support::Smtls::new(words(&theatre)).run();
        bad.ends(28, &["the token does not hold", "invalid_token"])
            .says(&[last, "get a new token"])
            .never_says(&["stale-token", "c3RhbGUtdG9rZW4"]);
    }
}

#[test]
fn k32_what_scram_cannot_take_goes_by_the_next_mechanism() {
    // A control character is forbidden by SASLprep, and PLAIN leaves its preparation to the server.
    let odd = Account {
        password: "bell\u{7}of alice".to_owned(),
        ..Account::default()
    };
    let password = odd.password.clone();
    let server = offering_to(odd, "SCRAM-SHA-256 PLAIN", Manners::default());
    submissions(server, &password)
        .probe(ALICE)
        .ends(0, &["it accepted the credentials"])
        .says(&[
            "AUTH PLAIN [hidden]",
            "passed over SCRAM-SHA-256: user name or password",
        ]);
}

#[test]
fn k21_k22_external_and_anonymous() {
    let wants = Manners {
        tls: TlsProfile {
            client_certificate: ClientCertificate::Asked,
            ..TlsProfile::default()
        },
        ..Manners::default()
    };
    let scenario = |acts: Vec<Act>| {
        let with_password = submissions(acts, PASSWORD);
        let scenario = with_password.lab.scenario().clone();
        Theatre::new(&Scenario {
            password: None,
            ..scenario
        })
    };
    let theatre = scenario(offering("EXTERNAL PLAIN", wants));
    let (cert, key) = (theatre.file("client.pem"), theatre.file("client.key"));
    let identity = ["--cert", &cert, "--key", &key];
    theatre
        .probe(&[&identity[..], &["--auth"]].concat())
        .ends(0, &["it accepted the credentials"])
        .says(&[" ~> AUTH EXTERNAL =\n"]);
    let theatre = scenario(offering("ANONYMOUS", Manners::default()));
    theatre
        .probe(&["--auth", "ANONYMOUS", "--auth-user", "sirhc"])
        .ends(0, &[])
        .says(&[" ~> AUTH ANONYMOUS c2lyaGM=\n"]);
    theatre
        .probe(&["--auth"])
        .refused(&["who is to authenticate", "--auth-user"]);
}
