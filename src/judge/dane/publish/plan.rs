//! What to do in which order, so that the server is authenticated at every moment (RFC 7671 §8.4).

use super::step::Step;
use crate::dane::Tlsa;

/// A plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps, in order; none where nothing is to be done.
    pub steps: Vec<Step>,
    /// What the RRset is to be after the first change of the zone, or as it is where there is nothing to change.
    pub rrset: Vec<Tlsa>,
    /// The sections of RFC 7671 that it follows.
    pub sections: Vec<&'static str>,
    /// What there is to know besides, as sentences without a final stop.
    pub remarks: Vec<String>,
}

impl Plan {
    pub(super) fn follow(&mut self, section: &'static str) {
        if !self.sections.contains(&section) {
            self.sections.push(section);
        }
    }

    pub(super) fn remark(&mut self, remark: impl Into<String>) {
        let remark = remark.into();
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }
}
