//! What was typed before, in this session and in those before it.

use super::seated::*;
use crate::support::key::*;
use std::path::PathBuf;

fn place(home: &TempDir) -> PathBuf {
    home.path().join(".local/state/smtls/history")
}

#[test]
fn lines_come_back_in_the_session_and_in_the_next() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    for line in ["NOOP one", "NOOP two"] {
        seat.types(line).types(ENTER);
        puppet.heard(line);
    }
    seat.shows("250 2.0.0 NOOP done").last_line(PROMPT);
    seat.types(UP).last_line(&prompted("NOOP two"));
    seat.types(UP).last_line(&prompted("NOOP one"));
    seat.types(DOWN).last_line(&prompted("NOOP two"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types(CTRL_D);
    seat.ends(0);

    let kept = std::fs::read_to_string(place(&home)).unwrap();
    assert_eq!(kept, "NOOP one\nNOOP two\n");
    let seat = seated(&puppet, &[], &home);
    seat.types(CTRL_R).types("one").shows("NOOP one");
    seat.types(ENTER).last_line(&prompted("NOOP one"));
    seat.types(ENTER).shows("250 2.0.0 NOOP done");
    seat.types(CTRL_D);
    seat.ends(0);
    let kept = std::fs::read_to_string(place(&home)).unwrap();
    assert_eq!(kept, "NOOP one\nNOOP two\nNOOP one\n");
}

#[test]
fn k29_no_secret_comes_into_the_history() {
    let (puppet, home) = (Puppet::new(&["AUTH PLAIN LOGIN"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("aUtH  PLAIN AGEAc2VjcmV0")
        .types(ENTER)
        .last_line("334>");
    seat.types("c2VjcmV0").types(ENTER).last_line(PROMPT);
    seat.types("DATA").types(ENTER).last_line("message>");
    seat.types("secret")
        .types(ENTER)
        .types(".")
        .types(ENTER)
        .last_line(PROMPT);
    seat.types(UP).last_line(&prompted("DATA"));
    seat.types(UP).last_line(&prompted("aUtH PLAIN"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types(CTRL_D);
    seat.ends(0);
    let kept = std::fs::read_to_string(place(&home)).unwrap();
    assert_eq!(kept, "aUtH PLAIN\nDATA\n");
}

#[test]
fn where_it_is_kept_can_be_said_and_refused() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let folder = home.path().join("state").display().to_string();
    let file = home.path().join("elsewhere").display().to_string();
    let blocked = home.path().join("elsewhere/smtls").display().to_string();
    let no_file = home.path().display().to_string();
    for (options, state, kept) in [
        (&["--history", &file][..], None, Some(&file)),
        (
            &[][..],
            Some(&folder),
            Some(&format!("{folder}/smtls/history")),
        ),
        (&["--no-history"][..], Some(&folder), None),
        (&["--history", &blocked][..], None, None),
        (&["--history", &no_file][..], None, None),
    ] {
        let variables: Vec<(&str, &str)> = state
            .iter()
            .map(|state| ("XDG_STATE_HOME", state.as_str()))
            .collect();
        let seat = with(&puppet, options, &home, &variables);
        let line = format!("NOOP x{}", options.concat());
        seat.types(&line)
            .types(ENTER)
            .shows("250 2.0.0 NOOP done")
            .last_line(PROMPT);
        seat.types(UP).last_line(&prompted(&line));
        seat.types(CTRL_C).last_line(PROMPT);
        seat.types(CTRL_D).shows("exit 0");
        let written = String::from_utf8(seat.octets()).unwrap();
        let told: Vec<&str> = written
            .lines()
            .filter(|line| line.contains("history is"))
            .collect();
        let expected = match options.get(1) {
            Some(place) if *place == blocked => vec![format!(
                "=== the history is not kept: {blocked}: File exists"
            )],
            Some(place) if *place == no_file => vec![format!(
                "=== the history is not kept: {no_file}: Is a directory"
            )],
            _ => Vec::new(),
        };
        assert_eq!(told, expected, "{written:?}");
        seat.ends(0);
        if let Some(kept) = kept {
            let text = std::fs::read_to_string(kept).unwrap();
            assert!(text.contains(&line), "{text}");
        }
    }
    assert!(!place(&home).exists(), "nothing was kept where it is usual");
    let kept = std::fs::read_to_string(format!("{folder}/smtls/history")).unwrap();
    assert!(!kept.contains("no-history"), "{kept}");
}
