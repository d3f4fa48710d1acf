//! What monitoring reads of a run: a plugin's output for Nagios and its kin, and metrics for Prometheus.

mod chains;
mod nagios;
mod prometheus;
mod stages;

pub use nagios::{nagios, unknown};
pub use prometheus::prometheus;
