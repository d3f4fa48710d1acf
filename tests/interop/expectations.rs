//! Files of expectations for `smtls check`: written, run where the servers are, and the answer read.

use crate::network;
use crate::peer::{Ran, run};
use crate::services::{Service, services};
use crate::smtls::{plain, target};
use serde_json::Value;
use std::path::PathBuf;

/// A file in a folder of its own.
pub struct Expectations {
    folder: tempfile::TempDir,
    inside: bool,
}

/// What a check said.
pub struct Checked {
    pub exit: i32,
    pub json: Value,
    pub text: String,
}

impl Expectations {
    /// A service with the private root and the certificate's name, and these lines to be expected.
    pub fn of(service: &Service, expect: &str) -> Self {
        let root = services().root.display();
        let name = &services().name;
        let options = format!("ca-file = \"{root}\"\nverify-name = \"{name}\"");
        let made = Self::empty(false);
        made.write(&target(service), &options, expect);
        made
    }

    /// A mail domain in the network where its zone is signed, with the private root of DNSSEC and that of PKIX.
    pub fn of_domain(domain: &str, expect: &str) -> Self {
        let inside = &services().network;
        let options = format!(
            "dns = \"{}\"\ntrust-anchor = \"{}\"\nca-file = \"{}\"",
            inside.resolver,
            inside.trust_anchor.display(),
            services().root.display(),
        );
        let made = Self::empty(true);
        made.write(domain, &options, expect);
        made
    }

    /// What `--init` writes of a service today.
    pub fn shown_by(service: &Service) -> Self {
        let root = services().root.to_str().expect("a path in UTF-8");
        let options = ["--ca-file", root, "--verify-name", &services().name];
        Self::empty(false).init(&target(service), &options)
    }

    /// What `--init` writes of a mail domain today.
    pub fn shown_by_domain(domain: &str) -> Self {
        let inside = &services().network;
        let anchor = inside.trust_anchor.to_str().expect("a path in UTF-8");
        let root = services().root.to_str().expect("a path in UTF-8");
        let options = ["--dns", &inside.resolver, "--trust-anchor", anchor];
        Self::empty(true).init(domain, &[&options[..], &["--ca-file", root]].concat())
    }

    fn empty(inside: bool) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            inside,
        }
    }

    fn write(&self, target: &str, options: &str, expect: &str) {
        let head = format!("[[target]]\nname = \"it\"\ntarget = \"{target}\"");
        let ehlo = "ehlo = \"client.interop.test\"";
        self.replace(&format!(
            "{head}\n{ehlo}\n{options}\n[target.expect]\n{expect}\n"
        ));
    }

    fn init(self, target: &str, options: &[&str]) -> Self {
        let file = self.file();
        let file = file.to_str().expect("a path in UTF-8");
        let words = ["check", "--init", target, file];
        let words = [&words[..], &["--ehlo", "client.interop.test"], options].concat();
        let said = self.smtls(&words);
        assert_eq!(said.exit, 0, "{target}: {}", said.text);
        self
    }

    fn smtls(&self, words: &[&str]) -> Ran {
        let smtls = env!("CARGO_BIN_EXE_smtls");
        match self.inside {
            true => network::run(smtls, words, &[]),
            false => run(smtls, words, &[]),
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("smtls.toml")
    }

    pub fn text(&self) -> String {
        std::fs::read_to_string(self.file()).expect("the file")
    }

    pub fn replace(&self, text: &str) {
        std::fs::write(self.file(), text).expect("the file is written");
    }

    /// The same with every expectation that was written behind a number sign, too.
    pub fn and_what_changes(self) -> Self {
        let text = self.text();
        let (run, expect) = text.split_once("[target.expect]").expect("expectations");
        let lines = expect.lines().map(|line| match line.strip_prefix("# ") {
            // Sentences stand there as well, and none of them has this.
            Some(rest) if rest.contains(" = ") => rest,
            _ => line,
        });
        let lines: Vec<&str> = lines.collect();
        self.replace(&format!("{run}[target.expect]{}", lines.join("\n")));
        self
    }

    /// What differs where the file of `--init` is checked at once: nothing of it may be unmet, and what the probe failed on stays.
    pub fn unlike_written(&self, of: &str) -> Option<String> {
        let text = self.text().replace("\n# ", " ");
        let ended = text.split_once("The probe ended with exit ");
        let exit = ended.and_then(|(_, rest)| rest.split_once(':'));
        let exit = exit.map_or("0", |(exit, _)| exit);
        let checked = self.check(&[]);
        let outcomes = checked.outcomes();
        let is_so = checked.exit.to_string() == exit
            && outcomes.iter().all(|(_, outcome, _)| outcome == "met")
            && !outcomes.is_empty();
        (!is_so).then(|| format!("exit {exit}: {}", checked.difference(of)))
    }

    /// Runs the check; the answer as JSON.
    pub fn check(&self, more: &[&str]) -> Checked {
        let ran = self.run(&[more, &["--format", "json"]].concat());
        let json = serde_json::from_str(&ran.stdout)
            .unwrap_or_else(|error| panic!("no JSON: {error}\n{}\n{}", ran.text, self.text()));
        Checked {
            exit: ran.exit,
            json,
            text: self.text(),
        }
    }

    /// Runs the check in whatever form.
    pub fn run(&self, more: &[&str]) -> Ran {
        let file = self.file();
        let file = file.to_str().expect("a path in UTF-8");
        self.smtls(&[&["check", file, "--color", "never"], more].concat())
    }
}

impl Checked {
    /// The expectations, each with its outcome and what is said of it.
    pub fn outcomes(&self) -> Vec<(String, String, String)> {
        let rows = self.json["targets"][0]["expectations"].as_array();
        let field = |row: &Value, name: &str| plain(&row[name]).unwrap_or_default();
        let outcome = |row: &Value| {
            let names = ["expectation", "outcome", "reason"].map(|it| field(row, it));
            names.into()
        };
        rows.into_iter().flatten().map(outcome).collect()
    }

    /// Where not every expectation is met, or there is none: what is the case instead.
    pub fn unlike_all_met(&self, of: &str) -> Option<String> {
        let outcomes = self.outcomes();
        let mut all = outcomes.iter();
        let is_so = self.exit == 0 && all.all(|(_, outcome, _)| outcome == "met");
        (!is_so || outcomes.is_empty()).then(|| self.difference(of))
    }

    /// Where more or less is not met than one expectation, with this exit code and these words on what is there instead.
    pub fn unlike_unmet(&self, of: &str, name: &str, exit: i32, words: &str) -> Option<String> {
        let outcomes = self.outcomes().into_iter();
        let unmet: Vec<_> = outcomes.filter(|(_, it, _)| it != "met").collect();
        let is_so = unmet.first().is_some_and(|(found, outcome, reason)| {
            found == name && outcome == "unmet" && reason.contains(words)
        });
        let is_alone = unmet.iter().all(|(found, ..)| found == name);
        let is_so = is_so && is_alone && self.exit == exit;
        (!is_so).then(|| format!("{name}, {exit}, {words}: {}", self.difference(of)))
    }

    fn difference(&self, of: &str) -> String {
        let outcomes = self.outcomes().into_iter();
        let unmet: Vec<_> = outcomes.filter(|(_, it, _)| it != "met").collect();
        let conclusion = &self.json["targets"][0]["conclusion"];
        format!(
            "{of} ends with {}: {conclusion}\n{unmet:#?}\n{}",
            self.exit, self.text
        )
    }
}
