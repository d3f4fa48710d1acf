//! `smtls generate`: manual pages, completions and the schema of the JSON, made from the tables that the program itself uses.

use super::manual;
use crate::cli::{Cli, GenerateArgs, Material, UsageError};
use crate::exit::ExitCode;
use crate::report;
use clap_complete::Shell;
use std::path::Path;

/// The shells that completions are made for.
const SHELLS: [Shell; 5] = [
    Shell::Bash,
    Shell::Zsh,
    Shell::Fish,
    Shell::PowerShell,
    Shell::Elvish,
];

pub(super) fn run(arguments: &GenerateArgs) -> anyhow::Result<ExitCode> {
    let folder = &arguments.folder;
    let written = std::fs::create_dir_all(folder).and_then(|()| match arguments.material {
        Material::Man => manual::write(folder),
        Material::Completions => completions(folder),
        Material::Schema => schema(folder),
    });
    written.map_err(|error| {
        UsageError::new(
            format!("{}: {error}", folder.display()),
            "name a folder that can be written to",
        )
    })?;
    Ok(ExitCode::Success)
}

fn completions(folder: &Path) -> std::io::Result<()> {
    for shell in SHELLS {
        clap_complete::generate_to(shell, &mut Cli::definition(), "smtls", folder)?;
    }
    Ok(())
}

fn schema(folder: &Path) -> std::io::Result<()> {
    std::fs::write(folder.join("smtls.schema.json"), report::schema::pretty()?)?;
    let audit = report::schema::audit()?;
    std::fs::write(folder.join("smtls-audit.schema.json"), audit)
}
