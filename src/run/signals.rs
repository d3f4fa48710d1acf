//! The signals that end a run: at the first it is brought to its end, at the second the process ends at once.

use crate::exit::ExitCode;
use crate::interrupt::{Alarm, Interrupt, Signal};
use std::io;

/// Takes the signals over from the system.
pub(super) fn listen() -> io::Result<Interrupt> {
    let (alarm, interrupt) = Alarm::new();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // From here on the signals are ours, before anything else happens.
    let mut signals = {
        let _context = runtime.enter();
        Signals::new()?
    };
    // In a thread of its own, so that the second signal is heard also where the run hangs in a write that nobody reads.
    std::thread::Builder::new()
        .name("smtls-signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                let mut first = signals.next().await;
                while alarm.wakes(first) {
                    first = signals.next().await;
                }
                alarm.ring(first);
                let second = signals.next().await;
                crate::terminal::give_back();
                std::process::exit(ExitCode::from(second).number().into());
            });
        })?;
    Ok(interrupt)
}

/// What the system tells of signals.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// To be called in a runtime.
    fn new() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn next(&mut self) -> Signal {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::Terminate,
        }
        #[cfg(not(unix))]
        {
            let _ = tokio::signal::ctrl_c().await;
            Signal::Interrupt
        }
    }
}
