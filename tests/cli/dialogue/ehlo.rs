//! What a server may answer to the first EHLO, and what is said with it.

use super::row::{Row, WHOLE, check, row, word};
use crate::support::{EHLO, GO, GREETING, Theatre, greeting, instead, script};
use smtls::lab::{Act, Manners, TlsProfile};

#[test]
fn replies_to_the_first_ehlo() {
    let unknown = "502 5.5.1 what?\r\n";
    let helo = |reply: &str| {
        let exchanges = [("EHLO", unknown), ("HELO", reply), ("QUIT", "221 bye\r\n")];
        script(GREETING, &exchanges)
    };
    let may = &["--level", "may"];
    let long = format!(
        "250-mx.lab.test\r\n250-X{}\r\n250 STARTTLS\r\n",
        "y".repeat(5000)
    );
    check(&[
        row(
            "B38 one line",
            ehlo_only("250 mx.lab.test\r\n"),
            29,
            &["not offered"],
            "EHLO QUIT",
        ),
        row(
            "B34 the server knows HELO only",
            helo("250 mx.lab.test\r\n"),
            29,
            &["STARTTLS", "HELO"],
            "EHLO HELO QUIT",
        ),
        Row {
            options: may,
            ..row(
                "B34, at level may",
                helo("250 mx.lab.test\r\n"),
                0,
                &["in the clear"],
                "EHLO HELO QUIT",
            )
        },
        row(
            "B54 HELO answered with keywords",
            helo(EHLO),
            29,
            &["STARTTLS", "HELO"],
            "EHLO HELO QUIT",
        ),
        row(
            "B37 HELO refused too",
            helo("550 go away\r\n"),
            22,
            &["HELO was refused", "550 go away"],
            "EHLO HELO QUIT",
        ),
        row(
            "B35 550",
            instead("EHLO", "550 who?\r\n"),
            22,
            &["EHLO was refused", "550 who?"],
            "EHLO QUIT",
        ),
        row(
            "B35 501",
            instead("EHLO", "501 who?\r\n"),
            22,
            &["501 who?"],
            "EHLO QUIT",
        ),
        row(
            "B35 504",
            instead("EHLO", "504 who?\r\n"),
            22,
            &["504 who?"],
            "EHLO QUIT",
        ),
        row(
            "4xx",
            instead("EHLO", "451 later\r\n"),
            22,
            &["451 later"],
            "EHLO QUIT",
        ),
        row(
            "B36",
            instead("EHLO", "421 4.3.2 closing\r\n"),
            45,
            &["not testable now", "421 4.3.2 closing"],
            "EHLO",
        ),
        row(
            "B46 a reply, then the end",
            script(GREETING, &[("EHLO", "550 5.7.1 no\r\n")]),
            22,
            &["550 5.7.1 no"],
            "EHLO",
        ),
        row(
            "B18",
            script(GREETING, &[("EHLO", "999 what\r\n")]),
            22,
            &["999 what"],
            "EHLO",
        ),
        row(
            "A06 mixed case",
            ehlo("250-mx.lab.test\r\n250 StartTls\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row(
            "A08 a parameter",
            ehlo("250-mx.lab.test\r\n250 STARTTLS foo\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row(
            "A09 not the last line",
            ehlo("250-mx.lab.test\r\n250-STARTTLS\r\n250 SIZE\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row(
            "A05 masked",
            ehlo_only("250-mx.lab.test\r\n250 XXXXXXXA\r\n"),
            29,
            &["not offered"],
            "EHLO QUIT",
        ),
        row(
            "B06 an empty line between",
            ehlo("250-mx.lab.test\r\n250-\r\n250 STARTTLS\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row(
            "B03 a text that begins with digits",
            ehlo("250-234 Text\r\n250 STARTTLS\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row(
            "B17 one reply too many",
            ehlo("250-mx.lab.test\r\n250 STARTTLS\r\n250 once more\r\n"),
            0,
            &[],
            WHOLE,
        ),
        row("B12 a long line", ehlo(&long), 0, &[], WHOLE),
    ]);
}

/// A good server but for the exact bytes that answer the first EHLO.
fn ehlo(reply: &str) -> Vec<Act> {
    let mut acts = script(GREETING, &[("EHLO", reply), ("STARTTLS", GO)]);
    acts.extend([Act::Handshake(TlsProfile::default()), within_tls()]);
    acts
}

/// A good session inside TLS.
fn within_tls() -> Act {
    Act::Serve(Manners {
        starttls: None,
        ..greeting("")
    })
}

/// A server whose only good reply is that to the first EHLO.
fn ehlo_only(reply: &str) -> Vec<Act> {
    script(GREETING, &[("EHLO", reply), ("QUIT", "221 bye\r\n")])
}

#[test]
fn a41_554_inside_tls_is_told_with_its_words() {
    let refusing = |reply: &str| {
        let mut acts = script(GREETING, &[("EHLO", EHLO), ("STARTTLS", GO)]);
        acts.push(Act::Handshake(TlsProfile::default()));
        acts.extend(script("", &[("EHLO", reply), ("QUIT", "221 bye\r\n")]));
        acts
    };
    check(&[
        row(
            "A41 554",
            refusing("554 5.7.0 Command refused\r\n"),
            32,
            &[
                "554 5.7.0 Command refused",
                "perhaps TLS is not good enough",
            ],
            WHOLE,
        ),
        row(
            "A41 a blocklist",
            refusing("554 5.7.1 client host [192.0.2.1] blocked using zen.example\r\n"),
            32,
            &["blocked using zen.example\"; a sender"],
            WHOLE,
        ),
    ]);
}

#[test]
fn b17_a_reply_that_nobody_asked_for_is_shown_and_not_taken_for_the_next() {
    let reply = "250-mx.lab.test\r\n250 STARTTLS\r\n554 once more\r\n";
    let theatre = Theatre::with_host(ehlo(reply));
    let (text, report) = theatre.both(&[], 0);
    text.ends(0, &["mx.lab.test"]).says(&["554 once more"]);
    let json = report.to_string();
    assert!(json.contains("554 once more"), "not in JSON: {report:#}");
}

#[test]
fn b42_the_name_sent_with_ehlo() {
    for name in ["mail.example.test", "[192.0.2.1]", "localhost", "a_b!c"] {
        let theatre = Theatre::with_host(Manners::default());
        theatre.probe(&["--ehlo", name]).ends(0, &[]);
        let said = format!("EHLO {name}");
        let connection = theatre.connections().remove(0);
        assert_eq!(connection.lines(), [&said, "STARTTLS", &said, "QUIT"]);
        let tls: Vec<bool> = connection
            .commands
            .iter()
            .map(|line| line.inside_tls)
            .collect();
        assert_eq!(tls, [false, false, true, true]);
    }
    // Without the option a name of this machine that has a dot in it, or else the address.
    let theatre = Theatre::with_host(Manners::default());
    theatre.probe(&[]).ends(0, &[]);
    let connection = theatre.connections().remove(0);
    let said = connection.lines()[0].strip_prefix("EHLO ").unwrap();
    assert!(said == "[127.0.0.1]" || said.contains('.'), "{said}");
    for name in [
        "",
        "two words",
        "a\r\nMAIL FROM:<>",
        "b\u{fc}cher",
        &"x".repeat(600),
    ] {
        theatre.probe(&["--ehlo", name]).refused(&["EHLO"]);
    }
    // B35: a server that dislikes the name makes a hint at the option.
    let theatre = Theatre::with_host(instead("EHLO", "550 5.7.1 no such host\r\n"));
    theatre.probe(&[]).ends(22, &[]).says(&["--ehlo"]);
}

#[test]
fn b21_an_ftp_server_is_named_where_it_refuses() {
    let ftp = |greeting: &str, refusal: &'static str| {
        let exchanges = [
            ("EHLO", refusal),
            ("HELO", refusal),
            ("QUIT", "221 bye\r\n"),
        ];
        Theatre::with_host(script(greeting, &exchanges))
    };
    for greeting in ["220 ProFTPD Server ready\r\n", "220 (vsFTPd 3.0.5)\r\n"] {
        ftp(greeting, "500 what?\r\n")
            .probe(&[])
            .ends(22, &["HELO was refused", "500 what?"])
            .says(&["an FTP server"]);
    }
    ftp("220 mx.lab.test ESMTP\r\n", "500 what?\r\n")
        .probe(&[])
        .ends(22, &[])
        .never_says(&["FTP"]);
}

#[test]
fn b21_a_mail_server_with_ftp_in_its_name_is_none() {
    let exchanges = [("EHLO", "550 5.7.1 no\r\n"), ("QUIT", "221 bye\r\n")];
    Theatre::with_host(script("220 ftp.lab.test ESMTP\r\n", &exchanges))
        .probe(&[])
        .ends(22, &["550 5.7.1 no"])
        .says(&["--ehlo"])
        .never_says(&["FTP server"]);
}

#[test]
fn b37_what_was_said_is_named_where_no_reply_came() {
    let unknown = "502 5.5.1 what?\r\n";
    let helo = script(GREETING, &[("EHLO", unknown), ("HELO", "")]);
    Theatre::with_host(helo)
        .probe(&[])
        .ends(22, &["closed", "HELO"])
        .never_says(&["reply to EHLO"]);
}

#[test]
fn a28_a29_extensions_before_and_inside_tls_are_kept_apart() {
    let theatre = Theatre::with_host(Manners {
        extensions: ["SIZE 1000", "AUTH LOGIN", "XOLD"]
            .map(str::to_owned)
            .to_vec(),
        extensions_inside_tls: ["size 1000", "AUTH PLAIN LOGIN"]
            .map(str::to_owned)
            .to_vec(),
        ..Manners::default()
    });
    let (outcome, report) = theatre.both(&[], 0);
    outcome.says(&[
        "size 1000 octets, AUTH PLAIN LOGIN\n",
        "AUTH LOGIN, XOLD, STARTTLS\n",
    ]);
    let extensions = &report["endpoints"][0]["observations"][0]["extensions"];
    let keywords = |list: &str| -> Vec<String> {
        let list = extensions[list].as_array().unwrap().iter();
        list.map(|one| format!("{} {}", word(one, "keyword"), word(one, "parameters")))
            .map(|words| words.trim_end().to_owned())
            .collect()
    };
    assert_eq!(
        keywords("in_the_clear"),
        ["SIZE 1000", "AUTH LOGIN", "XOLD", "STARTTLS"]
    );
    assert_eq!(keywords("inside_tls"), ["size 1000", "AUTH PLAIN LOGIN"]);
    assert_eq!(keywords("added"), ["AUTH PLAIN LOGIN"]);
    assert_eq!(keywords("removed"), ["AUTH LOGIN", "XOLD", "STARTTLS"]);
}

#[test]
fn b48_b40_b39_extensions_are_explained_where_that_is_wanted() {
    let lines = [
        "SIZE 52428800",
        "PIPELINING",
        "AUTH PLAIN login",
        "AUTH=LOGIN",
        "XYZZY a b",
    ];
    let theatre = Theatre::with_host(Manners {
        extensions: vec!["SIZE 0".to_owned()],
        extensions_inside_tls: lines.map(str::to_owned).to_vec(),
        ..Manners::default()
    });
    let (text, report) = theatre.both(&["--explain-extensions"], 0);
    text.says(&[
        "inside TLS: SIZE 50 MiB, PIPELINING, AUTH PLAIN LOGIN, XYZZY a b\n",
        "PIPELINING: commands may be sent without waiting for each reply (RFC 2920)\n",
        "STARTTLS: TLS may be begun (RFC 3207)\n",
        "XYZZY: not known to smtls\n",
        "note  extensions",
        "\"AUTH=LOGIN\"",
    ])
    .plain();
    theatre
        .probe(&[])
        .says(&["SIZE 50 MiB"])
        .never_says(&["RFC 2920"]);
    let extensions = &report["endpoints"][0]["observations"][0]["extensions"];
    let inside = extensions["inside_tls"].as_array().unwrap();
    assert_eq!(inside.len(), lines.len(), "{extensions:#}");
    assert_eq!(inside[0]["size_limit"], 52_428_800);
    assert_eq!(inside[0]["parameters"], "52428800");
    assert_eq!(inside[1]["reference"], "RFC 2920");
    assert_eq!(
        inside[2]["auth_mechanisms"],
        serde_json::json!(["PLAIN", "LOGIN"])
    );
    assert_eq!(inside[3]["keyword"], "AUTH=LOGIN");
    assert_eq!(inside[3]["auth_mechanisms"], serde_json::json!(["LOGIN"]));
    assert!(inside[4].get("meaning").is_none(), "{extensions:#}");
    assert_eq!(extensions["in_the_clear"][0]["size_limit"], 0);
}

#[test]
fn b33_the_names_of_a_server_stand_in_one_table() {
    let theatre = Theatre::with_host(Manners {
        hostname: "inner.lab.test".to_owned(),
        ..Manners::default()
    });
    let (text, report) = theatre.both(&["--ehlo", "probe.example.test"], 0);
    text.says(&[
        "identities    mx.lab.test: host, certificate\n",
        "inner.lab.test: greeting, EHLO reply\n",
        "note  identity",
        "which is neither",
    ])
    .plain();
    let names = &report["endpoints"][0]["observations"][0]["identities"];
    let expected = serde_json::json!([
        { "name": "mx.lab.test", "sources": ["host", "certificate"] },
        {
            "name": "inner.lab.test",
            "sources": ["greeting", "ehlo-in-the-clear", "ehlo-inside-tls"]
        }
    ]);
    assert_eq!(*names, expected);
    Theatre::with_host(Manners::default())
        .probe(&["--ehlo", "probe.example.test"])
        .ends(0, &[])
        .says(&["mx.lab.test: host, greeting, EHLO reply, certificate\n"])
        .never_says(&["note  identity"]);
}
