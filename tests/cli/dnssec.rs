//! `--dnssec` and `--trust-anchor`, against resolvers that know nothing of DNSSEC.

use crate::support::{Responder, Smtls, answer, in_parallel, no_such_name, no_such_record};
use hickory_resolver::proto::rr::RecordType;
use std::fs;

#[test]
fn d51_without_dnssec_names_are_looked_up_as_ever() {
    let rows = ["auto", "validate", "resolver", "off"].map(|mode| (mode, mode));
    in_parallel(&rows, |(_, mode)| {
        // A domain whose MX host is an alias, and does not exist.
        let dns = Responder::new(|name, record_type| match (name, record_type) {
            ("", _) => no_such_record(),
            ("lab.test", RecordType::MX) => answer(&["lab.test MX 10 mx.lab.test"]),
            ("mx.lab.test", _) => no_such_name(&["mx.lab.test CNAME gone.test"]),
            _ => no_such_name(&[]),
        });
        let address = dns.address();
        let words = ["probe", "--dns", &address, "--dnssec", mode, "lab.test"];
        Smtls::new(words).run().ends(40, &["gone.test"]);
    });
}

#[test]
fn m41_the_mode_is_asked_for_by_name() {
    Smtls::new(["probe", "--dnssec", "perhaps", "[127.0.0.1]"])
        .run()
        .refused(&["perhaps", "auto, validate, resolver, off", "hint: "]);
}

#[test]
fn files_of_trust_anchors_that_cannot_be_used_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, words) in [
        (
            "empty",
            "; nothing\n",
            "there is no DNSKEY or DS record in it",
        ),
        (
            "zone",
            ". NS ns.test.\n",
            "line 1: a DNSKEY or DS record is expected",
        ),
        (
            "late",
            "\n\n. DS 1 8 2 00\n",
            "line 3: the digest has 1 octets, not 32",
        ),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap();
        Smtls::new(["probe", "--trust-anchor", file, "[127.0.0.1]:1"])
            .run()
            .refused(&[words, file, "hint: --trust-anchor takes a file"]);
    }
    Smtls::new(["probe", "--trust-anchor", "/no/such/file", "[127.0.0.1]:1"])
        .run()
        .refused(&["/no/such/file", "hint: "]);
}
