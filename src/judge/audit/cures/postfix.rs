//! The settings of Postfix (postconf(5)).

use super::super::subject::Service;
use super::setting::{Form, Setting};
use super::table::Change;
use crate::tls::names::TLS_1_2;

/// What counts for every port where it stands in main.cf.
const ONE_SERVICE: &str = "in main.cf this counts for port 25 too; for one service alone it stands after -o in master.cf, without blanks";

/// What Postfix calls a change.
pub(super) fn settings(change: &Change, service: Service) -> Vec<Setting> {
    let set = |name, value: &str| Setting::new(Form::Equals, name, value);
    match change {
        Change::Certificate => vec![Setting::new(
            Form::Told,
            "smtpd_tls_chain_files",
            "a file with the key, then its certificate, then the chain (before Postfix 3.4: smtpd_tls_cert_file and smtpd_tls_key_file)",
        )],
        Change::Exclude(words) => {
            let words = words.join(", ");
            vec![set("smtpd_tls_exclude_ciphers", &words).adding(format!(", {words}"))]
        }
        Change::Oldest(version) => oldest(*version, service),
        Change::OldestOnce(_) => Vec::new(),
        Change::DhGroup => vec![
            set("smtpd_tls_dh1024_param_file", "")
                .remark("Postfix before 3.7 needs a file with ffdhe2048, and one that cannot be read counts as none"),
        ],
        Change::NoCompression => {
            vec![set("tls_ssl_options", "NO_COMPRESSION").adding(", NO_COMPRESSION")]
        }
        Change::AuthInsideTls => vec![set("smtpd_tls_auth_only", "yes")],
        // A server that mail clients come to may demand TLS, and should.
        Change::OfferTls => vec![
            set("smtpd_tls_security_level", "may").only("only if this host is in MX records"),
        ],
        Change::DemandTls => vec![
            set("smtpd_tls_security_level", "encrypt")
                .only("only if nothing but mail clients comes to this Postfix")
                .remark("for the submission service alone, in master.cf: -o smtpd_tls_security_level=encrypt"),
        ],
    }
}

/// The oldest version, in the form that every Postfix knows.
fn oldest(version: u16, service: Service) -> Vec<Setting> {
    let (value, since_3_6) = match version {
        TLS_1_2 => ("!SSLv2, !SSLv3, !TLSv1, !TLSv1.1", ">=TLSv1.2"),
        _ => ("!SSLv2, !SSLv3", ">=TLSv1"),
    };
    let set = |name| {
        Setting::new(Form::Equals, name, value)
            .remark(format!("from Postfix 3.6 on also: {since_3_6}"))
    };
    // At levels that demand TLS the second counts, else the first (postconf(5)).
    match service {
        Service::Relay => vec![set("smtpd_tls_protocols")],
        Service::Submission => ["smtpd_tls_protocols", "smtpd_tls_mandatory_protocols"]
            .map(|name| set(name).remark(ONE_SERVICE))
            .into(),
    }
}
