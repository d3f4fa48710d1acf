//! Where the lines come from: a terminal, a file that was read before anything else, or whatever else standard input is.

use super::script;
use crate::cli::UsageError;
use crate::shell::prompt::{Above, Prompt, Settings};
use crate::shell::{Ask, Kind, Typed};
use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Read};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, channel};

/// The largest script that is read at once, in octets.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The longest line that is read, in octets.
const LONGEST: u64 = 1024 * 1024;

/// How long is waited for lines behind the end of the session.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whoever types.
pub(super) struct Typist {
    source: Source,
    /// How many lines were read.
    lines: usize,
    is_person: bool,
}

enum Source {
    /// The lines of a file.
    File(VecDeque<Vec<u8>>),
    /// Lines as they come.
    Stream(Receiver<io::Result<Vec<u8>>>),
    /// What a person types.
    Prompt(Prompt),
    /// Nothing more.
    Closed,
}

impl Typist {
    /// Standard input. A file is checked before anything is done.
    pub(super) fn open(settings: Settings) -> anyhow::Result<Self> {
        let is_person = io::stdin().is_terminal();
        let source = match is_file() {
            _ if is_person => Source::Prompt(Prompt::new(settings)),
            true => Source::File(script()?),
            false => Source::Stream(stream()?),
        };
        Ok(Self {
            source,
            lines: 0,
            is_person,
        })
    }

    /// Whether somebody sits at a terminal.
    pub(super) fn is_person(&self) -> bool {
        self.is_person
    }

    /// Whether a secret can be asked for without showing it.
    pub(super) fn can_ask(&self) -> bool {
        matches!(self.source, Source::Prompt(_))
    }

    /// Whether what is typed stands where the rest is shown.
    pub(super) fn is_echoed(&self, kind: Kind) -> bool {
        match &self.source {
            Source::Prompt(prompt) => prompt.is_echoed(kind),
            _ => false,
        }
    }

    /// Where a person sees what is shown, also amid a line.
    pub(super) fn screen(&self) -> Option<Above> {
        match &self.source {
            Source::Prompt(prompt) => Some(prompt.screen()),
            _ => None,
        }
    }

    /// Nothing more is asked: the terminal is given back, also in the middle of a line.
    pub(super) fn close(&mut self) {
        self.source = Source::Closed;
    }

    /// The number of the line that was read last.
    pub(super) fn line(&self) -> usize {
        self.lines
    }

    /// The next line of a script behind the end of the session; nothing where none seems to follow.
    pub(super) async fn left(&mut self) -> Option<Vec<u8>> {
        let line = match &mut self.source {
            Source::File(lines) => lines.pop_front(),
            Source::Stream(lines) => {
                // Whoever holds the other end open may wait for this process to end.
                let next = tokio::time::timeout(PATIENCE, lines.recv()).await;
                next.ok().flatten().and_then(Result::ok)
            }
            Source::Prompt(_) | Source::Closed => None,
        }?;
        self.lines = self.lines.saturating_add(1);
        Some(line)
    }

    /// The next line. May be given up and begun again.
    pub(super) async fn ask(&mut self, ask: Ask) -> Typed {
        let line = match &mut self.source {
            Source::File(lines) => lines.pop_front().map(Ok),
            Source::Stream(lines) => lines.recv().await,
            Source::Prompt(prompt) => return prompt.ask(ask).await,
            Source::Closed => None,
        };
        match line {
            None => Typed::End,
            Some(Err(error)) => Typed::Failed(error),
            Some(Ok(line)) => {
                self.lines = self.lines.saturating_add(1);
                Typed::Line(line)
            }
        }
    }
}

/// The lines of a script, of which every local command can be understood.
fn script() -> Result<VecDeque<Vec<u8>>, UsageError> {
    let unreadable = |error: io::Error| {
        let hint = "give it as a file: smtls shell TARGET < FILE";
        UsageError::new(format!("the script cannot be read: {error}"), hint)
    };
    let mut octets = Vec::new();
    let read = io::stdin()
        .lock()
        .take(LARGEST + 1)
        .read_to_end(&mut octets);
    read.map_err(unreadable)?;
    if u64::try_from(octets.len()).unwrap_or(u64::MAX) > LARGEST {
        let error = format!("it has more than {LARGEST} octets; /send sends large messages");
        return Err(unreadable(io::Error::other(error)));
    }
    let mut lines: VecDeque<Vec<u8>> = octets.split(|it| *it == b'\n').map(without_cr).collect();
    // Behind the last line end nothing begins.
    if lines.back().is_some_and(Vec::is_empty) {
        lines.pop_back();
    }
    match script::check(lines.iter().map(Vec::as_slice)) {
        Ok(()) => Ok(lines),
        Err((line, error)) => Err(UsageError::new(
            format!("line {line} of the script: {error}"),
            "nothing was done; a command for the server that begins with a slash begins with two",
        )),
    }
}

/// Reads lines in a thread of their own, because that cannot be given up.
fn stream() -> io::Result<Receiver<io::Result<Vec<u8>>>> {
    let (sender, receiver) = channel(1);
    let thread = std::thread::Builder::new().name("smtls-input".to_owned());
    thread.spawn(move || {
        let mut stdin = io::stdin().lock();
        loop {
            let line = match line(&mut stdin) {
                Ok(None) => break,
                Ok(Some(line)) => Ok(line),
                Err(error) => Err(error),
            };
            let is_over = line.is_err();
            if sender.blocking_send(line).is_err() || is_over {
                break;
            }
        }
    })?;
    Ok(receiver)
}

fn line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut octets = Vec::new();
    reader.take(LONGEST + 1).read_until(b'\n', &mut octets)?;
    match octets.pop() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(without_cr(&octets))),
        Some(_) if u64::try_from(octets.len()).unwrap_or(u64::MAX) >= LONGEST => {
            let error = format!("a line has more than {LONGEST} octets");
            Err(io::Error::other(error))
        }
        Some(last) => {
            octets.push(last);
            Ok(Some(without_cr(&octets)))
        }
    }
}

/// A line without the CR of its end: it goes out with CR LF, and not with two CR.
fn without_cr(line: &[u8]) -> Vec<u8> {
    line.strip_suffix(b"\r").unwrap_or(line).to_vec()
}

/// Whether standard input is a file that can be read to its end before anything else.
fn is_file() -> bool {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let descriptor = io::stdin().as_fd().try_clone_to_owned();
        let file = descriptor.map(std::fs::File::from);
        file.and_then(|file| file.metadata())
            .is_ok_and(|it| it.is_file())
    }
    #[cfg(not(unix))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b53_lines_end_with_lf_or_cr_lf_and_the_last_needs_no_end() {
        let mut input = &b"a\nb\r\n\n.\r\r\nlast"[..];
        let mut lines = Vec::new();
        while let Some(line) = line(&mut input).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines, [&b"a"[..], b"b", b"", b".\r", b"last"]);
    }

    #[test]
    fn a_line_without_end_is_not_read_for_ever() {
        let mut endless = io::BufReader::new(io::repeat(b'x'));
        assert!(line(&mut endless).is_err());
    }
}
