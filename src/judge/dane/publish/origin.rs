//! Where published records come from, and who else may need them: behind an alias, of a wildcard, or of nobody knows what.

use crate::dane::Place;
use crate::dns::{DnssecReach, DomainName, Signed};
use crate::route::TlsaSearch;

/// Where the published records of a host come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin<'a> {
    /// What the name that senders ask for is an alias for.
    pub(super) alias_of: Option<DomainName>,
    /// The signature over the records.
    pub(super) signed: Option<&'a Signed>,
    /// There are records that count, and no signature tells whether they stand at their name or were made from a wildcard.
    pub(super) is_uncertain: bool,
}

impl<'a> Origin<'a> {
    /// What the last candidate that was asked says of it; `counts` where there are records that senders look at.
    pub(super) fn of(search: Option<(&'a TlsaSearch, &DnssecReach)>, counts: bool) -> Self {
        let Some((TlsaSearch::Asked(candidates), _)) = search else {
            return Self::default();
        };
        let deciding = candidates.last().map(|it| &it.lookup);
        let signed = deciding.and_then(|it| it.signed.as_ref());
        Self {
            alias_of: deciding.and_then(|it| it.trail.target().cloned()),
            signed,
            is_uncertain: counts && signed.is_none(),
        }
    }

    /// The wildcard that the records were made from.
    pub(super) fn wildcard(&self) -> Option<String> {
        self.signed.and_then(|it| it.wildcard.clone())
    }

    /// Whether other services may have the same records.
    pub(super) fn may_be_shared(&self) -> bool {
        self.alias_of.is_some() || self.wildcard().is_some() || self.is_uncertain
    }

    /// What there is to know of it.
    pub(super) fn notes(&self, place: &Place) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(target) = &self.alias_of {
            notes.push(format!(
                "{place} is an alias for {target}, where the records stand (RFC 7671, section 5.2): whatever else leads there has the same \
                 ones, so that none may go that another service still needs"
            ));
        }
        let name = place.end();
        if let Some(wildcard) = self.wildcard() {
            notes.push(format!(
                "{name} has no records of its own: the wildcard {wildcard} answers for it, and so for every other name that it fits, such as \
                 other ports or hosts. Change the records at the wildcard: one at {name} alone would put the wildcard out of effect \
                 there (RFC 4592, section 2.2.1); and none may go that another service still needs"
            ));
        }
        notes
    }

    /// What a change has to take care of where nobody knows of wildcards.
    pub(super) fn doubt(&self, place: &Place) -> Option<String> {
        let name = place.end();
        self.is_uncertain.then(|| {
            format!(
                "whether the records stand at {name} itself or come from a wildcard is not known, as their signature was not looked at here. \
                 Look into the zone: the first record at {name} itself puts a wildcard out of effect there (RFC 4592, section 2.2.1), so \
                 that all that are needed must come with it; and none may go from a wildcard that another service still needs"
            )
        })
    }
}
