//! The settings of Sendmail, as lines of sendmail.cf.

use super::openssl::{DEFAULT, each, end, list};
use super::setting::{Form, Setting};
use super::table::Change;

/// Where the lines go.
const PLACE: &str = "a line of sendmail.cf; in sendmail.mc it stands under LOCAL_CONFIG";

/// What Sendmail calls a change.
pub(super) fn settings(change: &Change) -> Vec<Setting> {
    let set =
        |name, value: String| Setting::new(Form::Option, name, value).remark(PLACE.to_owned());
    match change {
        Change::Certificate => vec![Setting::new(
            Form::Told,
            "ServerCertFile and ServerKeyFile",
            "the files with the certificate and its chain, and with its key",
        )],
        Change::Exclude(words) => vec![set("CipherList", list(DEFAULT, words)).adding(end(words))],
        Change::Oldest(version) => {
            let old = ["SSLv2", "SSLv3", "TLSv1", "TLSv1_1"];
            let options = each(&old, *version, "+SSL_OP_NO_");
            let end = format!(" {options}");
            vec![set("ServerSSLOptions", options).adding(end)]
        }
        Change::DhGroup => vec![Setting::new(
            Form::Told,
            "DHParameters",
            "a file with ffdhe2048, as openssl genpkey -genparam -algorithm DH -pkeyopt group:ffdhe2048 prints it",
        )],
        Change::NoCompression => {
            let option = "+SSL_OP_NO_COMPRESSION".to_owned();
            vec![set("ServerSSLOptions", option.clone()).adding(format!(" {option}"))]
        }
        Change::AuthInsideTls => vec![set("AuthOptions", "p".to_owned()).adding(",p")],
        Change::OldestOnce(_) | Change::OfferTls | Change::DemandTls => Vec::new(),
    }
}
