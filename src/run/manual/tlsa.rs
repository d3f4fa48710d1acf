//! What the manual page of `smtls tlsa` has beside its options: examples, and what its exit codes mean.

use crate::exit::ExitCode;

/// How it is used, and what for.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "smtls tlsa example.com",
        "The records of every key that an MX host of the domain shows, as lines for the zone.",
    ),
    (
        "smtls tlsa --issuer mx.example.com:25",
        "The record of the CA instead, if the server sends its certificate.",
    ),
    (
        "smtls tlsa --check example.com",
        "Whether what is published covers what the servers show.",
    ),
    (
        "smtls tlsa --check --next /etc/ssl/next.csr example.com",
        "Whether the next key is covered, and what is to be done in which order.",
    ),
    (
        "smtls tlsa --host mx.example.com /etc/ssl/mx.pem",
        "The records of a certificate in a file; nobody is asked.",
    ),
    (
        "smtls tlsa '[192.0.2.1]' --host mx.example.com --ttl 3600",
        "Those of a server by its address, for the name that it will have.",
    ),
];

/// What a code means here.
pub(super) const REMARKS: &[(&str, &str)] = &[
    (
        "0",
        "The records were printed; with --check, those that are published cover what is shown, and what comes next.",
    ),
    (
        "42",
        "With --check, what is published does not cover that, or does not count; without, a record that was asked for cannot be had.",
    ),
    (
        "45",
        "With --check, it could not be told: DNSSEC or DNS is not available here, or a CA is not known yet.",
    ),
];

/// How it can end: where a server is asked, by each of the codes of a connection that fails.
pub(super) const CODES: &[ExitCode] = &[
    ExitCode::Success,
    ExitCode::Usage,
    ExitCode::Connect,
    ExitCode::Closed,
    ExitCode::Greeting,
    ExitCode::Ehlo,
    ExitCode::StartTls,
    ExitCode::EhloInsideTls,
    ExitCode::Resolve,
    ExitCode::Dane,
    ExitCode::NotNow,
    ExitCode::Internal,
    ExitCode::Interrupted,
    ExitCode::Terminated,
];
