//! Files of trust anchors.

use crate::dns::DnssecAnchors;
use hickory_resolver::proto::rr::Name;

const DIGEST: &str = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";
const KEY: &str = "257 3 13 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";

fn zones(text: &str) -> Vec<String> {
    let anchors = DnssecAnchors::read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let shown = format!("{anchors:?}");
    shown
        .trim_matches(['[', ']'])
        .split(", ")
        .map(str::to_owned)
        .collect()
}

#[test]
fn anchors_come_in_every_form_of_zone_files() {
    for (case, text) in [
        ("plain", format!(". DS 20326 8 2 {DIGEST}")),
        (
            "with time and class",
            format!(". 172800 IN DS 20326 8 2 {DIGEST}"),
        ),
        ("class first", format!(". in 172800 ds 20326 8 2 {DIGEST}")),
        (
            "in pieces",
            format!(". DS 20326 8 2 {} {}", &DIGEST[..20], &DIGEST[20..]),
        ),
        ("a key", format!(". IN DNSKEY {KEY} ;{{id = 1}}")),
        (
            "over lines",
            format!("; keys\n\n. DS ( 20326 8 2 ; comment\n  {DIGEST}\n )\r\n"),
        ),
    ] {
        assert_eq!(zones(&text), ["\".\""], "{case}");
    }
    let two = format!("test. DS 1 13 2 {DIGEST}\nA.Test DNSKEY {KEY}\ntest. DNSKEY {KEY}\n");
    assert_eq!(zones(&two), ["\"test.\"", "\"A.Test.\""]);
    let anchors = DnssecAnchors::read(&two).unwrap();
    let name = |name| Name::from_ascii(name).unwrap();
    assert_eq!(anchors.canary_zone(), name("test."));
    assert_eq!(anchors.closest(&name("x.a.test.")), Some(&name("a.test.")));
    assert_eq!(anchors.closest(&name("x.b.test.")), Some(&name("test.")));
    assert_eq!(anchors.closest(&name("example.")), None);
    assert_eq!(DnssecAnchors::iana().canary_zone(), Name::root());
}

#[test]
fn what_is_no_anchor_is_refused_with_its_line() {
    for (text, words) in [
        (String::new(), "there is no DNSKEY or DS record in it"),
        (
            "; nothing\n".to_owned(),
            "there is no DNSKEY or DS record in it",
        ),
        (
            "\n. NS ns.test.".to_owned(),
            "line 2: a DNSKEY or DS record is expected, not \"NS\"",
        ),
        ("$ORIGIN test.".to_owned(), "line 1: "),
        (
            ". IN".to_owned(),
            "line 1: a DNSKEY or DS record is expected",
        ),
        (
            ". DS 1 8 2".to_owned(),
            "line 1: the digest has 0 octets, not 32",
        ),
        (
            format!(". DS 1 8 1 {DIGEST}"),
            "line 1: the digest has 32 octets, not 20",
        ),
        (
            format!(". DS 1 8 9 {DIGEST}"),
            "line 1: the digest type 9 is not known",
        ),
        (
            format!(". DS 1 16 2 {DIGEST}"),
            "line 1: the algorithm 16 is not known",
        ),
        (
            format!(". DS x 8 2 {DIGEST}"),
            "line 1: the key tag should be a number",
        ),
        (
            ". DS 1 8 2 xyz".to_owned(),
            "line 1: the digest is not in hexadecimal",
        ),
        (". DNSKEY 257 3".to_owned(), "line 1: a DNSKEY record has"),
        (". DNSKEY 257 2 13 AA==".to_owned(), "line 1: the protocol"),
        (
            ". DNSKEY 1 3 13 AA==".to_owned(),
            "line 1: the key is no zone key",
        ),
        (
            ". DNSKEY 385 3 13 AA==".to_owned(),
            "line 1: the key is revoked",
        ),
        (". DNSKEY 257 3 13".to_owned(), "line 1: the key is empty"),
        (
            ". DNSKEY 257 3 13 !".to_owned(),
            "line 1: the key is not in base64",
        ),
        (
            format!(". DS (1 8 2 {DIGEST}\n\n"),
            "line 1: the parenthesis is not closed",
        ),
        (
            format!(". DS 1 8 2 {DIGEST} )\n"),
            "line 1: the parentheses do not match",
        ),
    ] {
        let error = DnssecAnchors::read(&text).unwrap_err().to_string();
        assert!(error.contains(words), "{text:?}: {error}");
    }
}
