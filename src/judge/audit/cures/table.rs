//! The settings of each program, one row for each change.

use super::super::subject::Service;
use super::software::Software;
use crate::tls::names::TLS_1_2;

/// Something to be changed in the configuration of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Leave suites out: OpenSSL's words for them.
    Exclude(Vec<&'static str>),
    /// Speak nothing older than TLS 1.2 or, where senders may need what is old, than TLS 1.0.
    Oldest(u16),
    /// The same, once nobody needs what is older.
    OldestOnce(u16),
    /// Long groups for DHE, of RFC 7919.
    DhGroup,
    /// No compression.
    NoCompression,
    /// AUTH is offered inside TLS only.
    AuthInsideTls,
    /// Mail is taken in the clear too.
    OfferTls,
    /// Mail is taken inside TLS only.
    DemandTls,
}

/// One setting of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// What it is called, or where it is found.
    pub name: &'static str,
    /// What it is to be; nothing where it is to be left empty.
    pub value: String,
    /// The value comes to what stands there already.
    pub adds: bool,
    /// What is to be seen to before.
    pub once: Option<&'static str>,
}

/// When nobody needs old versions.
const LOG: &str = "the log shows no sender that needs what is older";

impl Change {
    /// What a program calls it; nothing where it has no setting for it.
    pub(super) fn settings(&self, software: Software, service: Service) -> Vec<Setting> {
        let set = |name, value: String| Setting {
            name,
            value,
            adds: false,
            once: None,
        };
        let add = |name, value: String| Setting {
            adds: true,
            ..set(name, value)
        };
        let own = |value: &str| value.to_owned();
        match (self, software) {
            (Self::OldestOnce(version), _) => {
                let settings = Self::Oldest(*version).settings(software, service);
                let once = settings.into_iter().map(|setting| Setting {
                    once: Some(LOG),
                    ..setting
                });
                once.collect()
            }
            (Self::Exclude(words), Software::Postfix) => {
                vec![add("smtpd_tls_exclude_ciphers", words.join(", "))]
            }
            (Self::Exclude(words), Software::Exim) => {
                vec![add("tls_require_ciphers", without(words))]
            }
            (Self::Exclude(words), Software::Sendmail) => vec![add("CipherList", without(words))],
            (Self::Exclude(words), Software::OpenSmtpd) => {
                vec![add("ciphers in listen on", without(words))]
            }
            (Self::Exclude(words), Software::Exchange) => {
                vec![set(
                    "Disable-TlsCipherSuite of Windows, for each suite with",
                    words.join(", "),
                )]
            }
            (Self::Oldest(version), Software::Postfix) => {
                let value = match *version {
                    TLS_1_2 => ">=TLSv1.2",
                    _ => ">=TLSv1",
                };
                // At levels that demand TLS the second counts, else the first (postconf(5)).
                let names: &[&str] = match service {
                    Service::Relay => &["smtpd_tls_protocols"],
                    Service::Submission => {
                        &["smtpd_tls_protocols", "smtpd_tls_mandatory_protocols"]
                    }
                };
                names.iter().map(|name| set(name, own(value))).collect()
            }
            (Self::Oldest(version), Software::Exim) => {
                let old = ["sslv2", "sslv3", "tlsv1", "tlsv1_1"];
                vec![add("openssl_options", each(&old, *version, "+no_"))]
            }
            (Self::Oldest(version), Software::Sendmail) => {
                let old = ["SSLv2", "SSLv3", "TLSv1", "TLSv1_1"];
                vec![add("ServerSSLOptions", each(&old, *version, "+SSL_OP_NO_"))]
            }
            (Self::Oldest(version), Software::OpenSmtpd) => vec![set(
                "protocols in listen on",
                own(match *version {
                    TLS_1_2 => "\"tlsv1.2,tlsv1.3\"",
                    _ => "\"tlsv1.0,tlsv1.1,tlsv1.2,tlsv1.3\"",
                }),
            )],
            (Self::Oldest(version), Software::Exchange) => vec![set(
                "Enabled in the registry, SCHANNEL\\Protocols\\VERSION\\Server, VERSION being",
                own(match *version {
                    TLS_1_2 => "0 for SSL 2.0, SSL 3.0, TLS 1.0 and TLS 1.1",
                    _ => "0 for SSL 2.0 and SSL 3.0",
                }),
            )],
            (Self::DhGroup, Software::Postfix) => {
                vec![set("smtpd_tls_dh1024_param_file", String::new())]
            }
            (Self::DhGroup, Software::Exim) => vec![set("tls_dhparam", own("ffdhe2048"))],
            (Self::DhGroup, Software::Sendmail) => {
                vec![set("DHParameters", own("a file with ffdhe2048"))]
            }
            (Self::DhGroup, Software::OpenSmtpd) => vec![set("dhe in pki", own("auto"))],
            (Self::DhGroup, Software::Exchange) => vec![set(
                "ServerMinKeyBitLength in the registry, SCHANNEL\\KeyExchangeAlgorithms\\Diffie-Hellman",
                own("2048"),
            )],
            (Self::NoCompression, Software::Postfix) => {
                vec![add("tls_ssl_options", own("NO_COMPRESSION"))]
            }
            (Self::NoCompression, Software::Exim) => {
                vec![add("openssl_options", own("+no_compression"))]
            }
            (Self::NoCompression, Software::Sendmail) => {
                vec![add("ServerSSLOptions", own("+SSL_OP_NO_COMPRESSION"))]
            }
            (Self::AuthInsideTls, Software::Postfix) => {
                vec![set("smtpd_tls_auth_only", own("yes"))]
            }
            (Self::AuthInsideTls, Software::Exim) => vec![set(
                "auth_advertise_hosts",
                own("${if eq{$tls_in_cipher}{}{}{*}}"),
            )],
            (Self::AuthInsideTls, Software::Sendmail) => vec![add("AuthOptions", own("p"))],
            (Self::OfferTls, Software::Postfix) => {
                vec![set("smtpd_tls_security_level", own("may"))]
            }
            (Self::DemandTls, Software::Postfix) => {
                vec![set("smtpd_tls_security_level", own("encrypt"))]
            }
            (Self::NoCompression | Self::AuthInsideTls | Self::OfferTls | Self::DemandTls, _) => {
                Vec::new()
            }
        }
    }

    /// The same for whatever program it is.
    pub(super) fn elsewhere(&self) -> &'static str {
        match self {
            Self::Exclude(_) => "take it out of the cipher list",
            Self::Oldest(_) | Self::OldestOnce(_) => "switch the older versions off",
            Self::DhGroup => "take a group of RFC 7919",
            Self::NoCompression => "switch compression off",
            Self::AuthInsideTls => "offer AUTH inside TLS only",
            Self::OfferTls => "take mail in the clear too",
            Self::DemandTls => "demand TLS",
        }
    }
}

/// Suites to be left out of a list of OpenSSL.
fn without(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("!{word}")).collect();
    words.join(":")
}

/// The options against versions older than one: all of them, or those on SSL.
fn each(old: &[&str], oldest: u16, prefix: &str) -> String {
    let number = if oldest == TLS_1_2 { 4 } else { 2 };
    let options = old.iter().take(number);
    let options: Vec<String> = options.map(|word| format!("{prefix}{word}")).collect();
    options.join(" ")
}
