//! The manual pages: clap's definition, and what it does not know from the tables that the program itself uses.

mod audit;
mod check;
mod explain;
mod options;
mod pages;
mod sheet;
mod shell;
mod standards;
mod surroundings;
mod tlsa;

use crate::cli::Cli;
use crate::exit::{ExitCode, State};
use crate::judge::Check;
use crate::smtp::{DropPoint, Stage};
use clap::Command;
use clap_mangen::roff::{bold, roman};
use pages::{Page, SEE_ALSO};
use sheet::Sheet;
use std::path::Path;

/// The date on the pages: that of the version, because the pages change with the program only.
const DATE: &str = "2026-11-22";

/// Writes `smtls.1` and one page for each command.
pub(super) fn write(folder: &Path) -> std::io::Result<()> {
    let definition = Cli::definition();
    let names = names(&definition);
    std::fs::write(folder.join("smtls.1"), page(&definition, None, &names))?;
    for command in definition.get_subcommands() {
        let name = command.get_name();
        let source = page(command, Some(name), &names);
        std::fs::write(folder.join(format!("smtls-{name}.1")), source)?;
    }
    Ok(())
}

/// The names of the pages.
fn names(definition: &Command) -> Vec<String> {
    let commands = definition.get_subcommands();
    let names = commands.map(|it| format!("smtls-{}", it.get_name()));
    ["smtls".to_owned()].into_iter().chain(names).collect()
}

/// The page of a command, or that of all.
fn page(definition: &Command, command: Option<&str>, names: &[String]) -> String {
    let page = Page::of(command);
    let name = command.map_or("smtls".to_owned(), |it| format!("smtls-{it}"));
    let about = definition.get_about().map(ToString::to_string);
    let about = about.unwrap_or_default();
    let mut sheet = Sheet::new(&name, DATE);
    sheet.line([roman(format!("{name} - {about}"))]);
    sheet.section("SYNOPSIS");
    synopsis(&mut sheet, definition, command);
    sheet.section("DESCRIPTION");
    description(&mut sheet, definition, &about);
    sheet.section("EXAMPLES");
    let examples = page.examples.iter();
    sheet.list(examples.map(|(line, meaning)| (*line, (*meaning).to_owned())));
    options::sections(&mut sheet, definition);
    if command.is_none() {
        commands(&mut sheet, definition);
    }
    if options::has(definition, "drop-after") {
        stages(&mut sheet);
    }
    (page.more)(&mut sheet);
    exit_status(&mut sheet, page, options::has(definition, "warn-days"));
    if page.judges {
        checks(&mut sheet);
    }
    surroundings::sections(&mut sheet, definition, command);
    match command {
        None => standards::all(&mut sheet),
        Some(_) => {
            let source = sheet.text().to_owned();
            standards::cited(&mut sheet, &source);
        }
    }
    see_also(&mut sheet, &name, names);
    sheet.text().to_owned()
}

/// How the command is typed. clap_mangen would list every option, without its value.
fn synopsis(sheet: &mut Sheet, definition: &Command, command: Option<&str>) {
    let named = match command {
        None => definition.clone(),
        Some(command) => definition.clone().bin_name(format!("smtls {command}")),
    };
    let usage = named.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let words = named.get_bin_name().unwrap_or("smtls").to_owned();
    let rest = usage.strip_prefix(&words).unwrap_or_default().to_owned();
    sheet.line([bold(words), roman(rest)]);
}

/// The long description, without the sentence that stands above.
fn description(sheet: &mut Sheet, definition: &Command, about: &str) {
    let long = definition.get_long_about().map(ToString::to_string);
    let long = long.unwrap_or_else(|| format!("{about}."));
    let paragraphs = long.split("\n\n").filter(|it| *it != about);
    for paragraph in paragraphs {
        sheet.paragraph(&paragraph.replace('\n', " "));
    }
}

fn commands(sheet: &mut Sheet, definition: &Command) {
    sheet.section("COMMANDS");
    for command in definition.get_subcommands() {
        let about = command.get_about().map(ToString::to_string);
        let name = format!("smtls-{}(1)", command.get_name());
        sheet.list([(name.as_str(), format!("{}.", about.unwrap_or_default()))]);
    }
}

fn stages(sheet: &mut Sheet) {
    sheet.section("STAGES");
    sheet
        .paragraph("A session reaches them in this order. What stands in brackets means the same.");
    let stages = Stage::ALL.into_iter().map(DropPoint::Stage);
    let replies = [DropPoint::StartTlsReply, DropPoint::DataReply];
    let rows = stages.chain(replies).map(|point| {
        let synonyms = match point {
            DropPoint::Stage(stage) => stage.synonyms().join(", "),
            DropPoint::StartTlsReply | DropPoint::DataReply => "only --drop-after".to_owned(),
        };
        let synonyms = match synonyms.as_str() {
            "" => String::new(),
            some => format!(" ({some})"),
        };
        (point.to_string(), format!("{}{synonyms}", point.sentence()))
    });
    sheet.table(16, rows);
}

fn checks(sheet: &mut Sheet) {
    sheet.section("CHECKS");
    sheet.paragraph(
        "Each is a verdict: pass, note, warn, fail or not tested, with its reason, and a fix where there is something to do. \
         This is what a pass says, and the standard that asks for it.",
    );
    let rows = Check::ALL.into_iter();
    let rows = rows.map(|it| {
        let meaning = format!("{} ({})", it.sentence(), it.reference());
        (it.id().to_owned(), meaning)
    });
    sheet.table(20, rows);
}

fn exit_status(sheet: &mut Sheet, page: &Page, may_be_plugin: bool) {
    sheet.section("EXIT STATUS");
    let rows = page.codes.iter();
    let rows = rows.map(|it| (it.number().to_string(), it.meaning().to_owned()));
    sheet.table(6, rows);
    if page.codes.len() > ExitCode::ALL.len() / 2 {
        sheet.paragraph(
            "The numbers are those of swaks where it has one. Where several hosts or targets end differently, a server that is \
             not the promised one comes first (42, 43, 41, 44), then the earliest stage that failed anywhere.",
        );
    }
    if may_be_plugin {
        sheet.paragraph(
            "With --format nagios on standard output it ends with the numbers of Nagios instead:",
        );
        let states = State::ALL.iter();
        let rows = states.map(|state| (state.number().to_string(), state.word().to_owned()));
        sheet.table(6, rows);
    }
    if !page.remarks.is_empty() {
        sheet.paragraph("Here these say more:");
        let rows = page.remarks.iter();
        sheet.table(
            6,
            rows.map(|(code, what)| ((*code).to_owned(), (*what).to_owned())),
        );
    }
}

fn see_also(sheet: &mut Sheet, name: &str, names: &[String]) {
    sheet.section("SEE ALSO");
    let ours = names.iter().filter(|it| *it != name);
    let ours = ours.map(|it| format!("{it}(1)"));
    let theirs = SEE_ALSO.iter().map(|it| (*it).to_owned());
    let all: Vec<_> = ours.chain(theirs).collect();
    sheet.paragraph(&all.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[test]
    fn every_command_has_its_page_with_examples_that_can_be_typed() {
        let definition = Cli::definition();
        let commands = definition.get_subcommands().map(|it| Some(it.get_name()));
        for command in commands.chain([None]) {
            let page = Page::of(command);
            let of = command.unwrap_or("smtls");
            assert!(
                !page.examples.is_empty(),
                "pages.rs has no EXAMPLES for {of}"
            );
            for (line, _) in page.examples {
                let words = words(line);
                let own = command.is_none_or(|command| words[1] == command);
                assert!(own && words[0] == "smtls", "{line} on the page of {of}");
                if let Err(error) = Cli::try_parse_from(&words) {
                    panic!("{line}: {error}");
                }
            }
        }
    }

    #[test]
    fn every_row_is_of_a_command() {
        let definition = Cli::definition();
        for page in pages::PAGES {
            let known = definition.find_subcommand(page.command).is_some();
            assert!(known, "there is no command {}", page.command);
        }
    }

    /// The words of a line as a shell takes them, without what it reads from elsewhere.
    fn words(line: &str) -> Vec<String> {
        let line = line.split(" < ").next().unwrap();
        let mut words = Vec::new();
        for (at, piece) in line.split('\'').enumerate() {
            match at % 2 {
                0 => words.extend(piece.split_whitespace().map(str::to_owned)),
                _ => words.push(piece.to_owned()),
            }
        }
        words
    }
}
