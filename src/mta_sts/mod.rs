//! MTA-STS as facts: the TXT record of a domain, and the policy that its policy host serves (RFC 8461 §3).

mod body;
mod exchange;
mod fetch;
mod line;
mod look_up;
mod pattern;
mod policy;
mod record;
mod response;
#[cfg(all(test, feature = "lab"))]
pub(crate) mod tests;

pub use body::BodyFault;
pub use fetch::{Fetch, FetchFault, Settings, URL_PATH, fetch, policy_host};
pub use line::LineFault;
pub use look_up::{GivenPolicy, MtaSts, PolicySource, look_up};
pub use pattern::{MxPattern, PatternFault, PatternRemark};
pub use policy::{At, LONGEST, LONGEST_AGE, Mode, Policy, PolicyFault, PolicyRemark};
pub use record::{RecordFault, StsRecord, StsRecords, read as read_records};
pub use response::Response;
