//! Well-behaved sessions, command by command.

use rustls::ProtocolVersion;
use std::fs;

use super::client::{connect, hear, one, only_connection, say, secure, start_tls};
use crate::lab::{Lab, Manners, Post, mx};

fn lab(manners: Manners) -> Lab {
    one(mx(10, "mx1.one.test", manners))
}

#[test]
fn a_whole_dialogue() {
    let lab = lab(Manners::default());
    let mut tls = secure(&lab, start_tls(&lab), false).unwrap();
    assert!(say(&mut tls, "MAIL FROM:<>").starts_with("503 "));
    let ehlo = say(&mut tls, "EHLO client.test");
    assert!(ehlo.starts_with("250-mx1.one.test\r\n"), "{ehlo}");
    assert!(!ehlo.contains("STARTTLS"), "{ehlo}");
    assert!(say(&mut tls, "STARTTLS").starts_with("503 "));
    assert!(say(&mut tls, "DATA").starts_with("503 "));
    assert!(say(&mut tls, "MAIL FROM:<a@client.test> SIZE=12").starts_with("250 "));
    assert!(say(&mut tls, "rcpt to:<b@one.test>").starts_with("250 "));
    assert!(say(&mut tls, "DATA").starts_with("354 "));
    assert!(say(&mut tls, "Subject: x\r\n\r\n..\r\n.").starts_with("250 "));
    assert!(say(&mut tls, "NOOP").starts_with("250 "));
    assert!(say(&mut tls, "VRFY b").starts_with("252 "));
    assert!(say(&mut tls, "RSET").starts_with("250 "));
    assert!(say(&mut tls, "TURN").starts_with("500 "));
    assert!(say(&mut tls, "QUIT").starts_with("221 "));
    drop(tls);

    let seen = only_connection(&lab);
    assert_eq!(
        seen.lines()[..4],
        [
            "EHLO client.test",
            "STARTTLS",
            "MAIL FROM:<>",
            "EHLO client.test"
        ]
    );
    let inside = seen.commands.iter().map(|command| command.inside_tls);
    assert_eq!(inside.take(3).collect::<Vec<_>>(), [false, false, true]);
    let [kept] = &seen.deliveries[..] else {
        panic!("{:#?}", seen.deliveries);
    };
    assert_eq!(kept.mail, "MAIL FROM:<a@client.test> SIZE=12");
    assert_eq!(kept.recipients, ["rcpt to:<b@one.test>"]);
    assert_eq!(kept.octets, b"Subject: x\r\n\r\n.\r\n");
    assert_eq!(
        fs::read(lab.mail_folder().join("1.eml")).unwrap(),
        kept.octets
    );
    assert_eq!(seen.server_name.as_deref(), Some("mx1.one.test"));
    assert_eq!(seen.version, Some(ProtocolVersion::TLSv1_3));
    assert_eq!(seen.failure, None);
    assert_eq!(seen.host, "mx1.one.test");
}

#[test]
fn starttls_is_refused_as_told() {
    let refused = lab(Manners {
        starttls: Some(b"454 4.7.0 TLS not available\r\n".to_vec()),
        ..Manners::default()
    });
    let mut tcp = connect(&refused);
    hear(&mut tcp).unwrap();
    assert!(say(&mut tcp, "EHLO client.test").contains("STARTTLS"));
    assert!(say(&mut tcp, "STARTTLS now").starts_with("501 "));
    assert!(say(&mut tcp, "STARTTLS").starts_with("454 "));
    assert!(say(&mut tcp, "QUIT").starts_with("221 "));

    let unoffered = lab(Manners {
        starttls: None,
        ..Manners::default()
    });
    let mut tcp = connect(&unoffered);
    hear(&mut tcp).unwrap();
    assert!(!say(&mut tcp, "EHLO client.test").contains("STARTTLS"));
    assert!(say(&mut tcp, "STARTTLS").starts_with("502 "));
}

#[test]
fn what_is_pipelined_behind_starttls_is_discarded() {
    let lab = lab(Manners::default());
    let mut tcp = connect(&lab);
    hear(&mut tcp).unwrap();
    say(&mut tcp, "EHLO client.test");
    assert!(say(&mut tcp, "STARTTLS\r\nNOOP injected").starts_with("220 "));
    let mut tls = secure(&lab, tcp, false).unwrap();
    assert!(say(&mut tls, "QUIT").starts_with("221 "));
    drop(tls);
    let seen = only_connection(&lab);
    assert_eq!(seen.lines(), ["EHLO client.test", "STARTTLS", "QUIT"]);
}

#[test]
fn auth_takes_what_it_offers() {
    let lab = lab(Manners {
        extensions_inside_tls: vec!["AUTH PLAIN LOGIN".to_owned()],
        ..Manners::default()
    });
    let mut tcp = connect(&lab);
    hear(&mut tcp).unwrap();
    assert!(say(&mut tcp, "EHLO client.test").starts_with("250-"));
    assert!(say(&mut tcp, "AUTH PLAIN AGEAYg==").starts_with("504 "));
    assert!(say(&mut tcp, "STARTTLS").starts_with("220 "));
    let mut tls = secure(&lab, tcp, false).unwrap();
    assert!(say(&mut tls, "EHLO client.test").contains("AUTH PLAIN LOGIN"));
    assert!(say(&mut tls, "AUTH CRAM-MD5").starts_with("504 "));
    assert_eq!(say(&mut tls, "AUTH PLAIN"), "334 \r\n");
    assert!(say(&mut tls, "*").starts_with("501 "));
    assert!(say(&mut tls, "AUTH PLAIN AGEAYg==").starts_with("235 "));
    assert_eq!(say(&mut tls, "AUTH LOGIN"), "334 VXNlcm5hbWU6\r\n");
    assert_eq!(say(&mut tls, "YQ=="), "334 UGFzc3dvcmQ6\r\n");
    assert!(say(&mut tls, "Yg==").starts_with("235 "));
}

#[test]
fn lmtp_answers_once_for_each_recipient() {
    let lab = lab(Manners {
        lmtp: true,
        ..Manners::default()
    });
    let mut tcp = connect(&lab);
    assert_eq!(hear(&mut tcp).unwrap(), "220 mx1.one.test LMTP\r\n");
    assert!(say(&mut tcp, "EHLO client.test").starts_with("500 "));
    assert!(say(&mut tcp, "LHLO client.test").starts_with("250-"));
    assert!(say(&mut tcp, "MAIL FROM:<>").starts_with("250 "));
    assert!(say(&mut tcp, "RCPT TO:<a@one.test>").starts_with("250 "));
    assert!(say(&mut tcp, "RCPT TO:<b@one.test>").starts_with("250 "));
    assert!(say(&mut tcp, "DATA").starts_with("354 "));
    assert!(say(&mut tcp, ".").starts_with("250 "));
    assert!(hear(&mut tcp).unwrap().starts_with("250 "));
    assert!(say(&mut tcp, "QUIT").starts_with("221 "));
}

#[test]
fn exceptions_come_before_manners() {
    let lab = lab(Manners {
        greeting: Some(b"220 hello\r\n".to_vec()),
        hostname: "other.test".to_owned(),
        instead: vec![
            ("EHLO", b"502 5.5.1 No\r\n".to_vec()),
            ("MAIL", b"421 4.3.2 Going down\r\n".to_vec()),
        ],
        ..Manners::default()
    });
    let mut tcp = connect(&lab);
    assert_eq!(hear(&mut tcp).unwrap(), "220 hello\r\n");
    assert!(say(&mut tcp, "EHLO client.test").starts_with("502 "));
    assert_eq!(say(&mut tcp, "HELO client.test"), "250 other.test\r\n");
    assert!(say(&mut tcp, "MAIL FROM:<>").starts_with("421 "));
    assert!(hear(&mut tcp).is_err());
}

#[test]
fn mail_is_taken_as_far_as_it_was_offered() {
    let lab = lab(Manners {
        extensions_inside_tls: ["SIZE 10", "CHUNKING", "DSN"].map(str::to_owned).to_vec(),
        post: Post {
            wants_auth: false,
            greylists: true,
            refuses: vec![("nobody@", "550 5.1.1 No such user")],
            refuses_after: vec![("spam@", "554 5.7.1 No")],
        },
        ..Manners::default()
    });
    let mut tls = secure(&lab, start_tls(&lab), false).unwrap();
    say(&mut tls, "EHLO client.test");
    for (line, code) in [
        ("MAIL FROM:<a@b.test> SIZE=11", "552 5.3.4"),
        ("MAIL FROM:<a@b.test> SIZE=x", "552 5.3.4"),
        ("MAIL FROM:<a@b.test> BODY=8BITMIME", "555 5.5.4"),
        ("MAIL FROM:<a@b.test> SMTPUTF8", "555 5.5.4"),
        ("MAIL FROM:<\u{fc}@b.test>", "553 5.6.7"),
        ("MAIL FROM:a@b.test", "501 5.5.4"),
        ("MAIL FROM:<a@b.test> SIZE=10 ret=HDRS", "250 2.1.0"),
        ("DATA", "554 5.5.1"),
        ("RCPT TO:<nobody@one.test>", "550 5.1.1"),
        ("RCPT TO:<c@one.test>", "450 4.2.0"),
        ("RCPT TO:<c@one.test>", "250 2.1.5"),
        ("RCPT TO:<d@one.test> NOTIFY=NEVER", "450 4.2.0"),
        ("RCPT TO:<d@one.test> X=1", "555 5.5.4"),
        ("BDAT 2\r\n", "250 2.0.0"),
        ("DATA", "503 5.5.1"),
        ("BDAT 3 LAST\r\n.", "250 2.0.0"),
        ("BDAT 2 LAST\r\n", "503 5.5.1"),
        ("MAIL FROM:<>", "250 2.1.0"),
        ("RCPT TO:<c@one.test>", "250 2.1.5"),
        ("DATA", "354 "),
        ("12345678\r\n9\r\n.", "552 5.3.4"),
        ("MAIL FROM:<>", "250 2.1.0"),
        ("RCPT TO:<spam@one.test>", "450 4.2.0"),
        ("RCPT TO:<spam@one.test>", "250 2.1.5"),
        ("DATA", "354 "),
        ("..\r\n.", "554 5.7.1"),
    ] {
        let reply = say(&mut tls, line);
        assert!(reply.starts_with(code), "{line:?}: {reply}");
    }
    drop(tls);
    let seen = only_connection(&lab);
    let [kept] = &seen.deliveries[..] else {
        panic!("{:#?}", seen.deliveries);
    };
    assert_eq!(kept.octets, b"\r\n.\r\n");
    assert_eq!((kept.chunks, kept.recipients.len()), (2, 1));
}

#[test]
fn mail_may_want_authentication_first() {
    let lab = lab(Manners {
        extensions_inside_tls: vec!["AUTH PLAIN".to_owned()],
        post: Post {
            wants_auth: true,
            ..Post::default()
        },
        ..Manners::default()
    });
    let mut tls = secure(&lab, start_tls(&lab), false).unwrap();
    say(&mut tls, "EHLO client.test");
    assert!(say(&mut tls, "MAIL FROM:<>").starts_with("530 5.7.0"));
    assert!(say(&mut tls, "AUTH PLAIN AGEAYg==").starts_with("235 "));
    assert!(say(&mut tls, "MAIL FROM:<> AUTH=<>").starts_with("250 "));
}
