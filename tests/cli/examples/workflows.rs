//! The workflows for CI: their lines run as a runner runs them.

use super::{Desk, bad, example, for_lab, good};
use crate::support::{Outcome, Theatre};
use saphyr::{LoadableYamlNode as _, Yaml};

/// Lines of a workflow: those that install smtls, and those that look at the servers.
struct Workflow {
    install: String,
    check: String,
}

/// The one document of a file.
fn document(text: &str) -> Yaml<'_> {
    let mut documents = Yaml::load_from_str(text).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn text(yaml: &Yaml) -> String {
    yaml.as_str().unwrap().to_owned()
}

fn lines(yaml: &Yaml) -> String {
    let lines = yaml.as_vec().unwrap().iter().map(text);
    lines.collect::<Vec<_>>().join("\n")
}

fn github() -> Workflow {
    let file = example("github-actions.yml");
    let workflow = document(&file);
    let job = &workflow["jobs"]["smtls"];
    let steps = job["steps"].as_vec().unwrap();
    let named = |name: &str| {
        let mut steps = steps
            .iter()
            .filter(|step| step.as_mapping_get("name").and_then(Yaml::as_str) == Some(name));
        steps.next().unwrap_or_else(|| panic!("no step {name}"))
    };
    let kept = &named("Keep the results")["with"]["path"];
    assert_eq!(kept.as_str(), Some("smtls-junit.xml"));
    Workflow {
        install: text(&named("Install smtls")["run"]),
        check: text(&named("Check the mail servers")["run"]),
    }
}

fn gitlab() -> Workflow {
    let file = example("gitlab-ci.yml");
    let workflow = document(&file);
    let job = &workflow["mail-servers"];
    assert_eq!(
        job["artifacts"]["reports"]["junit"].as_str(),
        Some("smtls-junit.xml")
    );
    Workflow {
        install: lines(&job["before_script"]),
        check: lines(&job["script"]),
    }
}

/// Looks at the servers as the workflow does, and gives what it says and the results that it keeps.
fn check(workflow: &Workflow, theatre: &Theatre, desk: &Desk) -> (Outcome, String) {
    desk.write("smtls.toml", &for_lab(&example("smtls.toml"), theatre));
    desk.write("summary.md", "");
    let summary = desk.named("summary.md");
    let outcome = desk.bash(&workflow.check, &[("GITHUB_STEP_SUMMARY", &summary)]);
    (outcome, desk.read("smtls-junit.xml"))
}

/// How many cases are in the results, and how many of them failed.
fn cases(junit: &str) -> (usize, usize) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(junit);
    let (mut cases, mut failures) = (0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (cases, failures),
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                b"testcase" => cases += 1,
                b"failure" => failures += 1,
                _ => {}
            },
            _ => {}
        }
    }
}

#[test]
fn both_workflows_pass_on_good_servers_and_keep_the_results() {
    for workflow in [github(), gitlab()] {
        let (outcome, junit) = check(&workflow, &good(), &Desk::new());
        let outcome = outcome.exits(0);
        assert!(!outcome.stdout.contains("::error"), "{outcome}");
        let (all, failed) = cases(&junit);
        assert!(all > 20, "{junit}");
        assert_eq!(failed, 0, "{junit}");
    }
}

#[test]
fn both_workflows_fail_where_a_server_is_not_as_expected() {
    for workflow in [github(), gitlab()] {
        let (outcome, junit) = check(&workflow, &bad(), &Desk::new());
        outcome.exits(42);
        assert!(cases(&junit).1 > 0, "{junit}");
    }
}

#[test]
fn github_gets_annotations_in_the_file_and_a_summary() {
    let desk = Desk::new();
    let (outcome, _) = check(&github(), &bad(), &desk);
    let annotation = "::error file=smtls.toml,line=";
    assert!(outcome.stdout.contains(annotation), "{outcome}");
    let summary = desk.read("summary.md");
    assert!(
        summary.contains("incoming mail") && summary.contains('|'),
        "{summary}"
    );
}

#[test]
fn the_package_is_installed_only_where_its_checksum_is_right() {
    for workflow in [github(), gitlab()] {
        let desk = Desk::new();
        desk.write("package", "a package");
        desk.program("curl", "cp \"${@: -1}\" \"${@: -2:1}\"");
        desk.program("sudo", "exec \"$@\"");
        desk.program("apt-get", "printf '%s\\n' \"$*\" >>installed");
        let right = desk.bash("sha256sum <package", &[]).stdout;
        let right = right.split(' ').next().unwrap();
        let temporary = desk.named("");
        let install = |sum: &str| {
            let variables = [
                ("SMTLS_PACKAGE", "package"),
                ("SMTLS_SHA256", sum),
                ("RUNNER_TEMP", temporary.as_str()),
            ];
            desk.bash(&workflow.install, &variables)
        };
        let wrong = install(&right.replace(char::is_numeric, "a"));
        assert_ne!(wrong.code, Some(0), "{wrong}");
        assert!(wrong.stdout.contains("FAILED"), "{wrong}");
        let installed = |desk: &Desk| {
            let log = std::fs::read_to_string(desk.path("installed")).unwrap_or_default();
            log.lines().any(|line| line.ends_with("smtls.deb"))
        };
        assert!(!installed(&desk));
        let outcome = install(right);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(installed(&desk));
    }
}
