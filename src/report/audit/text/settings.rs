//! The settings that repair all that was found, as lines that can be copied into the configuration as they are.

use crate::quote;
use crate::report::audit::cure::{CureReport, SettingReport};
use crate::report::style::Style;
use crate::report::text::Line;

/// What a line begins with that a program does not read.
const COMMENT: &str = "# ";

/// The settings. They begin in the first column and are never broken: a line that begins with a blank continues the one before in
/// main.cf (postconf(5)). All else is a comment in front of the line that it is about.
pub(super) fn settings(cure: &CureReport, style: Style) -> Vec<Line> {
    let whose = match (cure.software, cure.named_by_greeting) {
        (software, true) if software != "Postfix" => {
            format!("if this is {software}, as its greeting says")
        }
        (software, _) => format!("in {software}"),
    };
    let first = match cure.first {
        Some(first) => format!(", once {first}"),
        None => String::new(),
    };
    let head = format!("{whose}{first}, the settings of all fixes together:");
    let mut lines = vec![
        Line::whole(String::new()),
        Line::new("  ".to_owned(), 2, head),
    ];
    lines.extend(cure.settings.iter().flat_map(|it| setting(it, style)));
    lines
}

fn setting(setting: &SettingReport, style: Style) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut comment = |words: &str| {
        let words = quote::text(words);
        let broken = Line::new(String::new(), COMMENT.len(), words).broken(style.width());
        lines.extend(
            broken
                .iter()
                .map(|line| Line::whole(format!("{COMMENT}{}", line.trim_start()))),
        );
    };
    if let Some(library) = setting.build {
        comment(&format!(
            "if it is built with {library} (exim -bV says so):"
        ));
    }
    if let Some(only) = setting.only {
        comment(&format!("{only}:"));
    }
    match setting
        .adds
        .as_deref()
        .map(|end| (end, end.trim_start_matches([',', ' '])))
    {
        Some((_, end)) if end == setting.value => comment("add to what stands there already"),
        Some((end, _)) => comment(&format!(
            "where {} stands there already, add this to its end instead: {end}",
            setting.name
        )),
        None => {}
    }
    setting.remarks.iter().for_each(|remark| comment(remark));
    let Some(line) = &setting.line else {
        comment(&format!("{}: {}", setting.name, setting.value));
        return lines;
    };
    // What is not to be done at once or by everybody does nothing where it is copied.
    let mark = match setting.only.is_some() || setting.build.is_some() {
        true => "#",
        false => "",
    };
    lines.push(Line::whole(format!("{mark}{}", quote::text(line))));
    lines
}
