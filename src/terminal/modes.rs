//! The modes of the terminal: kept quiet while a session goes on, and given back as they were, whatever happens.

use crossterm::terminal::disable_raw_mode;
use std::io;

/// Shows the cursor, and takes pastes as if they were typed.
const USUAL: &str = "\x1b[?2004l\x1b[?25h";

#[cfg(unix)]
mod attributes {
    use rustix::termios::{InputModes, LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::io;
    use std::sync::{Mutex, PoisonError};

    /// As the terminal was before.
    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    pub(super) fn keep_quiet() -> io::Result<()> {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some() {
            return Ok(());
        }
        let original = tcgetattr(io::stdin())?;
        let mut quiet = original.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        quiet.local_modes.remove(LocalModes::ECHONL);
        quiet.local_modes.remove(LocalModes::ICANON);
        // The key Enter stays what it is while a line is edited, also where it is pressed ahead of time.
        quiet.input_modes.remove(InputModes::ICRNL);
        tcsetattr(io::stdin(), OptionalActions::Now, &quiet)?;
        *before = Some(original);
        Ok(())
    }

    pub(super) fn hear_signals(hears: bool) {
        let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some()
            && let Ok(mut now) = tcgetattr(io::stdin())
        {
            now.local_modes.set(LocalModes::ISIG, hears);
            // A terminal that is gone sends no signals.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &now);
        }
    }

    /// Whether there was something to be given back.
    pub(super) fn give_back() -> bool {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(original) = before.take() else {
            return false;
        };
        // A terminal that is gone needs nothing back.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &original);
        true
    }
}

#[cfg(not(unix))]
mod attributes {
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Whether the terminal was taken.
    static TAKEN: AtomicBool = AtomicBool::new(false);

    pub(super) fn keep_quiet() -> std::io::Result<()> {
        TAKEN.store(true, Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn hear_signals(_hears: bool) {}

    pub(super) fn give_back() -> bool {
        TAKEN.swap(false, Ordering::Relaxed)
    }
}

/// Keeps what is typed from being shown and from being held back until Enter, until [`give_back`]. Ctrl-C stays a signal, see [`hear_signals`]. What is typed
/// while nobody asks for it thus waits, and is neither shown among a server's replies nor changed.
///
/// # Errors
/// Where standard input is no terminal.
pub fn keep_quiet() -> io::Result<()> {
    attributes::keep_quiet()
}

/// Whether Ctrl-C is a signal where the terminal is kept quiet, and not a key. While a question stands it is a key, also for the moments
/// in which no editor reads.
pub fn hear_signals(hears: bool) {
    attributes::hear_signals(hears);
}

/// Gives the terminal back as it was before; nothing where it was not taken. To be called by whoever ends the process.
pub fn give_back() {
    // Between the two it is in the one mode or the other, and both are left; a terminal that is gone needs neither.
    let _ = disable_raw_mode();
    if attributes::give_back() {
        use std::io::Write;
        let mut stdout = io::stdout();
        let _ = stdout.write_all(USUAL.as_bytes());
        let _ = stdout.flush();
    }
}
