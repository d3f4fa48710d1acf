//! swaks' recipes: each is run with its smtls line on the same server, and both must end alike, by what they say of it and by the
//! server's own log.

use std::fs;
use std::path::{Path, PathBuf};

use crate::network::assert_none;
use crate::recipe::{Pair, Recipe, recipes};
use crate::recipe_run::{by_smtls, by_swaks};
use crate::services::services;

#[test]
fn each_ends_as_swaks_does() {
    let folder = folder();
    let mut differences = Vec::new();
    for recipe in recipes() {
        differences.extend(differ(&folder, &recipe));
    }
    assert_none(&differences);
}

/// The README promises nothing that is not run here, and that does not end alike.
#[test]
fn the_readme_has_them() {
    let readme = include_str!("../../README.md");
    let (_, section) = readme
        .split_once("### Recipes of swaks\n")
        .expect("a section");
    let (section, _) = section.split_once("\n## ").expect("another section");
    let recipes: Vec<Recipe> = recipes().collect();
    let mut rows = 0;
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let [swaks, smtls] = cells[..] else {
            panic!("two cells: {row}")
        };
        let is_it = |recipe: &&Recipe| {
            let Pair {
                swaks: theirs,
                smtls: ours,
            } = recipe.lines;
            format!("`{theirs}`") == swaks && format!("`{ours}`") == smtls
        };
        let recipe = recipes.iter().find(is_it);
        let recipe = recipe.unwrap_or_else(|| panic!("no recipe is {row}"));
        assert!(
            recipe.exit.is_same() && recipe.server.is_same(),
            "they differ: {row}"
        );
        rows += 1;
    }
    assert!(rows > 20, "{rows} rows");
}

/// A folder with the files that the lines name.
fn folder() -> PathBuf {
    let all = services();
    let folder = all.folder.join("recipes");
    fs::create_dir_all(&folder).expect("a folder");
    for (from, to) in [
        (&all.root, "ca.pem"),
        (&all.client_certificate, "client.pem"),
        (&all.client_key, "client.key"),
    ] {
        fs::copy(from, folder.join(to)).expect("a copy");
    }
    let message = "From: me@example.com\nTo: user@example.com\nSubject: dots\n\n.\n..\nbye\n";
    fs::write(folder.join("message.eml"), message).expect("a message");
    folder
}

/// What is not as the recipe has it.
fn differ(folder: &Path, recipe: &Recipe) -> Vec<String> {
    let theirs = by_swaks(folder, recipe);
    let ours = by_smtls(folder, recipe);
    let mut found = Vec::new();
    let mut hold = |what: &str, expected: &Pair, theirs: &str, ours: &str| {
        for (who, expected, was) in [
            ("swaks", expected.swaks, theirs),
            ("smtls", expected.smtls, ours),
        ] {
            if expected != was {
                found.push(format!("{who}' {what} is {was}, not {expected}"));
            }
        }
    };
    hold(
        "exit code",
        &recipe.exit,
        &theirs.exit.to_string(),
        &ours.exit.to_string(),
    );
    hold("server's log", &recipe.server, &theirs.server, &ours.server);
    // A recipe that says why the two differ may differ here too.
    if theirs.commands != ours.commands && recipe.because.is_none() {
        found.push(format!(
            "swaks said {:?}\nsmtls said {:?}",
            theirs.commands, ours.commands
        ));
    }
    let is_alike =
        recipe.exit.is_same() && recipe.server.is_same() && theirs.commands == ours.commands;
    if is_alike && recipe.because.is_some() && found.is_empty() {
        found.push("there is a reason, and no difference".to_owned());
    }
    if !found.is_empty() {
        found.insert(
            0,
            format!("{}\n{}\n{}", recipe.name, theirs.text, ours.text),
        );
        found = vec![found.join("\n")];
    }
    found
}
