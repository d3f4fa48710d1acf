//! Which of the TXT records at a name belong to a protocol, and which only look as if.

use super::FieldFault;

/// How many octets of a record are kept to be shown.
const SHOWN: usize = 300;

/// Of how many strays it is told.
const STRAYS: usize = 5;

/// What the TXT records at a name come to, for one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published<R, F> {
    /// None of them belongs to it; those that look as if they were meant to.
    None(Vec<Stray>),
    /// One does, and is well-formed.
    One(R),
    /// So many do, and then none counts (RFC 8461 §3.1, RFC 8460 §3).
    Several(usize),
    /// One does, and is not well-formed, so that it does not count.
    Malformed {
        /// What is wrong with it.
        fault: F,
        /// How it begins.
        text: Vec<u8>,
    },
}

/// A record that does not belong to the protocol, and looks as if it was meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Why it does not count.
    pub likeness: Likeness,
    /// How it begins.
    pub text: Vec<u8>,
}

/// In what way a record misses the version with which it must begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The version is there, but something stands before it.
    NotFirst,
    /// The version is there, in other letters (`v=stsv1`).
    OtherCase,
    /// It is another version.
    OtherVersion,
    /// No semicolon follows.
    NoSemicolon,
    /// A blank stands before the semicolon: the grammar allows that, but the text wants the version and semicolon together.
    BlankBeforeSemicolon,
}

/// The records of one protocol.
#[derive(Debug)]
pub enum Selected<'a> {
    /// There is none.
    None(Vec<Stray>),
    /// The only one, and what follows its version: from the semicolon on.
    One {
        /// The whole record.
        record: &'a [u8],
        /// From the first semicolon on.
        rest: &'a [u8],
    },
    /// There are so many.
    Several(usize),
}

impl<R, F> Published<R, F> {
    /// The one record that counts.
    pub fn one(&self) -> Option<&R> {
        match self {
            Self::One(record) => Some(record),
            _ => None,
        }
    }
}

impl<R, F: From<FieldFault>> Published<R, F> {
    /// What there is, where the one record that counts is read in this way, from its first semicolon on.
    pub(crate) fn read(
        version: &str,
        records: &[Vec<u8>],
        read: impl FnOnce(&[u8]) -> Result<R, F>,
    ) -> Self {
        match select(version, records) {
            Selected::None(strays) => Self::None(strays),
            Selected::Several(count) => Self::Several(count),
            Selected::One { record, rest } => match read(rest) {
                Ok(record) => Self::One(record),
                Err(fault) => Self::Malformed {
                    fault,
                    text: shown(record),
                },
            },
        }
    }
}

/// Finds the records that begin with `v=`, this version and a semicolon; all others are discarded (RFC 8461 §3.1, RFC 8460 §3).
pub fn select<'a>(version: &str, records: &'a [Vec<u8>]) -> Selected<'a> {
    let version = format!("v={version}");
    let rest = |record: &'a Vec<u8>| {
        let rest = record.strip_prefix(version.as_bytes())?;
        rest.starts_with(b";").then_some((record.as_slice(), rest))
    };
    let mut found = records.iter().filter_map(rest);
    match (found.next(), found.count()) {
        (None, _) => {
            let strays = records.iter().filter_map(|record| stray(&version, record));
            Selected::None(strays.take(STRAYS).collect())
        }
        (Some((record, rest)), 0) => Selected::One { record, rest },
        (Some(_), more) => Selected::Several(more.saturating_add(1)),
    }
}

fn stray(version: &str, record: &[u8]) -> Option<Stray> {
    let likeness = likeness(version.as_bytes(), record)?;
    Some(Stray {
        likeness,
        text: shown(record),
    })
}

/// `version` is `v=` and the version, which ends with its number.
fn likeness(version: &[u8], record: &[u8]) -> Option<Likeness> {
    if let Some(rest) = record.strip_prefix(version) {
        let after_blanks = rest.trim_ascii_start();
        return Some(match (rest.first(), after_blanks.first()) {
            (Some(octet), _) if octet.is_ascii_alphanumeric() => Likeness::OtherVersion,
            (_, Some(b';')) => Likeness::BlankBeforeSemicolon,
            _ => Likeness::NoSemicolon,
        });
    }
    let (version, record) = (version.to_ascii_lowercase(), record.to_ascii_lowercase());
    // Without its number, so that other versions are recognised too.
    let family = version.split_last().map_or(version.as_slice(), |it| it.1);
    if record.starts_with(&version) {
        Some(Likeness::OtherCase)
    } else if record.starts_with(family) {
        Some(Likeness::OtherVersion)
    } else {
        let mut windows = record.windows(family.len().max(1));
        windows
            .any(|window| window == family)
            .then_some(Likeness::NotFirst)
    }
}

fn shown(record: &[u8]) -> Vec<u8> {
    record.get(..SHOWN).unwrap_or(record).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_look_alike_are_told_apart() {
        for (record, expected) in [
            ("v=STSv1 ; id=a", Some(Likeness::BlankBeforeSemicolon)),
            ("v=STSv1", Some(Likeness::NoSemicolon)), // S07
            ("v=STSv1 id=a", Some(Likeness::NoSemicolon)),
            ("v=STSv12; id=a", Some(Likeness::OtherVersion)), // S07
            ("v=STSv2; id=a", Some(Likeness::OtherVersion)),
            ("v=stsv1; id=a", Some(Likeness::OtherCase)), // S07
            ("id=a; v=STSv1;", Some(Likeness::NotFirst)), // S06
            (" v=STSv1; id=a", Some(Likeness::NotFirst)),
            ("\"v=STSv1; id=a\"", Some(Likeness::NotFirst)),
            ("v=spf1 -all", None), // S05
            ("v=STS", None),
            ("", None),
        ] {
            assert_eq!(
                likeness(b"v=STSv1", record.as_bytes()),
                expected,
                "{record}"
            );
        }
    }

    #[test]
    fn strays_are_few_and_short() {
        let long = [b"v=stsv1;".as_slice(), &[b'x'; 70_000]].concat();
        let Selected::None(strays) = select("STSv1", &vec![long; 100]) else {
            panic!("none begins with the version");
        };
        assert_eq!(strays.len(), STRAYS);
        assert!(strays.iter().all(|stray| stray.text.len() == SHOWN));
    }
}
