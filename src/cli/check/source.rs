//! The text of a file of expectations, and how what is wrong with it is told.

use crate::cli::UsageError;
use std::fs::File;
use std::io;
use std::path::Path;

/// How large a file may be, in octets. What is longer is read no further than that shows.
const LARGEST: u64 = 1 << 20;

/// The text of the file, `-` for standard input; `usual` is the one that is read where none is named.
pub(super) fn read(file: &Path, usual: &str) -> Result<String, UsageError> {
    let text = match file.as_os_str() == "-" {
        true => bounded(io::stdin()),
        false => open(file).and_then(bounded),
    };
    text.map_err(|error| {
        if error.kind() == io::ErrorKind::InvalidData {
            return UsageError::new(
                format!("{} is not in UTF-8, as TOML is", file.display()),
                "save it as UTF-8: an editor offers that as its encoding",
            );
        }
        let hint = match file == Path::new(usual) {
            true => "write one with smtls check --init TARGET, or name another: smtls check FILE",
            false => {
                "smtls check takes a file of expectations; smtls check --init TARGET FILE writes one"
            }
        };
        UsageError::new(format!("{} cannot be read: {error}", file.display()), hint)
    })
}

fn open(file: &Path) -> io::Result<File> {
    match std::fs::metadata(file)?.is_dir() {
        true => Err(io::Error::other("it is a folder")),
        false => File::open(file),
    }
}

fn bounded(from: impl io::Read) -> io::Result<String> {
    io::read_to_string(from.take(LARGEST + 1))
}

/// What is wrong with a file, and where.
pub(super) fn located(
    file: &Path,
    line: usize,
    column: usize,
    sentence: &str,
    hint: &str,
) -> UsageError {
    UsageError::new(
        format!("{}:{line}:{column}: {sentence}", file.display()),
        hint,
    )
}
