//! How a session ends, also in mid-line: what came is seen at once, and the terminal is given back.

use super::puppet;
use super::seated::*;
use crate::support::key::*;

#[test]
fn b43_a_connection_that_dies_ends_the_shell_in_mid_line() {
    for (last, code) in [("", 6), ("421 4.3.2 shutting down\r\n", 45)] {
        let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
        let seat = seated(&puppet, &[], &home);
        assert!(!seat.is_given_back(), "the editor has the terminal");
        seat.types("NOOP half typ")
            .last_line(&prompted("NOOP half typ"));
        puppet.says(last);
        puppet.closes();
        let lines = seat.ends(code);
        assert_eq!(
            lines.iter().any(|line| line.contains("421 4.3.2")),
            !last.is_empty()
        );
        // The line that never went out is gone.
        assert!(
            lines.iter().all(|line| !line.contains("half typ")),
            "{lines:#?}"
        );
    }
}

#[test]
fn what_comes_unasked_is_seen_above_the_line() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("NOOP half").types(LEFT).types(LEFT);
    puppet.says("250 for nobody\r\n");
    seat.shows("250 for nobody")
        .last_line(&prompted("NOOP half"));
    // The cursor is where it was.
    seat.types("--").last_line(&prompted("NOOP ha--lf"));
    seat.types(CTRL_R);
    puppet.says("250 again\r\n");
    seat.shows("250 again");
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("NOOP ").types(&"x".repeat(120)).shows("xxxx");
    puppet.says("250 and again\r\n");
    seat.shows("250 and again");
    let rows = |lines: &[String]| lines.iter().filter(|line| line.contains("xxxx")).count();
    seat.until("shows the long line once", |lines| rows(lines) == 2);
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types(CTRL_D).shows("exit");
}

#[test]
fn ctrl_c_gives_up_the_line_and_ctrl_d_the_session() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("NOOP never").last_line(&prompted("NOOP never"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("NOOP this")
        .types(ENTER)
        .shows("250 2.0.0 NOOP done");
    seat.last_line(PROMPT).types(CTRL_D);
    seat.shows("221 2.0.0 bye");
    seat.ends(0);
    let heard = puppet.heard("QUIT");
    assert_eq!(heard[1..], ["NOOP this", "QUIT"]);
}

#[test]
fn t15_ctrl_c_while_the_server_is_silent_ends_the_session() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("HANG").types(ENTER);
    puppet.heard("HANG");
    seat.types(CTRL_C).shows("exit 130");
    seat.ends(130);
}

#[test]
fn t15_ctrl_c_ends_it_also_where_quit_is_not_answered() {
    let puppet = Puppet::new(&["SIZE 1000", puppet::MUTE]);
    let home = TempDir::new().unwrap();
    let seat = seated(&puppet, &[], &home);
    seat.types(CTRL_D);
    puppet.heard("QUIT");
    seat.types(CTRL_C);
    seat.ends(130);
}

#[test]
fn t15_a_signal_gives_the_terminal_back() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("half").last_line(&prompted("half"));
    let kill = std::process::Command::new("kill")
        .args(["-s", "TERM", &seat.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    seat.shows("exit 143");
    seat.ends(143);
}

#[test]
fn b11_no_escape_of_the_server_reaches_the_terminal() {
    let puppet = Puppet::new(&[
        "SIZE 1000",
        "X\u{1b}]0;owned\u{7} \u{1b}[31m",
        "AUTH \u{1b}c",
    ]);
    let home = TempDir::new().unwrap();
    let seat = seated(&puppet, &[], &home);
    seat.types("AUTH ").types(TAB).until("completes", |lines| {
        lines.iter().any(|line| line.contains("AUTH \\X1BC"))
    });
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("half").last_line(&prompted("half"));
    puppet.says("250 \u{1b}]0;owned\u{7}\u{1b}c \u{9b}31m\r\n");
    seat.shows("owned").last_line(&prompted("half"));
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("NOOP").types(ENTER);
    seat.types(CTRL_D).shows("exit ");
    let written = String::from_utf8_lossy(&seat.octets()).into_owned();
    for escape in [
        "\u{1b}]0;owned",
        "\u{7}",
        "\u{1b}c",
        "\u{9b}",
        "\u{1b}[31m\u{20}",
    ] {
        assert!(!written.contains(escape), "{escape:?} in {written:?}");
    }
}

#[test]
fn t15_ctrl_c_amid_a_sleep_ends_the_sleep() {
    let (puppet, home) = (Puppet::new(&["SIZE 1000"]), TempDir::new().unwrap());
    let seat = seated(&puppet, &[], &home);
    seat.types("/sleep 3000").types(ENTER);
    // Once it is remembered it is no line that is edited, and Ctrl-C no key.
    let kept = home.path().join(".local/state/smtls/history");
    seat.until("is asleep", |_| {
        std::fs::read_to_string(&kept).is_ok_and(|text| text == "/sleep 3000\n")
    });
    for text in ["250 one", "250 two", "250 three"] {
        puppet.says(&format!("{text}\r\n"));
        seat.shows(text);
    }
    seat.types(CTRL_C).last_line(PROMPT);
    seat.types("NOOP").types(ENTER);
    seat.shows("250 2.0.0 NOOP done").last_line(PROMPT);
    seat.types(CTRL_D);
    seat.ends(0);
}
