//! Writing lines, until nobody reads them any more.

use std::io::Write;

/// A place for lines. When its reader goes away, as `| head` does, the rest is dropped and the run goes on to its exit code.
pub(super) struct Screen {
    out: Box<dyn Write>,
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
        Self { out, gone: false }
    }

    /// Writes one line, at once.
    pub(super) fn line(&mut self, line: &str) {
        if self.gone {
            return;
        }
        let written = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
        self.gone = written.is_err();
    }

    /// Writes several lines.
    pub(super) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        if !lines.is_empty() {
            self.line(&lines.join("\n"));
        }
    }
}
