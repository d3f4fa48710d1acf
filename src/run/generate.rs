//! `smtls generate`: manual pages, completions and the schema of the JSON, made from the tables that the program itself uses.

use super::{completions, manual};
use crate::cli::{GenerateArgs, Material, UsageError, known_options};
use crate::exit::ExitCode;
use crate::expect;
use crate::report;
use std::path::Path;

pub(super) fn run(arguments: &GenerateArgs) -> anyhow::Result<ExitCode> {
    let folder = &arguments.folder;
    let written = std::fs::create_dir_all(folder).and_then(|()| match arguments.material {
        Material::Man => manual::write(folder),
        Material::Completions => completions::write(folder),
        Material::Schema => schema(folder),
    });
    written.map_err(|error| {
        UsageError::new(
            format!("nothing can be written to {}: {error}", folder.display()),
            "name a folder that can be written to",
        )
    })?;
    Ok(ExitCode::Success)
}

fn schema(folder: &Path) -> std::io::Result<()> {
    std::fs::write(folder.join("smtls.schema.json"), report::schema::pretty()?)?;
    let audit = report::schema::audit()?;
    std::fs::write(folder.join("smtls-audit.schema.json"), audit)?;
    let explain = report::schema::explain()?;
    std::fs::write(folder.join("smtls-explain.schema.json"), explain)?;
    let check = report::schema::checked()?;
    std::fs::write(folder.join("smtls-check.schema.json"), check)?;
    let file = expect::schema(known_options())?;
    std::fs::write(folder.join("smtls-toml.schema.json"), file)?;
    let tlsa = report::schema::tlsa()?;
    std::fs::write(folder.join("smtls-tlsa.schema.json"), tlsa)
}
