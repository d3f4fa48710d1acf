//! The last line.

use crate::quote;
use crate::report::Report;
use crate::report::style::{Ink, Style};

/// The last line, over several on a terminal.
pub fn last(report: &Report, style: Style) -> Vec<String> {
    exit_line(
        report.conclusion.exit_code,
        &report.conclusion.sentence,
        style,
    )
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

pub(in crate::report) fn exit_line(code: u8, sentence: &str, style: Style) -> Vec<String> {
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
