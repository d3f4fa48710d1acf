//! What a plugin says to Nagios, Icinga and their kin, by the guidelines of the Monitoring Plugins: one line with the state, its
//! reason and the perfdata, then a line for each check.

mod lines;
mod perfdata;
#[cfg(test)]
mod tests;
mod trouble;

use crate::exit::{ExitCode, State};
use crate::quote;
use crate::report::Ended;
use lines::lines;
use perfdata::perfdata;
use trouble::{Trouble, troubles};

/// How many octets Nagios reads of a plugin's output, with some to spare.
const MOST: usize = 8_000;
/// How long the reason in the first line may be, in octets.
const REASON: usize = 600;

/// The state of a run, and what the plugin says.
pub fn nagios(ended: &Ended<'_>) -> (State, String) {
    let troubles = troubles(ended);
    let state = state(&troubles, ended);
    let perfdata = perfdata(ended);
    let mut said = headline(state, &reason(state, &troubles, ended));
    said.push('|');
    said.push_str(&perfdata.text);
    let room = MOST.saturating_sub(said.len());
    for line in lines(ended, &troubles, perfdata.omitted, room) {
        said.push('\n');
        said.push_str(&line);
    }
    (state, said)
}

/// What the plugin says where there was no run.
pub fn unknown(sentence: &str, hint: Option<&str>) -> String {
    let mut said = headline(State::Unknown, sentence);
    if let Some(hint) = hint {
        said.push_str("\nhint: ");
        said.push_str(&words(hint, REASON));
    }
    said
}

fn headline(state: State, reason: &str) -> String {
    format!("SMTLS {} - {}", state.word(), words(reason, REASON))
}

/// What is wrong is critical, whatever could not be tested beside it; what could not be tested may be worse than a warning.
fn state(troubles: &[Trouble], ended: &Ended<'_>) -> State {
    let worst = troubles.iter().map(|trouble| trouble.state).max();
    let worst = worst.unwrap_or(State::Ok);
    match ended.exit_code != 0 || ended.dossiers.is_empty() {
        true => worst.max(State::Unknown),
        false => worst,
    }
}

/// Why it is so.
fn reason(state: State, troubles: &[Trouble], ended: &Ended<'_>) -> String {
    let mut worst = troubles.iter().filter(|trouble| trouble.state == state);
    let Some(first) = worst.next() else {
        return match (state, ended.dossiers) {
            (State::Ok, [one]) => one.conclusion.sentence.clone(),
            (State::Ok, several) => format!(
                "nothing that was demanded failed at any of {} targets",
                several.len()
            ),
            _ => besides(ended),
        };
    };
    let reason = match ended.dossiers {
        // It says besides what a sender would do.
        [one] if first.decides(one) => one.conclusion.sentence.clone(),
        _ => format!("{}: {}: {}", first.place, first.id, first.reason),
    };
    match worst.count() {
        0 => reason,
        more => format!("{} (and {more} more)", start(&reason, REASON - 40)),
    }
}

/// What the run as a whole ended with, where no target says so.
fn besides(ended: &Ended<'_>) -> String {
    let mut codes = ExitCode::ALL.into_iter();
    let code = codes.find(|code| code.number() == ended.exit_code);
    match code.filter(|code| *code != ExitCode::Success) {
        Some(code) => format!("exit code {}: {}", code.number(), code.meaning()),
        None => "nothing was tested".to_owned(),
    }
}

/// Text as it may stand in front of perfdata: printable ASCII without the character that perfdata begin with, and not too long.
fn words(text: &str, most: usize) -> String {
    let plain = quote::text(text).replace('|', "\\x7c");
    start(&plain, most)
}

/// At most so many octets of a text, with a mark where some are left out.
fn start(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for character in text.chars() {
        if short.len() + character.len_utf8() + 3 > most {
            break;
        }
        short.push(character);
    }
    short.push_str("...");
    short
}
