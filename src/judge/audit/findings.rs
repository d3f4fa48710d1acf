//! All weaknesses, each found, not found or not tested.

use super::finding::Finding;
use super::subject::Subject;
use super::weakness::Weakness;

/// What follows from the facts for every weakness, in the order of the table.
pub fn findings(subject: Subject<'_>) -> Vec<Finding> {
    let _ = subject;
    let all = Weakness::ALL.into_iter();
    all.map(|weakness| Finding::not_tested(weakness, "nobody asked"))
        .collect()
}
