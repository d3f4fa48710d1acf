//! One line of a recipe, run by a shell as it stands, and what became of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::recipe::Recipe;
use crate::services::{service, services};
use crate::swaks;

/// The name that the lines have for the server, and the ports that they name.
const NAME: &str = "mx.example.com";
const PORTS: [u16; 4] = [24, 25, 465, 587];

/// What lines on example.com are run on where DNS is to lead to the server: a domain of the network with zones of its own.
const ROUTED: &str = "routed.secure.test";

/// How a line ended.
#[derive(Debug)]
pub struct Ended {
    pub exit: i32,
    /// The commands in its transcript, each with whether it was inside TLS.
    pub commands: Vec<String>,
    /// What the server counted.
    pub server: String,
    pub text: String,
}

/// What is given last counts for swaks.
pub fn by_swaks(folder: &Path, recipe: &Recipe) -> Ended {
    let line = recipe.lines.swaks;
    let ehlo = ["--ehlo", "client.interop.test"];
    if recipe.is_routed() {
        return run(folder, recipe, &line.replace("example.com", ROUTED), &ehlo);
    }
    let service = service(recipe.on);
    let port = service.port.to_string();
    let server = ["-s", service.address, "-p", &port];
    run(folder, recipe, line, &[&ehlo[..], &server].concat())
}

pub fn by_smtls(folder: &Path, recipe: &Recipe) -> Ended {
    let line = recipe.lines.smtls;
    let mut more = vec![
        "--ehlo",
        "client.interop.test",
        "--color",
        "never",
        "--dnssec",
        "off",
    ];
    if recipe.is_routed() {
        return run(folder, recipe, &line.replace("example.com", ROUTED), &more);
    }
    let service = service(recipe.on);
    let elsewhere = PORTS.map(|port| format!("{NAME}:{port}:{}", service.host_and_port()));
    for one in &elsewhere {
        more.extend(["--connect-to", one]);
    }
    if !line.contains("--ca-file") {
        more.extend(["--ca-file", "ca.pem"]);
    }
    if !line.contains("--verify-name") {
        more.extend(["--verify-name", &services().name]);
    }
    run(folder, recipe, line, &more)
}

/// Runs a line as a shell does, with more arguments at its end, and reads the server's log of it.
fn run(folder: &Path, recipe: &Recipe, line: &str, more: &[&str]) -> Ended {
    let before = counted(recipe).len();
    let programs = Path::new(env!("CARGO_BIN_EXE_smtls"))
        .parent()
        .expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let password = fs::read_to_string(services().folder.join("sasl-password")).expect("a password");
    let mut command = match recipe.is_routed() {
        true => inside(folder),
        false => Command::new("timeout"),
    };
    let output = command
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
        server: match recipe.on {
            "lmtp" => "no log".to_owned(),
            _ => first_counted(recipe, before),
        },
        text: format!("$ {line}\n{text}{errors}"),
    }
}

/// `timeout` in the network of its own.
fn inside(folder: &Path) -> Command {
    let mut command = Command::new("nsenter");
    let process = services().network.process.to_string();
    command.args(["--target", &process, "--net", "--mount"]);
    command.arg(format!("--wd={}", folder.display()));
    command.args(["--", "timeout"]);
    command
}

/// What the server counted in each session, in order.
fn counted(recipe: &Recipe) -> Vec<String> {
    let file = match recipe.is_routed() {
        true => services().folder.join("network/maillog"),
        false => services().maillog.clone(),
    };
    let log = fs::read(file).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let process = format!(" postfix/{}/smtpd[", recipe.on);
    log.lines()
        .filter(|line| line.contains(&process))
        .filter_map(|line| line.split_once(": disconnect from "))
        .filter_map(|(_, line)| line.split_once("] "))
        .map(|(_, counts)| counts.to_owned())
        .collect()
}

/// Of the first session after so many; Postfix logs a little later than it answers.
fn first_counted(recipe: &Recipe, before: usize) -> String {
    for _ in 0..100 {
        if let Some(found) = counted(recipe).into_iter().nth(before) {
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
