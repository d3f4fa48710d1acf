//! Files of expectations for `smtls check`, whose targets are played by labs.

use crate::support::{Outcome, Smtls, Theatre};

/// One target of a file.
pub struct Table(String);

impl Table {
    /// The target of a theatre, reached as its probe would, with these lines in its table of expectations.
    pub fn of(theatre: &Theatre, name: &str, expect: &str) -> Self {
        let mut text = format!("[[target]]\nname = {name:?}\n");
        let mut options: Vec<(String, Vec<String>)> = Vec::new();
        let mut words = theatre.lab.probe_arguments().into_iter();
        let mut target = String::new();
        while let Some(word) = words.next() {
            let Some(option) = word.strip_prefix("--") else {
                target = word;
                continue;
            };
            let value = words.next().unwrap();
            match options.iter_mut().find(|(known, _)| known == option) {
                Some((_, values)) => values.push(value),
                None => options.push((option.to_owned(), vec![value])),
            }
        }
        text.push_str(&format!("target = {target:?}\n"));
        for (option, values) in options {
            let is_single = ["dns", "dnssec", "ehlo", "at", "level"].contains(&option.as_str());
            match (is_single, values.as_slice()) {
                (true, [value]) => text.push_str(&format!("{option} = {value:?}\n")),
                _ => text.push_str(&format!("{option} = {values:?}\n")),
            }
        }
        Self(text).expecting(expect)
    }

    /// The same with more lines before the expectations.
    pub fn with(self, line: &str) -> Self {
        let (own, expect) = self.0.split_once("[target.expect]\n").unwrap();
        Self(format!("{own}{line}\n[target.expect]\n{expect}"))
    }

    /// What stands in the file.
    pub fn text(&self) -> &str {
        &self.0
    }

    fn expecting(self, lines: &str) -> Self {
        Self(format!("{}[target.expect]\n{lines}\n", self.0))
    }
}

/// Writes a file of these tables, with a head before them, and runs `smtls check` on it.
pub fn run_file(head: &str, tables: &[Table], options: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("smtls.toml");
    let tables: Vec<&str> = tables.iter().map(|table| table.0.as_str()).collect();
    std::fs::write(&file, format!("{head}\n{}", tables.join("\n"))).unwrap();
    let mut words = vec!["check".to_owned(), file.display().to_string()];
    words.extend(options.iter().map(|option| (*option).to_owned()));
    Smtls::new(words).run()
}
