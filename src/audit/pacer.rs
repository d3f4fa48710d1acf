//! Makes the connections to one address at the pace that the server and the user allow.

use super::ask::Negotiated;
use super::course::course;
use super::known::NotTested;
use super::pace::{Limits, May, Pace, Then, Turn};
use super::smtp_facts::Backend;
use super::tally::Tally;
use crate::interrupt::Interrupt;
use crate::probe::Observation;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// What happens meanwhile, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many connections were begun.
    Begun(usize),
    /// The server sent the client away; nothing is begun for so long.
    Pausing(Duration),
}

/// Makes the connections to one address.
pub struct Pacer<'a> {
    pace: Mutex<Pace>,
    room: Semaphore,
    tally: Mutex<Tally>,
    deadline: Instant,
    interrupt: Interrupt,
    watch: &'a dyn Fn(Progress),
}

/// Nothing can be said, because no connection came as far as it had to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Why.
    pub why: NotTested,
    /// The last connection that was tried for it.
    pub last: Option<Box<Observation>>,
}

impl<'a> Pacer<'a> {
    /// Makes up to `side_by_side` connections at a time; 0 counts as 1.
    pub fn new(limits: Limits, side_by_side: usize, watch: &'a dyn Fn(Progress)) -> Self {
        Self {
            pace: Mutex::new(Pace::new(limits)),
            room: Semaphore::new(side_by_side.clamp(1, Semaphore::MAX_PERMITS)),
            tally: Mutex::default(),
            deadline: limits.deadline,
            interrupt: Interrupt::default(),
            watch,
        }
    }

    /// The same, which begins nothing more once a signal has come.
    pub fn heeding(self, interrupt: Interrupt) -> Self {
        Self { interrupt, ..self }
    }

    /// Holds a connection as soon as it may be begun, and once more where it came to nothing.
    ///
    /// # Errors
    /// Where the server, the user's budget or the deadline does not let the client in.
    pub async fn hold(
        &self,
        connect: impl AsyncFn() -> Observation,
    ) -> Result<Observation, Denied> {
        let mut last = None;
        for tries in 1.. {
            // Invariant: the semaphore is never closed; without a permit one connection more would be made at a time.
            let _room = self.room.acquire().await;
            let turn = match self.turn().await {
                Ok(turn) => turn,
                Err(why) => return Err(Denied { why, last }),
            };
            let seen = connect().await;
            lock(&self.tally).note(&seen);
            match self.ended(turn, &seen, tries) {
                Then::Counts => return Ok(seen),
                Then::Again => last = Some(Box::new(seen)),
                Then::Stop(why) => {
                    let last = Some(Box::new(seen));
                    return Err(Denied { why, last });
                }
            }
        }
        let why = NotTested::RateLimited;
        Err(Denied { why, last })
    }

    /// How many connections were begun.
    pub fn connections(&self) -> usize {
        lock(&self.pace).begun()
    }

    /// Why nothing more is begun, where that is so.
    pub fn stopped(&self) -> Option<NotTested> {
        lock(&self.pace).stopped().cloned()
    }

    /// How long nothing was begun because the server had sent the client away.
    pub fn paused(&self) -> Duration {
        lock(&self.pace).paused().unwrap_or_default()
    }

    /// The different backends that were met.
    pub fn backends(&self) -> Vec<Backend> {
        lock(&self.tally).backends.clone()
    }

    /// What ordinary sessions negotiated, each once, in the order in which they came.
    pub fn sessions(&self) -> Vec<Negotiated> {
        lock(&self.tally).sessions.clone()
    }

    /// The octets that came in the clear behind a reply to STARTTLS, if any did; nothing where no server said 220 to it.
    pub fn plaintext(&self) -> Option<Option<Vec<u8>>> {
        lock(&self.tally).plaintext.clone()
    }

    /// Takes note that the server lets the client in and yet answers nothing any more.
    ///
    /// # Errors
    /// Where it was waited before, so that nothing more is begun.
    pub fn shut_out(&self) -> Result<(), NotTested> {
        match self.telling(|pace| pace.shut_out(Instant::now())) {
            Then::Stop(why) => Err(why),
            Then::Counts | Then::Again => Ok(()),
        }
    }

    /// A connection has ended.
    fn ended(&self, turn: Turn, seen: &Observation, tries: usize) -> Then {
        self.telling(|pace| pace.ended(turn, course(seen), tries, Instant::now()))
    }

    /// Lets the pace know something; tells of the pause that this may bring about.
    fn telling(&self, what: impl FnOnce(&mut Pace) -> Then) -> Then {
        let (then, pause) = {
            let mut pace = lock(&self.pace);
            let before = pace.paused();
            let then = what(&mut pace);
            (then, pace.paused().filter(|_| before.is_none()))
        };
        if let Some(pause) = pause {
            (self.watch)(Progress::Pausing(pause));
        }
        then
    }

    /// Waits until a connection may be begun.
    async fn turn(&self) -> Result<Turn, NotTested> {
        loop {
            if let Some(signal) = self.interrupt.signal() {
                return Err(lock(&self.pace).interrupted(signal));
            }
            let now = Instant::now();
            let (may, begun) = {
                let mut pace = lock(&self.pace);
                (pace.turn(now), pace.begun())
            };
            let (at, turn) = match may {
                May::At(at, turn) => (at, turn),
                May::Never(why) => return Err(why),
            };
            if at > now {
                let moment = tokio::time::sleep_until(at.min(self.deadline).into());
                tokio::select! {
                    biased;
                    signal = self.interrupt.came() => {
                        let mut pace = lock(&self.pace);
                        pace.give_back();
                        return Err(pace.interrupted(signal));
                    }
                    () = moment => {}
                }
            }
            let mut pace = lock(&self.pace);
            if pace.is_current(turn) {
                drop(pace);
                (self.watch)(Progress::Begun(begun));
                return Ok(turn);
            }
            pace.give_back();
        }
    }
}

/// A panic while a lock is held is a fault elsewhere; what is behind it is still whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
