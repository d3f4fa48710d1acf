//! Where an output goes: standard output, or a file that is put in its place whole, so that no reader ever meets half of it.

use crate::cli::UsageError;
use crate::run::screen::Screen;
use crate::run::writable::try_out;
use std::cell::RefCell;
use std::fs::Metadata;
#[cfg(unix)]
use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::NamedTempFile;

/// Where an output goes.
pub(super) enum Place {
    /// Standard output, as it comes.
    Stdout,
    /// A file, at the end.
    File(PathBuf, Rc<RefCell<Vec<u8>>>),
}

/// Keeps what is written.
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Place {
    /// The place, and the screen that leads there. Whether a file can be written is found out now, before anything is sent.
    pub(super) fn open(file: Option<&Path>) -> Result<(Self, Screen), UsageError> {
        let Some(file) = file else {
            return Ok((Self::Stdout, Screen::stdout()));
        };
        try_out(file).map_err(|error| cannot(file, &error))?;
        let kept = Rc::new(RefCell::new(Vec::new()));
        let screen = Screen::new(Box::new(Kept(kept.clone())));
        Ok((Self::File(file.to_owned(), kept), screen))
    }

    pub(super) fn is_stdout(&self) -> bool {
        matches!(self, Self::Stdout)
    }

    /// Puts everything in its place.
    pub(super) fn close(self, mut screen: Screen) -> Result<(), UsageError> {
        let trouble = screen.trouble();
        drop(screen);
        match (self, trouble) {
            (Self::Stdout, Some(error)) => Err(UsageError::new(
                format!("the output could not be written: {error}"),
                "make room for it, or send it elsewhere",
            )),
            (Self::Stdout, None) => Ok(()),
            (Self::File(file, kept), _) => {
                let written = put(&file, &kept.borrow());
                written.map_err(|error| cannot(&file, &error))
            }
        }
    }
}

/// Writes a file beside and renames it, which readers see as one step. What is no regular file, or is reached through a link, is written
/// to as it is; and so is a file in a folder in which no other can be made.
fn put(file: &Path, contents: &[u8]) -> io::Result<()> {
    let there = file.symlink_metadata().ok();
    let beside = match there.as_ref().is_none_or(Metadata::is_file) {
        true => beside(file, there.as_ref()).ok(),
        false => None,
    };
    match beside {
        Some(mut beside) => {
            beside.write_all(contents)?;
            beside.as_file().sync_all()?;
            beside.persist(file)?;
            Ok(())
        }
        None => std::fs::write(file, contents),
    }
}

/// A new file in the same folder, which no reader of the folder takes for one of its own: its name begins with a dot and has no ending.
/// Who can read the old file can read the new one.
fn beside(file: &Path, old: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".smtls-").suffix("");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(Permissions::from_mode(0o666));
    }
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    let new = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    Ok(new)
}

fn cannot(file: &Path, error: &io::Error) -> UsageError {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "make room for it, or send it elsewhere"
        }
        _ => "behind = stands the name of a file that can be written",
    };
    UsageError::new(
        format!(
            "the output cannot be written to {}: {error}",
            file.display()
        ),
        hint,
    )
}
