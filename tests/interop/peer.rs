//! Running another program to its end, with a limit on its time.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::services::services;

pub struct Ran {
    pub exit: i32,
    pub stdout: String,
    /// Both streams, for programs that spread one report over the two.
    pub text: String,
}

pub fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let output = Command::new("timeout")
        .args(["60", program])
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program} could not be started: {error}"));
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let exit = output.status.code().unwrap_or(-1);
    assert!(
        exit != 124,
        "{program} {arguments:?} did not end within a minute:\n{stdout}{stderr}"
    );
    assert!(
        exit != 127,
        "{program} is not installed: start these tests with tests/interop/run"
    );
    Ran {
        exit,
        text: format!("{stdout}\n{stderr}"),
        stdout,
    }
}

/// Runs a peer, which offers the signature schemes that smtls offers.
pub fn run_peer(program: &str, arguments: &[&str]) -> Ran {
    let all = services();
    let text = |path: &'static PathBuf| path.to_str().expect("a path in UTF-8");
    let environment = [
        ("MAIL_CONFIG", text(&all.postfix_configuration)),
        ("OPENSSL_CONF", text(&all.openssl_configuration)),
    ];
    run(program, arguments, &environment)
}

/// What follows `label` on the first line that has it.
pub fn after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| Some(line.split_once(label)?.1.trim()))
}
