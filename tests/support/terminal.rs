//! A pseudo-terminal with somebody before it: smtls runs in it, keys are pressed, and the screen is read.

use avt::Terminal;
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::termios::{LocalModes, tcgetattr};
use std::io::{Read, Write};
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long it may take until what is waited for is there.
const PATIENCE: Duration = Duration::from_secs(120);

/// The question where the cursor is, which a terminal answers.
const WHERE: &[u8] = b"\x1b[6n";

/// Keys by what a terminal sends for them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const TAB: &str = "\t";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const LEFT: &str = "\x1b[D";
    pub const BACKSPACE: &str = "\x7f";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_D: &str = "\x04";
    pub const CTRL_R: &str = "\x12";
}

/// smtls in a pseudo-terminal of 100 columns and 30 rows.
pub struct Seat {
    child: Child,
    pty: Arc<Pty>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    /// What was typed, for a test that fails.
    typed: Mutex<String>,
}

struct Seen {
    screen: Terminal,
    /// Everything that smtls wrote.
    octets: Vec<u8>,
    /// So many of them are on the screen.
    shown: usize,
    is_over: bool,
}

impl Seat {
    /// Starts smtls with these words and nothing but these variables.
    pub fn new(words: &[String], variables: &[(&str, &str)]) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(30, 100)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtls")).args(words);
        command = command.env_clear().env("TERM", "xterm-256color");
        for (name, value) in variables {
            command = command.env(name, value);
        }
        let child = command.spawn(pts).unwrap();
        let pty = Arc::new(pty);
        let seen = Seen {
            screen: Terminal::new(100, 30).unwrap(),
            octets: Vec::new(),
            shown: 0,
            is_over: false,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let reader = {
            let (pty, seen) = (pty.clone(), seen.clone());
            thread::spawn(move || read(&pty, &seen))
        };
        Self {
            child,
            pty,
            seen,
            reader: Some(reader),
            typed: Mutex::default(),
        }
    }

    /// Types letters or presses keys.
    pub fn types(&self, keys: &str) -> &Self {
        self.typed.lock().unwrap().push_str(keys);
        let mut pty: &Pty = &self.pty;
        pty.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Pastes a text, as a terminal does that was asked to say where a paste begins and ends; its line ends become Enter.
    pub fn pastes(&self, text: &str) -> &Self {
        let text = text.replace("\r\n", "\n").replace('\n', "\r");
        self.types(&format!("\x1b[200~{text}\x1b[201~"))
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        self.until(&format!("shows {text:?}"), |lines| {
            lines.iter().any(|line| line.contains(text))
        })
    }

    /// Waits until a line of the screen is exactly this, but for spaces at its end.
    #[track_caller]
    pub fn has_line(&self, text: &str) -> &Self {
        self.until(&format!("has the line {text:?}"), |lines| {
            lines.iter().any(|line| line == text)
        })
    }

    /// Waits until the last line that is not empty is exactly this, but for spaces at its end.
    #[track_caller]
    pub fn last_line(&self, text: &str) -> &Self {
        self.until(&format!("ends with the line {text:?}"), |lines| {
            let mut filled = lines.iter().rev().filter(|line| !line.is_empty());
            filled.next().is_some_and(|line| line == text)
        })
    }

    /// Waits until the screen is such.
    #[track_caller]
    pub fn until(&self, what: &str, such: impl Fn(&[String]) -> bool) -> &Self {
        let begun = Instant::now();
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            if such(&lines(&seen.screen)) {
                return self;
            }
            let hopeless = seen.is_over || begun.elapsed() > PATIENCE;
            assert!(!hopeless, "never {what}:\n{}", self.told(&seen));
            let waited = self.seen.1.wait_timeout(seen, Duration::from_millis(100));
            seen = waited.unwrap().0;
        }
    }

    /// The lines of the screen, without the spaces at their ends.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.seen.0.lock().unwrap().screen)
    }

    /// Everything that smtls wrote so far.
    pub fn octets(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().octets.clone()
    }

    /// Whether smtls has asked for colours.
    pub fn has_colours(&self) -> bool {
        let written = self.octets();
        let written = String::from_utf8_lossy(&written);
        let mut sequences = written.split("\x1b[").skip(1);
        sequences.any(|sequence| {
            let end = sequence.find(|one: char| !one.is_ascii_digit() && one != ';');
            let (numbers, rest) = sequence.split_at(end.unwrap_or(0));
            let mut numbers = numbers.split(';').filter_map(|number| number.parse().ok());
            rest.starts_with('m') && numbers.any(|number: u16| number >= 30)
        })
    }

    /// The window gets another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut seen = self.seen.0.lock().unwrap();
        seen.screen.resize(columns.into(), rows.into());
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// Whether the terminal shows what is typed, and gives it line by line: as a terminal is where nobody has taken it.
    pub fn is_given_back(&self) -> bool {
        let modes = tcgetattr(&*self.pty).unwrap().local_modes;
        modes.contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the end, and demands this exit code, and the terminal as it was before; gives the last screen.
    #[track_caller]
    pub fn ends(mut self, code: i32) -> Vec<String> {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            let seen = self.seen.0.lock().unwrap();
            assert!(begun.elapsed() < PATIENCE, "no end:\n{}", self.told(&seen));
            drop(self.seen.1.wait_timeout(seen, Duration::from_millis(20)));
        };
        assert!(self.is_given_back(), "the terminal is not given back");
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        let seen = self.seen.0.lock().unwrap();
        assert_eq!(status.code(), Some(code), "{}", self.told(&seen));
        let written = String::from_utf8_lossy(&seen.octets).into_owned();
        let last = |sign: &str| written.rfind(sign);
        // Who asked the terminal to mark pastes has taken that back.
        assert!(last("\x1b[?2004h") <= last("\x1b[?2004l"), "{written:?}");
        lines(&seen.screen)
    }

    fn told(&self, seen: &MutexGuard<Seen>) -> String {
        let mut lines = lines(&seen.screen);
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let typed = self.typed.lock().unwrap();
        let shown = lines.join("\n");
        let octets = String::from_utf8_lossy(&seen.octets);
        format!("--- the screen\n{shown}\n--- typed: {typed:?}\n--- written: {octets:?}")
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // One that has ended needs no more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Brings what smtls writes to the screen, and answers where the cursor is, until smtls has ended.
fn read(mut pty: &Pty, seen: &(Mutex<Seen>, Condvar)) {
    let mut some = [0; 4096];
    // At the end of the last process in it, a terminal gives an error.
    while let Ok(count @ 1..) = pty.read(&mut some) {
        let Ok(mut seen_now) = seen.0.lock() else {
            return;
        };
        seen_now.octets.extend(&some[..count]);
        while let Some(answer) = seen_now.show() {
            // Who has ended needs no answer.
            let _ = pty.write_all(answer.as_bytes());
        }
        seen.1.notify_all();
    }
    if let Ok(mut seen) = seen.0.lock() {
        seen.is_over = true;
    }
    seen.1.notify_all();
}

impl Seen {
    /// Shows what was written, but for a beginning of something; stops where the terminal has to answer.
    fn show(&mut self) -> Option<String> {
        let fresh = &self.octets[self.shown..];
        let asked = fresh.windows(WHERE.len()).position(|some| some == WHERE);
        let end = match asked {
            Some(at) => at + WHERE.len(),
            None => {
                let is_begun = |count: &usize| fresh.ends_with(&WHERE[..*count]);
                let begun = (1..WHERE.len()).rev().find(is_begun).unwrap_or(0);
                let whole = fresh.len() - begun;
                match std::str::from_utf8(&fresh[..whole]) {
                    Err(error) if error.error_len().is_none() => error.valid_up_to(),
                    _ => whole,
                }
            }
        };
        let text = String::from_utf8_lossy(&fresh[..end]).into_owned();
        self.shown += end;
        self.screen.feed(text.as_str());
        let cursor = self.screen.cursor();
        asked.map(|_| format!("\x1b[{};{}R", cursor.row + 1, cursor.col + 1))
    }
}

fn lines(screen: &Terminal) -> Vec<String> {
    let (_, rows) = screen.size();
    let line = |row| screen.screen().line(row).map(|line| line.text());
    let all = (0..rows).map(|row| line(row).unwrap_or_default());
    all.map(|line| line.trim_end().to_owned()).collect()
}
