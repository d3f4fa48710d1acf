//! Running programs in the network of its own, where a zone is signed and the ports of mail and HTTPS are free.

use crate::peer::{Ran, run as run_outside};
use crate::services::services;

/// As the program would run outside, but with that network, and with its /etc/resolv.conf.
pub fn run(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
    let process = services().network.process.to_string();
    let mut all = vec!["--target", &process, "--net", "--mount", "--", program];
    all.extend(arguments);
    run_outside("nsenter", &all, environment)
}

/// The rows of a table, whose cells are separated by bars; lines with # are remarks.
pub fn rows<const CELLS: usize>(table: &str) -> impl Iterator<Item = [&str; CELLS]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let count = cells.len();
        cells
            .try_into()
            .unwrap_or_else(|_| panic!("{count} cells instead of {CELLS}: {line}"))
    })
}

/// Each domain of the set-up has a row, and each row a domain; else a case would be lost without a word.
pub fn assert_same_domains<'a>(rows: impl Iterator<Item = &'a str>, domains: &[String]) {
    let mut rows: Vec<&str> = rows.collect();
    let mut domains: Vec<&str> = domains.iter().map(String::as_str).collect();
    rows.sort_unstable();
    domains.sort_unstable();
    assert_eq!(
        rows, domains,
        "rows of the table, and domains of the set-up"
    );
}

/// Fails the test with all of the differences that rows of a table have.
pub fn assert_none(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{} rows differ:\n\n{}",
        differences.len(),
        differences.join("\n--------\n")
    );
}
