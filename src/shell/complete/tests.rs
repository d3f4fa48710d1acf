//! How lines go on.

use super::*;

/// What Tab offers at the end of a line, where these are offered.
fn ways(line: &str, offered: &[&str]) -> Vec<String> {
    let offered: Vec<String> = offered.iter().map(|line| (*line).to_owned()).collect();
    let candidates = complete(line, line.len(), &offered);
    let whole = |one: Candidate| {
        let space = if one.space { " " } else { "" };
        format!("{}{}{space}", &line[..one.start], one.text)
    };
    candidates.into_iter().map(whole).collect()
}

#[test]
fn verbs_are_completed_in_the_case_of_the_user() {
    assert_eq!(ways("EH", &[]), ["EHLO "]);
    assert_eq!(ways("eh", &[]), ["ehlo "]);
    assert_eq!(ways("Eh", &[]), ["EHLO "]);
    assert_eq!(ways("H", &[]), ["HELO ", "HELP"]);
    assert_eq!(ways("m", &[]), ["mail from:<"]);
    assert_eq!(ways("RCPT", &[]), ["RCPT TO:<"]);
    assert_eq!(ways("rcpt ", &[]), ["rcpt to:<"]);
    assert_eq!(ways("MAIL f", &[]), ["MAIL from:<"]);
    assert_eq!(ways("  QU", &[]), ["  QUIT"]);
    assert_eq!(ways("QUIT", &[]), [""; 0]);
    assert_eq!(ways("XYZZY", &[]), [""; 0]);
    assert_eq!(ways("", &[]).len(), 11);
}

#[test]
fn what_an_extension_brings_needs_the_extension() {
    for (keyword, line, verb) in [
        ("STARTTLS", "ST", "STARTTLS"),
        ("AUTH PLAIN", "AU", "AUTH "),
        ("AUTH=PLAIN", "AU", "AUTH "),
        ("CHUNKING", "B", "BDAT "),
        ("etrn", "E", "ETRN "),
        ("XCLIENT NAME", "XC", "XCLIENT "),
    ] {
        assert!(
            !ways(line, &["SIZE 1"]).contains(&verb.to_owned()),
            "{verb}"
        );
        assert!(
            ways(line, &["SIZE 1", keyword]).contains(&verb.to_owned()),
            "{verb}"
        );
    }
}

#[test]
fn mechanisms_are_the_servers() {
    let offered = ["AUTH PLAIN LOGIN scram-sha-256", "AUTH=LOGIN NTLM"];
    let all = [
        "AUTH PLAIN",
        "AUTH LOGIN",
        "AUTH SCRAM-SHA-256",
        "AUTH NTLM",
    ];
    assert_eq!(ways("AUTH ", &offered), all);
    assert_eq!(ways("auth s", &offered), ["auth scram-sha-256"]);
    assert_eq!(ways("AUTH PLAIN ", &offered), [""; 0]);
    assert_eq!(ways("AUTH ", &["SIZE 1"]), [""; 0]);
    assert_eq!(ways("/auth P", &offered), ["/auth PLAIN"]);
    assert_eq!(ways("/auth CRAM", &[]), ["/auth CRAM-MD5"]);
}

#[test]
fn parameters_are_those_of_the_offered_extensions_once_each() {
    let offered = ["SIZE 1000", "8BITMIME", "DSN", "SMTPUTF8"];
    let all = [
        "SIZE=",
        "BODY=8BITMIME",
        "BODY=7BIT",
        "SMTPUTF8",
        "RET=FULL",
        "RET=HDRS",
        "ENVID=",
    ];
    let start = "MAIL FROM:<a@b.test> ";
    let expected: Vec<String> = all.iter().map(|one| format!("{start}{one}")).collect();
    assert_eq!(ways(start, &offered), expected);
    assert_eq!(
        ways("mail from:<a@b.test> SIZE=5 b", &offered),
        [
            "mail from:<a@b.test> SIZE=5 body=8bitmime",
            "mail from:<a@b.test> SIZE=5 body=7bit"
        ]
    );
    assert_eq!(
        ways("MAIL FROM:<a@b.test> size=5 S", &offered),
        ["MAIL FROM:<a@b.test> size=5 SMTPUTF8"]
    );
    assert_eq!(ways(start, &[]), [""; 0]);
    assert_eq!(
        ways("RCPT TO:<a@b.test> O", &offered),
        ["RCPT TO:<a@b.test> ORCPT=rfc822;"]
    );
    assert_eq!(
        ways("RCPT TO:<a@b.test> NOTIFY=N", &offered),
        ["RCPT TO:<a@b.test> NOTIFY=NEVER"]
    );
    assert_eq!(ways("RCPT TO:<a@b.test> ", &["SIZE"]), [""; 0]);
    let xclient = ["XCLIENT NAME ADDR LOGIN"];
    assert_eq!(
        ways("XCLIENT NAME=x ", &xclient),
        ["XCLIENT NAME=x ADDR=", "XCLIENT NAME=x LOGIN="]
    );
    assert_eq!(ways("HELP ST", &["STARTTLS"]), ["HELP STARTTLS"]);
}

#[test]
fn local_commands_and_their_files_are_found() {
    assert_eq!(ways("/e", &[]), ["/ehlo", "/expect ", "/explain"]);
    assert_eq!(ways("/help /te", &[]), [""; 0]);
    assert_eq!(ways("/help /t", &[]), ["/help /tls"]);
    assert_eq!(file_argument("/send  mess", 11), Some((7, "mess")));
    assert_eq!(file_argument("/save ", 6), Some((6, "")));
    assert_eq!(file_argument("/save a b", 9), Some((6, "a b")));
    assert_eq!(file_argument("/save", 5), None);
    assert_eq!(file_argument("/tls x", 6), None);
}

#[test]
fn any_cursor_is_borne() {
    for cursor in 0..9 {
        complete(
            "\u{fc}AUTH \u{fc}",
            cursor,
            &["AUTH \u{fc} \u{fc}".to_owned()],
        );
        complete("MAIL \u{fc}", cursor, &["SIZE".to_owned()]);
    }
    let odd: Vec<String> = ["", " ", "AUTH", "AUTH=", "\u{fc}\u{fc}\u{fc}"]
        .map(str::to_owned)
        .to_vec();
    assert_eq!(complete("AUTH ", 5, &odd), []);
}
