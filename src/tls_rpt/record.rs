//! The TXT record at `_smtp._tls` (RFC 8460 §3).

use super::destination::{Destination, DestinationFault, DestinationRemark};
use crate::txt_record::{Field, FieldFault, Published, fields};

/// What TXT records at `_smtp._tls` come to.
pub type TlsRptRecords = Published<TlsRptRecord, TlsRptFault>;

/// The version that every record begins with, the only one up to now.
const VERSION: &str = "TLSRPTv1";

/// How many destinations and how many unknown fields are kept.
const KEPT: usize = 50;

/// A record as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TlsRptRecord {
    /// Where reports are to go.
    pub destinations: Vec<Destination>,
    /// What is odd about them.
    pub remarks: Vec<DestinationRemark>,
    /// `rua` is there more than once; all of them are read.
    pub repeats_rua: bool,
    /// Fields that the standard does not know, which are ignored.
    pub unknown: Vec<Field>,
}

/// Why a record does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsRptFault {
    /// Its fields are not of the form that they must have.
    #[error(transparent)]
    Fields(#[from] FieldFault),
    /// It has no `rua`.
    #[error("it has no rua, so that it names no place for reports")]
    NoRua,
    /// A destination is none.
    #[error(transparent)]
    Destination(#[from] DestinationFault),
}

/// Reads the TXT records at `_smtp._tls`, each with its strings already joined.
pub fn read(records: &[Vec<u8>]) -> TlsRptRecords {
    Published::read(VERSION, records, one)
}

fn one(rest: &[u8]) -> Result<TlsRptRecord, TlsRptFault> {
    let mut record = TlsRptRecord::default();
    let mut has_rua = false;
    for field in fields(rest)? {
        if field.name != "rua" {
            field.check()?;
            if record.unknown.len() < KEPT {
                record.unknown.push(field);
            }
            continue;
        }
        record.repeats_rua |= std::mem::replace(&mut has_rua, true);
        for uri in field.value.split(',') {
            let destination = Destination::parse(uri.trim_matches([' ', '\t']))?;
            if record.destinations.len() < KEPT {
                record.remarks.extend(destination.remarks());
                record.destinations.push(destination);
            }
        }
    }
    match has_rua {
        true => Ok(record),
        false => Err(TlsRptFault::NoRua),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_records_have_destinations() {
        use DestinationRemark::{ExclamationPoint, Unencrypted, UnknownScheme};
        let mail = Destination::Mailto("mailto:x@d.example".to_owned());
        let web = Destination::Https("https://d.example/v1".to_owned());
        let other = |uri: &str| Destination::Other(uri.to_owned());
        for (case, record, destinations, remarks) in [
            (
                "R01",
                "v=TLSRPTv1; rua=mailto:x@d.example",
                vec![mail.clone()],
                vec![],
            ),
            (
                "R01 no blank",
                "v=TLSRPTv1;rua=mailto:x@d.example;",
                vec![mail.clone()],
                vec![],
            ),
            (
                "R02",
                "v=TLSRPTv1; rua=mailto:x@d.example , https://d.example/v1",
                vec![mail.clone(), web.clone()],
                vec![],
            ),
            (
                "R02 an equals sign in a URI, and an unknown field",
                "v=TLSRPTv1; a=b; rua=https://d.example/?a=b",
                vec![Destination::Https("https://d.example/?a=b".to_owned())],
                vec![],
            ),
            (
                "R06 http",
                "v=TLSRPTv1; rua=http://d.example/",
                vec![other("http://d.example/")],
                vec![Unencrypted("http://d.example/".to_owned())],
            ),
            (
                "R06 another scheme",
                "v=TLSRPTv1; rua=ftp://d.example/",
                vec![other("ftp://d.example/")],
                vec![UnknownScheme("ftp://d.example/".to_owned())],
            ),
            (
                "R06 an exclamation point",
                "v=TLSRPTv1; rua=mailto:x@d.example!10m",
                vec![Destination::Mailto("mailto:x@d.example!10m".to_owned())],
                vec![ExclamationPoint("mailto:x@d.example!10m".to_owned())],
            ),
            (
                "R08",
                "v=TLSRPTv1; rua=mailto:x@d.example; rua=https://d.example/v1",
                vec![mail, web],
                vec![],
            ),
        ] {
            let found = read(&[record.as_bytes().to_vec()]);
            let found = found.one().unwrap_or_else(|| panic!("{case}: {found:?}"));
            assert_eq!(found.destinations, destinations, "{case}");
            assert_eq!(found.remarks, remarks, "{case}");
            assert_eq!(found.repeats_rua, case == "R08", "{case}");
        }
    }

    #[test]
    fn r06_malformed_records_say_why() {
        use DestinationFault::{BadCharacter, BadPercent, Empty, NoAddress, NoHost, NoScheme};
        let given = |given: &str| given.to_owned();
        for (rest, fault) in [
            ("", TlsRptFault::NoRua),
            (" RUA=mailto:x@d.example", TlsRptFault::NoRua),
            (" rua=", Empty.into()),
            (" rua=,,", Empty.into()),
            (" rua=mailto:x@d.example,", Empty.into()),
            (" rua=noscheme", NoScheme(given("noscheme")).into()),
            (" rua=x@d.example", NoScheme(given("x@d.example")).into()),
            (
                " rua=mailto:x%4@d.example",
                BadPercent(given("mailto:x%4@d.example")).into(),
            ),
            (" rua=mailto:x%", BadPercent(given("mailto:x%")).into()),
            (" rua=mailto:", NoAddress(given("mailto:")).into()),
            (
                " rua=mailto:d.example",
                NoAddress(given("mailto:d.example")).into(),
            ),
            (" rua=https:///v1", NoHost(given("https:///v1")).into()),
            (
                " rua=https:d.example",
                NoHost(given("https:d.example")).into(),
            ),
            (
                " rua=mailto:x@d.example mailto:y@d.example",
                BadCharacter(given("mailto:x@d.example mailto:y@d.example"), ' ').into(),
            ),
            (" rua=mailto:x@d.example;;", FieldFault::Empty.into()),
            (
                " rua=mailto:\u{fc}@d.example",
                FieldFault::NotAscii(0xc3).into(),
            ),
        ] {
            let record = format!("v=TLSRPTv1;{rest}");
            match read(&[record.into_bytes()]) {
                Published::Malformed { fault: found, .. } => assert_eq!(found, fault, "{rest}"),
                other => panic!("{rest}: {other:?}"),
            }
        }
    }

    #[test]
    fn r04_r05_what_begins_otherwise_is_no_record() {
        for record in [
            "v=TLSRPTv2; rua=mailto:x@d.example",
            "v=TLSRPTv10; rua=mailto:x@d.example",
            "v=TLSRPTv1 rua=mailto:x@d.example",
            "v=tlsrptv1; rua=mailto:x@d.example",
        ] {
            let found = read(&[record.as_bytes().to_vec()]);
            assert!(
                matches!(&found, Published::None(strays) if strays.len() == 1),
                "{record}: {found:?}"
            );
        }
        assert_eq!(read(&[]), Published::None(Vec::new()));
    }
}
