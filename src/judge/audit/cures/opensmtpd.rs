//! The settings of OpenSMTPD (smtpd.conf(5)).

use super::openssl::{end, list};
use super::setting::{Form, Setting};
use super::table::Change;
use crate::tls::names::TLS_1_2;

/// What it takes where nothing is set.
const DEFAULT: &str = "HIGH:!aNULL:!MD5";

/// What OpenSMTPD calls a change.
pub(super) fn settings(change: &Change) -> Vec<Setting> {
    let told = |name, value: &str| Setting::new(Form::Told, name, value);
    match change {
        Change::Certificate => vec![told(
            "pki NAME cert and pki NAME key",
            "the files with the certificate and its chain, and with its key",
        )],
        Change::Exclude(words) => vec![
            Setting::new(Form::Blank, "smtp ciphers", format!("\"{}\"", list(DEFAULT, words)))
                .adding(end(words))
                .remark("a listen on line with ciphers of its own, from OpenSMTPD 7.3 on (in OpenBSD from 6.9 on), goes before it: then the list belongs there"),
        ],
        Change::Oldest(version) => vec![told(
            "protocols of listen on",
            match *version {
                TLS_1_2 => {
                    "protocols \"tlsv1.2,tlsv1.3\", at the end of each listen on line with tls, from OpenSMTPD 7.3 on (in OpenBSD from 6.9 on); before that, MinProtocol = TLSv1.2 in openssl.cnf; from 7.4 on nothing older is spoken anyway"
                }
                _ => "nothing to set: update OpenSMTPD, which has long been without SSL",
            },
        )],
        Change::DhGroup => vec![told(
            "dhe of pki",
            "pki NAME dhe auto, with the NAME that listen on has; or none, which leaves DHE out",
        )],
        Change::OldestOnce(_)
        | Change::NoCompression
        | Change::AuthInsideTls
        | Change::OfferTls
        | Change::DemandTls => Vec::new(),
    }
}
