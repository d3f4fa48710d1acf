//! Replies of odd form, and enhanced status codes.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene, never, says};
use crate::judge::{Check, Status, Verdict};

/// A status, and words of its reason.
type Told<'a> = (Status, &'a [&'a str]);

/// The verdicts where this is the answer to the EHLO inside TLS.
fn inside(answer: &[u8]) -> Vec<Verdict> {
    let scene = Scene::mx();
    let before = [GREETING, EHLO, GO].map(str::as_bytes);
    let answers = [&before[..], &[answer, BYE.as_bytes()]].concat();
    scene.judged(&scene.play_octets(&answers))
}

#[test]
fn odd_forms_are_told_and_lead_to_no_other_end() {
    use Status::{Note, Warn};
    let long = format!("250-mx.test\r\n250-X{}\r\n250 HELP\r\n", "y".repeat(600));
    for (name, answer, status, words) in [
        (
            "B08 different codes",
            &b"251-mx.test\r\n250 HELP\r\n"[..],
            Warn,
            &["different codes", "\"251-mx.test\"", "\"250 HELP\""][..],
        ),
        (
            "B10 a carriage return within a line",
            b"250-mx.test\r\n250 HELP a\rb\r\n",
            Warn,
            &["carriage return", "a\\rb"],
        ),
        (
            "B11 an escape",
            b"250-mx.test\r\n250 HELP \x1b[2J\r\n",
            Warn,
            &["not printable", "\\x1b[2J"],
        ),
        (
            "B11 octets beyond ASCII behind the server's name",
            b"250 mx.test Gr\xc3\xbcezi\r\n",
            Warn,
            &["not printable", "\\xc3"],
        ),
        ("B12 a long line", long.as_bytes(), Note, &["607 octets"]),
        (
            "B19 a second digit beyond 5",
            b"299 mx.test\r\n",
            Note,
            &["code 299", "first digit"],
        ),
    ] {
        let verdicts = inside(answer);
        says(&verdicts, Check::Replies, status, words, name);
        never(&verdicts, Check::Replies, Status::Pass, name);
        never(&verdicts, Check::Ehlo, Status::Fail, name);
    }
}

#[test]
fn b18_a_code_that_no_reply_has_is_noted_where_it_is_refused() {
    let verdicts = Scene::mx().verdicts(&["600 what\r\n", BYE]);
    says(&verdicts, Check::Replies, Status::Note, &["600"], "B18");
    says(
        &verdicts,
        Check::Greeting,
        Status::Fail,
        &["600 what"],
        "B18",
    );
}

#[test]
fn what_is_in_order_passes() {
    for (name, answer) in [
        ("one line", INSIDE.as_bytes()),
        (
            "B11 a control character behind the server's name",
            b"250 mx.test \x07 hello\r\n",
        ),
        ("a tab", b"250-mx.test\r\n250 XTAB\ta\r\n"),
        ("B47 dots", b"250-.\r\n250-HELP\r\n250 .\r\n"),
        (
            "B59 an enhanced status code in a reply to EHLO is text",
            b"250 5.7.1 mx.test\r\n",
        ),
    ] {
        let verdicts = inside(answer);
        says(&verdicts, Check::Replies, Status::Pass, &[], name);
    }
}

#[test]
fn enhanced_status_codes_fit_their_replies() {
    use Status::{Note, Warn};
    let offered = "250-mx.test\r\n250-ENHANCEDSTATUSCODES\r\n250 STARTTLS\r\n";
    let rows: [(&str, &str, &str, Option<Told<'_>>); 9] = [
        (
            "B22 another class",
            offered,
            "454 5.7.0 no\r\n",
            Some((Warn, &["5.7.0", "454"])),
        ),
        (
            "B22 though not offered",
            EHLO,
            "454 5.7.0 no\r\n",
            Some((Warn, &["5.7.0", "454"])),
        ),
        (
            "B59 on some lines",
            offered,
            "454-4.7.0 no\r\n454 none\r\n",
            Some((Warn, &["some lines"])),
        ),
        (
            "B59 different ones",
            offered,
            "454-4.7.0 no\r\n454 4.7.1 none\r\n",
            Some((Warn, &["different"])),
        ),
        (
            "B59 nowhere",
            offered,
            "454 no\r\n",
            Some((Note, &["has none", "454 no"])),
        ),
        (
            "B59 on some lines, not offered",
            EHLO,
            "454-4.7.0 no\r\n454 none\r\n",
            None,
        ),
        ("none, not offered", EHLO, "454 no\r\n", None),
        (
            "as it should be",
            offered,
            "454-4.7.0 no\r\n454 4.7.0 none\r\n",
            None,
        ),
        ("not of a code that has none", offered, "354 go\r\n", None),
    ];
    for (name, ehlo, answer, expected) in rows {
        let bye = "221 2.0.0 bye\r\n";
        let verdicts = Scene::mx().verdicts(&[GREETING, ehlo, answer, bye]);
        match expected {
            Some((status, words)) => says(&verdicts, Check::Replies, status, words, name),
            None => says(&verdicts, Check::Replies, Status::Pass, &[], name),
        }
    }
    // B59: what looks like a code in greeting and EHLO reply is text.
    let verdicts = Scene::mx().verdicts(&["220 5.7.1 ESMTP\r\n", "250 4.0.0\r\n", BYE]);
    says(&verdicts, Check::Replies, Status::Pass, &[], "greeting");
}
