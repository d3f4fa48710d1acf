//! What a plugin says of made-up runs: hostile reasons, and more than there is room for.

use super::{MOST, nagios, start, unknown, words};
use crate::dns::NoAnswer;
use crate::exit::{ExitCode, State};
use crate::judge::{Check, Conclusion, Level, Status, Verdict};
use crate::policies::Policies;
use crate::report::{Dossier, Ended, Report, ReportInput, Thresholds, View};
use crate::route::Route;
use crate::target::Target;

/// Everything that could end a line, a label or the reason, and make a terminal obey.
const HOSTILE: &str = "a|b'c'=d;1\r\ne\u{1b}[2J\u{202e}\u{9b} \\n|";

fn dossier(verdicts: &[Verdict], exit: ExitCode) -> Dossier {
    let target = Target::parse("lab.test", false).expect("a target");
    let route = Route::unresolved(NoAnswer::Deadline, Vec::new());
    let sentence = match verdicts {
        [first, ..] => first.reason.clone(),
        [] => "all is well".to_owned(),
    };
    Dossier::of_probe(Report::from(ReportInput {
        target: &target,
        route: &route,
        endpoints: Vec::new(),
        verdicts,
        policies: &Policies::default(),
        sts: None,
        conclusion: &Conclusion {
            exit,
            sentence,
            sender: None,
            counted: Vec::new(),
        },
        level: Level::Verify,
        started: 0,
        view: View {
            now: 0,
            show_certs: false,
        },
    }))
}

fn verdict(status: Status, exit: ExitCode) -> Verdict {
    Verdict {
        exit,
        ..Verdict::new(Check::Mx, status, HOSTILE).with_fix(HOSTILE)
    }
}

fn said(dossiers: &[Dossier], code: ExitCode) -> (State, String) {
    let said = nagios(&Ended {
        dossiers,
        exit_code: code.number(),
        ..Ended::of("probe", Thresholds::default())
    });
    assert!(said.1.len() <= MOST, "{}", said.1.len());
    assert_eq!(said.1.matches('|').count(), 1, "{}", said.1);
    let plain = |octet: u8| (b' '..=b'~').contains(&octet) || octet == b'\n';
    assert!(said.1.bytes().all(plain), "{}", said.1);
    said
}

#[test]
fn the_worst_decides_and_what_is_wrong_is_worse_than_what_is_not_known() {
    use ExitCode::{NotNow, Resolve, Success};
    let wrong = || dossier(&[verdict(Status::Fail, Resolve)], Resolve);
    let warned = || dossier(&[verdict(Status::Warn, Success)], Success);
    let untested = || dossier(&[verdict(Status::NotTested, NotNow)], NotNow);
    let left_out = || dossier(&[verdict(Status::NotTested, Success)], Success);
    let good = || dossier(&[], Success);
    for (dossiers, code, state) in [
        (vec![good()], Success, State::Ok),
        (vec![left_out(), good()], Success, State::Ok),
        (vec![good(), warned()], Success, State::Warning),
        (vec![warned(), untested()], NotNow, State::Unknown),
        (
            vec![untested(), wrong(), warned()],
            Resolve,
            State::Critical,
        ),
        // What the run as a whole ended with: a file that was not written, a signal.
        (vec![good()], ExitCode::Usage, State::Unknown),
        (vec![warned()], ExitCode::Internal, State::Unknown),
        (vec![wrong()], ExitCode::Interrupted, State::Critical),
        (
            vec![dossier(&[], ExitCode::Interrupted)],
            ExitCode::Interrupted,
            State::Unknown,
        ),
        (vec![], Success, State::Unknown),
    ] {
        let (is, text) = said(&dossiers, code);
        assert_eq!(is, state, "{text}");
        let head = format!("SMTLS {} - ", state.word());
        assert!(text.starts_with(&head), "{text}");
    }
}

#[test]
fn hostile_reasons_stay_on_their_lines() {
    let dossiers = [dossier(
        &[verdict(Status::Fail, ExitCode::Resolve)],
        ExitCode::Resolve,
    )];
    let (_, text) = said(&dossiers, ExitCode::Resolve);
    let escaped = "a\\x7cb'c'=d;1\\u{d}\\u{a}e\\u{1b}[2J\\u{202e}\\u{9b} \\n\\x7c";
    let expected = [
        format!("SMTLS CRITICAL - {escaped}|"),
        format!("CRITICAL lab.test mx: {escaped}"),
        format!("  fix: {escaped}"),
    ];
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    assert_eq!(
        unknown(HOSTILE, Some("look")),
        format!("SMTLS UNKNOWN - {escaped}\nhint: look")
    );
}

#[test]
fn more_than_there_is_room_for_is_left_out_and_counted() {
    let mut long = verdict(Status::Fail, ExitCode::Resolve);
    long.reason = "x".repeat(100_000);
    let dossiers = vec![dossier(&[long], ExitCode::Resolve); 40];
    let (_, text) = said(&dossiers, ExitCode::Resolve);
    let last = text.lines().last().expect("a line");
    assert!(
        last.starts_with('(') && last.ends_with(" lines more are left out)"),
        "{last}"
    );
    assert!(
        text.lines()
            .next()
            .is_some_and(|line| line.contains("... (and 39 more)|"))
    );
    assert_eq!(start("abcdef", 6), "abcdef");
    assert_eq!(start("abcdefg", 6), "abc...");
    assert_eq!(words("\u{fc}|", 20), "\\u{fc}\\x7c");
}
