//! Imports run one way: `run` to `expect` to `report` to `judge` to the facts, and `probe` to `smtp` and `tls`.

use crate::code::{code_without_tests, words};
use crate::files::File;
use crate::violation::{Violation, demand, lines_at_fault};

/// Places, and the modules of this crate that they do not name.
const BARRIERS: &[(&[&str], &[&str])] = &[
    (
        &[
            "src/audit",
            "src/certificate",
            "src/dane",
            "src/dns",
            "src/exit.rs",
            "src/mta_sts",
            "src/probe",
            "src/route",
            "src/smtp",
            "src/target.rs",
            "src/tls",
            "src/tls_rpt",
            "src/txt_record",
        ],
        &["cli", "expect", "judge", "report", "run"],
    ),
    (
        &[
            "src/certificate",
            "src/dane",
            "src/dns",
            "src/exit.rs",
            "src/smtp",
            "src/target.rs",
            "src/tls",
            "src/tls_rpt",
            "src/txt_record",
        ],
        &["audit", "mta_sts", "probe", "route"],
    ),
    (&["src/probe", "src/route"], &["audit", "mta_sts"]),
    (&["src/explain"], &["cli", "report", "run"]),
    (&["src/judge"], &["cli", "expect", "report", "run"]),
    (&["src/report"], &["cli", "expect", "run"]),
    (&["src/expect"], &["cli", "run"]),
];

/// The only place that names the HTTP library.
const HYPER: &[&str] = &["src/mta_sts"];

/// The only places that name the DNS library.
const HICKORY: &[&str] = &["src/dns/resolver", "src/dns/dnssec", "src/lab"];

fn rule(file: &File) -> Vec<Violation> {
    if !file.is_shipped() {
        return Vec::new();
    }
    let code = code_without_tests(&file.text);
    let mut found = Vec::new();
    for (places, modules) in BARRIERS {
        if places.iter().any(|place| file.is_in(place)) {
            for module in *modules {
                let lines = named(file, &code, module);
                let what = format!("{module} is imported against the order");
                found.extend(lines.map(|line| Violation::new(file, line, what.clone())));
            }
        }
    }
    if !HICKORY.iter().any(|place| file.is_in(place)) {
        let uses = code.match_indices("hickory_");
        found.extend(uses.map(|(at, _)| {
            Violation::at(
                file,
                at,
                "hickory outside src/dns/resolver, src/dns/dnssec and src/lab",
            )
        }));
    }
    if !HYPER.iter().any(|place| file.is_in(place)) {
        let uses = words(&code, "hyper").chain(words(&code, "hyper_util"));
        found.extend(uses.map(|at| Violation::at(file, at, "hyper outside src/mta_sts")));
    }
    found
}

/// The lines that name a module of this crate, after `crate::` or in the braces of `crate::{…}`.
fn named<'a>(file: &'a File, code: &'a str, module: &str) -> impl Iterator<Item = usize> + 'a {
    let path = format!("crate::{module}");
    let mut found: Vec<_> = words(code, &path).collect();
    for (at, _) in code.match_indices("crate::{") {
        let group = code[at..].split(';').next().unwrap_or_default();
        let first_names = words(group, module).filter(|&name| !group[..name].ends_with("::"));
        found.extend(first_names.map(|name| at + name));
    }
    found.into_iter().map(|at| file.line_at(at))
}

#[test]
fn imports_run_one_way() {
    demand(rule);
}

#[test]
fn imports_against_the_order_are_found() {
    let text = "//! crate::judge\nuse crate::judge::Check;\nuse crate::{\n    report::Report,\n};\nuse hickory_resolver::Name;\nuse run::Run;\nuse crate::{smtp::run};\n";
    assert_eq!(lines_at_fault(rule, "src/smtp/a.rs", text), [2, 4, 6]);
    assert_eq!(lines_at_fault(rule, "src/judge/a.rs", text), [4, 6]);
    assert_eq!(lines_at_fault(rule, "src/run.rs", text), [6]);
    assert_eq!(lines_at_fault(rule, "src/lab/a.rs", text), []);
    let text = "use crate::mta_sts::Policy;\nuse hyper::Request;\n";
    assert_eq!(lines_at_fault(rule, "src/probe/a.rs", text), [1, 2]);
    assert_eq!(lines_at_fault(rule, "src/mta_sts/a.rs", text), []);
}
