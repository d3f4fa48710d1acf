//! A reader of workflow commands, as the runner of GitHub Actions reads them.

use std::collections::BTreeMap;

/// An annotation.
#[derive(Debug)]
pub struct Annotation {
    pub kind: String,
    pub properties: BTreeMap<String, String>,
    pub message: String,
}

impl Annotation {
    pub fn title(&self) -> &str {
        &self.properties["title"]
    }
}

/// The annotations of a log. There are no other commands in it, and not more than are shown.
#[track_caller]
pub fn read(log: &str) -> Vec<Annotation> {
    let mut found: Vec<Annotation> = Vec::new();
    for line in log.lines() {
        assert!(!line.contains("##["), "{line}");
        let Some(command) = line.trim_start().strip_prefix("::") else {
            continue;
        };
        let (head, message) = command.split_once("::").unwrap();
        let (kind, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&kind), "{line}");
        let properties = properties.split(',').map(|property| {
            let (name, value) = property.split_once('=').unwrap();
            (name.to_owned(), unescaped(value, true))
        });
        found.push(Annotation {
            kind: kind.to_owned(),
            properties: properties.collect(),
            message: unescaped(message, false),
        });
    }
    for kind in ["error", "warning", "notice"] {
        assert!(
            found.iter().filter(|it| it.kind == kind).count() <= 10,
            "{log}"
        );
    }
    found
}

fn unescaped(value: &str, is_property: bool) -> String {
    let mut value = value.replace("%0D", "\r").replace("%0A", "\n");
    if is_property {
        value = value.replace("%3A", ":").replace("%2C", ",");
    }
    value.replace("%25", "%")
}
