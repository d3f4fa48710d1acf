//! For elvish: values, and options behind a target.

use super::{help, is_path, may_be_file, names, valued};
use clap::{Command, ValueHint};
use std::fmt::Write;

/// Where clap looks for the command. It takes each word for one, until an option comes.
const COMMAND: &str = "        set command = $command';'$word\n";

/// Where clap's table of the commands begins.
const TABLE: &str = "    var completions = [\n";

/// Clap's look into it, and ours.
const LOOKUP: &str = "    $completions[$command]\n";
const VALUES_FIRST: &str = "    var value = $command';'$option
    if (has-key $values $value) {
        $values[$value]
    } elif (has-key $completions $command) {
        $completions[$command]
    }
";

/// Clap's candidate, and ours, which begins with what of the word stays: an option and its sign, or the begin of a list.
const CANDIDATE: &str = "edit:complex-candidate $text &display=$text";
const LONGER: &str = "edit:complex-candidate $before$text &display=$text";

/// What stands before them.
const WORDS: &str = "    var option = $words[-2]
    var last = $words[-1]
    var before = ''
    if (re:match '^--[^=]*=' $last) {
        set option = (re:find '^--[^=]*' $last)[text]
        set before = $option'='
    }
    if (re:match ',' $last) {
        set before = (re:find '^.*,' $last)[text]
    }
    fn folders {|seed|
        edit:complete-filename $seed | each {|it| if (str:has-suffix $it[stem] '/') { put $it } }
    }
";

/// The begin of clap's function.
const BEGIN: &str = "    fn spaces {";

/// Clap's completion with values, by the word before the last.
pub(super) fn finished(text: String, definition: &Command) -> String {
    let mut values = String::from("    var values = [\n");
    let mut text = text.replace(COMMAND, &format!("{COMMAND}        break\n"));
    for command in definition.get_subcommands() {
        for option in valued(command) {
            let mut offer = String::new();
            for name in names(option) {
                let (word, help) = (name.get_name(), help(&name).replace('\'', "''"));
                let _ = writeln!(offer, "            cand {word} '{help}'");
            }
            if option.get_value_hint() == ValueHint::DirPath {
                offer.push_str("            folders $last\n");
            } else if is_path(option) || may_be_file(option) {
                offer.push_str("            edit:complete-filename $last\n");
            }
            let place = format!("&'smtls;{}", command.get_name());
            let _ = match option.get_long() {
                Some(long) => writeln!(values, "        {place};--{long}'= {{\n{offer}        }}"),
                None => {
                    let head = format!("{place}'= {{\n");
                    text = text.replacen(&head, &format!("{head}{offer}"), 1);
                    Ok(())
                }
            };
        }
    }
    values.push_str("    ]\n");
    let text = text.replacen(TABLE, &format!("{values}{TABLE}"), 1);
    text.replace(LOOKUP, VALUES_FIRST)
        .replace(CANDIDATE, LONGER)
        .replacen("use str;", "use re;\nuse str;", 1)
        .replacen(BEGIN, &format!("{WORDS}{BEGIN}"), 1)
}
