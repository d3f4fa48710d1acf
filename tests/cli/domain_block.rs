//! What the text says of the domain, and of the second connection that its TLSA records ask for, which is no failure where it finds nothing.

use crate::support::Theatre;
use smtls::lab::find;

#[test]
fn that_there_is_no_other_certificate_is_no_failure() {
    let theatre = Theatre::new(&find("dane-ee").unwrap());
    let (text, json) = theatre.both(&[], 0);
    text.says(&[
        "once more, for its certificate with another kind of key...",
        "=== The server has no certificate with another kind of key.",
        "once more     no certificate with another kind of key",
    ])
    .never_says(&["*** "]);
    let failure = &json["endpoints"][0]["observations"][1]["failures"][0];
    assert_eq!(failure["cause"], "alert");
    assert_eq!(
        failure["evidence"],
        "no certificate with another kind of key"
    );

    let theatre = Theatre::new(&find("dane-rsa-uncovered").unwrap());
    let text = theatre.probe(&[]).exits(42);
    text.says(&["once more     its certificate has RSA 2048 bits"])
        .never_says(&["no certificate with another kind of key"]);
}

#[test]
fn where_dane_and_mta_sts_differ_it_is_said_what_each_sender_does() {
    let theatre = Theatre::new(&find("dane-mta-sts-conflict").unwrap());
    theatre
        .probe(&[])
        .ends(
            43,
            &[
                "a sender would keep the message and try again",
                "would deliver over TLS authenticated by DANE",
            ],
        )
        .says(&["others        that look at DANE alone deliver over TLS"]);
}

#[test]
fn a_policy_from_a_host_that_is_not_authenticated_is_shown_as_what_it_is() {
    let told = |scenario| Theatre::new(&find(scenario).unwrap()).probe(&[]);
    told("mta-sts-wrong-certificate")
        .exits(43)
        .says(&["mode enforce, from ", "it does not count"]);
    told("mta-sts-enforce")
        .exits(0)
        .says(&["mode enforce, from "])
        .never_says(&["it does not count"]);
}
