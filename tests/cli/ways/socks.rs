//! A SOCKS proxy: that everything goes through it, and whose fault it is where nothing does.

use crate::support::{Manner, Smtls, Socks, Theatre, in_parallel};
use smtls::lab::{Behaviour, Manners, find};
use std::net::TcpListener;

#[test]
fn every_connection_goes_through_it_and_names_do_not() {
    let theatre = Theatre::with_host(Manners::default());
    let proxy = Socks::new(Manner::Open);
    let url = proxy.url();
    let (text, json) = theatre.both(&["--resume", "--proxy", &url], 0);
    text.says(&[
        &format!(
            "=== Through the SOCKS proxy {}.\n=== Connected to",
            proxy.address
        ),
        &format!(
            "note  connect             through the SOCKS proxy {}:",
            proxy.address
        ),
        "<~  250",
    ]);
    let observations = json["endpoints"][0]["observations"].as_array().unwrap();
    assert_eq!(observations.len(), 2);
    for seen in observations {
        assert_eq!(seen["proxy"], proxy.address.to_string());
    }
    // --connect-to still moves the socket, and the proxy is told where.
    let server = theatre.address("mx.lab.test");
    assert_eq!(proxy.asked(), [server; 4]);
}

#[test]
fn the_header_and_the_proxy_go_together() {
    use smtls::lab::{Act, ProxyVersion};
    let theatre = Theatre::with_host(vec![
        Act::Introduced(ProxyVersion::V1),
        Act::Serve(Manners::default()),
    ]);
    let proxy = Socks::new(Manner::Open);
    theatre
        .probe(&["--proxy", &proxy.url(), "--proxy-protocol", "v1"])
        .ends(0, &["PROXY header"])
        .says(&["through the SOCKS proxy", "told the server that 127.0.0.1:"]);
    assert_eq!(proxy.asked().len(), 1);
}

#[test]
fn k30_user_and_password_are_sent_and_never_shown() {
    let theatre = Theatre::with_host(Manners::default());
    let proxy = Socks::new(Manner::For("alice", "hunter2"));
    let words =
        |url: &str| theatre.words(&["--proxy", url, "--proxy-password-env", "SOCKS_PASSWORD"]);
    Smtls::new(words(&proxy.url_for("alice")))
        .with("SOCKS_PASSWORD", "hunter2")
        .run()
        .ends(0, &["speaks TLS"])
        .never_says(&["hunter2"]);
    Smtls::new(words(&proxy.url_for("alice")))
        .with("SOCKS_PASSWORD", "hunter3")
        .run()
        .ends(
            2,
            &[
                "does not take this user and password",
                "says nothing about the server",
            ],
        )
        .never_says(&["hunter3"]);
    theatre
        .probe(&["--proxy", &proxy.url()])
        .ends(2, &["takes none of the ways to authenticate"])
        .says(&["--proxy-password-env"]);
}

#[test]
fn a_proxy_of_the_environment_is_not_heeded() {
    let theatre = Theatre::with_host(Manners::default());
    let proxy = Socks::new(Manner::Replies(2));
    let mut smtls = Smtls::new(theatre.words(&[]));
    for variable in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "SOCKS_SERVER"] {
        smtls = smtls.with(variable, &proxy.url());
    }
    smtls.run().ends(0, &["speaks TLS"]).never_says(&["SOCKS"]);
    assert_eq!(proxy.asked(), []);
}

#[test]
fn what_the_proxy_replies_is_told_apart() {
    const NOTHING: &str = "which says nothing about the server";
    let rows = [
        (Manner::Replies(1), "failed to make the connection", NOTHING),
        (
            Manner::Replies(2),
            "forbids the connection by its rules",
            NOTHING,
        ),
        (Manner::Replies(3), "cannot reach the server's network", ""),
        (
            Manner::Replies(4),
            "reports that it cannot reach the server",
            "",
        ),
        (
            Manner::Replies(5),
            "reports that the server refused the connection",
            "",
        ),
        (Manner::Replies(6), "the way to the server is too long", ""),
        (
            Manner::Replies(7),
            "does not make such connections",
            NOTHING,
        ),
        (
            Manner::Replies(8),
            "does not make such connections",
            NOTHING,
        ),
        (
            Manner::Replies(99),
            "answered as no SOCKS proxy does",
            NOTHING,
        ),
        (
            Manner::Says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            "does not speak SOCKS version 5",
            NOTHING,
        ),
        (
            Manner::Says(b"220 mx ESMTP\r\n"),
            "does not speak SOCKS version 5",
            NOTHING,
        ),
        (
            Manner::Says(b""),
            "closed the connection instead of answering",
            NOTHING,
        ),
        (
            Manner::Silent,
            "did not say within 1 s what became of the connection",
            NOTHING,
        ),
    ];
    in_parallel(&rows, |(manner, words, claim)| {
        let theatre = Theatre::with_host(Manners::default());
        let proxy = Socks::new(*manner);
        let name = format!("the SOCKS proxy {}", proxy.address);
        let url = proxy.url();
        let outcome = theatre
            .probe(&["--proxy", &url, "--connect-timeout", "1s", "--no-explain"])
            .ends(2, &[words, claim, &name])
            .plain();
        if !claim.is_empty() {
            outcome.ends(2, &["that says nothing of what a sender would meet"]);
        }
    });
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let theatre = Theatre::with_host(Manners::default());
    // A port that was free a moment ago.
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let json = theatre.json(&["--proxy", &format!("socks5://{closed}")], 2);
    let failure = &json["endpoints"][0]["observations"][0]["failures"][0];
    assert_eq!(failure["cause"], "proxy-unreachable");
    let evidence = failure["evidence"].as_str().unwrap();
    assert!(
        evidence.contains(&format!("{closed} cannot be reached: connection refused")),
        "{evidence}"
    );
    // The server itself was never asked.
    assert_eq!(theatre.connections(), []);
}

#[test]
fn a_server_that_refuses_the_proxy_is_the_servers_fault() {
    let theatre = Theatre::with_host(Behaviour::Down);
    let proxy = Socks::new(Manner::Open);
    theatre
        .probe(&["--proxy", &proxy.url()])
        .ends(2, &["reports that the server refused the connection"]);
    assert_eq!(proxy.asked().len(), 1);
}

#[test]
fn the_policy_of_mta_sts_comes_through_it_as_well() {
    let theatre = Theatre::new(&find("mta-sts-enforce").unwrap());
    let proxy = Socks::new(Manner::Open);
    theatre
        .probe(&["--level", "secure", "--proxy", &proxy.url()])
        .ends(0, &["authenticated by MTA-STS"]);
    let asked = proxy.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked.contains(&theatre.address("mx1.mta-sts-enforce.test")),
        "{asked:?}"
    );
    // Where the proxy lets nothing through, nothing is known of the policy, which is not the domain's fault.
    let forbidding = Socks::new(Manner::Replies(2));
    theatre
        .probe(&["--proxy", &forbidding.url()])
        .ends(2, &["forbids the connection by its rules"])
        .says(&["not tested  mta-sts", "look after the proxy"]);
}

#[test]
fn an_audit_goes_through_it_too() {
    let theatre = Theatre::with_host(Manners::default());
    let proxy = Socks::new(Manner::Open);
    let outcome = theatre.audit(&["--quick", "--proxy", &proxy.url()]);
    assert_eq!(outcome.stderr, "", "{outcome}");
    assert!(
        outcome.stdout.contains("through the SOCKS proxy"),
        "{outcome}"
    );
    assert_eq!(proxy.asked().len(), theatre.connections().len());
    let forbidding = Socks::new(Manner::Replies(2));
    let outcome = theatre.audit(&["--quick", "--proxy", &forbidding.url()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(
        outcome.stdout.contains("forbids the connection"),
        "{outcome}"
    );
}
