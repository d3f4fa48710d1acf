//! Opinions, made from facts alone: no socket, no clock, no file.

mod check;
mod conclusion;
mod level;
mod pkix;
mod route;
mod stages;
mod verdict;

pub use check::{Check, ResultType};
pub use conclusion::{Conclusion, conclude};
pub use level::Level;
pub use verdict::{Judgement, Status, Trust, Verdict};
