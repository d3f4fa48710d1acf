//! The local commands: what smtls does itself. One table for `/help`, the manual and completion.

use super::Expectation;
use super::explain::Code;
use crate::explain::Explanation;
use crate::smtp::sasl::Mechanism;
use std::path::PathBuf;
use std::time::Duration;

/// What is to be **explained**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A code of a reply, in the few lines that have room in a session.
    Code(Code),
    /// A word, in all its meanings.
    Word(Vec<Explanation>),
}

/// A local command as it is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// Its name, without the slash.
    pub name: &'static str,
    /// What may follow it; empty where nothing may.
    pub arguments: &'static str,
    /// What it does, as a sentence without a final stop.
    pub sentence: &'static str,
}

/// All of them, in the order in which they are explained.
#[rustfmt::skip]
pub const COMMANDS: &[Command] = &[
    row("help", "[COMMAND]", "Explain the local commands, or one of them"),
    row("tls", "", "Show the report on the session so far, as a probe prints it"),
    row("cert", "", "Show the server's certificates: the facts, and as PEM"),
    row("ehlo", "", "Say EHLO once more, and explain what the server offers"),
    row("auth", "[MECH]", "Authenticate by this mechanism, or by the strongest that fits; what the options do not give is asked for on a terminal"),
    row("send", "FILE", "Send this file as the message: with BDAT where CHUNKING is offered, else with DATA, dot-stuffed; LF becomes CR LF"),
    row("expect", "CODE[,CODE...] [TEXT]", "Demand that what was said last was answered with one of these codes (2 and 2xx are any that begin with 2), and this text somewhere; in a script the first that fails ends the run with exit code 44"),
    row("sleep", "SECONDS", "Wait; what the server says meanwhile is shown"),
    row("raw", "OCTETS", "Send octets as they are, with no line end added; \\r \\n \\t \\0 \\\\ and \\xHH stand for octets; a reply is awaited for each command that CR LF ends"),
    row("save", "FILE", "Save the transcript as text, without secrets; a file that was there before this session is left alone"),
    row("explain", "[WORD]", "Explain the last reply, a reply code, an enhanced status code such as 5.7.1, or any other word that smtls explain knows"),
    row("quit", "", "Say QUIT, and end"),
    row("drop", "", "Close the connection without QUIT"),
    row("#", "[TEXT]", "Do nothing: a comment"),
];

/// A local command as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Local {
    /// `/help`, on all of them or on one.
    Help(Option<&'static Command>),
    /// `/tls`.
    Tls,
    /// `/cert`.
    Cert,
    /// `/ehlo`.
    Ehlo,
    /// `/auth`, by the strongest mechanism or by this one.
    Auth(Option<Mechanism>),
    /// `/send`.
    Send(PathBuf),
    /// `/expect`.
    Expect(Expectation),
    /// `/sleep`.
    Sleep(Duration),
    /// `/raw`.
    Raw(Vec<u8>),
    /// `/save`.
    Save(PathBuf),
    /// `/explain`, of the last reply or of what was typed.
    Explain(Option<Sought>),
    /// `/quit`.
    Quit,
    /// `/drop`.
    Drop,
    /// `/#`.
    Comment,
}

/// The command of this name, in any case.
pub fn find(name: &str) -> Option<&'static Command> {
    let name = name.strip_prefix('/').unwrap_or(name);
    COMMANDS
        .iter()
        .find(|one| one.name.eq_ignore_ascii_case(name))
}

impl Command {
    /// How it is typed.
    pub fn usage(&self) -> String {
        format!("/{} {}", self.name, self.arguments)
            .trim_end()
            .to_owned()
    }
}

const fn row(name: &'static str, arguments: &'static str, sentence: &'static str) -> Command {
    Command {
        name,
        arguments,
        sentence,
    }
}
