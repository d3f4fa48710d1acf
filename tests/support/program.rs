//! The built smtls as a process with a clean environment.

use crate::support::Outcome;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a run may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(180);

/// Variables that change what smtls prints or trusts.
const VARIABLES: [&str; 9] = [
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "NO_COLOR",
    "RUST_BACKTRACE",
    "SSL_CERT_DIR",
    "SSLKEYLOGFILE",
    "SSL_CERT_FILE",
    "TERM",
];

/// A command line of smtls.
pub struct Smtls {
    words: Vec<String>,
    command: Command,
}

impl Smtls {
    /// The words after `smtls`.
    pub fn new(words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::by(Command::new(env!("CARGO_BIN_EXE_smtls")), words)
    }

    /// The same as a process that may have this much memory of its own, in kB; one that wants more is ended by a signal.
    #[cfg(target_os = "linux")]
    pub fn within(memory: u64, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut shell = Command::new("sh");
        let limit = format!("ulimit -d {memory} && exec \"$0\" \"$@\"");
        shell.args(["-c", &limit, env!("CARGO_BIN_EXE_smtls")]);
        Self::by(shell, words)
    }

    fn by(mut command: Command, words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let words: Vec<String> = words.into_iter().map(Into::into).collect();
        command.args(&words).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        Self { words, command }
    }

    /// With a variable in its environment.
    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    /// With this file as its standard input.
    pub fn reading(mut self, file: std::fs::File) -> Self {
        self.command.stdin(file);
        self
    }

    /// With its standard output into a pipe that nobody reads any more.
    pub fn unread(mut self) -> Self {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        self.command.stdout(writer);
        self
    }

    /// With its standard output into this file.
    pub fn into_file(mut self, file: std::fs::File) -> Self {
        self.command.stdout(file);
        self
    }

    /// Starts it and leaves the rest to the caller, who must end it.
    pub fn start(mut self) -> Child {
        self.command.spawn().unwrap()
    }

    /// Runs it to its end. One that hangs is killed, and the test fails.
    pub fn run(mut self) -> Outcome {
        let begun = Instant::now();
        let mut child = self.command.spawn().unwrap();
        let stdout = child.stdout.take().map(collect);
        let stderr = child.stderr.take().map(collect);
        let mut read = |from: Option<mpsc::Receiver<Vec<u8>>>| {
            let Some(from) = from else { return Vec::new() };
            from.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                // Only so that nothing is left behind; the test fails in any case.
                let _ = child.kill();
                panic!("smtls {} hangs", self.words.join(" "))
            })
        };
        let (stdout, stderr) = (read(stdout), read(stderr));
        let status = child.wait().unwrap();
        Outcome {
            words: self.words.join(" "),
            stdout: utf8(stdout),
            stderr: utf8(stderr),
            code: status.code(),
            took: begun.elapsed(),
        }
    }
}

/// Reads a pipe to its end in a thread, so that a full pipe blocks nobody.
fn collect(mut pipe: impl Read + Send + 'static) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What could be read is sent in any case: the assertions show it.
        let _ = pipe.read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        // The bytes themselves are of more use than the place of the first wrong one.
        let _ = std::io::stderr().write_all(error.as_bytes());
        panic!("the output is no UTF-8")
    })
}
