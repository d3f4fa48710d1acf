//! For PowerShell: values, and options behind a target.

use super::{help, names, valued};
use clap::Command;
use clap::builder::PossibleValue;
use std::fmt::Write;

/// Where clap looks for the command. It takes each word for one, until an option comes.
const COMMAND: &str = "        $element.Value\n    }) -join ';'\n";

/// The word before the one that is typed, and what it takes.
const LOOKUP: &str = "
    $last = $commandElements.Count - 1
    if ($wordToComplete) {
        $last -= 1
    }
    $previous = if ($last -ge 1) { $commandElements[$last].Extent.Text } else { '' }
";

/// Clap's completion with values, by the word before the last.
pub(super) fn finished(text: String, definition: &Command) -> String {
    let mut values =
        String::from("    $values = @(switch -CaseSensitive (\"$command;$previous\") {\n");
    let one = "        $element.Value\n        break\n    }) -join ';'\n";
    let mut text = text.replace(COMMAND, &format!("{one}{LOOKUP}"));
    for command in definition.get_subcommands() {
        for option in valued(command) {
            let offer: String = names(option).iter().map(result).collect();
            if offer.is_empty() {
                continue;
            }
            let place = format!("        'smtls;{}", command.get_name());
            let _ = match option.get_long() {
                Some(long) => {
                    writeln!(
                        values,
                        "{place};--{long}' {{\n{offer}            break\n        }}"
                    )
                }
                None => {
                    let head = format!("{place}' {{\n");
                    text = text.replacen(&head, &format!("{head}{offer}"), 1);
                    Ok(())
                }
            };
        }
    }
    values.push_str("    })\n");
    let choose = "    if ($values) {\n        return $values.Where{ $_.CompletionText -like \"$wordToComplete*\" }\n    }\n\n";
    text.replacen(
        "    $completions = @(",
        &format!("{values}{choose}    $completions = @("),
        1,
    )
}

/// A value as PowerShell takes it. It refuses an empty tooltip.
fn result(name: &PossibleValue) -> String {
    let (word, mut tip) = (name.get_name(), help(name).replace('\'', "''"));
    if tip.is_empty() {
        tip = word.to_owned();
    }
    format!(
        "            [CompletionResult]::new('{word}', '{word}', [CompletionResultType]::ParameterValue, '{tip}')\n"
    )
}
