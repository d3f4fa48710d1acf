//! For bash: values after `=` and after commas, hosts, and no options where none was begun.

use super::valued;
use clap::{Arg, Command, ValueHint};

/// The function that calls clap's. LISTS, HOSTS and VALUED stand in it for options, and COMMANDS for the commands that take a target.
const MORE: &str = include_str!("more.bash");

/// Clap's completion, with ours around it.
pub(super) fn finished(text: String, definition: &Command) -> String {
    let commands = || definition.get_subcommands();
    let options = |is: fn(&Arg) -> bool| {
        let all = commands().flat_map(valued);
        let mut words: Vec<_> = all.filter(|it| is(it)).filter_map(Arg::get_long).collect();
        words.sort_unstable();
        words.dedup();
        let words = words.into_iter().map(|it| format!("--{it}"));
        words.collect::<Vec<_>>().join(" | ")
    };
    let is_host = |option: &Arg| option.get_value_hint() == ValueHint::Hostname;
    let hosts = commands().filter(|it| it.get_positionals().any(is_host));
    let hosts: Vec<_> = hosts.map(Command::get_name).collect();
    let more = MORE
        .replace("LISTS", &options(super::is_list))
        .replace(
            "HOSTS",
            &options(|it| it.get_value_hint() == ValueHint::Hostname),
        )
        .replace("VALUED", &options(|_| true))
        .replace("COMMANDS", &hosts.join(" | "));
    let text = text.replace("complete -F _smtls -o", "complete -F _smtls_more -o");
    format!("{}\n{text}", more.trim_end())
}
