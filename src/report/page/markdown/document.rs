//! The page: its heading, and target by target what is told of it.

use super::super::grid::Mood;
use super::super::{matrix, words};
use super::escape::{code, in_html, prose};
use super::table::{self, folded, table};
use super::{audit, cases, evidence};
use crate::report::suite::{Suite, suites};
use crate::report::{Dossier, Ended, text};

/// The whole run.
pub fn markdown(ended: &Ended<'_>) -> String {
    let mut lines = Vec::new();
    let mark = mark(Mood::of_exit(ended.exit_code));
    let verdict = words::verdict(ended.exit_code);
    let (what, name) = match ended.dossiers {
        [only] => ("", code(&only.name)),
        several => (" of ", format!("{} targets", several.len())),
    };
    let heading = format!("# {mark} smtls {}{what} {name}: {verdict}", ended.command);
    lines.push(heading.replace("  ", " "));
    if ended.dossiers.len() > 1 {
        lines.push(String::new());
        lines.extend(overview(ended));
    }
    for dossier in ended.dossiers {
        lines.push(String::new());
        if ended.dossiers.len() > 1 {
            let code_of_it = dossier.conclusion.exit_code;
            let verdict = words::verdict(code_of_it);
            let mark = self::mark(Mood::of_exit(code_of_it));
            lines.push(format!("## {mark} {}: {verdict}", code(&dossier.name)));
            lines.push(String::new());
        }
        lines.extend(target(dossier, ended));
    }
    lines.push(String::new());
    lines.push(format!("<sub>{}</sub>", in_html(&words::made(ended))));
    let mut page = lines.join("\n");
    page.push('\n');
    page
}

/// The targets, one in a row.
fn overview(ended: &Ended<'_>) -> Vec<String> {
    let rows = ended.dossiers.iter().map(|dossier| {
        let exit = dossier.conclusion.exit_code;
        let mark = mark(Mood::of_exit(exit));
        vec![
            code(&dossier.name),
            format!("{mark} {}", words::verdict(exit)),
            prose(&dossier.conclusion.sentence),
        ]
    });
    table(&["Target", "Verdict", "In a sentence"], rows)
}

fn target(dossier: &Dossier, ended: &Ended<'_>) -> Vec<String> {
    let mut lines = vec![prose(&dossier.conclusion.sentence)];
    let suites = suites(dossier);
    let all: Vec<&Suite> = suites.iter().collect();
    if let Some(report) = &dossier.probe {
        lines.push(String::new());
        lines.extend(table::grid(&matrix::probed(report, ended.thresholds)));
    }
    if let Some(report) = &dossier.audit {
        lines.push(String::new());
        lines.extend(table::grid(&matrix::audited(report)));
    }
    lines.extend(cases::notable(&all));
    if let Some(report) = &dossier.probe {
        let told = text::sender(report);
        if !told.is_empty() {
            lines.push(String::new());
            lines.push("**What a sender would do**".to_owned());
            lines.push(String::new());
            let told = told.iter();
            lines.extend(told.map(|(label, words)| format!("- {label}: {}", prose(words))));
        }
    }
    if let Some(report) = &dossier.audit {
        for endpoint in &report.endpoints {
            lines.extend(audit::found(endpoint));
        }
    }
    let summary = format!("All checks: {}", words::counted(&all));
    lines.extend(folded(&summary, cases::all(&all)));
    if let Some(report) = &dossier.probe {
        lines.extend(evidence::evidence(report));
    }
    if let Some(report) = &dossier.audit {
        for endpoint in &report.endpoints {
            lines.extend(audit::lists(endpoint));
        }
    }
    lines
}

/// A sign that is seen from afar; it never stands without a word.
pub(super) fn mark(mood: Mood) -> &'static str {
    match mood {
        Mood::Good => "\u{2705}",
        Mood::Notable => "\u{26a0}\u{fe0f}",
        Mood::Bad => "\u{274c}",
        Mood::Unknown => "\u{2796}",
        Mood::Name | Mood::Plain => "",
    }
}
