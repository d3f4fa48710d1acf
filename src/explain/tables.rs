//! The words that other folders have tables of, with what those say of them.

use super::explanation::Explanation;
use super::room::Room;
use crate::exit::ExitCode;
use crate::expect::{Fact, Name};
use crate::judge::audit::Weakness;
use crate::judge::audit::profile::{BUILT_IN, Grade};
use crate::judge::{Check, Level};
use crate::smtp::{KEYWORDS, Stage};
use crate::tls::names::ALERTS;

/// The rows of a kind's table; none where the texts are all that there is.
pub(super) fn rows(room: Room) -> Vec<Explanation> {
    match room {
        Room::Check => Check::ALL.map(check).to_vec(),
        Room::Level => Level::ALL
            .map(|it| Explanation::new(room, it.word(), "").called(format!("level {it}")))
            .to_vec(),
        Room::Stage => Stage::ALL
            .map(|it| Explanation::new(room, it.name(), "").called(format!("stage {it}")))
            .to_vec(),
        Room::ExitCode => ExitCode::ALL.map(exit_code).to_vec(),
        Room::Expectation => Fact::ALL.map(expectation).to_vec(),
        Room::Finding => Weakness::ALL.map(finding).to_vec(),
        Room::Profile => {
            let rows = BUILT_IN
                .iter()
                .map(|(name, title, _)| Explanation::new(room, *name, *title));
            rows.collect()
        }
        Room::Grade => Grade::ALL
            .map(|it| Explanation::new(room, it.word(), ""))
            .to_vec(),
        Room::Keyword => KEYWORDS.iter().map(keyword).collect(),
        Room::Alert => ALERTS.iter().map(alert).collect(),
        _ => Vec::new(),
    }
}

fn check(check: Check) -> Explanation {
    Explanation::new(Room::Check, check.id(), check.sentence()).with_references(check.reference())
}

fn finding(weakness: Weakness) -> Explanation {
    Explanation::new(Room::Finding, weakness.id(), weakness.title())
        .with_references(weakness.reference())
}

/// The checks among the expectations are explained as checks.
fn expectation(fact: Fact) -> Explanation {
    let row = Name::Fact(fact).row();
    let example = format!("--require '{}={}'", row.name, row.typed_example());
    let said = format!("Its value is {}. On the command line:", row.kind.words());
    let mut all = Explanation::new(Room::Expectation, row.name, row.help).with_text(said);
    if let Some(last) = all.paragraphs.last_mut() {
        last.lines.push(example);
    }
    all.with_references(row.reference.unwrap_or_default())
}

fn exit_code(code: ExitCode) -> Explanation {
    let number = code.number();
    Explanation::new(Room::ExitCode, number.to_string(), code.meaning())
        .called(format!("exit {number}"))
        .called(format!("exit code {number}"))
}

fn keyword(keyword: &crate::smtp::Keyword) -> Explanation {
    let row = Explanation::new(Room::Keyword, keyword.name, keyword.meaning);
    match keyword.rfc {
        Some(rfc) => row.with_references(&format!("RFC {rfc}")),
        None => row.with_text("No standard has it: it is of one maker's servers, or of a draft."),
    }
}

fn alert(alert: &crate::tls::names::AlertName) -> Explanation {
    let title = format!("alert {}: {}", alert.code, alert.meaning);
    Explanation::new(Room::Alert, alert.name, title)
        .called(format!("alert {}", alert.code))
        .called(format!("alert {}", alert.name))
        .called(format!("alert {} {}", alert.code, alert.name))
        .with_references("RFC 9846 §6")
}
