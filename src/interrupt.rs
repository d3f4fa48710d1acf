//! A signal that asks the run to end, as a value that whoever waits can look at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};

/// How long a connection that is under way when a signal comes is given to come to its own end.
const GRACE: Duration = Duration::from_secs(1);

/// A signal that asks for the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// SIGINT: Ctrl-C.
    Interrupt,
    /// SIGTERM.
    Terminate,
}

/// The signal that may have come. By default none ever comes.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    came: Option<watch::Receiver<Option<(Signal, Instant)>>>,
    nap: Arc<Nap>,
}

/// A pause that SIGINT ends instead of the run.
#[derive(Debug, Default)]
struct Nap {
    is_taken: AtomicBool,
    woken: Notify,
}

/// The pause is over, however it ended.
struct Awake<'a>(&'a Nap);

impl Drop for Awake<'_> {
    fn drop(&mut self) {
        self.0.is_taken.store(false, Ordering::SeqCst);
    }
}

/// What tells everybody of a signal.
#[derive(Debug)]
pub struct Alarm {
    came: watch::Sender<Option<(Signal, Instant)>>,
    nap: Arc<Nap>,
}

impl Alarm {
    /// An alarm and what hears it.
    pub fn new() -> (Self, Interrupt) {
        let (sender, receiver) = watch::channel(None);
        let nap = Arc::<Nap>::default();
        let interrupt = Interrupt {
            came: Some(receiver),
            nap: nap.clone(),
        };
        (Self { came: sender, nap }, interrupt)
    }

    /// Whether the signal does no more than end a pause.
    pub fn wakes(&self, signal: Signal) -> bool {
        let wakes = signal == Signal::Interrupt && self.nap.is_taken.swap(false, Ordering::SeqCst);
        if wakes {
            self.nap.woken.notify_one();
        }
        wakes
    }

    /// A signal has come. Only the first counts.
    pub fn ring(&self, signal: Signal) {
        self.came.send_if_modified(|came| {
            let is_first = came.is_none();
            came.get_or_insert((signal, Instant::now()));
            is_first
        });
    }
}

impl Interrupt {
    /// The signal, where one has come: then nothing more is begun.
    pub fn signal(&self) -> Option<Signal> {
        let came = self.came.as_ref()?;
        came.borrow().map(|(signal, _)| signal)
    }

    /// Waits for a signal; for ever where none comes.
    pub async fn came(&self) -> Signal {
        self.first().await.0
    }

    /// Waits for a signal and for the end of the grace after it, when what is under way is ended; for ever where none comes.
    pub async fn over(&self) -> Signal {
        let (signal, at) = self.first().await;
        tokio::time::sleep_until((at + GRACE).into()).await;
        signal
    }

    /// Waits for so long, or until SIGINT, which then ends nothing else.
    pub async fn nap(&self, time: Duration) {
        let woken = self.nap.woken.notified();
        self.nap.is_taken.store(true, Ordering::SeqCst);
        let _awake = Awake(&self.nap);
        tokio::select! {
            () = woken => {}
            () = tokio::time::sleep(time) => {}
        }
    }

    async fn first(&self) -> (Signal, Instant) {
        if let Some(mut came) = self.came.clone()
            && let Ok(first) = came.wait_for(Option::is_some).await
            && let Some(first) = *first
        {
            return first;
        }
        std::future::pending().await
    }
}

impl Signal {
    /// What it did, as a sentence fragment.
    pub fn words(self) -> &'static str {
        match self {
            Self::Interrupt => "interrupted",
            Self::Terminate => "terminated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_signal_counts_and_everybody_hears_it() {
        let (alarm, interrupt) = Alarm::new();
        assert_eq!(interrupt.signal(), None);
        let waiting = interrupt.clone();
        let waiting = tokio::spawn(async move { waiting.came().await });
        alarm.ring(Signal::Terminate);
        alarm.ring(Signal::Interrupt);
        assert_eq!(interrupt.signal(), Some(Signal::Terminate));
        assert_eq!(interrupt.over().await, Signal::Terminate);
        assert_eq!(waiting.await.unwrap(), Signal::Terminate);
    }

    #[tokio::test]
    async fn a_signal_amid_a_nap_ends_the_nap_alone() {
        let (alarm, interrupt) = Alarm::new();
        assert!(!alarm.wakes(Signal::Interrupt));
        let napping = interrupt.clone();
        let nap = tokio::spawn(async move { napping.nap(Duration::from_secs(3600)).await });
        tokio::task::yield_now().await;
        assert!(!alarm.wakes(Signal::Terminate));
        assert!(alarm.wakes(Signal::Interrupt));
        nap.await.unwrap();
        assert!(!alarm.wakes(Signal::Interrupt), "the next ends the run");
        interrupt.nap(Duration::ZERO).await;
        assert!(!alarm.wakes(Signal::Interrupt));
        assert_eq!(interrupt.signal(), None);
    }

    #[tokio::test]
    async fn without_a_signal_nothing_ends() {
        let nobody = Interrupt::default();
        let (alarm, interrupt) = Alarm::new();
        drop(alarm);
        for interrupt in [nobody, interrupt] {
            let over = tokio::time::timeout(Duration::from_millis(20), interrupt.over());
            assert!(over.await.is_err());
            assert_eq!(interrupt.signal(), None);
        }
    }
}
