//! Secrets stay hidden in every form in which they may come back.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

fn shown(veil: &Veil, octets: &[u8]) -> String {
    String::from_utf8_lossy(&veil.hide(octets)).into_owned()
}

#[test]
fn k29_a_secret_is_hidden_in_the_usual_encodings() {
    let secret = "tan=staaf+tan?staaf";
    let veil = Veil::default();
    veil.cover(&Secret::new(secret));
    let hex: String = secret.bytes().map(|octet| format!("{octet:02x}")).collect();
    let hex_with = |between: &str| {
        let octets: Vec<String> = secret.bytes().map(|octet| format!("{octet:02x}")).collect();
        octets.join(between)
    };
    let percent = "tan%3Dstaaf%2Btan%3Fstaaf";
    for form in [
        secret.to_owned(),
        STANDARD.encode(secret),
        URL_SAFE.encode(secret),
        hex.to_uppercase(),
        hex,
        percent.to_owned(),
        secret.to_uppercase(),
        STANDARD.encode(STANDARD.encode(secret)),
        hex_with(":"),
        hex_with(" ").to_uppercase(),
        format!("%{}", hex_with("%")),
    ] {
        let all = shown(&veil, form.as_bytes());
        assert_eq!(all.trim_start_matches('%'), "[hidden]", "{form}");
        if form.starts_with("%74") {
            continue;
        }
        let line = format!("535 5.7.8 no such {form} here");
        // A blank beside a form with blanks may be taken for one of it.
        assert_eq!(
            shown(&veil, line.as_bytes()).replace(' ', ""),
            "5355.7.8nosuch[hidden]here"
        );
        // Servers cut what they quote.
        let cut = &line[..35];
        assert!(shown(&veil, cut.as_bytes()).ends_with("[hidden]"), "{cut}");
    }
    // Within other octets, whose length decides how base64 looks.
    for user in ["", "a", "ab", "abc", "abcd"] {
        let blob = STANDARD.encode(format!("\0{user}\0{secret}\0xyz"));
        let shown = shown(&veil, blob.as_bytes());
        assert!(shown.contains("[hidden]"), "{blob}: {shown}");
        let core = STANDARD.encode(format!("\0{user}\0{}", &secret[..12]));
        assert!(!shown.contains(&core[core.len() - 8..]), "{blob}: {shown}");
    }
    assert_eq!(shown(&veil, b"250 mx.test"), "250 mx.test");
}

#[test]
fn k29_short_secrets_and_those_that_were_cut_are_hidden_too() {
    let veil = Veil::default();
    veil.cover(&Secret::new("pw1"));
    assert_eq!(shown(&veil, b"x pw1 y cHcx"), "x [hidden] y [hidden]");
    veil.cover(&Secret::new("correct horse battery"));
    let cut = |octets: &[u8]| String::from_utf8(veil.hide_cut(octets)).unwrap();
    assert_eq!(cut(b"535 you said corre"), "535 you said [hidden]");
    assert_eq!(cut(b"535 you said cor"), "535 you said [hidden]");
    assert_eq!(cut(b"535 you said"), "535 you said");
    veil.cover(&Secret::new(""));
    assert_eq!(shown(&veil, b""), "");
    assert_eq!(format!("{veil:?}"), "Veil([hidden])");
    let message = Veil::default();
    message.cover_message(&Secret::new("user=tim\u{1}auth=Bearer x\u{1}\u{1}"));
    assert_eq!(shown(&message, b"user=tim"), "user=tim");
    let blob = STANDARD.encode("user=tim\u{1}auth=Bearer x\u{1}\u{1}");
    assert_eq!(shown(&message, blob.as_bytes()), "[hidden]");
}

#[test]
fn k29_what_a_server_means_is_not_lost_with_a_short_password() {
    let text = |password: &str, text: &str, list| {
        let veil = Veil::default();
        veil.cover(&Secret::new(password));
        String::from_utf8(veil.hide_text(text.as_bytes(), list)).unwrap()
    };
    for (password, line, list, expected) in [
        ("5", "5.7.13 no 5", false, "5.7.13 no [hidden]"),
        ("5.7.13", "5.7.13 no", false, "[hidden] no"),
        ("5", "5 x", false, "[hidden] x"),
        ("mail", "mail.test greets", true, "mail.test greets"),
        ("mail", "mail.test", false, "[hidden].test"),
        ("STARTTLS", "STARTTLS", true, "STARTTLS"),
        ("plain", "AUTH PLAIN LOGIN", true, "AUTH PLAIN LOGIN"),
        ("2", "SIZE 52428", true, "SIZE 52428"),
        ("two words", "X-two words", true, "X-[hidden]"),
        ("secret", "you said secret", true, "you said [hidden]"),
        ("longer-secret", "AUTH=longer-secret", true, "AUTH=[hidden]"),
        ("please help me", "X please help me", true, "X [hidden]"),
    ] {
        assert_eq!(text(password, line, list), expected, "{password}: {line}");
    }
}
