//! How strict a probe is.

use crate::support::{Theatre, expired, greeting, starttls, without_starttls};
use smtls::lab::Manners;

#[test]
fn levels() {
    let refusing = || starttls("454 4.7.0 no\r\n");
    let injecting = || starttls("220 go\r\n250 injected\r\n");
    for (name, server, [may, encrypt, verify]) in [
        ("good", Manners::default(), [0, 0, 0]),
        ("A02 no STARTTLS", without_starttls(), [0, 29, 29]),
        ("A10 STARTTLS refused", refusing(), [0, 29, 29]),
        ("certificate expired", expired(), [0, 0, 41]),
        ("A19 injection", injecting(), [29, 29, 29]),
        ("greeting refused", greeting("554 no\r\n"), [21, 21, 21]),
    ] {
        let theatre = Theatre::with_host(server);
        for (options, code) in [
            (&["--level", "may"][..], may),
            (&["--opportunistic"], may),
            (&["--level", "encrypt"], encrypt),
            (&["--level", "verify"], verify),
            (&[], verify),
        ] {
            let outcome = theatre.probe(options);
            assert_eq!(outcome.code, Some(code), "{name} {options:?}: {outcome}");
            outcome.ends(code, &[]);
            let report = theatre.json(options, code);
            let level = match options {
                [] => "verify",
                [_, level] => level,
                _ => "may",
            };
            assert_eq!(report["level"], level);
        }
    }
    // A02: an opportunistic sender goes on in the clear, to the end.
    let theatre = Theatre::with_host(without_starttls());
    theatre
        .probe(&["--opportunistic"])
        .ends(0, &["in the clear"])
        .says(&["warn"]);
    assert_eq!(theatre.verbs().join(" "), "EHLO QUIT");
    // T11: what was seen is said, and "does not do TLS" was not.
    for (reply, words) in [
        (
            "454 4.7.0 no\r\n",
            ["refused", "454 4.7.0 no", "in the clear"],
        ),
        ("250 ok\r\n", ["instead of 220", "250 ok", "in the clear"]),
    ] {
        let theatre = Theatre::with_host(starttls(reply));
        let outcome = theatre.probe(&["--level", "may"]).ends(0, &words);
        outcome.never_says(&["not do TLS", "not offered", "not support"]);
        assert_eq!(theatre.verbs().join(" "), "EHLO STARTTLS QUIT");
    }
    // Whoever asks for the stage by name wants to know whether it was reached.
    for options in [
        ["--quit-after", "starttls"],
        ["--drop-after", "starttls-reply"],
    ] {
        let options = [&["--opportunistic"][..], &options].concat();
        theatre.probe(&options).ends(29, &["not offered"]);
    }
    theatre
        .probe(&["--level", "paranoid"])
        .refused(&["paranoid"]);
    theatre
        .probe(&["--opportunistic", "--level", "may"])
        .refused(&["--opportunistic"]);
}
