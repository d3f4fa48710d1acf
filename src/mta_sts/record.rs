//! The TXT record at `_mta-sts`: that there is a policy, and which edition of it (RFC 8461 §3.1).

use crate::txt_record::{Field, FieldFault, Published, fields};
use std::collections::HashSet;

/// What TXT records at `_mta-sts` come to.
pub type StsRecords = Published<StsRecord, RecordFault>;

/// The version that every record and every policy begins with, the only one up to now.
const VERSION: &str = "STSv1";

/// How long an id may be (RFC 8461 §3.1).
const ID: usize = 32;

/// A record as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StsRecord {
    /// What tells one edition of the policy from another.
    pub id: String,
    /// Fields that the standard does not know, which are ignored.
    pub unknown: Vec<Field>,
    /// The names of fields that are there again; the first of each counts (RFC 8461 §3.2).
    pub repeated: Vec<String>,
}

/// Why a record does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// Its fields are not of the form that they must have.
    #[error(transparent)]
    Fields(#[from] FieldFault),
    /// It has no id.
    #[error("it has no id")]
    NoId,
    /// Its id is empty.
    #[error("its id is empty")]
    EmptyId,
    /// Its id is so long.
    #[error("its id has {0} characters, and 32 are the most")]
    LongId(usize),
    /// Its id has this character, which is neither letter nor digit.
    #[error("its id contains {0:?}, and may contain only letters and digits")]
    BadId(char),
}

/// Reads the TXT records at `_mta-sts`, each with its strings already joined.
pub fn read(records: &[Vec<u8>]) -> StsRecords {
    Published::read(VERSION, records, one)
}

fn one(rest: &[u8]) -> Result<StsRecord, RecordFault> {
    let fields = fields(rest)?;
    let id = fields.iter().find(|field| field.name == "id");
    let id = checked(&id.ok_or(RecordFault::NoId)?.value)?;
    let mut names = HashSet::from(["v"]);
    let mut twice = HashSet::new();
    let (mut unknown, mut repeated) = (Vec::new(), Vec::new());
    for field in &fields {
        // RFC 8461 §3.2: all entries but the first are ignored, whatever they say.
        if !names.insert(&field.name) {
            if twice.insert(&field.name) {
                repeated.push(field.name.clone());
            }
        } else if field.name != "id" {
            field.check()?;
            unknown.push(field.clone());
        }
    }
    Ok(StsRecord {
        id,
        unknown,
        repeated,
    })
}

fn checked(id: &str) -> Result<String, RecordFault> {
    let bad = id.chars().find(|c| !c.is_ascii_alphanumeric());
    match (bad, id.len()) {
        (_, 0) => Err(RecordFault::EmptyId),
        (Some(bad), _) => Err(RecordFault::BadId(bad)),
        (None, long) if long > ID => Err(RecordFault::LongId(long)),
        (None, _) => Ok(id.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::txt_record::Likeness;

    fn published(records: &[&[u8]]) -> StsRecords {
        let records: Vec<Vec<u8>> = records.iter().map(|it| it.to_vec()).collect();
        read(&records)
    }

    #[test]
    fn good_records_have_an_id() {
        for (case, record, id) in [
            ("S01", "v=STSv1; id=20160831085700Z;", "20160831085700Z"),
            ("S01 no final semicolon", "v=STSv1;id=a", "a"),
            ("S01 blanks and tabs", "v=STSv1;\t id=a \t; ", "a"),
            (
                "S01 the longest id",
                "v=STSv1; id=0123456789abcdefABCDEF0123456789",
                "0123456789abcdefABCDEF0123456789",
            ),
            ("S10 unknown fields", "v=STSv1; id=a; more=x; ext=2", "a"),
            ("S10 unknown fields first", "v=STSv1; more=x; id=a;", "a"),
            ("S60 the first id wins", "v=STSv1; id=a; id=b", "a"),
            ("S60 whatever the second is", "v=STSv1; id=a; id=!", "a"),
        ] {
            let found = published(&[record.as_bytes()]);
            let found = found.one().unwrap_or_else(|| panic!("{case}: {found:?}"));
            assert_eq!(found.id, id, "{case}");
            assert_eq!(
                found.repeated.len(),
                usize::from(case.starts_with("S60")),
                "{case}"
            );
            assert_eq!(found.unknown.is_empty(), !case.starts_with("S10"), "{case}");
        }
    }

    #[test]
    fn malformed_records_say_why() {
        use FieldFault::{
            BadName, BadValue, BlankAtEnd, Control, Empty, NoEquals, NoValue, NotAscii,
        };
        let long = format!("v=STSv1; id=a; {}=x", "n".repeat(33));
        let name = "n".repeat(33);
        for (case, record, fault) in [
            ("S09 no id", "v=STSv1;", RecordFault::NoId),
            ("S09 another field", "v=STSv1; more=x", RecordFault::NoId),
            (
                "S09 the name in upper case",
                "v=STSv1; ID=a",
                RecordFault::NoId,
            ),
            ("S09 empty", "v=STSv1; id=", RecordFault::EmptyId),
            (
                "S09 empty, then not",
                "v=STSv1; id=; id=a",
                RecordFault::EmptyId,
            ),
            (
                "S09 long",
                "v=STSv1; id=0123456789abcdefABCDEF01234567890",
                RecordFault::LongId(33),
            ),
            (
                "S09 other characters",
                "v=STSv1; id=test-123",
                RecordFault::BadId('-'),
            ),
            ("S11 empty field", "v=STSv1; id=a;;", Empty.into()),
            ("S11 empty field first", "v=STSv1;; id=a", Empty.into()),
            (
                "S11 no value",
                "v=STSv1; id=a; more=",
                NoValue("more".to_owned()).into(),
            ),
            ("S11 long name", &long, BadName(name).into()),
            (
                "S11 no equals sign",
                "v=STSv1; id=a; more",
                NoEquals("more".to_owned()).into(),
            ),
            (
                "S11 name",
                "v=STSv1; id=a; _m=x",
                BadName("_m".to_owned()).into(),
            ),
            (
                "S11 blank before the equals sign",
                "v=STSv1; id =a",
                BadName("id ".to_owned()).into(),
            ),
            (
                "S11 value",
                "v=STSv1; id=a; m=x=y",
                BadValue("m".to_owned()).into(),
            ),
            (
                "S11 no semicolon between",
                "v=STSv1; id=a m=x",
                RecordFault::BadId(' '),
            ),
            ("S11 blank at the end", "v=STSv1; id=a ", BlankAtEnd.into()),
            ("S59 U-label", "v=STSv1; id=\u{fc}", NotAscii(0xc3).into()),
            (
                "S59 control character",
                "v=STSv1; id=a\u{1b}",
                Control(0x1b).into(),
            ),
        ] {
            match published(&[record.as_bytes()]) {
                Published::Malformed { fault: found, .. } => assert_eq!(found, fault, "{case}"),
                other => panic!("{case}: {other:?}"),
            }
        }
    }

    #[test]
    fn s02_s04_s05_other_records_are_discarded_and_two_are_none() {
        let good: &[u8] = b"v=STSv1; id=a";
        assert_eq!(published(&[]), Published::None(Vec::new()));
        assert_eq!(published(&[b"v=spf1 -all"]), Published::None(Vec::new()));
        assert!(published(&[b"v=spf1 -all", good, b"x"]).one().is_some());
        assert_eq!(published(&[good, b"v=STSv1;"]), Published::Several(2));
        // S06, S07: these do not begin with the version, and so are no second record either.
        let strays: [&[u8]; 2] = [b"v=stsv1; id=b", b"id=b; v=STSv1;"];
        assert!(published(&[strays[0], good, strays[1]]).one().is_some());
        let Published::None(told) = published(&strays) else {
            panic!("none counts");
        };
        let told: Vec<_> = told.iter().map(|stray| stray.likeness).collect();
        assert_eq!(told, [Likeness::OtherCase, Likeness::NotFirst]);
    }
}
