//! The committed manual pages, completions and schema are what `smtls generate` writes.

use crate::support::Smtls;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a folder and their contents.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let files = entries.map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    });
    files.collect()
}

/// Compares what is committed with what is written now.
fn is_current(material: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("new").join(material);
    let outcome = Smtls::new(["generate", material, &written.display().to_string()]).run();
    assert_eq!(outcome.exits(0).stdout, "");
    let written = files(&written);
    for name in expected {
        assert!(written.contains_key(*name), "{name} is not written");
    }
    let committed = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(material));
    let again = format!("make them anew: cargo run -- generate {material} {material}");
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&written), "{again}");
    for (name, text) in &written {
        // Not with assert_eq: nobody wants to read two manual pages.
        assert!(
            committed.get(name) == Some(text),
            "{material}/{name} is stale; {again}"
        );
    }
}

#[test]
fn manual_pages_are_current() {
    let pages = [
        "smtls.1",
        "smtls-probe.1",
        "smtls-lab.1",
        "smtls-generate.1",
    ];
    is_current("man", &pages);
}

#[test]
fn the_manual_of_the_audit_has_examples_profiles_and_what_its_codes_mean() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    Smtls::new(["generate", "man", &place]).run().exits(0);
    let page = &files(folder.path())["smtls-audit.1"];
    let profile = include_str!("../../src/run/manual/profile.toml");
    assert!(include_str!("../../README.md").contains(profile));
    let plain = page
        .replace("\\-", "-")
        .replace("\\&", "")
        .replace("\\*(Aq", "'");
    for words in [
        ".SH EXAMPLES",
        "smtls audit --quick example.com",
        ".SH \"PROFILE FILES\"",
        "\n[[ciphersuites]]\nhaving = [\"cbc\"]",
        ".SH \"EXIT STATUS\"",
        "The server fails a MUST of the profile.",
    ] {
        assert!(plain.contains(words), "{words:?} in\n{plain}");
    }
    // Each way to write a target is a paragraph of its own.
    assert!(
        !plain.contains("(--mx asks for one).\n192.0.2.1"),
        "{plain}"
    );
    let file = folder.path().join("ours.toml");
    fs::write(&file, profile).unwrap();
    let words = ["audit", "--profile", &file.display().to_string(), "a..test"];
    Smtls::new(words).run().refused(&["a..test"]);
}

/// A page without what only the formatter sees.
fn plain(page: &str) -> String {
    page.replace("\\-", "-")
        .replace("\\&", "")
        .replace("\\*(Aq", "'")
        .replace('"', "")
}

#[test]
fn every_page_has_its_sections_in_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    Smtls::new(["generate", "man", &place]).run().exits(0);
    let pages = files(folder.path());
    let commands = smtls::cli::Cli::definition();
    assert_eq!(pages.len(), commands.get_subcommands().count() + 1);
    let every = [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "EXAMPLES",
        "OPTIONS",
        "EXIT STATUS",
        "FILES",
        "ENVIRONMENT",
        "STANDARDS",
        "SEE ALSO",
    ];
    for (name, page) in &pages {
        let page = plain(page);
        let headings = page.lines().filter_map(|line| line.strip_prefix(".SH "));
        let headings: Vec<_> = headings.filter(|it| every.contains(it)).collect();
        assert_eq!(headings, every, "{name}");
    }
}

#[test]
fn the_page_of_a_probe_has_what_the_tables_have() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display().to_string();
    Smtls::new(["generate", "man", &place]).run().exits(0);
    let pages = files(folder.path());
    let page = plain(&pages["smtls-probe.1"]);
    for check in smtls::judge::Check::ALL {
        let row = format!("\\fB{}\\fR\n{} (", check.id(), check.sentence());
        assert!(page.contains(&row), "{row:?} in\n{page}");
    }
    for code in smtls::exit::ExitCode::ALL {
        let row = format!("\\fB{}\\fR\n{}\n", code.number(), code.meaning());
        assert!(page.contains(&row), "{row:?} in\n{page}");
    }
    for words in [
        // Under the headings of the help.
        ".SH OPTIONS\n.SS Reaching the server\n",
        "\n.SS Trust\n",
        ".SH ARGUMENTS\n",
        "\\fBsmtls probe --all example.com\\fR\n",
        // The stages with their synonyms, the surroundings, and a standard that a check names.
        "\\fBgreeting\\fR\nthe server greeted with 220 (banner)\n",
        "\\fBSSLKEYLOGFILE\\fR\n",
        "\\fB/etc/resolv.conf\\fR\n",
        "\\fBRFC 7672\\fR\nDANE for SMTP\n",
        "smtls-lab(1)",
    ] {
        assert!(page.contains(words), "{words:?} in\n{page}");
    }
    let offline = plain(&pages["smtls-generate.1"]);
    assert!(!offline.contains("SSLKEYLOGFILE") && !offline.contains("DANE: the TLSA"));
}

#[test]
fn completions_are_current() {
    is_current("completions", &["smtls.bash", "_smtls", "smtls.fish"]);
}

#[test]
fn the_schema_is_current() {
    is_current(
        "schema",
        &[
            "smtls.schema.json",
            "smtls-audit.schema.json",
            "smtls-tlsa.schema.json",
        ],
    );
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for material in ["man", "completions", "schema"] {
        let place = file.join("below").display().to_string();
        Smtls::new(["generate", material, &place])
            .run()
            .refused(&["below"]);
    }
}

#[test]
fn the_readme_has_the_exit_codes_of_the_table() {
    let readme = include_str!("../../README.md");
    for code in smtls::exit::ExitCode::ALL {
        let row = format!("| {} | {} |", code.number(), code.meaning());
        assert!(readme.lines().any(|line| line == row), "{row}");
    }
}

#[test]
fn the_readme_names_every_option() {
    let readme = include_str!("../../README.md");
    for command in smtls::cli::Cli::definition().get_subcommands() {
        let options = command
            .get_arguments()
            .filter_map(|option| option.get_long());
        for option in options.filter(|option| *option != "help") {
            let option = format!("`--{option}");
            let named = readme.contains(&option) || readme.contains(&option.replace('`', " "));
            assert!(named, "{option} of {}", command.get_name());
        }
    }
}
