//! The profiles that smtls brings along.

/// The built-in profiles: name, what each is for, and its file.
pub const BUILT_IN: [(&str, &str, &str); 5] = [
    (
        "mx",
        "mail servers: RFC 9325, as its section 5.2 reads for senders that would else go on in the clear (the default)",
        include_str!("mx.toml"),
    ),
    (
        "rfc9325",
        "RFC 9325 (BCP 195), as far as it can be seen from outside",
        include_str!("rfc9325.toml"),
    ),
    (
        "ncsc-nl-2025",
        "the TLS guidelines of the Dutch NCSC, May 2025, as Internet.nl tests them",
        include_str!("ncsc-nl-2025.toml"),
    ),
    (
        "mozilla-intermediate",
        "Mozilla's guidelines 5.8, level intermediate",
        include_str!("mozilla-intermediate.toml"),
    ),
    (
        "mozilla-modern",
        "Mozilla's guidelines 5.8, level modern",
        include_str!("mozilla-modern.toml"),
    ),
];
