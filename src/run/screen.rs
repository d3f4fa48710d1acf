//! Writing lines, until nobody reads them any more.

use std::io::{BufWriter, Write};

/// A place for lines. When its reader goes away, as `| head` does, the rest is dropped and the run goes on to its exit code.
/// Lines are seen when they are flushed, and at the latest when the screen is dropped.
pub(super) struct Screen {
    out: BufWriter<Box<dyn Write>>,
    gone: bool,
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

    fn new(out: Box<dyn Write>) -> Self {
        Self {
            out: BufWriter::new(out),
            gone: false,
        }
    }

    /// Writes one line.
    pub(super) fn line(&mut self, line: &str) {
        if !self.gone {
            self.gone = writeln!(self.out, "{line}").is_err();
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
            self.gone = self.out.flush().is_err();
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.flush();
    }
}
