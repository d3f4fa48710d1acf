//! `/save`: the transcript in a file.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What was shown of the session so far, without colours.
#[derive(Debug, Default)]
pub(super) struct Record {
    lines: Vec<String>,
    /// The files that were written.
    written: HashSet<PathBuf>,
}

impl Record {
    /// Takes lines as they are shown.
    pub(super) fn add(&mut self, lines: &[String]) {
        self.lines.extend(lines.iter().map(|line| colourless(line)));
    }

    /// Writes all of it, over a file only where that is of this session.
    pub(super) fn save(&mut self, file: &Path) -> io::Result<usize> {
        let mut open = OpenOptions::new();
        open.write(true);
        let known = file
            .canonicalize()
            .is_ok_and(|it| self.written.contains(&it));
        match known {
            true => open.truncate(true),
            false => open.create_new(true),
        };
        let mut out: File = open.open(file).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => io::Error::new(
                ErrorKind::AlreadyExists,
                "it was there before this session; name another file",
            ),
            _ => error,
        })?;
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        self.written.insert(file.canonicalize()?);
        Ok(self.lines.len())
    }
}

/// The line without what makes a terminal change its colour, which is the only use of ESC in what smtls shows.
fn colourless(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_no_part_of_a_transcript() {
        assert_eq!(
            colourless("\u{1b}[1;31m<** 550 m\u{1b}[0m no"),
            "<** 550 m no"
        );
        assert_eq!(colourless("plain"), "plain");
    }

    #[test]
    fn only_files_of_the_session_are_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("talk.txt");
        let mut record = Record::default();
        record.add(&["one".to_owned()]);
        assert_eq!(record.save(&file).unwrap(), 1);
        record.add(&["two".to_owned()]);
        assert_eq!(record.save(&file).unwrap(), 2);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "one\ntwo\n");
        let error = Record::default().save(&file).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    }
}
