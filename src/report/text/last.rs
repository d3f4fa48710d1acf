//! The last line.

use crate::exit::ExitCode;
use crate::judge::Status;
use crate::quote;
use crate::report::Report;
use crate::report::style::{Ink, Style};

/// How many words are pointed to.
const POINTED: usize = 3;

/// The last line, over several on a terminal.
pub fn last(report: &Report, style: Style) -> Vec<String> {
    let code = report.conclusion.exit_code;
    let mut lines = exit_line(code, &report.conclusion.sentence, style);
    let of_endpoints = report.endpoints.iter().flat_map(|it| &it.verdicts);
    let all = of_endpoints.chain(&report.verdicts);
    let failed = all.filter(|it| it.status == Status::Fail.id());
    lines.extend(more(code, failed.map(|it| it.check), style));
    lines
}

/// Where the words that failed are explained: for a person at a terminal only, so that the last line elsewhere is the exit line.
pub(in crate::report) fn more<'a>(
    code: u8,
    failed: impl Iterator<Item = &'a str>,
    style: Style,
) -> Option<String> {
    // Who breaks a run off knows why it ended.
    let is_broken_off = [ExitCode::Interrupted, ExitCode::Terminated].map(ExitCode::number);
    if !style.is_terminal() || code == 0 || is_broken_off.contains(&code) {
        return None;
    }
    let mut words: Vec<&str> = Vec::new();
    for word in failed {
        if words.len() < POINTED && !words.contains(&word) {
            words.push(word);
        }
    }
    let words = match words.is_empty() {
        true => code.to_string(),
        false => words.join(" "),
    };
    let line = format!("smtls explain {words} says more");
    Some(style.paint(&line, Ink::Faint))
}

/// The last line of all, where there are several targets.
///
/// `besides` is what else failed, if anything did.
pub fn last_of_all(
    code: u8,
    failed: &[String],
    targets: usize,
    besides: Option<&str>,
    style: Style,
) -> Vec<String> {
    let mut sentence = match failed {
        [] => format!("nothing that was demanded failed at any of {targets} targets"),
        some => format!(
            "{} of {targets} targets failed: {}",
            some.len(),
            some.join(", ")
        ),
    };
    if let Some(besides) = besides {
        sentence.push_str("; but ");
        sentence.push_str(besides);
    }
    exit_line(code, &sentence, style)
}

/// The last line with a code: `exit 41: ...`, over several on a terminal.
pub fn exit_line(code: u8, sentence: &str, style: Style) -> Vec<String> {
    let ink = if code == 0 { Ink::Good } else { Ink::Bad };
    let head = format!("exit {code}:");
    let mut lines = style.fitted(&format!("{head} {}", quote::text(sentence)));
    if let Some(first) = lines.first_mut() {
        // Only now, because colours take no room.
        *first = first.replacen(&head, &style.paint(&head, ink), 1);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::style::{ColorChoice, Environment};

    #[test]
    fn a_person_is_told_where_there_is_more() {
        let style = |is_terminal| {
            let environment = Environment {
                is_terminal,
                ..Environment::default()
            };
            Style::chosen(ColorChoice::Never, &environment)
        };
        let failed = ["names", "path", "names", "validity", "dane"];
        for (code, failed, is_terminal, line) in [
            (
                41,
                &failed[..1],
                true,
                Some("smtls explain names says more"),
            ),
            (
                41,
                &failed,
                true,
                Some("smtls explain names path validity says more"),
            ),
            (45, &[], true, Some("smtls explain 45 says more")),
            (0, &failed, true, None),
            (130, &failed, true, None),
            (41, &failed, false, None),
        ] {
            let told = more(code, failed.iter().copied(), style(is_terminal));
            assert_eq!(told.as_deref(), line);
        }
    }

    #[test]
    fn the_last_line_fits_a_terminal_and_is_one_line_elsewhere() {
        let sentence = "word ".repeat(60);
        let sentence = sentence.trim_end();
        let whole = format!("exit 29: {sentence}");
        for (color, is_terminal) in [
            (ColorChoice::Never, true),
            (ColorChoice::Always, true),
            (ColorChoice::Never, false),
        ] {
            let environment = Environment {
                columns: Some("80".to_owned()),
                is_terminal,
                ..Environment::default()
            };
            let style = Style::chosen(color, &environment);
            let lines = exit_line(29, sentence, style);
            let painted = style.paint("exit 29:", Ink::Bad);
            assert!(lines[0].starts_with(&painted), "{lines:?}");
            if !is_terminal {
                assert_eq!(lines, [whole.as_str()]);
                continue;
            }
            let lines: Vec<String> = lines
                .iter()
                .map(|line| line.replace(&painted, "exit 29:"))
                .collect();
            assert!(lines.iter().all(|line| line.len() <= 80), "{lines:?}");
            let later = &lines[1..];
            assert!(later.len() > 2 && later.iter().all(|line| line.starts_with("    word")));
            let words: Vec<&str> = lines
                .iter()
                .flat_map(|line| line.split_whitespace())
                .collect();
            assert_eq!(words.join(" "), whole);
        }
    }
}
