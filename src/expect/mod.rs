//! What a user expects of a target, by `smtls check` or `--require`, and whether a report meets it: values in, values out.

mod exit;
mod expectation;
pub mod file;
mod given;
mod held;
pub mod init;
mod kind;
mod list;
mod name;
mod needs;
mod one;
mod read;
mod schema;
mod size;
mod table;
#[cfg(test)]
mod tests;
mod value;

pub use exit::exit;
pub use expectation::Expectation;
pub use held::held;
pub use kind::Kind;
pub use list::{Line, lines};
pub use name::{Fact, Name};
pub use needs::{Needs, needs};
pub use one::{ExpectationError, one};
pub use schema::schema;
pub use table::{Row, Scope};
pub use value::{Keywords, Leniency, Subject, Timed, Value};
