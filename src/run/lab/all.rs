//! `smtls lab all`: every scenario, side by side, and a table of what came out.

use super::played::Played;
use crate::exit::ExitCode;
use crate::lab::{self, Scenario};
use crate::run::screen::Screen;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// How many scenarios are played side by side: several only wait, for a greeting that is late or never comes.
const SIDE_BY_SIDE: usize = 16;

/// Plays them all, and shows each as soon as those before it are shown.
pub(super) fn run(screen: &mut Screen, folder: &Path) -> anyhow::Result<ExitCode> {
    let scenarios = lab::scenarios();
    let table = Table::new(&scenarios);
    let mut different = Vec::new();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..SIDE_BY_SIDE {
            let (sender, scenarios, next) = (sender.clone(), &scenarios, &next);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(scenario) = scenarios.get(index) else {
                        return;
                    };
                    let played = Played::new(scenario, folder);
                    if sender.send((index, played)).is_err() {
                        return;
                    }
                }
            });
        }
        // Or the channel would never end.
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = scenarios.iter().enumerate().peekable();
        for (index, played) in receiver {
            early.insert(index, played);
            while let Some((index, scenario)) = due.peek()
                && let Some(played) = early.remove(index)
            {
                screen.lines(table.rows(scenario, &played));
                screen.flush();
                if !played.differences.is_empty() {
                    different.push(scenario.name.clone());
                }
                due.next();
            }
        }
    });
    let (code, sentence) = match different.as_slice() {
        [] => (
            ExitCode::Success,
            format!(
                "all {} scenarios came out as their rows say",
                scenarios.len()
            ),
        ),
        some => (
            ExitCode::Check,
            format!(
                "{} of {} scenarios came out differently: {}",
                some.len(),
                scenarios.len(),
                some.join(", ")
            ),
        ),
    };
    screen.line("");
    screen.line(&format!("exit {}: {sentence}", code.number()));
    screen.flush();
    Ok(code)
}

/// How the rows are set.
struct Table {
    /// The longest name, in columns.
    names: usize,
    /// The screen, in columns; nothing where there is none, and lines may be as long as they are.
    screen: Option<usize>,
}

impl Table {
    fn new(scenarios: &[Scenario]) -> Self {
        let names = scenarios.iter().map(|scenario| scenario.name.len());
        let screen = terminal_size::terminal_size();
        Self {
            names: names.max().unwrap_or(0),
            screen: screen.map(|(width, _)| usize::from(width.0)),
        }
    }

    /// The row of one scenario, and below it what is different.
    fn rows(&self, scenario: &Scenario, played: &Played) -> Vec<String> {
        let exit = played.exit.map_or("-".to_owned(), |exit| exit.to_string());
        let outcome = match played.differences.is_empty() {
            true => "ok",
            false => "DIFFERENT",
        };
        let row = format!(
            "{:<names$}  exit {exit:>2}  expected {:>2}  {outcome:<9}  {}",
            scenario.name,
            scenario.exit,
            played.sentence,
            names = self.names
        );
        let differences = played.differences.iter();
        let differences = differences.map(|difference| format!("  different: {difference}"));
        [self.cut(row)].into_iter().chain(differences).collect()
    }

    /// At most as much of a row as the screen has columns for. The row is ASCII.
    fn cut(&self, row: String) -> String {
        match self.screen {
            Some(columns) if row.len() > columns => {
                let start = row.get(..columns.saturating_sub(3)).unwrap_or_default();
                format!("{start}...")
            }
            _ => row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_to_the_screen_and_differences_are_not() {
        let scenario = Scenario::new("good", "Good.");
        let played = |differences: &[&str]| Played {
            exit: Some(0),
            sentence: "delivered over TLS 1.3".to_owned(),
            differences: differences.iter().map(|one| (*one).to_owned()).collect(),
        };
        let wide = Table {
            names: 6,
            screen: None,
        };
        let row = "good    exit  0  expected  0  ok         delivered over TLS 1.3";
        assert_eq!(wide.rows(&scenario, &played(&[])), [row]);
        let narrow = Table {
            screen: Some(50),
            ..wide
        };
        assert_eq!(
            narrow.rows(&scenario, &played(&["the exit code is 0, not 1"])),
            [
                "good    exit  0  expected  0  DIFFERENT  delive...",
                "  different: the exit code is 0, not 1"
            ]
        );
        let unplayed = Played {
            exit: None,
            ..played(&["it could not be played"])
        };
        assert!(narrow.rows(&scenario, &unplayed)[0].starts_with("good    exit  -  "));
    }
}
