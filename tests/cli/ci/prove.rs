//! TAP as Perl reads it: its prove, and its parser with what it finds in the blocks of YAML.

use super::{Result, tap};
use std::path::Path;
use std::process::{Command, Output};

/// For each test point whether it is good, whether it was skipped, and the message in its block.
const PARSE: &str = r#"
my $parser = TAP::Parser->new({ source => $ARGV[0] });
my @points;
while (my $result = $parser->next) {
    if ($result->is_test) {
        push @points, [$result->is_actual_ok ? 1 : 0, $result->has_skip ? 1 : 0, ""];
    } elsif ($result->is_yaml) {
        $points[-1][2] = $result->data->{message};
    } elsif (!$result->is_plan && !$result->is_version && !$result->is_comment) {
        die "unknown: " . $result->raw;
    }
}
die join "; ", $parser->parse_errors if $parser->parse_errors;
print "$$_[0] $$_[1] $$_[2]\n" for @points;
"#;

/// Prove, and Perl's parser, make of it what our reader does. Where there is no Perl our reader alone must do.
#[track_caller]
pub fn agrees(file: &Path, text: &str, good: bool) {
    let run = |command: &mut Command| command.output().ok();
    let Some(proved) = run(Command::new("prove").args(["-e", "cat"]).arg(file)) else {
        return;
    };
    let said = String::from_utf8_lossy(&proved.stdout).into_owned();
    assert_eq!(proved.status.success(), good, "{said}\n{text}");
    assert!(!said.contains("Parse errors"), "{said}\n{text}");
    // The parser reads a file whose name ends so as TAP.
    let named = file.with_extension("tap");
    std::fs::copy(file, &named).unwrap();
    let Output {
        status,
        stdout,
        stderr,
    } = run(Command::new("perl")
        .args(["-MTAP::Parser", "-e", PARSE])
        .arg(&named))
    .unwrap();
    let complaint = String::from_utf8_lossy(&stderr).into_owned();
    assert!(
        status.success() && complaint.is_empty(),
        "{complaint}\n{text}"
    );
    let points = String::from_utf8(stdout).unwrap();
    let expected = tap::read(text).into_iter().map(|found| {
        let ok = u8::from(matches!(found.result, Result::Passed | Result::Skipped));
        let skipped = u8::from(found.result == Result::Skipped);
        let mut said = found.said.lines();
        let message = said.find_map(|line| line.strip_prefix("message: "));
        format!("{ok} {skipped} {}\n", message.unwrap_or_default())
    });
    assert_eq!(points, expected.collect::<String>(), "{text}");
}
