//! Command lines that cannot be meant.

use crate::support::Smtls;

#[test]
fn options_that_contradict_each_other_are_refused() {
    for (words, told) in [
        (
            "--proxy http://127.0.0.1:3128",
            &["socks5://", "SOCKS 5 proxies alone"][..],
        ),
        ("--proxy socks5h://127.0.0.1", &["write socks5://"]),
        (
            "--proxy socks5://alice@127.0.0.1",
            &["no password was given", "--proxy-password-env"],
        ),
        (
            "--proxy-password-env HOME",
            &["without --proxy", "socks5://USER@HOST"],
        ),
        (
            "--proxy socks5://127.0.0.1 --proxy-password-env HOME",
            &["no user was named"],
        ),
        (
            "--proxy socks5://a@127.0.0.1 --proxy-password-env NO_SUCH",
            &["NO_SUCH", "--proxy-password-file"],
        ),
        ("--proxy-protocol v3", &["v1, v2"]),
        (
            "--proxy-source 192.0.2.1",
            &["--proxy-source was given without --proxy-protocol"],
        ),
        (
            "--proxy-local",
            &["--proxy-local was given without --proxy-protocol"],
        ),
        (
            "--proxy-protocol v1 --proxy-source mail.example",
            &["an address with or without a port"],
        ),
        (
            "--proxy-protocol v1 --proxy-source 192.0.2.1 --proxy-destination 2001:db8::1",
            &["two families"],
        ),
        (
            "--proxy-protocol v2 --proxy-local --proxy-source 192.0.2.1",
            &["--proxy-local", "--proxy-source"],
        ),
        ("--xclient ADDR", &["NAME=VALUE"]),
        (
            "--xclient ADDR=192.0.2.1 --xclient addr=192.0.2.2",
            &["ADDR twice"],
        ),
        (
            "--xclient-optional",
            &["--xclient-optional was given without --xclient"],
        ),
        ("--xclient-before-starttls", &["without --xclient"]),
        ("--quit-after xclient", &["no stage xclient", "--xclient"]),
        ("--drop-after xclient", &["no stage xclient", "--xclient"]),
    ] {
        let words = words.split(' ').map(str::to_owned);
        let words = ["probe".to_owned()].into_iter().chain(words);
        let words = words.chain(["mx.test:25".to_owned()]);
        Smtls::new(words).run().refused(told);
    }
}

#[test]
fn k30_a_password_for_the_proxy_is_refused_on_the_command_line_and_not_shown() {
    for (url, told) in [
        ("socks5://alice:hunter2@127.0.0.1:1", "--proxy-password-env"),
        (
            "socks4://alice:hunter2@127.0.0.1:1",
            "SOCKS 5 proxies alone",
        ),
        ("alice:hunter2@127.0.0.1:1", "write socks5://"),
        ("socks5h://alice:hunter2@127.0.0.1", "write socks5://"),
    ] {
        for words in [
            &["probe", "--proxy", url, "mx.test:25"][..],
            &["shell", "mx.test:25", "--proxy", url],
            &["audit", &format!("--proxy={url}"), "mx.test:25"],
            &["lab", "good", "--", "--proxy", url],
        ] {
            let outcome = Smtls::new(words.iter().copied()).run();
            assert_eq!(outcome.code, Some(1), "{outcome}");
            assert!(outcome.stderr.contains("smtls: --proxy"), "{outcome}");
            assert!(outcome.stderr.contains(told), "{outcome}");
            assert!(outcome.stderr.contains("\nhint: "), "{outcome}");
            assert!(!outcome.stderr.contains("hunter2"), "{outcome}");
        }
    }
}
