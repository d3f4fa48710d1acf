//! What is odd about the names in a certificate, whether or not one of them matches (RFC 9525 §6.3, §7.1).

use std::fmt;

use super::names::NamesFinding;
use crate::certificate::Certificate;

/// How many names a sentence lists.
const MOST_LISTED: usize = 3;

/// A **remark** on names of a certificate. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRemark {
    /// The presented identifiers, of many the first few.
    names: Vec<String>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A dot at the end.
    Absolute,
    /// A wildcard alone, or for a top-level domain.
    TooWide,
}

/// The remarks on the server's certificate; what the finding on its names says already is left out.
pub fn name_remarks(chain: &[Certificate], finding: Option<&NamesFinding>) -> Vec<NameRemark> {
    let contents = chain.first().and_then(|it| it.contents.as_ref().ok());
    let Some(names) = contents.and_then(|contents| contents.alternative_names.as_ref()) else {
        return Vec::new();
    };
    let told = match finding {
        Some(NamesFinding::Mismatch { near, .. }) => near.as_ref().map(|near| &near.presented),
        _ => None,
    };
    let of_kind = |wanted: Kind| {
        let named = names.dns.iter().filter(|name| kind(name) == Some(wanted));
        let named = named.filter(|name| told != Some(*name)).take(MOST_LISTED);
        let names: Vec<String> = named.cloned().collect();
        (!names.is_empty()).then_some(NameRemark {
            names,
            kind: wanted,
        })
    };
    [Kind::Absolute, Kind::TooWide]
        .into_iter()
        .filter_map(of_kind)
        .collect()
}

fn kind(name: &str) -> Option<Kind> {
    if name.ends_with('.') {
        return Some(Kind::Absolute);
    }
    let covered = name.strip_prefix('*')?;
    let is_wide = covered.is_empty()
        || covered
            .strip_prefix('.')
            .is_some_and(|it| !it.contains('.'));
    is_wide.then_some(Kind::TooWide)
}

impl NameRemark {
    /// What to change, in the imperative.
    pub fn fix(&self) -> &'static str {
        match self.kind {
            Kind::Absolute => "get a certificate in which the names end without a dot",
            Kind::TooWide => "get a certificate for the names of the hosts that use it",
        }
    }
}

impl fmt::Display for NameRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the certificate names {}", self.names.join(", "))?;
        f.write_str(match self.kind {
            Kind::Absolute => ": a name in a certificate must not end in a dot, and matches nothing",
            Kind::TooWide => {
                ": a wildcard for a whole top-level domain, or for everything, matches nothing, for smtls as for OpenSSL"
            }
        })
    }
}
