//! TLS reporting as facts: where a domain wants reports on TLS to go (RFC 8460 §3).

mod destination;
mod look_up;
mod record;

pub use destination::{Destination, DestinationFault, DestinationRemark};
pub use look_up::{TlsRpt, look_up};
pub use record::{TlsRptFault, TlsRptRecord, TlsRptRecords, read as read_records};
