//! Nothing secret is told of an authentication.

use super::*;

#[test]
fn k29_nothing_secret_is_in_any_event() {
    let secrets = [
        "tanstaaf", "dGFuc3Rh", "RhbnN0YW", "uc3RhYW", "b913a602", "YjkxM2E2", "token-of",
        "dG9rZW4",
    ];
    let plain: &[u8] = b"535-5.7.8 You said AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n535 5.7.8 which is tim tanstaaftanstaaf\r\n";
    let rest: &[u8] = b"535 5.7.8 no: dGFuc3RhYWZ0YW5z";
    let rows: &[(&str, &[&[u8]])] = &[
        ("PLAIN", &[plain, BYE]),
        ("PLAIN", &[rest]),
        ("PLAIN", &[b"what is AHRpbQB0YW5zdGFhZnRhbnN0YWFm to me?\r\n"]),
        ("LOGIN", &[EMPTY, EMPTY, b"334 dGFuc3RhYWZ0YW5zdGFhZg==\r\n", plain, BYE]),
        ("CRAM-MD5", &[CHALLENGE, b"535 no b913a602c7eda7a495b4e6e7334d3890 dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n", BYE]),
        ("XOAUTH2", &[b"334 eyJ0b2tlbiI6InRva2VuLW9mLXRpbSJ9\r\n", b"535 token-of-tim\r\n", BYE]),
        ("OAUTHBEARER", &[b"334 eyJ0b2tlbiI6InRva2VuLW9mLXRpbSJ9\r\n", b"535 token-of-tim\r\n", BYE]),
    ];
    for (word, server) in rows {
        for size in [1, 1000] {
            let (_, events) =
                authenticate(vec![exchange(word, quick())], Stop::WhenReady, server, size);
            let octets: Vec<u8> = events.iter().flat_map(octets).collect();
            let shown = format!("{} {events:?}", String::from_utf8_lossy(&octets));
            for secret in secrets {
                assert!(!shown.contains(secret), "{word}: {secret} is in {shown}");
            }
            assert!(shown.contains("[hidden]"), "{word}: {shown}");
        }
    }
    // And everything is there where the user wants to see it.
    let open = Setting {
        show_secrets: true,
        ..quick()
    };
    let (_, events) = authenticate(
        vec![exchange("PLAIN", open)],
        Stop::WhenReady,
        &[plain, BYE],
        50,
    );
    let octets: Vec<u8> = events.iter().flat_map(octets).collect();
    let shown = String::from_utf8_lossy(&octets).into_owned();
    assert!(
        shown.contains("AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm")
            && shown.contains("tim tanstaaftanstaaf")
    );
}

/// The octets in an event that `Debug` shows as numbers.
fn octets(event: &Event) -> Vec<u8> {
    let of_fault = |fault: &Fault| match fault {
        Fault::Closed { partial, .. } | Fault::TimedOut { partial, .. } => partial.clone(),
        Fault::NotAReply(line) => line.clone(),
        Fault::Rejected(reply) => reply
            .lines()
            .iter()
            .flat_map(|line| line.octets().to_vec())
            .collect(),
        Fault::Sasl(SaslFault::NotBase64(text) | SaslFault::Scram(ScramFault::Error(text))) => {
            text.clone()
        }
        _ => Vec::new(),
    };
    let all = match event {
        Event::Said { line, .. } | Event::Heard { line, .. } | Event::Unsolicited(line) => {
            line.clone()
        }
        Event::Replied { reply, .. } => reply
            .lines()
            .iter()
            .flat_map(|line| line.octets().to_vec())
            .collect(),
        Event::Attempted(attempt) => {
            let error = attempt.token_error.clone().unwrap_or_default();
            [attempt.challenges.concat(), error].concat()
        }
        Event::Failed { fault, .. } => of_fault(fault),
        _ => Vec::new(),
    };
    [&all[..], b"\n"].concat()
}
