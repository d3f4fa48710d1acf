//! The command line as a whole.

use super::{AuditArgs, CheckArgs, ExplainArgs, GenerateArgs, ProbeArgs, ShellArgs, TlsaArgs};
use crate::exit::{ExitCode, State};
use clap::{CommandFactory, Parser, Subcommand};

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "smtls",
    version,
    about = "The STARTTLS diagnostic tool for mail",
    long_about = "smtls connects to mail servers as a sending server would, shows what happens on the wire stage by stage, \
                  what TLS was negotiated, whether the certificate can be trusted, and what to change where something is wrong.",
    after_long_help = exit_codes(),
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Probe a domain's MX hosts, a host or an address
    ///
    /// Resolves the target, connects, shows greeting and EHLO, issues STARTTLS, and reports what TLS was negotiated
    /// and whether the certificate can be trusted. Acts as a sending server would: MX hosts in order until one
    /// session succeeds.
    #[command(after_long_help = exit_codes())]
    Probe(Box<ProbeArgs>),
    /// Speak SMTP with a server by hand, inside TLS, on a terminal or by a script
    ///
    /// Does what a probe does up to the last EHLO, and lets the user speak then. What is typed goes to the server as it is; only a line that
    /// begins with a slash is for smtls (/help lists what there is). With smtls shell TARGET < FILE it runs a script, which
    /// /expect makes a test.
    #[command(
        after_long_help = exit_codes(),
        mut_arg("interactive", |arg| arg.hide(true)),
        mut_arg("all", |arg| arg.hide(true)),
        mut_arg("require", |arg| arg.hide(true)),
        mut_arg("list_checks", |arg| arg.hide(true)),
        mut_arg("quit_after", |arg| arg.hide(true)),
        mut_arg("drop_after", |arg| arg.hide(true)),
        mut_args(super::shell::in_a_shell),
    )]
    Shell(Box<ShellArgs>),
    /// List everything that a server's TLS accepts, and hold it against a profile
    ///
    /// Asks the first host that answers, or with --all each, with one connection for each question: protocol versions from
    /// SSL 2.0 to TLS 1.3, cipher suites, groups, signature schemes, certificates, and what STARTTLS itself lets through.
    /// No exploit is ever sent. Asks politely: one connection at a time, and a pause where the server sends it away.
    #[command(after_long_help = exit_codes())]
    Audit(Box<AuditArgs>),
    /// Say what a word means that smtls prints: a check, a finding, an exit code, an alert, a reply code
    ///
    /// What is asked, why it matters to mail, what a failure usually means, what a sending server does then, and what to do about it.
    /// Several words are explained one after the other; without a word, all that can be explained are listed. Case does not matter, nor
    /// whether a word is written with hyphens, underscores or blanks.
    Explain(ExplainArgs),
    /// Check targets against a file of what is expected of them, as CI does
    ///
    /// Reads smtls.toml or FILE: defaults, and targets with what each must show. Probes them side by side, audits those of which
    /// that is asked, and says of each what is not as expected. What is not testable now can be tried again (--retry). With --init
    /// it writes such a file, of what a target shows today.
    #[command(after_long_help = exit_codes())]
    Check(Box<CheckArgs>),
    /// Print the TLSA records to publish for a server, and check those that are published
    ///
    /// Looks at what every MX host of a domain shows, or at files, and prints lines for the zone: DANE-EE(3) SPKI(1) SHA2-256(1) unless
    /// something else is asked for. With --check it holds what is published against that; with --next it says whether the next key is
    /// covered, and what to do in which order.
    #[command(after_long_help = exit_codes())]
    Tlsa(Box<TlsaArgs>),
    /// Try smtls on mail servers of its own, good and bad, on this machine
    ///
    /// Starts mail servers and a DNS zone inside this process on loopback, and probes them as smtls probe would.
    /// Without a name the scenarios are listed; smtls lab all plays every one and says which came out as expected.
    #[cfg(feature = "lab")]
    Lab(Box<super::LabArgs>),
    /// Write the manual pages, the shell completions or the JSON Schemas
    Generate(GenerateArgs),
}

impl Cli {
    /// The command line's definition, from which the manual is made.
    pub fn definition() -> clap::Command {
        Self::command()
    }

    /// The same for the completions: with what there is to offer for each value, and without what is hidden. Nothing is parsed by it.
    pub fn for_shells() -> clap::Command {
        super::candidates::for_shells(&Self::command())
    }
}

/// The table of exit codes, as `--help` shows it.
fn exit_codes() -> String {
    let rows = ExitCode::ALL.map(|code| format!("  {:>3}  {}", code.number(), code.meaning()));
    let states = State::ALL.map(|state| format!("{} {}", state.number(), state.word()));
    format!(
        "Exit codes:\n{}\n\nWith --format nagios on standard output: {}\n\n\
         smtls explain CODE says more of each, and of most words that smtls prints.",
        rows.join("\n"),
        states.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::definition().debug_assert();
    }
}
