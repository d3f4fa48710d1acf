//! Profiles: what a rule book says of each thing that a server does, line by line.

mod built_in;
mod certificates;
mod features;
mod forbids;
mod grade;
mod groups;
mod hashes;
mod judge;
mod load;
mod read;
mod rule;
mod suites;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod topic;
mod verdict;
mod versions;

pub use built_in::BUILT_IN;
pub use grade::Grade;
pub use load::{Profile, ProfileError};
pub use topic::Topic;
pub use verdict::{Graded, ProfileLine, ProfileVerdict};
