//! The commands of Nagios and Icinga 2, with their macros put in.

use super::{DOMAIN, Desk, bad, example, good, options};
use crate::support::{Outcome, Theatre};
use std::collections::BTreeMap;

type Block = BTreeMap<String, String>;

/// The blocks `define KIND { NAME VALUE }` of a file.
fn blocks(text: &str, kind: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines().map(str::trim) {
        match (line.split_once(char::is_whitespace), &mut open) {
            _ if line.starts_with('#') || line.is_empty() => {}
            (Some(("define", rest)), None) => {
                assert!(rest.ends_with('{'), "{line}");
                let is_wanted = rest.trim_end_matches('{').trim() == kind;
                open = Some(Block::from([(
                    "is wanted".to_owned(),
                    is_wanted.to_string(),
                )]));
            }
            (None, Some(block)) if line == "}" => {
                found.extend((block["is wanted"] == "true").then(|| block.clone()));
                open = None;
            }
            (Some((name, value)), Some(block)) => {
                let before = block.insert(name.to_owned(), value.trim().to_owned());
                assert_eq!(before, None, "twice: {line}");
            }
            _ => panic!("neither a block nor in one: {line}"),
        }
    }
    found
}

/// Runs the command of a service as Nagios does, with more options as the second argument.
fn run(service: &Block, theatre: &Theatre) -> Outcome {
    let file = example("nagios.cfg");
    let mut arguments = service["check_command"].split('!');
    let name = arguments.next().unwrap();
    let commands = blocks(&file, "command");
    let command = commands.iter().find(|it| it["command_name"] == name);
    let mut line = command.unwrap_or_else(|| panic!("no {name}"))["command_line"].clone();
    let mut arguments: Vec<String> = arguments.map(str::to_owned).collect();
    arguments.resize(2, String::new());
    let mx = theatre.address(&format!("mx1.{DOMAIN}"));
    if arguments[0] == "587" {
        // The lab has its servers on ports of its own.
        arguments[0] = mx.port().to_string();
    }
    arguments[1].push_str(&format!(" {}", options(theatre).join(" ")));
    for (name, value) in [
        ("$ARG1$", arguments[0].as_str()),
        ("$ARG2$", &arguments[1]),
        ("$HOSTNAME$", &service["host_name"]),
        ("$HOSTADDRESS$", &mx.ip().to_string()),
        ("/usr/bin/smtls", "smtls"),
        ("example.com", DOMAIN),
    ] {
        line = line.replace(name, value);
    }
    assert!(!line.contains('$'), "{line}");
    Desk::new().bash(&line, &[])
}

#[test]
fn the_services_of_nagios_are_ok_where_the_servers_are() {
    let services = blocks(&example("nagios.cfg"), "service");
    assert_eq!(services.len(), 2);
    let theatre = good();
    for service in services {
        let outcome = run(&service, &theatre).exits(0);
        assert!(outcome.stdout.starts_with("SMTLS OK - "), "{outcome}");
        assert!(outcome.stdout.contains('|'), "{outcome}");
    }
}

#[test]
fn the_service_of_nagios_is_critical_where_dane_fails() {
    let services = blocks(&example("nagios.cfg"), "service");
    let outcome = run(&services[0], &bad()).exits(2);
    assert!(outcome.stdout.starts_with("SMTLS CRITICAL - "), "{outcome}");
}

/// The quoted texts of a line.
fn quoted(line: &str) -> Vec<String> {
    line.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The command line of icinga2.conf: the command, then the arguments with their macros put in, those with an order last.
fn icinga() -> Vec<String> {
    let file = example("icinga2.conf");
    let (mut command, mut plain, mut ordered) = (Vec::new(), Vec::new(), Vec::new());
    let mut macros = BTreeMap::new();
    let mut block = None;
    for line in file.lines().map(str::trim) {
        let mut texts = quoted(line);
        if line.starts_with("command = [") {
            command = texts;
        } else if let Some(rest) = line.strip_prefix("vars.") {
            let (name, value) = rest.split_once(" = ").unwrap();
            // The service comes after the command, and has the last word.
            macros.insert(format!("${name}$"), value.trim_matches('"').to_owned());
        } else if line.starts_with("\"--") && line.ends_with('{') {
            block = texts.pop();
        } else if line.starts_with("\"--") {
            plain.extend(texts);
        } else if let (Some(name), true) = (&block, line.starts_with("value = ")) {
            ordered.extend([name.clone(), texts.remove(0)]);
        }
    }
    macros.insert("$smtls_target$".to_owned(), DOMAIN.to_owned());
    let mut words = [command, plain, ordered].concat();
    for word in &mut words {
        if let Some(value) = macros.get(word) {
            word.clone_from(value);
        }
        assert!(!word.contains('$'), "{word} has no value");
    }
    words
}

#[test]
fn the_command_of_icinga_2_tells_good_servers_from_bad_ones() {
    for (theatre, code) in [(good(), 0), (bad(), 2)] {
        let mut words = icinga();
        assert_eq!(words[..2], ["/usr/bin/smtls", "probe"]);
        assert_eq!(words[words.len() - 2..], ["--", DOMAIN]);
        words.splice(
            ..2,
            ["smtls".to_owned(), "probe".to_owned()]
                .into_iter()
                .chain(options(&theatre)),
        );
        Desk::new().bash(&words.join(" "), &[]).exits(code);
    }
}
