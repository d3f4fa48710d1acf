//! TXT records that begin with a version and go on with fields, as MTA-STS and TLS reporting have them (RFC 8461 §3.1, RFC 8460 §3).

mod fields;
mod published;

pub(crate) use fields::is_name;
pub use fields::{Field, FieldFault, fields};
pub use published::{Likeness, Published, Selected, Stray, select};
