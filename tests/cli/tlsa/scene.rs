//! What the tests have in common: a scenario that is played, the output as records, and files.

use crate::support::{Outcome, Theatre};
use smtls::dane::Tlsa;
use smtls::lab::find;

/// A scenario of the lab that is being played.
pub fn playing(name: &str) -> Theatre {
    Theatre::new(&find(name).unwrap_or_else(|| panic!("{name} is no scenario")))
}

/// The records that stand uncommented on standard output, with their owners.
#[track_caller]
pub fn records(outcome: &Outcome) -> Vec<(String, Tlsa)> {
    let lines = outcome.stdout.lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with(';'));
    let records = lines.map(|line| {
        let owner = line.split(' ').next().unwrap_or_default().to_owned();
        let record = line
            .parse()
            .unwrap_or_else(|error| panic!("{error}: {line}"));
        (owner, record)
    });
    records.collect()
}

/// The run ended with this code, and its last line, a comment, says so and has these words.
#[track_caller]
pub fn ends(outcome: Outcome, code: i32, words: &[&str]) -> Outcome {
    let outcome = outcome.exits(code).plain();
    let last = outcome.last_line();
    assert!(last.starts_with(&format!("; exit {code}: ")), "{outcome}");
    for word in words {
        assert!(
            last.contains(word),
            "{word:?} is not in the last line: {outcome}"
        );
    }
    outcome
}

/// These words are in the comments, wherever a line was broken.
#[track_caller]
pub fn says(outcome: &Outcome, words: &[&str]) {
    let flat = outcome.stdout.replace("\n;     ", " ");
    for word in words {
        assert!(flat.contains(word), "{word:?} is not in {outcome}");
    }
}

/// A certificate by a CA of its own with its key, as PEM in files of a folder.
pub struct Files {
    pub folder: tempfile::TempDir,
    pub key: smtls::certificate::PublicKey,
}

impl Files {
    pub fn new() -> Self {
        let authority = smtls::lab::Authority::new().unwrap();
        let spec = smtls::lab::CertificateSpec::default();
        let identity = authority.issue("mx.lab.test", &spec).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let own = smtls::certificate::Certificate::from_der(&identity.end_entity);
        write("chain.pem", &identity.chain_pem);
        write("key.pem", &identity.key_pem);
        write(
            "both.pem",
            &format!("{}{}", identity.key_pem, identity.chain_pem),
        );
        write("own.pem", &own.to_pem());
        std::fs::write(folder.path().join("own.der"), &own.der).unwrap();
        Self {
            folder,
            key: own.contents.unwrap().key,
        }
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}
