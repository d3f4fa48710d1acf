//! A folder to work in, as a runner of CI or a mail server has it: with smtls in its PATH, and stand-ins for other programs.

use crate::support::Outcome;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

pub(super) struct Desk {
    folder: TempDir,
}

/// A file of examples/.
pub(super) fn example(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("examples").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

impl Desk {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("bin")).unwrap();
        let desk = Self { folder };
        symlink(env!("CARGO_BIN_EXE_smtls"), desk.path("bin/smtls")).unwrap();
        desk
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The same as a text.
    pub(super) fn named(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    #[track_caller]
    pub(super) fn read(&self, name: &str) -> String {
        let file = self.path(name);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A stand-in for a program, which bash runs.
    pub(super) fn program(&self, name: &str, script: &str) {
        let name = format!("bin/{name}");
        self.write(&name, &format!("#!/usr/bin/env bash\nset -eu\n{script}\n"));
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path(&name), executable).unwrap();
    }

    /// Runs lines as GitHub and GitLab do: in the folder, to the first that fails.
    pub(super) fn bash(&self, lines: &str, variables: &[(&str, &str)]) -> Outcome {
        let begun = Instant::now();
        let path = std::env::var("PATH").unwrap();
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", lines])
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", format!("{}:{path}", self.named("bin")))
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Outcome {
            words: lines.to_owned(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
            took: begun.elapsed(),
        }
    }
}
