//! Whether a file can be written, found out before anything is sent.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

/// Tries it. The file is left as it is, and not left behind.
pub(super) fn try_out(file: &Path) -> io::Result<()> {
    let open = |create| {
        let mut options = OpenOptions::new();
        options.append(true).create_new(create).open(file)
    };
    match file.metadata() {
        // Who reads a pipe takes its being closed for the end.
        Ok(it) if !it.is_file() && !it.is_dir() => Ok(()),
        Ok(_) => open(false).map(drop),
        // A link to where nothing is yet.
        Err(_) if file.is_symlink() => Ok(()),
        Err(_) => open(true).and_then(|new| {
            drop(new);
            std::fs::remove_file(file)
        }),
    }
}
