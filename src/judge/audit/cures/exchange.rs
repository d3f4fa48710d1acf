//! The settings of Exchange, whose TLS is that of Windows (Schannel): in the registry and in Group Policy.

use super::setting::{Form, Setting};
use super::table::Change;
use crate::tls::names::TLS_1_2;

/// What Windows calls a change.
pub(super) fn settings(change: &Change) -> Vec<Setting> {
    let told = |name, value: String| vec![Setting::new(Form::Told, name, value)];
    match change {
        Change::Certificate => told(
            "Enable-ExchangeCertificate",
            "the certificate, for the service SMTP".to_owned(),
        ),
        Change::Exclude(words) => match without(words) {
            Some(suites) => told(
                "SSL Cipher Suite Order in Group Policy (Network, SSL Configuration Settings)",
                format!("a list without {suites}"),
            ),
            None => Vec::new(),
        },
        Change::Oldest(version) => told(
            "the keys below HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols in the registry",
            match *version {
                TLS_1_2 => "a DWORD Enabled of 0 in SSL 2.0\\Server, SSL 3.0\\Server, TLS 1.0\\Server and TLS 1.1\\Server",
                _ => "a DWORD Enabled of 0 in SSL 2.0\\Server and SSL 3.0\\Server",
            }
            .to_owned(),
        ),
        Change::DhGroup => told(
            "the key HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\KeyExchangeAlgorithms\\Diffie-Hellman in the registry",
            "a DWORD ServerMinKeyBitLength of 2048".to_owned(),
        ),
        Change::OldestOnce(_)
        | Change::NoCompression
        | Change::AuthInsideTls
        | Change::OfferTls
        | Change::DemandTls => Vec::new(),
    }
}

/// OpenSSL's words for suites, by the names that Windows has for them; none where it has no such suites.
fn without(words: &[&str]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for word in words {
        let name = match *word {
            "eNULL" => "_NULL_",
            "EXPORT" => "_EXPORT",
            "RC4" => "_RC4_",
            "3DES" => "_3DES_",
            "DES" | "LOW" => "_DES_",
            "kRSA" => "TLS_RSA_",
            "kPSK" => "TLS_PSK_",
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| format!("suites with {} in their names", names.join(", ")))
}
