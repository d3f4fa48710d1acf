//! What is kept of a history, and what never is.

use super::*;

#[test]
fn secrets_are_not_kept() {
    for (line, left) in [
        ("AUTH PLAIN AGEAc2VjcmV0", Some("AUTH PLAIN")),
        ("aUtH  pLaIn  AGEAc2VjcmV0", Some("aUtH pLaIn")),
        ("\tAUTH\tPLAIN\tAGEAc2VjcmV0", Some("AUTH PLAIN")),
        ("  auth plain AGEAc2VjcmV0 ", Some("auth plain")),
        ("AUTH=PLAIN AGEAc2VjcmV0", Some("AUTH=PLAIN")),
        ("auth=AGEAc2VjcmV0", Some("auth")),
        ("AUTH = PLAIN AGEAc2VjcmV0", Some("AUTH")),
        ("AUTH: PLAIN AGEAc2VjcmV0", Some("AUTH")),
        ("AUTH AGEAc2VjcmV0", Some("AUTH")),
        ("AUTH\u{a0}PLAIN\u{a0}AGEAc2VjcmV0", Some("AUTH PLAIN")),
        ("AUTH LOGIN", Some("AUTH LOGIN")),
        ("AUTH XOAUTH2 dXNlcj0=", Some("AUTH XOAUTH2")),
        ("AUTH", Some("AUTH")),
        ("/auth LOGIN user secret", Some("/auth LOGIN")),
        ("/auth user secret", Some("/auth")),
        ("/auth", Some("/auth")),
        ("/raw AUTH PLAIN AGEAc2VjcmV0\\r\\n", None),
        ("/raw EHLO a\\r\\nauth plain AGEAc2VjcmV0", None),
        ("/RAW \\x41\\x55TH PLAIN AGEAc2VjcmV0\\r\\n", None),
        ("/raw \\x4", None),
        ("X-EXPS LOGIN c2VjcmV0", Some("X-EXPS LOGIN")),
        ("PASS secret", Some("PASS")),
        ("BURL imap://a/b;urlauth=x:y:secret LAST", Some("BURL")),
        ("", None),
        (" \t ", None),
        ("NOOP \u{1b}[2J", None),
        // What only looks like it, and what is none.
        ("AUTHOR x", Some("AUTHOR x")),
        ("MAIL FROM:<a@b> AUTH=<>", Some("MAIL FROM:<a@b> AUTH=<>")),
        ("XCLIENT LOGIN=user", Some("XCLIENT LOGIN=user")),
        ("/expect 235", Some("/expect 235")),
        ("/raw EHLO a\\r\\n", Some("/raw EHLO a\\r\\n")),
        ("  NOOP", Some("  NOOP")),
    ] {
        let found = kept(line.as_bytes(), Kind::Command);
        let found = found.map(|found| String::from_utf8(found).unwrap());
        assert_eq!(found.as_deref(), left, "{line:?}");
        for kind in [Kind::Message, Kind::Response, Kind::Secret, Kind::Text] {
            assert_eq!(kept(line.as_bytes(), kind), None, "{line:?} {kind:?}");
        }
    }
    assert_eq!(kept(b"NOOP \xff", Kind::Command), None);
    assert_eq!(kept(&[b'x'; 5000], Kind::Command), None);
}

#[test]
fn several_shells_share_a_file_that_is_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("state/smtls/history");
    let mut one = HistoryFile::open(place.clone()).unwrap();
    let mut other = HistoryFile::open(place.clone()).unwrap();
    assert_eq!(one.lines().count(), 0);
    one.add("EHLO one");
    other.add("EHLO other");
    one.add("QUIT");
    let again = HistoryFile::open(place.clone()).unwrap();
    let lines: Vec<&str> = again.lines().collect();
    assert_eq!(lines, ["EHLO one", "EHLO other", "QUIT"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |place: &Path| std::fs::metadata(place).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&place), 0o600);
        assert_eq!(mode(place.parent().unwrap()), 0o700);
    }
}

#[test]
fn a_file_does_not_grow_without_end_and_what_others_wrote_is_sifted() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("history");
    let mut text: String = (0..1500).map(|number| format!("NOOP {number}\n")).collect();
    text.push_str("AUTH PLAIN AGEAc2VjcmV0\n\u{1b}]0;title\u{7}\n\nRSET\n");
    std::fs::write(&place, text).unwrap();
    let file = HistoryFile::open(place.clone()).unwrap();
    assert_eq!(file.lines().count(), MOST);
    assert_eq!(file.lines().next(), Some("NOOP 502"));
    let written = std::fs::read_to_string(&place).unwrap();
    assert_eq!(written.lines().count(), MOST);
    assert!(
        written.ends_with("NOOP 1499\nAUTH PLAIN\nRSET\n"),
        "{written}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_left_alone_and_what_cannot_be_is_said() {
    let device = HistoryFile::open(PathBuf::from("/dev/null")).unwrap();
    assert_eq!(device.lines().count(), 0);
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let error = HistoryFile::open(blocked.join("smtls/history")).unwrap_err();
    let said = warning(&error);
    assert!(said.starts_with("=== the history is not kept: "), "{said}");
    assert!(said.contains("smtls/history"), "{said}");
}
