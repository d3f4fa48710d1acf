//! Cipher lists and options of OpenSSL, for the programs that hand them on to it.

use crate::tls::names::TLS_1_2;

/// What OpenSSL takes where nothing is set, and never what goes without a certificate or encryption.
pub(super) const DEFAULT: &str = "DEFAULT:!aNULL:!eNULL";

/// A whole cipher list without some suites. It begins with what is taken: one that only excludes is empty (ciphers(1)).
pub(super) fn list(base: &str, words: &[&str]) -> String {
    let is_new = |word: &&&str| !base.split(":!").any(|known| known == **word);
    let words: Vec<&str> = words.iter().filter(is_new).copied().collect();
    format!("{base}{}", end(&words))
}

/// The end of a cipher list that leaves some suites out.
pub(super) fn end(words: &[&str]) -> String {
    words.iter().map(|word| format!(":!{word}")).collect()
}

/// The options against versions older than one: all of them, or those on SSL.
pub(super) fn each(old: &[&str], oldest: u16, prefix: &str) -> String {
    let number = if oldest == TLS_1_2 { 4 } else { 2 };
    let options = old.iter().take(number);
    let options: Vec<String> = options.map(|word| format!("{prefix}{word}")).collect();
    options.join(" ")
}
