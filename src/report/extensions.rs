//! What the server offers by EHLO, as reported: line by line as sent, and what it means.

use crate::probe::Observation;
use crate::quote;
use crate::smtp::{Extension, Extensions, Keyword, SizeLimit};
use schemars::JsonSchema;
use serde::Serialize;

/// The extensions before and after TLS, kept apart (RFC 3207 §4.2).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExtensionsReport {
    /// Offered in the clear; absent where no EHLO was answered there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_the_clear: Option<Vec<ExtensionReport>>,
    /// Offered inside TLS; absent where no EHLO was answered there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside_tls: Option<Vec<ExtensionReport>>,
    /// Offered inside TLS only, or there in other words.
    pub added: Vec<ExtensionReport>,
    /// Offered in the clear only, or there in other words.
    pub removed: Vec<ExtensionReport>,
}

/// One extension, escaped like a line of the transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExtensionReport {
    /// The EHLO keyword.
    pub keyword: String,
    /// Its parameters; empty where there are none.
    pub parameters: String,
    /// What it means; absent where smtls does not know the keyword.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// The standard that defines it; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// For SIZE: how many octets a message may have, 0 for no fixed limit; absent where that is not told (RFC 1870 §3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_limit: Option<u64>,
    /// For AUTH: the mechanisms that the line lists, in upper case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_mechanisms: Option<Vec<String>>,
}

impl ExtensionsReport {
    pub(super) fn new(seen: &Observation) -> Self {
        let list = |extensions: &Extensions| {
            extensions
                .iter()
                .map(ExtensionReport::new)
                .collect::<Vec<_>>()
        };
        let (clear, inside) = (seen.extensions_in_the_clear(), seen.extensions_inside_tls());
        let (added, removed) = match (&clear, &inside) {
            (Some(clear), Some(inside)) => (
                inside
                    .missing_from(clear)
                    .map(ExtensionReport::new)
                    .collect(),
                clear
                    .missing_from(inside)
                    .map(ExtensionReport::new)
                    .collect(),
            ),
            _ => (Vec::new(), Vec::new()),
        };
        Self {
            in_the_clear: clear.as_ref().map(list),
            inside_tls: inside.as_ref().map(list),
            added,
            removed,
        }
    }
}

impl ExtensionReport {
    /// All that a server offers, in its order.
    pub(super) fn list(extensions: &Extensions) -> Vec<Self> {
        extensions.iter().map(Self::new).collect()
    }

    fn new(extension: &Extension) -> Self {
        let mechanisms = extension.mechanisms().map(|all| {
            let shown = all.iter().map(|mechanism| quote::octets(mechanism));
            shown.collect::<Vec<_>>()
        });
        let limit = extension.size_limit();
        let known = match mechanisms {
            Some(_) => Keyword::find(b"AUTH"),
            None => Keyword::find(&extension.keyword),
        };
        Self {
            keyword: quote::octets(&extension.keyword),
            parameters: quote::octets(&extension.parameters),
            meaning: known.map(|known| meaning(known, limit, mechanisms.as_deref())),
            reference: known
                .and_then(|known| known.rfc)
                .map(|rfc| format!("RFC {rfc}")),
            size_limit: match limit {
                Some(SizeLimit::Octets(octets)) => Some(octets),
                Some(SizeLimit::NoneFixed) => Some(0),
                _ => None,
            },
            auth_mechanisms: mechanisms,
        }
    }

    /// Keyword and parameters as people read them: sizes in their unit.
    pub(crate) fn short(&self) -> String {
        match self.size_limit {
            Some(0) | None => format!("{} {}", self.keyword, self.parameters)
                .trim_end()
                .to_owned(),
            Some(octets) => format!("{} {}", self.keyword, size(octets)),
        }
    }
}

fn meaning(known: &Keyword, limit: Option<SizeLimit>, mechanisms: Option<&[String]>) -> String {
    match (limit, mechanisms) {
        (Some(SizeLimit::Octets(octets)), _) => {
            let words = size(octets);
            match words.ends_with("octets") {
                true => format!("messages may have at most {words}"),
                false => format!("messages may have at most {words}, which is {octets} octets"),
            }
        }
        (Some(SizeLimit::NoneFixed), _) => "messages may have any size".to_owned(),
        (Some(SizeLimit::NotTold), _) => {
            format!("{}; whether there is a limit is not said", known.meaning)
        }
        (_, Some([_, ..])) => format!(
            "{}, by {}",
            known.meaning,
            mechanisms.unwrap_or_default().join(" or ")
        ),
        _ => known.meaning.to_owned(),
    }
}

/// A number of octets in the largest unit that fits, with one digit after the point where there is a rest.
fn size(octets: u64) -> String {
    let (unit, name) = match octets {
        0x10_0000.. => (0x10_0000, "MiB"),
        0x400.. => (0x400, "KiB"),
        _ => return format!("{octets} octets"),
    };
    // In integers, because a float does not hold every number of octets.
    let tenths = u128::from(octets) * 10 / unit;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenth) => format!("{whole}.{tenth} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn one(line: &str) -> ExtensionReport {
        let mut reader = ReplyReader::default();
        reader.push(format!("250-mx.test\r\n250 {line}\r\n").as_bytes());
        loop {
            if let (_, Some(reply)) = reader.next_line().unwrap().unwrap() {
                let all = Extensions::from_reply(&reply);
                return ExtensionReport::new(all.iter().next().unwrap());
            }
        }
    }

    #[test]
    fn b40_sizes_are_told_in_their_unit_and_in_octets() {
        for (line, short, limit, words) in [
            (
                "SIZE 52428800",
                "SIZE 50 MiB",
                Some(52_428_800),
                "at most 50 MiB, which is 52428800 octets",
            ),
            (
                "SIZE 10240000",
                "SIZE 9.7 MiB",
                Some(10_240_000),
                "at most 9.7 MiB",
            ),
            (
                "size 2048",
                "size 2 KiB",
                Some(2048),
                "at most 2 KiB, which is 2048 octets",
            ),
            (
                "SIZE 1000",
                "SIZE 1000 octets",
                Some(1000),
                "at most 1000 octets",
            ),
            (
                "SIZE 18446744073709551615",
                "SIZE 17592186044415.9 MiB",
                Some(u64::MAX),
                "at most",
            ),
            ("SIZE 0", "SIZE 0", Some(0), "any size"),
            ("SIZE", "SIZE", None, "not said"),
            ("SIZE x", "SIZE x", None, "before it is sent"),
        ] {
            let report = one(line);
            assert_eq!(report.short(), short, "{line}");
            assert_eq!(report.size_limit, limit, "{line}");
            let meaning = report.meaning.unwrap();
            assert!(meaning.contains(words), "{line}: {meaning}");
        }
    }

    #[test]
    fn b48_keywords_are_explained_and_unknown_ones_kept() {
        for (line, meaning, reference) in [
            ("PIPELINING", Some("without waiting"), Some("RFC 2920")),
            ("8bitmime", Some("beyond ASCII"), Some("RFC 6152")),
            (
                "AUTH plain LOGIN",
                Some("by PLAIN or LOGIN"),
                Some("RFC 4954"),
            ),
            ("AUTH=LOGIN", Some("by LOGIN"), Some("RFC 4954")),
            ("AUTH", Some("can authenticate"), Some("RFC 4954")),
            ("XCLIENT NAME", Some("Postfix"), None),
            ("LIMITS RCPTMAX=100", Some("how many"), Some("RFC 9422")),
            ("XYZZY a b", None, None),
        ] {
            let report = one(line);
            assert_eq!(report.short(), line);
            assert_eq!(report.reference.as_deref(), reference, "{line}");
            match (meaning, &report.meaning) {
                (None, None) => {}
                (Some(words), Some(told)) => assert!(told.contains(words), "{line}: {told}"),
                other => panic!("{line}: {other:?}"),
            }
        }
        let mechanisms = one("auth=login cram-md5").auth_mechanisms;
        assert_eq!(mechanisms.unwrap(), ["LOGIN", "CRAM-MD5"]);
    }
}
