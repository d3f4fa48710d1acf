//! Profiles: what a rule book says of each thing that a server does, line by line.

mod level;
mod load;
mod verdict;

pub use level::Grade;
pub use load::{Profile, ProfileError};
pub use verdict::{Graded, ProfileLine, ProfileVerdict};
