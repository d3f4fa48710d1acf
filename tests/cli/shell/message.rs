//! Messages: typed, from a file, by DATA and by BDAT.

use super::server::*;

const TAKEN: &str = "250 2.0.0 Ok\r\n";

#[test]
fn b53_a_typed_message_is_dot_stuffed_and_ends_with_a_dot() {
    let theatre = Theatre::with_host(Manners::default());
    let script = b"MAIL FROM:<a@b.test>\nRCPT TO:<c@lab.test>\nDATA\nSubject: dots\n\n.\xc3\xa9\n..\n//x\n.\n/expect 250\nNOOP\n";
    run(&theatre, &[], script).ends(0, &[]).says(&[
        "=== The next lines are the message; a line that is one dot ends it.",
        " ~> ..\\xc3\\xa9\n ~> ...\n ~> //x\n ~> .\n<~  250 2.0.0",
    ]);
    let delivered = &theatre.connections()[0].deliveries[0];
    let message = b"Subject: dots\r\n\r\n.\xc3\xa9\r\n..\r\n//x\r\n";
    assert_eq!(delivered.octets, message);
}

#[test]
fn b53_slashes_are_a_part_of_the_message() {
    let script = b"MAIL FROM:<a@b.test>\nRCPT TO:<c@lab.test>\nDATA\n/etc/passwd\n// comment\n/quit\n/# left out\n//drop\n.\n/expect 250\n";
    let message = b"/etc/passwd\r\n// comment\r\n/quit\r\n/drop\r\n";
    for speak in [run, piped] {
        let theatre = Theatre::with_host(Manners::default());
        speak(&theatre, &[], script).ends(0, &[]);
        assert_eq!(theatre.connections()[0].deliveries[0].octets, message);
    }
    // A chunk has its own count.
    let theatre = secured(
        &[
            ("BDAT 13 LAST", ""),
            ("/etc/passwd", TAKEN),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    run(&theatre, &[], b"BDAT 13 LAST\n/etc/passwd\n/expect 250\n").ends(0, &[]);
    // Where DATA was refused there is no message, and nothing that was meant for it goes on.
    let theatre = Theatre::with_host(Manners::default());
    run(&theatre, &[], b"DATA\n/etc/passwd\n.\n").ends(1, &["line 2: there is no local command"]);
    assert_eq!(said(&theatre)[3..], ["DATA", "QUIT"]);
}

#[test]
fn a_file_goes_by_data_where_there_is_no_chunking() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a message.eml");
    // Larger than one piece, with line ends and dots at every place of a piece.
    let line = ".dot and \u{fc}\n";
    let message = format!("{}last", line.repeat(10_000));
    std::fs::write(&path, &message).unwrap();
    let script = format!(
        "MAIL FROM:<>\nRCPT TO:<c@lab.test>\n/send {}\n/expect 250\n",
        path.display()
    );
    // Neither the dots that are doubled nor the one that ends it are a part of it.
    let octets = with_line_ends(&message).len();
    run(&theatre, &[], script.as_bytes())
        .ends(0, &[])
        .says(&[
            " ~> DATA\n<~  354",
            &format!("=== {octets} octets of the message were sent."),
        ])
        .never_says(&["..dot"]);
    let delivered = &theatre.connections()[0].deliveries[0];
    assert!(
        delivered.octets == with_line_ends(&message),
        "not as it was"
    );
    assert_eq!(delivered.chunks, 0);
}

/// A file as it arrives.
fn with_line_ends(message: &str) -> Vec<u8> {
    format!("{}\r\n", message.replace('\n', "\r\n")).into_bytes()
}

#[test]
fn a_large_file_goes_in_several_chunks() {
    let theatre = Theatre::with_host(Manners {
        extensions_inside_tls: vec!["CHUNKING".to_owned()],
        ..Manners::default()
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.eml");
    let message = format!("{}\n.\nlast", ".dot and \u{fc}\r\n\n".repeat(12_000));
    std::fs::write(&path, &message).unwrap();
    let script = format!(
        "MAIL FROM:<>\nRCPT TO:<c@lab.test>\n/send {}\n/expect 250\n",
        path.display()
    );
    run(&theatre, &[], script.as_bytes()).ends(0, &[]);
    let delivered = &theatre.connections()[0].deliveries[0];
    let message = message.replace("\r\n", "\n");
    assert!(
        delivered.octets == with_line_ends(&message),
        "not as it was"
    );
    assert!(delivered.chunks > 1, "{}", delivered.chunks);
}

#[test]
fn a_file_goes_by_bdat_where_chunking_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.eml");
    std::fs::write(&path, ".a\n\nb").unwrap();
    // The server reads the chunk as lines.
    let theatre = secured(
        &[
            ("BDAT 9 LAST", ""),
            (".a", ""),
            ("", ""),
            ("b", TAKEN),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    let script = format!("/send {}\n/expect 250\n", path.display());
    run(&theatre, &[], script.as_bytes())
        .ends(0, &[])
        .says(&[" ~> BDAT 9 LAST\n=== 9 octets of the message were sent.\n<~  250"]);
    assert_eq!(said(&theatre)[3..], ["BDAT 9 LAST", ".a", "", "b", "QUIT"]);
}

#[test]
fn nothing_is_sent_where_it_is_refused() {
    let theatre = Theatre::with_host(Manners::default());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.eml");
    std::fs::write(&path, "QUIT\n").unwrap();
    let script = format!("/send {}\nNOOP\n", path.display());
    run(&theatre, &[], script.as_bytes())
        .ends(0, &[])
        .says(&["*** DATA was refused, so that nothing was sent"]);
    assert_eq!(said(&theatre)[3..], ["DATA", "NOOP", "QUIT"]);
    let script = format!("/send {}\nNOOP\n", folder.path().join("none").display());
    run(&theatre, &[], script.as_bytes()).ends(1, &["line 1: ", "cannot be sent"]);
    assert_eq!(
        said(&theatre)[3..],
        ["QUIT"],
        "a script ends where it cannot go on"
    );
}

#[test]
fn a_script_that_ends_in_the_middle_of_a_message_does_not_send_it() {
    let theatre = secured(
        &[("DATA", "354 go\r\n"), ("half", ""), ("", "250 sent\r\n")],
        [],
    );
    run(&theatre, &[], b"DATA\nhalf\n")
        .ends(
            1,
            &["the input ended in the middle of the message, which was not sent"],
        )
        .never_says(&["QUIT"]);
    assert_eq!(said(&theatre)[3..], ["DATA", "half"]);
}

#[test]
fn what_does_not_fit_into_a_chunk_is_told() {
    for (size, line, left_out) in [
        (
            4,
            "abc",
            "Of the end of that line only CR belongs to the chunk",
        ),
        (
            2,
            "abc",
            "Only the first 2 octets of that line belong to the chunk",
        ),
        (3, "abc", ""),
    ] {
        let theatre = secured(
            &[
                (if size == 4 { "BDAT 4 LAST" } else { "BDAT" }, ""),
                ("", ""),
            ],
            [Act::Close],
        );
        let script = format!("BDAT {size} LAST\n{line}\n");
        let outcome = run(&theatre, &[], script.as_bytes());
        assert!(outcome.stdout.contains(left_out), "{outcome}");
        let tells = outcome.stdout.contains("that line");
        assert_eq!(tells, !left_out.is_empty(), "{outcome}");
    }
}

#[test]
fn typed_chunks_are_counted() {
    let theatre = secured(
        &[
            ("BDAT 4", ""),
            ("ab", TAKEN),
            ("NOOP", TAKEN),
            ("QUIT", "221 bye\r\n"),
        ],
        [],
    );
    let script = b"BDAT 4\nab\nNOOP\n";
    run(&theatre, &[], script)
        .ends(0, &[])
        .says(&["=== The next 4 octets are the chunk"]);
    assert_eq!(said(&theatre)[3..], ["BDAT 4", "ab", "NOOP", "QUIT"]);
}
