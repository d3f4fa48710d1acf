//! The text format under hostile values, and the table of metrics.

use super::exposition::{Exposition, Labels};
use super::metrics;

#[test]
fn hostile_values_are_escaped_and_bounded() {
    let mut exposition = Exposition::default();
    let labels = Labels::new("probe", "b\u{fc}cher.example");
    let hostile = labels.with(&[("subject", "a\"}\\n\n\r\u{1b}\u{202e}")]);
    exposition.add_yes(&metrics::SUCCESS, &hostile, true);
    // A second one with the same labels would make the file invalid.
    exposition.add_yes(&metrics::SUCCESS, &hostile, false);
    let long = labels.with(&[("subject", &"\u{202e}".repeat(100_000))]);
    exposition.add(&metrics::EXIT_CODE, &long, 0.25);
    exposition.add_whole(&metrics::SUCCESS, &labels, i64::MIN);
    let text = exposition.text();
    let lines: Vec<&str> = text.lines().collect();
    let [help, kind, first, second, _, _, third] = lines[..] else {
        panic!("{text}");
    };
    assert!(help.starts_with("# HELP smtls_probe_success "));
    assert_eq!(kind, "# TYPE smtls_probe_success gauge");
    let common = "command=\"probe\",target=\"b\u{fc}cher.example\"";
    assert_eq!(
        first,
        format!(
            "smtls_probe_success{{{common},subject=\"a\\\"}}\\\\n\\\\u{{a}}\\\\u{{d}}\\\\u{{1b}}\\\\u{{202e}}\"}} 1"
        )
    );
    assert_eq!(
        second,
        format!("smtls_probe_success{{{common}}} -9223372036854775808")
    );
    let digest = third.strip_suffix("\"} 0.25").unwrap();
    let digest = digest.rsplit_once("...").unwrap().1;
    assert!(third.len() < 4_000 && digest.len() == 16, "{third}");
}

#[test]
fn names_that_begin_alike_have_a_sample_each() {
    let mut exposition = Exposition::default();
    let begin = "a".repeat(300);
    for end in ["", "1", "2", "\u{fc}"] {
        let labels = Labels::new("check", &format!("{begin}{end}"));
        exposition.add_yes(&metrics::SUCCESS, &labels, true);
        // The same name has the same labels every time.
        exposition.add_yes(&metrics::SUCCESS, &labels, false);
    }
    let text = exposition.text();
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    let samples: std::collections::HashSet<&str> = samples.collect();
    assert_eq!(samples.len(), 4, "{text}");
}

#[test]
fn metrics_have_names_by_the_conventions_and_stand_in_the_manual() {
    let readme = include_str!("../../../../README.md");
    for (index, metric) in metrics::ALL.iter().enumerate() {
        let name = metric.name;
        assert!(name.starts_with("smtls_"), "{name}");
        assert!(
            !["_total", "_count", "_sum", "_bucket"]
                .iter()
                .any(|end| name.ends_with(end)),
            "{name}"
        );
        assert!(
            metric.help.ends_with('.') && !metric.help.contains(['\\', '\n']),
            "{name}"
        );
        let mut others = metrics::ALL.iter().skip(index + 1);
        assert!(others.all(|other| other.name != name), "{name}");
        assert!(
            readme.contains(&format!("`{name}`")),
            "{name} is not in README.md"
        );
    }
}
