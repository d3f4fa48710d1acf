//! What a run stands on that asks the network: its signals, its resolver, its runtime, and how long it may go on.

use super::signals;
use super::until::Until;
use super::warm_up::warm_up;
use crate::dns::Resolver;
use crate::interrupt::Interrupt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// What all targets of a run share.
pub(super) struct Footing {
    pub(super) runtime: Runtime,
    pub(super) resolver: Arc<Resolver>,
    pub(super) deadline: Instant,
    pub(super) interrupt: Interrupt,
}

impl Footing {
    /// Begins what is slow at its first use, and takes the signals over from the system. The time of the run begins here.
    pub(super) fn new(resolver: Resolver, within: Duration) -> io::Result<Self> {
        warm_up();
        let deadline = Instant::now() + within;
        let interrupt = signals::listen()?;
        Ok(Self {
            runtime: Builder::new_current_thread().enable_all().build()?,
            resolver: Arc::new(resolver.heeding(interrupt.clone())),
            deadline,
            interrupt,
        })
    }

    /// How long the run may go on.
    pub(super) fn until(&self) -> Until<'_> {
        Until {
            deadline: self.deadline,
            interrupt: &self.interrupt,
        }
    }
}
