//! `--list-checks`: everything that can be expected.

use crate::exit::ExitCode;
use crate::expect;
use crate::report::text;
use crate::run::screen::Screen;

/// How wide the sentences are set, in columns.
const WIDTH: usize = 92;

/// What stands above.
const HEAD: [&str; 4] = [
    "What --require NAME[=VALUE] may expect, and [target.expect] in the file of smtls check.",
    "A check without a value is expected to pass; note and warn accept that too, and false undoes a default.",
    "What needs an audit goes with smtls audit and smtls check, all else with smtls probe and smtls check.",
    "",
];

/// Lists them.
pub(in crate::run) fn run() -> anyhow::Result<ExitCode> {
    let mut screen = Screen::stdout();
    screen.lines(HEAD.map(str::to_owned));
    for line in expect::lines() {
        let mut sentence = line.sentence.to_owned();
        if let Some(reference) = line.reference {
            sentence.push_str(&format!(" ({reference})"));
        }
        if line.of_audit {
            sentence.push_str("; needs an audit");
        }
        if !line.choices.is_empty() {
            sentence.push_str(&format!("; one of {}", line.choices.join(", ")));
        }
        screen.line(&line.example);
        let folded = text::folded(&sentence, WIDTH);
        screen.lines(folded.iter().map(|it| format!("    {}", it.trim())));
    }
    Ok(ExitCode::Success)
}
