//! What a shell can offer where a value is typed: names, files, folders, hosts, or nothing.

use super::tls_names::verifiable_names;
use crate::explain;
use crate::judge::audit::profile::Profile;
use crate::smtp::sasl::Mechanism;
use crate::tls::names::{negotiable_cipher_suites, negotiable_groups};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgGroup, Command, ValueHint};

/// The same command line as the shells complete it: without what is hidden, and with what there is to offer for each value. It is not
/// for parsing, because some of the names are only suggestions.
pub(super) fn for_shells(command: &Command) -> Command {
    let shown = command.get_arguments().filter(|it| !it.is_hide_set());
    let hidden = command.get_arguments().filter(|it| it.is_hide_set());
    // Others may speak of what is left out, such as an option that excludes it.
    let stand_ins = hidden.map(|it| ArgGroup::new(it.get_id().clone()));
    let below = command.get_subcommands().filter(|it| !it.is_hide_set());
    let mut copy = Command::new(command.get_name().to_owned())
        .disable_help_subcommand(true)
        .args(shown.cloned().map(offered))
        .groups(stand_ins)
        .subcommands(below.map(for_shells));
    if let Some(about) = command.get_about() {
        copy = copy.about(about.clone());
    }
    // Whether there is more to see with --help than with -h.
    if let Some(more) = command.get_long_about().or(command.get_after_long_help()) {
        copy = copy.long_about(more.clone());
    }
    match command.get_version() {
        Some(version) => copy.version(version.to_owned()),
        None => copy,
    }
}

/// The option with what there is to offer for it.
fn offered(option: Arg) -> Arg {
    let named = !option.get_possible_values().is_empty();
    if !option.get_action().takes_values() || named {
        return option;
    }
    match names(&option) {
        Some(names) if option.get_long() == Some("dsn-notify") => option
            .value_parser(PossibleValuesParser::new(names))
            .value_delimiter(','),
        Some(names) => option.value_parser(PossibleValuesParser::new(names)),
        None => {
            let hint = hint(&option);
            option.value_hint(hint)
        }
    }
}

/// The names that an option takes, where it takes others too, or has a parser of its own for them.
fn names(option: &Arg) -> Option<Vec<PossibleValue>> {
    let plain = |names: &[&'static str]| names.iter().copied().map(PossibleValue::new).collect();
    let names = match (option.get_long(), value_name(option)) {
        (Some("profile"), _) => {
            let all = Profile::names().into_iter();
            all.map(|(name, what)| PossibleValue::new(name).help(what))
                .collect()
        }
        (Some("groups"), _) => plain(&negotiable_groups().map(|it| it.name).collect::<Vec<_>>()),
        (Some("suites"), _) => plain(
            &negotiable_cipher_suites()
                .map(|it| it.name)
                .collect::<Vec<_>>(),
        ),
        (Some("sigalgs"), _) => {
            let kinds = ["rsa", "ecdsa"].into_iter();
            plain(&kinds.chain(verifiable_names()).collect::<Vec<_>>())
        }
        (Some("auth"), _) => plain(&Mechanism::ALL.map(Mechanism::word)),
        (Some("tls-min" | "tls-max"), _) => plain(&["1.2", "1.3"]),
        (Some("dsn-notify"), _) => plain(&["never", "success", "failure", "delay"]),
        (_, "WORD") => words(),
        _ => return None,
    };
    Some(names)
}

/// What can be explained, but for what are only numbers.
fn words() -> Vec<PossibleValue> {
    let mut all = explain::all();
    all.retain(|it| {
        let is_plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet);
        it.word.bytes().all(is_plain) && it.word.bytes().any(|octet| octet.is_ascii_alphabetic())
    });
    all.sort_by(|one, other| one.word.cmp(&other.word));
    all.dedup_by(|one, other| one.word == other.word);
    let values = all.into_iter().map(|it| {
        // Quotation marks mean something to some of the shells, and clap_complete leaves them as they are.
        PossibleValue::new(it.word).help(it.title.replace('"', "'"))
    });
    values.collect()
}

/// What kind of thing a value is, by how the help calls it.
fn hint(option: &Arg) -> ValueHint {
    let of_type = option.get_value_hint();
    match (option.get_long(), value_name(option)) {
        (_, "FILE" | "PEM" | "NAME|FILE") => ValueHint::FilePath,
        (_, "DIR") => ValueHint::DirPath,
        (_, "TARGET" | "TARGET|FILE") => ValueHint::Hostname,
        (Some("sni" | "verify-name" | "ehlo" | "domain" | "host"), _) => ValueHint::Hostname,
        // A path by another name is a path.
        _ if of_type != ValueHint::Unknown => of_type,
        _ => ValueHint::Other,
    }
}

/// How the help calls the value.
fn value_name(option: &Arg) -> &str {
    let names = option.get_value_names().unwrap_or_default();
    names.first().map_or("", |name| name.as_str())
}

#[cfg(test)]
mod tests {
    use crate::cli::Cli;
    use clap::ValueHint;

    /// What is offered for an option, or for the positional argument of this name: the names, or else the kind.
    fn offer(command: &str, name: &str) -> (Vec<String>, ValueHint) {
        let definition = Cli::for_shells();
        let command = definition.find_subcommand(command).unwrap();
        let mut options = command.get_arguments();
        let option =
            options.find(|it| it.get_long() == Some(name) || super::value_name(it) == name);
        let option = option.unwrap_or_else(|| panic!("there is no {name}"));
        let names = option.get_possible_values().into_iter();
        let names = names.map(|it| it.get_name().to_owned()).collect();
        (names, option.get_value_hint())
    }

    #[test]
    fn values_have_their_names() {
        for (command, option, some) in [
            (
                "probe",
                "quit-after",
                &["connect", "first-ehlo", "data"][..],
            ),
            ("probe", "drop-after", &["starttls-reply", "data-reply"]),
            ("shell", "start-after", &["greeting", "ehlo"]),
            ("probe", "format", &["text", "brief", "json", "jsonl"]),
            ("audit", "format", &["text", "json", "jsonl"]),
            ("audit", "profile", &["mx", "rfc9325"]),
            ("probe", "level", &["may", "secure"]),
            ("probe", "color", &["auto", "always", "never"]),
            ("probe", "groups", &["X25519MLKEM768", "x25519"]),
            ("probe", "suites", &["TLS_AES_128_GCM_SHA256"]),
            ("probe", "sigalgs", &["rsa", "ecdsa", "ed25519"]),
            ("probe", "auth", &["PLAIN", "SCRAM-SHA-256"]),
            ("probe", "tls-max", &["1.2", "1.3"]),
            ("probe", "dnssec", &["auto", "off"]),
            ("probe", "roots", &["system", "mozilla", "none"]),
            ("probe", "proxy-protocol", &["v1", "v2"]),
            ("probe", "dsn-notify", &["never", "delay"]),
            ("probe", "dsn-return", &["full", "headers"]),
            ("generate", "MATERIAL", &["man", "completions", "schema"]),
            ("explain", "WORD", &["dane", "starttls"]),
        ] {
            let (names, _) = offer(command, option);
            for name in some {
                assert!(
                    names.iter().any(|it| it == name),
                    "{name} of {option}: {names:?}"
                );
            }
        }
    }

    #[cfg(feature = "lab")]
    #[test]
    fn the_lab_has_its_scenarios() {
        let (names, _) = offer("lab", "SCENARIO|all");
        for name in ["good", "expired", "dane-mismatch", "all"] {
            assert!(names.iter().any(|it| it == name), "{name}: {names:?}");
        }
    }

    #[test]
    fn values_have_their_kinds() {
        for (command, option, kind) in [
            ("probe", "ca-file", ValueHint::FilePath),
            ("probe", "ca-dir", ValueHint::DirPath),
            ("probe", "save-chain", ValueHint::FilePath),
            ("probe", "data", ValueHint::FilePath),
            ("probe", "netrc", ValueHint::FilePath),
            ("shell", "history", ValueHint::FilePath),
            ("generate", "DIR", ValueHint::DirPath),
            ("probe", "TARGET", ValueHint::Hostname),
            ("tlsa", "next", ValueHint::FilePath),
            ("tlsa", "host", ValueHint::Hostname),
            ("audit", "sni", ValueHint::Hostname),
            ("probe", "timeout", ValueHint::Other),
            ("probe", "auth-user", ValueHint::Other),
        ] {
            assert_eq!(offer(command, option).1, kind, "{command} {option}");
        }
    }

    /// So that no option of tomorrow is forgotten: where it takes a file or a folder, its value is called one.
    #[test]
    fn every_path_is_called_a_file_or_a_folder() {
        for command in Cli::for_shells().get_subcommands() {
            for option in command.get_arguments() {
                let id = option.get_id();
                let is_vague = option.get_value_hint() == ValueHint::AnyPath;
                let name = command.get_name();
                assert!(!is_vague, "{id} of {name}: call its value FILE, PEM or DIR");
            }
        }
    }

    #[test]
    fn what_is_hidden_is_not_offered() {
        let definition = Cli::for_shells();
        let shell = definition.find_subcommand("shell").unwrap();
        let options: Vec<_> = shell
            .get_arguments()
            .filter_map(|it| it.get_long())
            .collect();
        assert!(options.contains(&"no-tls"));
        for hidden in ["quit-after", "all", "data"] {
            assert!(!options.contains(&hidden), "{hidden}");
        }
        definition.debug_assert();
    }
}
