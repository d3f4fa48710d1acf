//! What an audit comes to, ready to be rendered.

mod input;
pub mod json;
mod run;
mod text;

pub use input::{AuditDetail, AuditInput, AuditedEndpoint};
pub use run::{AuditReport, AuditedReport};
pub use text::{last, text};
