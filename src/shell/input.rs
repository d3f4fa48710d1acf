//! A typed line: something for the server, or for smtls itself. Only a slash at the very beginning is local.

use super::explain::Code;
use super::local::{COMMANDS, Command, Local, Sought, find};
use super::{Expectation, raw};
use crate::explain;
use crate::quote;
use crate::smtp::Mode;
#[cfg(test)]
use crate::smtp::sasl::Mechanism;
use std::path::PathBuf;
use std::time::Duration;

/// The longest `/sleep`: a day.
const LONGEST_SLEEP: f64 = 86_400.0;

/// How alike two names are that somebody may have taken for each other, as clap has it.
const ALIKE: f64 = 0.7;

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A line for the server, as it is to go out but for CR LF.
    Line(Vec<u8>),
    /// A command for smtls.
    Local(Local),
}

/// A local command that cannot be understood, in one sentence without a final stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Misunderstood {
    /// What is wrong.
    pub sentence: String,
}

/// Understands a line without its end.
///
/// # Errors
/// Where it begins with a slash, and is no local command.
pub fn understand(line: &[u8]) -> Result<Input, Misunderstood> {
    let Some(rest) = line.strip_prefix(b"/") else {
        return Ok(Input::Line(line.to_vec()));
    };
    if rest.starts_with(b"/") {
        return Ok(Input::Line(rest.to_vec()));
    }
    local(rest).map(Input::Local)
}

/// The same of a line that is typed in this mode. Where it is no command for the server, it goes out as it is unless all of it is a local
/// command that can be carried out there: a message may have lines that begin with slashes. Such a line with one slash more loses that.
///
/// # Errors
/// Where a command is due, as [`understand`].
pub fn understand_in(line: &[u8], mode: Mode) -> Result<Input, Misunderstood> {
    if mode == Mode::Command {
        return understand(line);
    }
    let behind = line.iter().position(|octet| *octet != b'/');
    let (slashes, rest) = line.split_at(behind.unwrap_or(line.len()));
    let is_possible = |local: &Local| {
        let begins_anew = matches!(local, Local::Quit | Local::Ehlo | Local::Auth(_));
        mode == Mode::Response || !begins_anew
    };
    let meant = local(rest).ok().filter(is_possible);
    Ok(match (slashes, meant) {
        ([_], Some(local)) => Input::Local(local),
        ([_, _, ..], Some(_)) => Input::Line(line.get(1..).unwrap_or_default().to_vec()),
        _ => Input::Line(line.to_vec()),
    })
}

fn local(rest: &[u8]) -> Result<Local, Misunderstood> {
    let end = rest.iter().position(|octet| matches!(octet, b' ' | b'\t'));
    let (name, octets) = rest.split_at(end.unwrap_or(rest.len()));
    let octets = octets.get(1..).unwrap_or_default();
    // A comment needs no space behind its sign.
    if name.starts_with(b"#") {
        return Ok(Local::Comment);
    }
    let Some(command) = std::str::from_utf8(name).ok().and_then(find) else {
        return Err(unknown(name));
    };
    let wrong = |why: &str| misunderstood(format!("{why}: {}", command.usage()));
    if command.name == "raw" {
        let known = "octets are written as they are, or as \\r \\n \\t \\0 \\\\ \\xHH";
        return match raw::understood(octets) {
            Ok(octets) if !octets.is_empty() => Ok(Local::Raw(octets)),
            Ok(_) => Err(wrong(&format!("nothing follows; {known}"))),
            Err(why) => Err(wrong(&format!("{why}; {known}"))),
        };
    }
    let text = std::str::from_utf8(octets).map_err(|_| wrong("what follows is not in UTF-8"))?;
    let text = text.trim();
    let arguments = command.arguments;
    if arguments.is_empty() && !text.is_empty() {
        return Err(wrong("nothing may follow"));
    }
    if !arguments.is_empty() && !arguments.starts_with('[') && text.is_empty() {
        return Err(wrong(match arguments {
            "FILE" => "a file must be named",
            _ => "something must follow",
        }));
    }
    Ok(match command.name {
        "help" if text.is_empty() => Local::Help(None),
        "help" => Local::Help(Some(find(text).ok_or_else(|| unknown(text.as_bytes()))?)),
        "tls" => Local::Tls,
        "cert" => Local::Cert,
        "ehlo" => Local::Ehlo,
        "auth" if text.is_empty() => Local::Auth(None),
        "auth" => match text.parse() {
            Ok(mechanism) => Local::Auth(Some(mechanism)),
            Err(error) => return Err(misunderstood(format!("{error}"))),
        },
        "send" => Local::Send(PathBuf::from(text)),
        "save" => Local::Save(PathBuf::from(text)),
        "expect" => match Expectation::parse(text) {
            Some(expectation) => Local::Expect(expectation),
            None => {
                return Err(wrong(
                    "a code is from 200 to 599, the first digits of one, or like 2xx or 25x",
                ));
            }
        },
        "sleep" => match text.parse::<f64>() {
            Ok(seconds @ 0.0..=LONGEST_SLEEP) => Local::Sleep(Duration::from_secs_f64(seconds)),
            _ => return Err(wrong("seconds are a number of at most 86400")),
        },
        "explain" if text.is_empty() => Local::Explain(None),
        "explain" => Local::Explain(Some(sought(text)?)),
        "quit" => Local::Quit,
        _ => Local::Drop,
    })
}

/// A code, or what else can be explained.
fn sought(text: &str) -> Result<Sought, Misunderstood> {
    if let Some(code) = Code::parse(text) {
        return Ok(Sought::Code(code));
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    explain::find(&words).map(Sought::Word).map_err(|unknown| {
        let hint = match &unknown.nearest {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => "a code is from 200 to 599, or like 5.7.1 and begins with 2, 4 or 5; smtls explain lists the other words".to_owned(),
        };
        misunderstood(quote::text(&format!("{unknown}: {hint}")))
    })
}

fn unknown(name: &[u8]) -> Misunderstood {
    let shown = quote::start(name, 40);
    let name = String::from_utf8_lossy(name).to_lowercase();
    let name = match name.as_str() {
        // What other programs call it.
        "exit" | "bye" | "logout" | "q" => "quit",
        other => other,
    };
    let like = |one: &&Command| strsim::jaro(name, one.name);
    let nearest = COMMANDS.iter().max_by(|a, b| like(a).total_cmp(&like(b)));
    let hint = match nearest.filter(|one| like(one) > ALIKE) {
        Some(one) => format!("did you mean /{}?", one.name),
        None => "/help lists them, and // begins a line for the server that begins with a slash"
            .to_owned(),
    };
    misunderstood(format!("there is no local command /{shown}; {hint}"))
}

fn misunderstood(sentence: String) -> Misunderstood {
    Misunderstood { sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b52_only_a_slash_at_the_beginning_is_local() {
        for line in [
            "RCPT TO:<a@b.test>",
            "R",
            "Q",
            "QUIT",
            "k",
            "#x",
            " /quit",
            "",
            ".",
            "EHLO /quit",
            "?",
            "!ls",
        ] {
            let understood = understand(line.as_bytes()).unwrap();
            assert_eq!(understood, Input::Line(line.as_bytes().to_vec()), "{line}");
        }
        for (line, sent) in [("//", "/"), ("//quit", "/quit"), ("///x", "//x")] {
            let understood = understand(line.as_bytes()).unwrap();
            assert_eq!(understood, Input::Line(sent.as_bytes().to_vec()), "{line}");
        }
        assert_eq!(
            understand(b"\xff\x00").unwrap(),
            Input::Line(b"\xff\x00".to_vec())
        );
    }

    #[test]
    fn b53_in_a_message_a_line_is_local_only_as_a_whole() {
        let within = [Mode::Message, Mode::Chunk(9)];
        for mode in within {
            for line in [
                "/etc/passwd",
                "// comment",
                "//",
                "/",
                "///",
                "//x",
                "/help me please",
                "/sleep well",
                "/send",
                "/drop it",
                "/quit",
                "/ehlo",
                "/auth",
                "//quit",
                "/expect more",
                "a /drop",
                "",
            ] {
                let understood = understand_in(line.as_bytes(), mode);
                assert_eq!(
                    understood,
                    Ok(Input::Line(line.as_bytes().to_vec())),
                    "{line}"
                );
            }
            for line in [
                "/drop",
                "/send x",
                "/help",
                "/help send",
                "/save x",
                "/sleep 0",
                "/expect 354",
                "/# anything",
                "/raw x",
                "/explain",
                "/explain 354",
                "/tls",
                "/cert",
            ] {
                let understood = understand_in(line.as_bytes(), mode);
                assert_eq!(understood, understand(line.as_bytes()), "{line}");
                assert!(matches!(understood, Ok(Input::Local(_))), "{line}");
            }
            for (line, sent) in [
                ("//drop", "/drop"),
                ("///drop", "//drop"),
                ("//# x", "/# x"),
            ] {
                let understood = understand_in(line.as_bytes(), mode);
                assert_eq!(
                    understood,
                    Ok(Input::Line(sent.as_bytes().to_vec())),
                    "{line}"
                );
            }
        }
        // A response in base64 may begin with a slash.
        for (line, is_local) in [
            ("/9j/4A==", false),
            ("//8=", false),
            ("/quit", true),
            ("/drop", true),
        ] {
            let understood = understand_in(line.as_bytes(), Mode::Response);
            assert_eq!(
                matches!(understood, Ok(Input::Local(_))),
                is_local,
                "{line}"
            );
        }
        let command = understand_in(b"/etc/passwd", Mode::Command);
        assert!(command.is_err(), "{command:?}");
    }

    #[test]
    fn local_commands_are_understood_with_their_arguments() {
        let expectation = Expectation::parse("250,251 ok then").unwrap();
        for (line, local) in [
            ("/quit", Local::Quit),
            ("/QUIT ", Local::Quit),
            ("/drop", Local::Drop),
            ("/help", Local::Help(None)),
            ("/help /send", Local::Help(find("send"))),
            ("/auth", Local::Auth(None)),
            ("/auth plain", Local::Auth(Some(Mechanism::Plain))),
            ("/send a file.eml", Local::Send("a file.eml".into())),
            ("/expect 250,251 ok then", Local::Expect(expectation)),
            ("/sleep 1.5", Local::Sleep(Duration::from_millis(1500))),
            ("/raw  NOOP\\r\\n", Local::Raw(b" NOOP\r\n".to_vec())),
            (
                "/explain 5.7.1",
                Local::Explain(Code::parse("5.7.1").map(Sought::Code)),
            ),
            ("/#", Local::Comment),
            ("/# anything at all", Local::Comment),
            ("/#anything", Local::Comment),
        ] {
            assert_eq!(
                understand(line.as_bytes()),
                Ok(Input::Local(local)),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_no_local_command_is_told_with_the_nearest_name() {
        for (line, words) in [
            ("/sedn x", "did you mean /send?"),
            ("/quti", "did you mean /quit?"),
            ("/exit", "did you mean /quit?"),
            ("/", "/help lists them"),
            ("/etc/passwd", "//"),
            ("/x\u{1b}[2J", "\\x1b"),
            ("/send", "a file must be named: /send FILE"),
            ("/drop now", "nothing may follow"),
            ("/expect abc", "2xx"),
            ("/expect 999", "from 200 to 599"),
            ("/expect 250,600", "from 200 to 599"),
            ("/explain xyzzy", "from 200 to 599"),
            ("/explain 999", "from 200 to 599"),
            ("/explain 9.9.9", "begins with 2, 4 or 5"),
            ("/explain dnssc", "did you mean dnssec?"),
            ("/explain \u{1b}[2J", "no word of smtls"),
            ("/expect", "something must follow"),
            ("/sleep -1", "at most 86400"),
            ("/sleep NaN", "at most 86400"),
            ("/sleep inf", "at most 86400"),
            ("/raw \\q", "\\xHH"),
            ("/raw", "\\xHH"),
            ("/auth NTLM", "NTLM"),
            ("/help sedn", "did you mean /send?"),
        ] {
            let error = understand(line.as_bytes()).unwrap_err();
            assert!(error.sentence.contains(words), "{line}: {error}");
            assert!(!error.sentence.ends_with('.') && !error.sentence.contains('\u{1b}'));
        }
    }

    #[test]
    fn every_word_that_smtls_explains_is_explained_here() {
        for explanation in explain::all() {
            let line = format!("/explain {}", explanation.word);
            let understood = understand(line.as_bytes());
            let is_told = match &understood {
                Ok(Input::Local(Local::Explain(Some(Sought::Word(found))))) => {
                    found.contains(&explanation)
                }
                other => matches!(
                    other,
                    Ok(Input::Local(Local::Explain(Some(Sought::Code(_)))))
                ),
            };
            assert!(is_told, "{line}: {understood:?}");
        }
    }

    #[test]
    fn every_command_of_the_table_is_one() {
        for command in COMMANDS {
            let line = match command.name {
                "expect" | "explain" => format!("/{} 250", command.name),
                "sleep" => "/sleep 0".to_owned(),
                name if command.arguments.is_empty() || command.arguments.starts_with('[') => {
                    format!("/{name}")
                }
                name => format!("/{name} x"),
            };
            let understood = understand(line.as_bytes());
            assert!(
                matches!(understood, Ok(Input::Local(_))),
                "{line}: {understood:?}"
            );
            assert!(!command.sentence.ends_with('.'), "{}", command.name);
        }
    }
}
