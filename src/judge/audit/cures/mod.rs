//! What to change in the configuration of a server: one table for each program, one fix for each finding, and all of them together.

mod exchange;
mod exim;
mod fix;
mod left;
mod opensmtpd;
mod openssl;
mod postfix;
mod sendmail;
mod setting;
mod software;
mod table;
#[cfg(all(test, feature = "lab"))]
mod tests;
mod together;

pub(super) use fix::{Fix, cure};
pub use setting::Setting;
pub use software::Software;
pub(super) use table::Change;
pub use together::{Cure, together};
