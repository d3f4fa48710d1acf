//! swaks' recipes: each is run with its smtls line on the same server, and both must end alike, by what they say of it and by the
//! server's own log.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::network::assert_none;
use crate::recipe::{Pair, Recipe, recipes};
use crate::services::{Service, service, services};
use crate::swaks;

/// The name that the lines have for the server, and the ports that they name.
const NAME: &str = "mx.example.com";
const PORTS: [u16; 4] = [24, 25, 465, 587];

/// How a line ended.
#[derive(Debug)]
struct Ended {
    exit: i32,
    /// The commands in its transcript, each with whether it was inside TLS.
    commands: Vec<String>,
    /// What the server counted.
    server: String,
    text: String,
}

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
    let (_, section) = readme.split_once("## From swaks").expect("a section");
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
    let service = service(recipe.on);
    let theirs = run_swaks(folder, &service, recipe);
    let ours = run_smtls(folder, &service, recipe);
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

/// What is given last counts for swaks.
fn run_swaks(folder: &Path, service: &Service, recipe: &Recipe) -> Ended {
    let port = service.port.to_string();
    let more = [
        "-s",
        service.address,
        "-p",
        &port,
        "--ehlo",
        "client.interop.test",
    ];
    run(folder, service, recipe.lines.swaks, &more)
}

fn run_smtls(folder: &Path, service: &Service, recipe: &Recipe) -> Ended {
    let line = recipe.lines.smtls;
    let elsewhere = PORTS.map(|port| format!("{NAME}:{port}:{}", service.host_and_port()));
    let mut more = vec![
        "--ehlo",
        "client.interop.test",
        "--color",
        "never",
        "--dnssec",
        "off",
    ];
    for one in &elsewhere {
        more.extend(["--connect-to", one]);
    }
    if !line.contains("--ca-file") {
        more.extend(["--ca-file", "ca.pem"]);
    }
    if !line.contains("--verify-name") {
        more.extend(["--verify-name", &services().name]);
    }
    run(folder, service, line, &more)
}

/// Runs a line as a shell does, with more arguments at its end, and reads the server's log of it.
fn run(folder: &Path, service: &Service, line: &str, more: &[&str]) -> Ended {
    let before = counted(service).len();
    let programs = Path::new(env!("CARGO_BIN_EXE_smtls"))
        .parent()
        .expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let password = fs::read_to_string(services().folder.join("sasl-password")).expect("a password");
    let output = Command::new("timeout")
        .args(["60", "sh", "-c", &format!("{line} \"$@\""), "sh"])
        .args(more)
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("HOME", folder)
        .env("PASSWORD", password.trim_end())
        .env("WRONG", "wrong")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    Ended {
        exit: output.status.code().unwrap_or(-1),
        commands: commands(&text),
        server: match service.name {
            "lmtp" => "no log".to_owned(),
            _ => first_counted(service, before),
        },
        text: format!("$ {line}\n{text}{errors}"),
    }
}

/// What the server counted in each session, in order.
fn counted(service: &Service) -> Vec<String> {
    let log = fs::read(&services().maillog).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let process = format!(" postfix/{}/smtpd[", service.name);
    log.lines()
        .filter(|line| line.contains(&process))
        .filter_map(|line| line.split_once(": disconnect from "))
        .filter_map(|(_, line)| line.split_once("] "))
        .map(|(_, counts)| counts.to_owned())
        .collect()
}

/// Of the first session after so many; Postfix logs a little later than it answers.
fn first_counted(service: &Service, before: usize) -> String {
    for _ in 0..100 {
        if let Some(found) = counted(service).into_iter().nth(before) {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    "no session".to_owned()
}

/// The commands of the client in a transcript, without the message and without what differs from run to run.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut reply = String::new();
    let mut in_message = false;
    for line in swaks::dialogue(text) {
        let (marker, words) = line.split_at(4.min(line.len()));
        if !marker.contains('>') {
            reply = words.trim_start().chars().take(3).collect();
            in_message |= reply == "354";
            continue;
        }
        if in_message {
            in_message = words != ".";
            continue;
        }
        let mut words = words.split([' ', ':']);
        let verb = words.next().unwrap_or_default();
        let said = match (verb, reply.as_str()) {
            (_, "334") => "response".to_owned(),
            // What comes before the greeting is a header of the PROXY protocol, and may be octets.
            (_, "") => "PROXY".to_owned(),
            ("AUTH", _) => format!("AUTH {}", words.next().unwrap_or_default()),
            _ => verb.to_owned(),
        };
        commands.push(format!("{}{said}", marker.trim()));
    }
    commands
}
