//! The settings of Exim, which its build decides on: OpenSSL has a list of suites and options, GnuTLS a priority string for both.

use super::openssl::{DEFAULT, each, end, list};
use super::setting::{Form, Setting};
use super::table::Change;
use crate::tls::names::TLS_1_2;

/// A build that hands a cipher list on to OpenSSL.
const OPENSSL: &str = "OpenSSL";
/// A build that hands a priority string on to GnuTLS, and knows no openssl_options.
const GNUTLS: &str = "GnuTLS";

/// What Exim calls a change.
pub(super) fn settings(change: &Change) -> Vec<Setting> {
    let set = |name, value: &str| Setting::new(Form::Equals, name, value);
    match change {
        Change::Certificate => vec![Setting::new(
            Form::Told,
            "tls_certificate and tls_privatekey",
            "the files with the certificate and its chain, and with its key",
        )],
        Change::Exclude(words) => {
            let openssl = set("tls_require_ciphers", &list(DEFAULT, words)).adding(end(words));
            let gnutls = without(words).map(priority);
            let all = [openssl.built_with(OPENSSL)].into_iter().chain(gnutls);
            all.collect()
        }
        Change::Oldest(version) => {
            let old = ["sslv2", "sslv3", "tlsv1", "tlsv1_1"];
            let options = each(&old, *version, "+no_");
            let without = match *version {
                TLS_1_2 => ":-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1",
                _ => ":-VERS-SSL3.0",
            };
            let end = format!(" {options}");
            let openssl = set("openssl_options", &options).adding(end);
            vec![openssl.built_with(OPENSSL), priority(without.to_owned())]
        }
        Change::DhGroup => vec![set("tls_dhparam", "ffdhe2048")],
        // GnuTLS has none.
        Change::NoCompression => vec![
            set("openssl_options", "+no_compression")
                .adding(" +no_compression")
                .built_with(OPENSSL),
        ],
        Change::AuthInsideTls => vec![set(
            "auth_advertise_hosts",
            "${if eq{$tls_in_cipher}{}{}{*}}",
        )],
        Change::OldestOnce(_) | Change::OfferTls | Change::DemandTls => Vec::new(),
    }
}

/// A whole priority string of GnuTLS with this end.
fn priority(end: String) -> Setting {
    let whole = format!("NORMAL{end}");
    Setting::new(Form::Equals, "tls_require_ciphers", whole)
        .adding(end)
        .built_with(GNUTLS)
}

/// The end of a priority string that leaves suites out; none where today's GnuTLS has no such suites.
fn without(words: &[&str]) -> Option<String> {
    let names = words.iter().filter_map(|word| match *word {
        "eNULL" => Some(":-NULL"),
        "aNULL" => Some(":-ANON-DH:-ANON-ECDH"),
        "RC4" => Some(":-ARCFOUR-128"),
        "3DES" => Some(":-3DES-CBC"),
        "kRSA" => Some(":-RSA"),
        "kPSK" => Some(":-PSK"),
        "kRSAPSK" => Some(":-RSA-PSK"),
        _ => None,
    });
    let end: String = names.collect();
    (!end.is_empty()).then_some(end)
}
