//! What the page of each command has that its definition does not know: one row for each.

use super::sheet::Sheet;
use super::{audit, check, explain, shell, tlsa};
use crate::exit::ExitCode;

/// What is on the page of a command.
pub(super) struct Page {
    /// The word behind smtls; nothing on the page of the whole program.
    pub(super) command: &'static str,
    /// What is typed, and what for.
    pub(super) examples: &'static [(&'static str, &'static str)],
    /// How it can end.
    pub(super) codes: &'static [ExitCode],
    /// What a code means here, beside what it means everywhere.
    pub(super) remarks: &'static [(&'static str, &'static str)],
    /// Whether it makes verdicts by the checks.
    pub(super) judges: bool,
    /// Sections of its own, before the exit codes.
    pub(super) more: fn(&mut Sheet),
}

/// Nothing special: every code, no verdicts. A new command has its examples at least.
const PLAIN: Page = Page {
    command: "",
    examples: &[],
    codes: &ExitCode::ALL,
    remarks: &[],
    judges: false,
    more: nothing,
};

/// The codes of a command that meets no server.
const OFFLINE: &[ExitCode] = &[ExitCode::Success, ExitCode::Usage, ExitCode::Internal];

/// The page of the whole program.
const WHOLE: Page = Page {
    examples: &[
        (
            "smtls probe example.com",
            "Is my MX all right? What a sending server would meet, and what it would do.",
        ),
        (
            "smtls probe mx.example.com:587",
            "Why did the handshake fail? One host and port, without MX lookup.",
        ),
        (
            "smtls audit example.com",
            "What does the server's TLS accept, and is that what mail needs?",
        ),
        (
            "smtls shell submission://mx.example.com",
            "Talk to a server by hand, inside TLS.",
        ),
        (
            "smtls check",
            "Check in CI or from cron what smtls.toml says of your servers.",
        ),
        (
            "smtls tlsa --check example.com",
            "Do the TLSA records cover what the servers show?",
        ),
        #[cfg(feature = "lab")]
        (
            "smtls lab dane-mismatch",
            "Look at what smtls says of a server that is wrong, without having one.",
        ),
    ],
    judges: true,
    ..PLAIN
};

/// The commands.
pub(super) const PAGES: &[Page] = &[
    Page {
        command: "probe",
        examples: &[
            (
                "smtls probe example.com",
                "The MX hosts of a domain, as a sender would try them, until one session succeeds.",
            ),
            (
                "smtls probe --all example.com",
                "Every address of every MX host, side by side, with a table at the end.",
            ),
            (
                "smtls probe mx.example.com:587",
                "This host and port, without MX lookup.",
            ),
            (
                "smtls probe submissions://mx.example.com --auth-user alice",
                "Port 465, TLS from the first octet; and authenticate. The password is asked for.",
            ),
            (
                "smtls probe '[192.0.2.10]' --verify-name mx.example.com",
                "An address, such as that of a server that DNS does not name yet, and the name that its certificate must be for.",
            ),
            (
                "smtls probe --at +14d example.com",
                "Will the certificates still do in two weeks? If not, this ends with 41.",
            ),
            (
                "smtls probe --level dane example.com",
                "Fail unless DANE verifies the server.",
            ),
            (
                "smtls probe --mta-sts-policy mta-sts.txt example.com",
                "Would this policy do, before it is published?",
            ),
            (
                "smtls probe you@example.com --from me@example.net --data",
                "Hand in a short message.",
            ),
            (
                "smtls probe --quit-after starttls --tls-max 1.2 mx.example.com:25",
                "No further than the handshake, with TLS 1.2.",
            ),
            (
                "smtls probe --format json example.com",
                "Everything that was seen and judged, for programs.",
            ),
        ],
        judges: true,
        ..PLAIN
    },
    Page {
        command: "shell",
        examples: shell::EXAMPLES,
        judges: true,
        more: shell::sections,
        ..PLAIN
    },
    Page {
        command: "audit",
        examples: audit::EXAMPLES,
        codes: audit::CODES,
        remarks: audit::REMARKS,
        more: audit::sections,
        ..PLAIN
    },
    Page {
        command: "check",
        examples: check::EXAMPLES,
        more: check::sections,
        ..PLAIN
    },
    Page {
        command: "tlsa",
        examples: tlsa::EXAMPLES,
        codes: tlsa::CODES,
        remarks: tlsa::REMARKS,
        ..PLAIN
    },
    #[cfg(feature = "lab")]
    Page {
        command: "lab",
        examples: &[
            ("smtls lab", "Which servers there are, good and bad."),
            (
                "smtls lab good",
                "Start a good one, and probe it as it should be probed.",
            ),
            (
                "smtls lab expired -- --format json",
                "Options behind the two hyphens are for the probe.",
            ),
            (
                "smtls lab dane-mismatch --serve",
                "Keep it running, for other tools too; the commands for smtls are printed.",
            ),
            (
                "smtls lab all",
                "Play every one, and say which came out as expected.",
            ),
        ],
        remarks: &[
            (
                "0",
                "Of smtls lab all: each came out as expected. Of smtls lab NAME the code is the probe's.",
            ),
            ("44", "Of smtls lab all: one came out differently."),
        ],
        ..PLAIN
    },
    Page {
        command: "explain",
        examples: explain::EXAMPLES,
        codes: OFFLINE,
        more: explain::sections,
        ..PLAIN
    },
    Page {
        command: "generate",
        examples: &[
            (
                "smtls generate man /usr/local/share/man/man1",
                "Write this page and the others to where man finds them.",
            ),
            (
                "smtls generate completions completions",
                "Write the completions for every shell into a folder.",
            ),
            (
                "smtls generate schema schema",
                "Write the description of the JSON, for editors and programs.",
            ),
        ],
        codes: OFFLINE,
        ..PLAIN
    },
];

/// Manuals of others that say more.
pub(super) const SEE_ALSO: &[&str] = &["openssl-s_client(1)", "posttls-finger(1)", "swaks(1)"];

impl Page {
    /// What is on the page of a command, or on that of the whole program.
    pub(super) fn of(command: Option<&str>) -> &'static Self {
        match command {
            None => &WHOLE,
            Some(command) => {
                let mut all = PAGES.iter();
                all.find(|page| page.command == command).unwrap_or(&PLAIN)
            }
        }
    }
}

fn nothing(_: &mut Sheet) {}
