//! The file of `--save-chain`: the certificates as sent, endpoint by endpoint.

use super::endpoint::Endpoint;
use super::screen::Screen;
use super::writable::try_out;
use crate::cli::UsageError;
use crate::exit::ExitCode;
use crate::judge::Conclusion;
use crate::quote;
use std::io;
use std::path::Path;

/// The certificates that servers showed so far, as PEM.
#[derive(Default)]
pub(super) struct Chains {
    pem: String,
}

impl Chains {
    /// Adds what an endpoint showed, under a line that names it, which readers of PEM pass over.
    pub(super) fn add(&mut self, endpoint: &Endpoint) {
        let mut held = endpoint.held();
        let Some(shown) = held.find(|held| !held.shown.chain.is_empty()) else {
            return;
        };
        let peer = endpoint.session.observation.peer.to_string();
        self.pem.push_str(&format!("# {}\n", quote::text(&peer)));
        let certificates = shown.shown.chain.iter();
        self.pem.extend(certificates.map(|it| it.to_pem()));
    }

    /// Writes them, before the last line says how the run ended. Where there is none, a file of earlier is left alone.
    pub(super) fn save(&self, file: &Path, talk: &mut Screen) -> ExitCode {
        let file_name = quote::text(&file.display().to_string());
        if self.pem.is_empty() {
            talk.line(&format!(
                "smtls: note: no server showed a certificate, so that {file_name} was not written"
            ));
            return ExitCode::Success;
        }
        match std::fs::write(file, &self.pem) {
            Ok(()) => ExitCode::Success,
            Err(error) => {
                let error = cannot(file, &error);
                talk.line(&format!("smtls: {}", quote::text(&error.sentence)));
                talk.line(&format!("hint: {}", error.hint));
                error.code
            }
        }
    }
}

/// Whether the file can be written, found out before anything is sent.
pub(super) fn begin(file: Option<&Path>) -> Result<(), UsageError> {
    let Some(file) = file else {
        return Ok(());
    };
    try_out(file).map_err(|error| cannot(file, &error))
}

/// Says at the end of a run's sentence that the file could not be written, where that is what the run ends with.
pub(super) fn conclude(conclusion: &mut Conclusion, saved: ExitCode, file: &Path) {
    let code = ExitCode::worst([conclusion.exit, saved]);
    if saved != ExitCode::Success && code == saved {
        conclusion.exit = code;
        let sentence = &mut conclusion.sentence;
        sentence.push_str("; but ");
        sentence.push_str(&unsaved(file));
    }
}

/// That it could not be written, as the last line has it.
pub(super) fn unsaved(file: &Path) -> String {
    format!("the certificates could not be saved in {}", file.display())
}

fn cannot(file: &Path, error: &io::Error) -> UsageError {
    UsageError::new(
        format!(
            "the certificates cannot be saved in {}: {error}",
            file.display()
        ),
        "--save-chain takes the name of a file that can be written",
    )
}
