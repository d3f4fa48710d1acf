//! Writing lines, until nobody reads them any more.

use std::io::{self, BufWriter, Write};

/// A place for lines. When its reader goes away, as `| head` does, the rest is dropped and the run goes on to its exit code.
/// Lines are seen when they are flushed, and at the latest when the screen is dropped.
pub(super) struct Screen {
    out: BufWriter<Box<dyn Write>>,
    gone: bool,
    trouble: Option<io::Error>,
}

impl Screen {
    /// Standard output: data.
    pub(super) fn stdout() -> Self {
        Self::new(Box::new(std::io::stdout()))
    }

    /// Standard error: talk.
    pub(super) fn stderr() -> Self {
        Self::new(Box::new(std::io::stderr()))
    }

    /// Any other place.
    pub(super) fn new(out: Box<dyn Write>) -> Self {
        Self {
            out: BufWriter::new(out),
            gone: false,
            trouble: None,
        }
    }

    /// Writes one line.
    pub(super) fn line(&mut self, line: &str) {
        if !self.gone {
            let written = writeln!(self.out, "{line}");
            self.note(written);
        }
    }

    /// Writes several lines.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.line(&line);
        }
    }

    /// Lets everything so far be seen.
    pub(super) fn flush(&mut self) {
        if !self.gone {
            let flushed = self.out.flush();
            self.note(flushed);
        }
    }

    /// Lets everything so far be seen, and tells why that cannot be, unless the reader just went away.
    pub(super) fn trouble(&mut self) -> Option<io::Error> {
        self.flush();
        self.trouble.take()
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.gone = true;
            self.trouble = Some(error).filter(|error| error.kind() != io::ErrorKind::BrokenPipe);
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.flush();
    }
}
