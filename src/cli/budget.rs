//! How many connections an audit may make, and at what pace.

use super::moment::span_or_none;
use clap::Args;
use std::time::Duration;

/// How many connections may be open at a time at most: more would be no audit but an attack.
const MOST_SIDE_BY_SIDE: u64 = 50;

/// Options on the pace.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Connections")]
pub struct BudgetArgs {
    /// How many connections to a server may be open at a time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=MOST_SIDE_BY_SIDE))]
    connections: u64,
    /// How long to wait before each connection after the first
    #[arg(long, value_name = "TIME", default_value = "0s", value_parser = span_or_none)]
    pub delay: Duration,
    /// Make at most N connections to a server; what is left is not tested
    #[arg(long, value_name = "N", value_parser = one_or_more)]
    max_connections: Option<u64>,
    /// How long to wait before going on, once, where the server sends the client away (421) or shuts it out
    #[arg(long, value_name = "TIME", default_value = "65s", value_parser = span_or_none)]
    pub pause: Duration,
}

/// A number that is not 0.
fn one_or_more(given: &str) -> Result<u64, String> {
    match given.parse() {
        Ok(0) | Err(_) => Err("write a whole number, 1 or more".to_owned()),
        Ok(number) => Ok(number),
    }
}

impl BudgetArgs {
    /// How many connections may be open at a time.
    pub fn side_by_side(&self) -> usize {
        usize::try_from(self.connections).unwrap_or(1)
    }

    /// How many connections may be made in all.
    pub fn most(&self) -> Option<usize> {
        self.max_connections
            .map(|most| usize::try_from(most).unwrap_or(usize::MAX))
    }
}
