//! What a run reads beside its command line: environment variables and files.

use super::options;
use super::sheet::Sheet;
use clap::Command;

/// On which pages a row stands.
enum On {
    /// On that of this command.
    Command(&'static str),
    /// Where a command has this option.
    Option(&'static str),
}

/// An environment variable or a file.
struct Row {
    name: &'static str,
    what: &'static str,
    on: On,
}

/// Every variable that is read, in alphabetical order. `tests/house` holds the sources against it.
const VARIABLES: &[Row] = &[
    Row {
        name: "CLICOLOR_FORCE",
        what: "Where it is set, and not 0, text is coloured also where it does not go to a terminal.",
        on: On::Option("color"),
    },
    Row {
        name: "COLUMNS",
        what: "How wide text is set, from 60 to 100 columns; without it as wide as the screen.",
        on: On::Option("color"),
    },
    Row {
        name: "HOME",
        what: "Where .netrc is, and the history of a shell where XDG_STATE_HOME names no other place.",
        on: On::Option("netrc"),
    },
    Row {
        name: "NETRC",
        what: "The netrc file, where --netrc names none.",
        on: On::Option("netrc"),
    },
    Row {
        name: "NO_COLOR",
        what: "Where it is set and not empty, nothing is coloured, whatever CLICOLOR_FORCE says. --color always and never count before \
               all variables.",
        on: On::Option("color"),
    },
    Row {
        name: "SSLKEYLOGFILE",
        what: "The sessions' keys are appended to this file, as with --keylog.",
        on: On::Option("keylog"),
    },
    Row {
        name: "SSL_CERT_DIR",
        what: "Folders of PEM files, separated by colons, that are trusted in the place of the system's store.",
        on: On::Option("roots"),
    },
    Row {
        name: "SSL_CERT_FILE",
        what: "A PEM file that is trusted in the place of the system's store.",
        on: On::Option("roots"),
    },
    Row {
        name: "TERM",
        what: "On a terminal that is dumb nothing is coloured, and in a shell no line is edited.",
        on: On::Option("color"),
    },
    Row {
        name: "TMPDIR",
        what: "Where the folder of a lab is made, with its root certificate, its trust anchor and the messages that it takes.",
        on: On::Command("lab"),
    },
    Row {
        name: "XDG_STATE_HOME",
        what: "Where smtls/history is, the history of a shell; without it in ~/.local/state.",
        on: On::Option("history"),
    },
];

/// The files that are read or written without being named on the command line.
const FILES: &[Row] = &[
    Row {
        name: "smtls.toml",
        what: "The targets of smtls check and what each must show, where it is given no other file.",
        on: On::Command("check"),
    },
    Row {
        name: "/etc/resolv.conf",
        what: "The resolvers that are asked, where --dns names none. Its search list is never used, and neither is /etc/hosts, so that \
               the answer is what DNS tells to everyone.",
        on: On::Option("dns"),
    },
    Row {
        name: "/etc/ssl/certs",
        what: "The system's trust anchors, on Debian; on other systems where their OpenSSL, or the system itself, has them.",
        on: On::Option("roots"),
    },
    Row {
        name: "~/.netrc",
        what: "User and password for --netrc, by the target's name.",
        on: On::Option("netrc"),
    },
    Row {
        name: "~/.local/state/smtls/history",
        what: "What was typed in a shell on a terminal, without anything secret. --no-history keeps none.",
        on: On::Option("history"),
    },
];

/// The sections FILES and ENVIRONMENT, where there is something to tell; on the page of the whole program all of it.
pub(super) fn sections(sheet: &mut Sheet, definition: &Command, command: Option<&str>) {
    for (heading, rows) in [("FILES", FILES), ("ENVIRONMENT", VARIABLES)] {
        let is_here = |row: &&Row| match (command, &row.on) {
            (None, On::Command(name)) => definition.find_subcommand(name).is_some(),
            (None, On::Option(_)) => true,
            (Some(command), On::Command(name)) => command == *name,
            (Some(_), On::Option(name)) => options::has(definition, name),
        };
        let rows: Vec<_> = rows.iter().filter(is_here).collect();
        sheet.section(heading);
        match rows.is_empty() {
            true => sheet.paragraph("None."),
            false => sheet.list(rows.iter().map(|row| (row.name, row.what.to_owned()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;

    #[test]
    fn every_row_stands_on_some_page_and_the_variables_are_in_order() {
        let definition = Cli::definition();
        for row in FILES.iter().chain(VARIABLES) {
            let On::Option(name) = row.on else {
                continue;
            };
            let mut commands = definition.get_subcommands();
            let found = commands.any(|command| options::has(command, name));
            assert!(found, "{}: no command has --{name}", row.name);
        }
        assert!(VARIABLES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
