//! The files that belong to the project.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A text file, with its path from the package's root.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Part of the program or the library: neither a test nor a file of test values.
    pub fn is_shipped(&self) -> bool {
        self.is_rust()
            && self.is_in("src")
            && !["tests", "tests.rs", "forge.rs", "forge_ocsp.rs"]
                .iter()
                .any(|part| self.path.split('/').any(|p| p == *part))
    }

    /// The folder itself, what is in it, or the file of that name.
    pub fn is_in(&self, place: &str) -> bool {
        self.path
            .strip_prefix(place)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    }

    /// The line, counted from 1, that an offset into the text belongs to.
    pub fn line_at(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }
}

/// Every file of the project, apart from these tests, whose examples break the rules on purpose.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = listed_by_git(root).unwrap_or_else(|| walked(root));
    paths.sort();
    paths
        .iter()
        .filter(|path| !path.starts_with("tests/house/"))
        .filter_map(|path| {
            let bytes = fs::read(root.join(path)).ok()?;
            Some(File::new(path, &String::from_utf8_lossy(&bytes)))
        })
        .collect()
}

/// What git tracks, or would track if it were added; `None` where there is no git to ask.
fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let paths: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    (!paths.is_empty()).then_some(paths)
}

/// Every file below the root that is neither git's nor made by a build.
fn walked(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if [".git", "target"].contains(&path.as_str()) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(format!("{path}/"));
            } else {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn both_ways_find_the_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for paths in [Some(walked(root)), listed_by_git(root)]
        .into_iter()
        .flatten()
    {
        for path in ["Cargo.toml", "src/main.rs", "tests/house/main.rs"] {
            assert!(paths.iter().any(|found| found == path), "{path}");
        }
    }
}

#[test]
fn tests_and_test_values_are_not_shipped() {
    for (path, shipped) in [
        ("src/smtp/reply.rs", true),
        ("src/certificate/forge.rs", false),
        ("src/certificate/forge_ocsp.rs", false),
        ("src/certificate/tests.rs", false),
        ("src/lab/tests/zone.rs", false),
        ("tests/probe.rs", false),
        ("src/notes.md", false),
    ] {
        assert_eq!(File::new(path, "").is_shipped(), shipped, "{path}");
    }
}
