//! Every fuzz target is known to cargo, begins with seeds, and is run by `.ci/run`.

use crate::files::{File, files};

/// What is wrong with the targets among these files.
fn faults(files: &[File]) -> Vec<String> {
    let text = |path: &str| {
        let found = files.iter().find(|file| file.path == path);
        found.map_or("", |file| file.text.as_str())
    };
    let manifest = text("fuzz/Cargo.toml");
    let targets = files.iter().filter_map(|file| {
        let name = file.path.strip_prefix("fuzz/targets/")?;
        name.strip_suffix(".rs").filter(|name| !name.contains('/'))
    });
    let mut faults = Vec::new();
    let mut count = 0;
    for name in targets {
        count += 1;
        let bin = format!("name = \"{name}\"\npath = \"targets/{name}.rs\"\n");
        if !manifest.contains(&bin) {
            faults.push(format!("{name} is not in fuzz/Cargo.toml"));
        }
        let seeds = format!("fuzz/seeds/{name}/");
        if !files.iter().any(|file| file.path.starts_with(&seeds)) {
            faults.push(format!("{name} has no seeds"));
        }
    }
    if manifest.matches("[[bin]]").count() != count {
        faults.push("fuzz/Cargo.toml names a target that is not there".to_owned());
    }
    if !text(".ci/run").contains("cargo fuzz list") {
        faults.push(".ci/run does not run whatever targets there are".to_owned());
    }
    faults
}

#[test]
fn fuzz_targets_are_run() {
    let files = files();
    assert!(
        files
            .iter()
            .any(|file| file.path == "fuzz/targets/replies.rs")
    );
    assert_eq!(faults(&files), [""; 0]);
}

#[test]
fn targets_that_nobody_runs_are_found() {
    let files = [
        File::new(
            "fuzz/Cargo.toml",
            "[[bin]]\nname = \"a\"\npath = \"targets/a.rs\"\n[[bin]]\n",
        ),
        File::new("fuzz/targets/a.rs", ""),
        File::new("fuzz/targets/b.rs", ""),
        File::new("fuzz/targets/b/part.rs", ""),
        File::new("fuzz/seeds/b/1", ""),
        File::new(".ci/run", ""),
    ];
    let found = faults(&files);
    for words in ["a has no seeds", "b is not in", ".ci/run"] {
        assert!(
            found.iter().any(|fault| fault.contains(words)),
            "{words}: {found:?}"
        );
    }
    assert_eq!(found.len(), 3, "{found:?}");
}
