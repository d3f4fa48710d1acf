//! AUTH line by line, the server's octets fed in every split.

use super::*;
use crate::smtp::sasl::{
    Attempt, Credentials, Exchange, InitialResponse, Mechanism, Outcome, SaslFault, ScramFault,
    Secret, Setting,
};

mod secrets;

const CHALLENGE: &[u8] = b"334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n";
const ACCEPTED: &[u8] = b"235 2.7.0 ok\r\n";
const WRONG: &[u8] = b"535 5.7.8 no\r\n";
const CANCELLED: &[u8] = b"501 5.7.0 cancelled\r\n";
const EMPTY: &[u8] = b"334 \r\n";

fn exchange(word: &str, setting: Setting) -> Exchange {
    let credentials = Credentials {
        user: Some("tim".to_owned()),
        password: Some(Secret::new("tanstaaftanstaaf")),
        token: Some(Secret::new("token-of-tim")),
        authorize_as: None,
    };
    Exchange::new(word.parse().unwrap(), &credentials, setting).unwrap()
}

fn quick() -> Setting {
    Setting {
        initial_response: true,
        nonce: "rOprNGfwEbeRWgbNEkqO".to_owned(),
        ..Setting::default()
    }
}

/// Plays a session with TLS from the first octet that authenticates with these exchanges, one after the other.
fn authenticate(
    exchanges: Vec<Exchange>,
    stop: Stop,
    server: &[&[u8]],
    size: usize,
) -> (String, Vec<Event>) {
    let opening: [&[u8]; 2] = [GREETING, b"250-mx.test\r\n250 AUTH PLAIN\r\n"];
    let mut dialogue = Dialogue::new(Plan {
        authenticate: true,
        ..plan(Security::Implicit, stop)
    });
    let mut exchanges = exchanges.into_iter();
    let mut server = Server::new(&[&opening, server].concat(), size);
    let (mut written, mut events) = (String::new(), Vec::new());
    loop {
        let step = dialogue.step();
        events.extend(told_by(&mut dialogue));
        match step {
            Step::Write(octets) => {
                assert!(server.is_silent(), "spoke before the whole reply was read");
                written.push_str(&String::from_utf8(octets).unwrap());
            }
            Step::Read(_) => server.answer(&mut dialogue),
            Step::Handshake => dialogue.secured(),
            Step::Authenticate => match exchanges.next() {
                Some(exchange) => dialogue.authenticate(exchange),
                None => dialogue.give_up_authentication(),
            },
            Step::Ready | Step::Transact => dialogue.quit(),
            Step::Stop => {
                let said = written.replace("EHLO probe.test\r\n", "");
                return (said.replace("\r\n", " "), events);
            }
        }
    }
}

fn attempts(events: &[Event]) -> Vec<Attempt> {
    let attempts = events.iter().filter_map(|event| match event {
        Event::Attempted(attempt) => Some((**attempt).clone()),
        _ => None,
    });
    attempts.collect()
}

/// A session: its name, the mechanism, how it is begun, what the server answers to AUTH and after it, what the client says, and
/// how the attempt ends.
type Row<'a> = (
    &'a str,
    &'a str,
    Setting,
    &'a [&'a [u8]],
    &'a str,
    fn(&Outcome) -> bool,
);

#[test]
fn each_exchange_ends_as_it_should() {
    let slow = || Setting {
        initial_response: false,
        ..quick()
    };
    let accepted = |outcome: &Outcome| *outcome == Outcome::Accepted;
    let refused = |outcome: &Outcome| matches!(outcome, Outcome::Refused(_));
    let undecoded = |outcome: &Outcome| matches!(outcome, Outcome::Cancelled(SaslFault::NotBase64(_), Some(reply)) if reply.code() == 501);
    let one_too_many =
        |outcome: &Outcome| matches!(outcome, Outcome::Cancelled(SaslFault::OneTooMany, Some(_)));
    let broken = |outcome: &Outcome| *outcome == Outcome::Broken;
    let unproved = |outcome: &Outcome| {
        *outcome == Outcome::Unproved(SaslFault::Scram(ScramFault::NoSignature))
    };
    let early = |outcome: &Outcome| *outcome == Outcome::Unproved(SaslFault::TooEarly);
    let refused_token = |outcome: &Outcome| *outcome == Outcome::Unproved(SaslFault::TokenRefused);
    let plain = "AHRpbQB0YW5zdGFhZnRhbnN0YWFm";
    #[rustfmt::skip]
    let rows: &[Row<'_>] = &[
        ("K04 PLAIN in one line", "PLAIN", quick(), &[ACCEPTED, BYE],
            &format!("AUTH PLAIN {plain} QUIT "), accepted),
        ("K05 PLAIN on a challenge", "PLAIN", slow(), &[EMPTY, ACCEPTED, BYE],
            &format!("AUTH PLAIN {plain} QUIT "), accepted),
        ("K05 a challenge without its space", "PLAIN", slow(), &[b"334\r\n", ACCEPTED, BYE],
            &format!("AUTH PLAIN {plain} QUIT "), accepted),
        ("K07 an empty first response", "EXTERNAL", quick(), &[ACCEPTED, BYE],
            "AUTH EXTERNAL = QUIT ", accepted),
        ("K07 an empty response to a challenge", "EXTERNAL", slow(), &[EMPTY, ACCEPTED, BYE],
            "AUTH EXTERNAL  QUIT ", accepted),
        ("K09 no first response where the server begins", "CRAM-MD5", quick(), &[CHALLENGE, ACCEPTED, BYE],
            "AUTH CRAM-MD5 dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw QUIT ", accepted),
        ("K13 LOGIN", "LOGIN", quick(), &[b"334 VXNlcm5hbWU6\r\n", b"334 UGFzc3dvcmQ6\r\n", ACCEPTED, BYE],
            "AUTH LOGIN dGlt dGFuc3RhYWZ0YW5zdGFhZg== QUIT ", accepted),
        ("K13 LOGIN with other prompts", "LOGIN", quick(), &[EMPTY, b"334 Zm9v\r\n", ACCEPTED, BYE],
            "AUTH LOGIN dGlt dGFuc3RhYWZ0YW5zdGFhZg== QUIT ", accepted),
        ("K13 LOGIN with a first response", "LOGIN-INITIAL", quick(), &[b"334 UGFzc3dvcmQ6\r\n", ACCEPTED, BYE],
            "AUTH LOGIN dGlt dGFuc3RhYWZ0YW5zdGFhZg== QUIT ", accepted),
        ("K35 success before the password", "PLAIN", slow(), &[ACCEPTED, BYE],
            "AUTH PLAIN QUIT ", early),
        ("K35 success before the user", "LOGIN", quick(), &[ACCEPTED, BYE],
            "AUTH LOGIN QUIT ", early),
        ("K35 success after the user", "LOGIN", quick(), &[b"334 VXNlcm5hbWU6\r\n", ACCEPTED, BYE],
            "AUTH LOGIN dGlt QUIT ", early),
        ("K35 success after a first response that is no more than the user", "LOGIN-INITIAL", quick(), &[ACCEPTED, BYE],
            "AUTH LOGIN dGlt QUIT ", early),
        ("K35 success before the challenge", "CRAM-MD5", quick(), &[ACCEPTED, BYE],
            "AUTH CRAM-MD5 QUIT ", early),
        ("K35 success before the token", "XOAUTH2", slow(), &[ACCEPTED, BYE],
            "AUTH XOAUTH2 QUIT ", early),
        ("K35 success before anything", "EXTERNAL", slow(), &[ACCEPTED, BYE],
            "AUTH EXTERNAL QUIT ", early),
        ("K19 success after an error", "XOAUTH2", slow(), &[EMPTY, b"334 e30=\r\n", ACCEPTED, BYE],
            "", refused_token),
        ("K20 success after an error", "OAUTHBEARER", slow(), &[EMPTY, b"334 e30=\r\n", ACCEPTED, BYE],
            "", refused_token),
        ("K36 asked for what it had", "OAUTHBEARER", quick(), &[EMPTY, CANCELLED, BYE],
            "", one_too_many),
        ("K23 refused", "PLAIN", quick(), &[WRONG, BYE],
            &format!("AUTH PLAIN {plain} QUIT "), refused),
        ("K23 sent away", "PLAIN", quick(), &[b"421 4.7.0 bye\r\n"],
            &format!("AUTH PLAIN {plain} "), refused),
        ("K23 250 is not 235", "PLAIN", quick(), &[b"250 ok\r\n", BYE],
            &format!("AUTH PLAIN {plain} QUIT "), refused),
        ("K10 no base64", "LOGIN", quick(), &[b"334 Username:\r\n", CANCELLED, BYE],
            "AUTH LOGIN * QUIT ", undecoded),
        ("K10 padding in the middle", "LOGIN", quick(), &[b"334 VXNl=cm5hbWU6\r\n", CANCELLED, BYE],
            "AUTH LOGIN * QUIT ", undecoded),
        ("K10 padding at the start", "LOGIN", quick(), &[b"334 =AAA\r\n", CANCELLED, BYE],
            "AUTH LOGIN * QUIT ", undecoded),
        ("K10 two lines", "LOGIN", quick(), &[b"334-VXNl\r\n334 VXNl\r\n", CANCELLED, BYE],
            "AUTH LOGIN * QUIT ", undecoded),
        ("K10 a blank behind it", "LOGIN", quick(), &[b"334 VXNl \r\n", CANCELLED, BYE],
            "AUTH LOGIN * QUIT ", undecoded),
        ("a challenge too many", "PLAIN", quick(), &[EMPTY, CANCELLED, BYE],
            &format!("AUTH PLAIN {plain} * QUIT "), one_too_many),
        ("a server that goes on all the same", "PLAIN", quick(), &[EMPTY, EMPTY],
            &format!("AUTH PLAIN {plain} * "), one_too_many),
        ("a server that accepts what was called off", "PLAIN", quick(), &[EMPTY, ACCEPTED],
            &format!("AUTH PLAIN {plain} * "), one_too_many),
        ("closed", "PLAIN", quick(), &[],
            &format!("AUTH PLAIN {plain} "), broken),
        ("K15 235 without the server's signature", "SCRAM-SHA-256", quick(),
            &[b"334 cj1yT3ByTkdmd0ViZVJXZ2JORWtxTyVodllEcFdVYTJSYVRDQWZ1eEZJbGopaE5sRiRrMCxzPVcyMlphSjBTTlk3c29Fc1VFamI2Z1E9PSxpPTQwOTY=\r\n", ACCEPTED, BYE],
            "", unproved),
    ];
    for (name, word, setting, server, written, ended) in rows {
        let longest = server.iter().map(|answer| answer.len()).max().unwrap_or(1);
        for size in 1..=longest {
            let exchanges = vec![exchange(word, setting.clone())];
            let (said, events) = authenticate(exchanges, Stop::WhenReady, server, size);
            assert!(written.is_empty() || said == *written, "{name}: {said}");
            let attempts = attempts(&events);
            let [attempt] = &attempts[..] else {
                panic!("{name}, in pieces of {size}: {attempts:?}");
            };
            assert!(ended(&attempt.outcome), "{name}: {:?}", attempt.outcome);
            let is_good = attempt.outcome == Outcome::Accepted;
            let failed = failure(&events).map(|(stage, _)| stage);
            assert_eq!(failed, (!is_good).then_some(Stage::Auth), "{name}");
            assert_eq!(reached(&events).contains(&Stage::Auth), is_good, "{name}");
        }
    }
}

#[test]
fn k08_a_line_that_would_be_too_long_waits_for_the_challenge() {
    let long = |length| Credentials {
        user: Some("u".repeat(length)),
        password: Some(Secret::new("p")),
        ..Credentials::default()
    };
    // `AUTH PLAIN `, four thirds of the message, and the line end: 512 octets at most.
    for (length, initial) in [
        (369, InitialResponse::Sent),
        (370, InitialResponse::TooLong),
    ] {
        let made = Exchange::new(Mechanism::Plain, &long(length), quick()).unwrap();
        let server: &[&[u8]] = match initial {
            InitialResponse::Sent => &[ACCEPTED, BYE],
            _ => &[EMPTY, ACCEPTED, BYE],
        };
        let (said, events) = authenticate(vec![made], Stop::WhenReady, server, 100);
        assert_eq!(attempts(&events)[0].initial, initial, "{length}");
        assert_eq!(attempts(&events)[0].outcome, Outcome::Accepted);
        let first = said.split(" QUIT").next().unwrap();
        assert_eq!(
            first.len() + 2 <= 512,
            initial == InitialResponse::Sent,
            "{length}"
        );
    }
    // RFC 4954 §4: 12288 octets are enough for every response.
    let made = Exchange::new(Mechanism::Plain, &long(10_000), quick()).unwrap();
    let (said, events) = authenticate(vec![made], Stop::WhenReady, &[EMPTY, CANCELLED, BYE], 100);
    assert_eq!(said, "AUTH PLAIN * QUIT ");
    let outcome = &attempts(&events)[0].outcome;
    assert!(
        matches!(outcome, Outcome::Cancelled(SaslFault::TooLong(13_340), _)),
        "{outcome:?}"
    );
}

#[test]
fn k11_the_user_may_call_it_off() {
    let mut login = exchange("LOGIN", quick());
    login.call_off();
    let server: &[&[u8]] = &[b"334 VXNlcm5hbWU6\r\n", CANCELLED, BYE];
    let (said, events) = authenticate(vec![login], Stop::WhenReady, server, 5);
    assert_eq!(said, "AUTH LOGIN * QUIT ");
    let outcome = &attempts(&events)[0].outcome;
    assert!(matches!(
        outcome,
        Outcome::Cancelled(SaslFault::CalledOff, Some(_))
    ));
}

#[test]
fn k23_another_mechanism_is_tried_where_only_the_first_was_refused() {
    for (code, tried) in [
        ("504 5.5.4 what", 2),
        ("534 5.7.9 weak", 2),
        ("535 5.7.8 no", 1),
        ("454 4.7.0 later", 1),
    ] {
        let refusal = format!("{code}\r\n");
        let exchanges = vec![exchange("PLAIN", quick()), exchange("EXTERNAL", quick())];
        let server: &[&[u8]] = match tried {
            2 => &[refusal.as_bytes(), ACCEPTED, BYE],
            _ => &[refusal.as_bytes(), BYE],
        };
        let (_, events) = authenticate(exchanges, Stop::WhenReady, server, 7);
        assert_eq!(attempts(&events).len(), tried, "{code}");
        assert_eq!(failure(&events).is_none(), tried == 2, "{code}");
        // And where nothing is left, the refusal is what is told.
        let exchanges = vec![exchange("PLAIN", quick())];
        let (said, events) =
            authenticate(exchanges, Stop::WhenReady, &[refusal.as_bytes(), BYE], 7);
        assert!(said.ends_with("QUIT "), "{code}: {said}");
        assert!(
            matches!(failure(&events), Some((Stage::Auth, Fault::Rejected(_)))),
            "{code}"
        );
    }
}

#[test]
fn the_session_ends_where_it_was_to_end() {
    for (stop, server, said) in [
        (
            Stop::QuitAfter(Stage::Auth),
            &[ACCEPTED, BYE][..],
            "AUTH EXTERNAL = QUIT ",
        ),
        (
            Stop::DropAfter(DropPoint::Stage(Stage::Auth)),
            &[ACCEPTED][..],
            "AUTH EXTERNAL = ",
        ),
        (Stop::QuitAfter(Stage::Ehlo), &[BYE][..], "QUIT "),
    ] {
        let exchanges = vec![exchange("EXTERNAL", quick())];
        let (written, events) = authenticate(exchanges, stop, server, 9);
        assert_eq!(written, said, "{stop:?}");
        assert_eq!(failure(&events), None, "{stop:?}");
    }
    let (said, events) = authenticate(Vec::new(), Stop::WhenReady, &[BYE], 9);
    assert_eq!(said, "QUIT ");
    assert_eq!(failure(&events), Some((Stage::Auth, Fault::NoMechanism)));
}

#[test]
fn a_late_reply_to_auth_is_taken_for_no_other() {
    let mut dialogue = Dialogue::new(Plan {
        authenticate: true,
        ..plan(Security::Implicit, Stop::WhenReady)
    });
    assert_eq!(dialogue.step(), Step::Handshake);
    dialogue.secured();
    for answer in [GREETING, EHLO_INSIDE] {
        while matches!(dialogue.step(), Step::Write(_)) {}
        dialogue.receive(answer);
    }
    assert_eq!(dialogue.step(), Step::Authenticate);
    dialogue.authenticate(exchange("PLAIN", quick()));
    assert!(matches!(dialogue.step(), Step::Write(_)));
    assert_eq!(dialogue.step(), Step::Read(Timer::Reply));
    dialogue.timed_out(Duration::from_secs(30));
    assert_eq!(dialogue.step(), Step::Stop);
    dialogue.receive(ACCEPTED);
    assert_eq!(dialogue.step(), Step::Stop);
    let mut events = Vec::new();
    while let Some(event) = dialogue.event() {
        events.push(event);
    }
    assert_eq!(attempts(&events)[0].outcome, Outcome::Broken);
    assert!(!reached(&events).contains(&Stage::Auth));
    // What comes before a response was sent is no reply to it.
    let early = [b"334 VXNlcm5hbWU6\r\n".as_slice(), ACCEPTED].concat();
    let exchanges = vec![exchange("LOGIN", quick())];
    let (_, events) = authenticate(exchanges, Stop::WhenReady, &[&early, WRONG, BYE], 200);
    assert!(!reached(&events).contains(&Stage::Auth), "{events:?}");
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Unsolicited(_)))
    );
}
