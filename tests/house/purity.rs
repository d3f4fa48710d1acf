//! Where facts are parsed, judged and reported, nothing opens a socket, reads a file or asks for the time.

use crate::code::{code_without_tests, words};
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

const PURE: &[&str] = &[
    "src/certificate",
    "src/exit.rs",
    "src/expect",
    "src/explain",
    "src/judge",
    "src/report",
    "src/smtp",
    "src/span.rs",
    "src/target.rs",
    "src/tls/names",
    "src/tls/wire",
    "src/toml_source.rs",
    "src/txt_record",
];

const IMPURE: &[&str] = &[
    "Instant::now",
    "SystemTime::now",
    "TcpListener",
    "TcpStream",
    "Timestamp::now",
    "UdpSocket",
    "UnixListener",
    "UnixStream",
    "Zoned::now",
    "fs::",
    "process::Command",
    "process::abort",
    "process::exit",
    "process::{",
    "std::fs",
    "std::process;",
    "tokio",
    "tokio_rustls",
];

fn rule(file: &File) -> Vec<Violation> {
    if !file.is_shipped() || !PURE.iter().any(|place| file.is_in(place)) {
        return Vec::new();
    }
    let code = code_without_tests(&file.text);
    let mut found: Vec<_> = IMPURE
        .iter()
        .flat_map(|name| words(&code, name).map(move |at| (file.line_at(at), name)))
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|(line, _)| *line);
    found
        .into_iter()
        .map(|(line, name)| Violation::new(file, line, format!("{name} in a pure folder")))
        .collect()
}

#[test]
fn pure_folders_have_no_sockets_files_or_clocks() {
    demand(rule);
}

#[test]
fn impure_code_is_found() {
    let text = "//! tokio\nuse std::{fs, net::TcpStream};\nlet now = Instant::now();\nstd::fs::read(p);\nstd::process::exit(1);\nuse std::process::ExitCode;\n#[cfg(test)]\nmod t { use std::fs; }\n";
    assert_eq!(lines_at_fault(rule, "src/smtp/a.rs", text), [2, 3, 4, 5]);
    assert_eq!(lines_at_fault(rule, "src/exit.rs", text), [2, 3, 4, 5]);
    assert_eq!(lines_at_fault(rule, "src/probe/a.rs", text), []);
    assert_eq!(lines_at_fault(rule, "src/smtp/tests.rs", text), []);
}
