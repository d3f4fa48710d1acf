//! Arguments and options, under the headings that the help has, as clap_mangen sets them.

use super::sheet::Sheet;
use clap::{Arg, Command};
use clap_mangen::Man;

/// How clap_mangen sets the names that a value may have: with empty lines around and between.
const WIDE: [(&str, &str); 3] = [
    // Two breaks around an empty line, which mandoc dislikes.
    ("\n.br\n\n.br\n", "\n.sp\n"),
    (
        "\\fIPossible values:\\fR\n.RS 14\n",
        "\\fIPossible values:\\fR\n.PD 0\n.RS 11\n",
    ),
    (".RE\n", ".RE\n.PD\n"),
];

/// Whether a command has an option, and shows it.
pub(super) fn has(definition: &Command, option: &str) -> bool {
    let mut options = definition.get_arguments().filter(|it| !it.is_hide_set());
    options.any(|it| it.get_long() == Some(option))
}

/// The sections on what is typed behind the command.
pub(super) fn sections(sheet: &mut Sheet, definition: &Command) {
    let is_shown = |is: fn(&Arg) -> bool| {
        let mut all = definition.get_arguments().filter(|it| !it.is_hide_set());
        all.any(is)
    };
    let is_in_group = |it: &Arg| !it.is_positional() && it.get_help_heading().is_some();
    if is_shown(Arg::is_positional) {
        let source = rendered(definition, Arg::is_positional, true);
        sheet.append(&source.replace(".SH OPTIONS\n", ".SH ARGUMENTS\n"));
    }
    let has_groups = is_shown(is_in_group);
    if has_groups {
        sheet.section("OPTIONS");
        sheet.append(&under_headings(definition, is_in_group));
    }
    let others = rendered(
        definition,
        |it| !it.is_positional() && it.get_help_heading().is_none(),
        false,
    );
    sheet.append(&match has_groups {
        true => others.replace(".SH OPTIONS\n", ".SS Other\n"),
        false => others,
    });
}

/// The groups, as sections within one. clap_mangen makes sections of their own of them, in capitals.
fn under_headings(definition: &Command, is: fn(&Arg) -> bool) -> String {
    let mut source = rendered(definition, is, true);
    for option in definition.get_arguments() {
        if let Some(heading) = option.get_help_heading() {
            let quoted = |text: &str| match text.contains(' ') {
                true => format!("\"{text}\""),
                false => text.to_owned(),
            };
            let section = format!(".SH {}\n", quoted(&heading.to_uppercase()));
            source = source.replace(&section, &format!(".SS {}\n", quoted(heading)));
        }
    }
    source
}

/// What clap_mangen makes of the options that are of a kind; with its own, such as --help, or without.
fn rendered(definition: &Command, is: fn(&Arg) -> bool, is_ours: bool) -> String {
    let some = definition
        .clone()
        .disable_help_flag(is_ours)
        .disable_version_flag(is_ours)
        .mut_args(|it| match is(&it) {
            true => it,
            false => it.hide(true),
        });
    let mut source = Vec::new();
    // Writing to a vector cannot fail.
    let _ = Man::new(some).render_options_section(&mut source);
    let source = String::from_utf8_lossy(&source).into_owned();
    WIDE.iter()
        .fold(source, |source, (from, to)| source.replace(from, to))
}
