//! For zsh: lists, and files beside names.

use super::{is_list, may_be_file, names, valued};
use clap::{Arg, Command};

/// Offers names, and files beside them.
const OR_FILE: &str = "\
(( $+functions[_smtls_or_file] )) ||
_smtls_or_file() {
    local -a names=(\"$@\")
    _describe -t names name names
    _files
}
";

/// Offers hosts and files.
const HOSTS_OR_FILES: &str = r#":_alternative "hosts\:host\:_hosts" "files\:file\:_files"'"#;

/// Clap's completion with other actions where its own are too narrow.
pub(super) fn finished(mut text: String, definition: &Command) -> String {
    for option in definition.get_subcommands().flat_map(valued) {
        for name in option.get_value_names().unwrap_or_default() {
            // A colon would end the name, and the rest be a function to call.
            let whole = format!("]:{name}:");
            let escaped = format!("]:{}:", name.replace(':', "\\:"));
            text = text.replace(&whole, &escaped);
        }
        // With two colons zsh would take all that follows for targets, options too.
        if option.is_positional() && !option.is_last_set() {
            let id = option.get_id();
            text = text.replace(&format!("'*::{id} -- "), &format!("'*:{id} -- "));
            if may_be_file(option) {
                let hosts = text.find(&format!("'*:{id} -- ")).unwrap_or(text.len());
                let (before, behind) = text.split_at(hosts);
                text = format!("{before}{}", behind.replacen(":_hosts'", HOSTS_OR_FILES, 1));
            }
        }
        let (Some(long), false) = (option.get_long(), names(option).is_empty()) else {
            continue;
        };
        if is_list(option) {
            text = with_action(&text, long, option, |words| {
                format!("_sequence compadd - {words}")
            });
        } else if may_be_file(option) {
            text = with_action(&text, long, option, |words| {
                format!(" _smtls_or_file {words}")
            });
        }
    }
    let start = "\nif [ \"$funcstack[1]\" = \"_smtls\" ]";
    text.replace(start, &format!("\n{OR_FILE}{start}"))
}

/// The text with another action for an option than to choose one of some words. Values hold no brackets.
fn with_action(text: &str, long: &str, option: &Arg, action: impl Fn(&str) -> String) -> String {
    let value = option.get_value_names().unwrap_or_default();
    let value = value.first().map_or("", |name| name.as_str());
    let begin = format!(":{value}:(");
    let option = format!("--{long}=");
    let mut lines = Vec::new();
    let mut rest = text;
    // The names of one option may stand on several lines.
    while let Some((before, after)) = rest.split_once(option.as_str()) {
        let Some((help, words)) = after.split_once(begin.as_str()) else {
            break;
        };
        let Some((words, behind)) = words.split_once(")' \\\n") else {
            break;
        };
        let plain = words.strip_prefix('(').map(|it| it.trim_end_matches(')'));
        let words = plain.unwrap_or(words).replace('\n', " ");
        lines.push(format!(
            "{before}{option}{help}:{value}:{}' \\\n",
            action(&words)
        ));
        rest = behind;
    }
    lines.concat() + rest
}
