//! What to change in the configuration of a server: one table for each program, one fix for each finding, and all of them together.

mod fix;
mod left;
mod software;
mod table;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod together;

pub(super) use fix::{Fix, cure};
pub use software::Software;
pub(super) use table::Change;
pub use table::Setting;
pub use together::{Cure, together};
