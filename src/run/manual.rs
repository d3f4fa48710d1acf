//! The manual pages: clap's definition, with the exit codes and the checks from their tables.

mod audit;
mod shell;

use crate::cli::Cli;
use crate::exit::ExitCode;
use crate::judge::Check;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::Write;
use std::path::Path;

/// The date on the pages: that of the version, because the pages change with the program only.
const DATE: &str = "2026-11-21";

/// Writes `smtls.1` and one page for each command.
pub(super) fn write(folder: &Path) -> std::io::Result<()> {
    let definition = Cli::definition().disable_help_flag(false);
    let mut names = vec![(definition.clone(), "smtls".to_owned())];
    for command in definition.get_subcommands() {
        let name = format!("smtls-{}", command.get_name());
        let usage = format!("smtls {}", command.get_name());
        names.push((
            command.clone().display_name(name.clone()).bin_name(usage),
            name,
        ));
    }
    for (command, name) in names {
        let page = page(command, &name)?;
        std::fs::File::create(folder.join(format!("{name}.1")))?.write_all(&page)?;
    }
    Ok(())
}

fn page(command: clap::Command, name: &str) -> std::io::Result<Vec<u8>> {
    let judges = matches!(name, "smtls" | "smtls-probe");
    // The exit codes have a section of their own here.
    let mut command = command.after_long_help(None::<&str>);
    let usage = command.render_usage().to_string();
    let has_commands = command.has_subcommands();
    let man = Man::new(command)
        .title(name.to_uppercase())
        .section("1")
        .date(DATE)
        .source(concat!("smtls ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    synopsis(&usage).to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if has_commands {
        man.render_subcommands_section(&mut page)?;
    }
    // clap_mangen makes its vertical spaces of two breaks around an empty line, which mandoc dislikes.
    let mut page = String::from_utf8_lossy(&page)
        .replace("\n.br\n\n.br\n", "\n.sp\n")
        .into_bytes();
    if judges {
        checks().to_writer(&mut page)?;
    }
    let audits = name == "smtls-audit";
    if audits {
        audit::sections().to_writer(&mut page)?;
    }
    let speaks = name == "smtls-shell";
    if speaks {
        shell::sections().to_writer(&mut page)?;
    }
    if judges || audits || speaks {
        exit_status().to_writer(&mut page)?;
    }
    if audits {
        audit::codes().to_writer(&mut page)?;
    }
    Ok(page)
}

/// How the command is typed. clap_mangen would list every option, without its value.
fn synopsis(usage: &str) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold(usage.trim_start_matches("Usage: "))]);
    roff
}

fn checks() -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["CHECKS"]);
    for check in Check::ALL {
        roff.control("TP", []);
        roff.text([bold(check.id())]);
        roff.text([roman(format!(
            "{} ({}).",
            check.sentence(),
            check.reference()
        ))]);
    }
    roff
}

fn exit_status() -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["EXIT STATUS"]);
    for code in ExitCode::ALL {
        roff.control("TP", []);
        roff.text([bold(code.number().to_string())]);
        roff.text([roman(format!("{}.", code.meaning()))]);
    }
    roff
}
