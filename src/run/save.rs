//! The file of `--save-chain`: the certificates as sent, endpoint by endpoint.

use super::endpoint::Endpoint;
use super::screen::Screen;
use crate::exit::ExitCode;
use crate::quote;
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

    /// Writes them, after everything was reported. Where there is none, a file of earlier is left alone.
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
                talk.line(&format!(
                    "smtls: the certificates could not be saved: {file_name}: {error}"
                ));
                talk.line("hint: --save-chain takes the name of a file that can be written");
                ExitCode::Usage
            }
        }
    }
}
