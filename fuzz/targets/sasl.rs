//! AUTH against whatever a server answers: the exchange ends, its outcome is told once, and no event has the password.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::smtp::sasl::{Credentials, Exchange, Mechanism, Secret, Setting};
use smtls::smtp::{Dialogue, Event, Plan, Protocol, Security, Step, Stop, Trials};

const PASSWORD: &str = "tanstaaftanstaaf";

fuzz_target!(|octets: &[u8]| {
    let (choice, answers) = octets.split_first().unwrap_or((&b'0', &[]));
    let index = usize::from(choice.wrapping_sub(b'0'));
    let mechanism = Mechanism::ALL[index % Mechanism::ALL.len()];
    let mut dialogue = Dialogue::new(Plan {
        protocol: Protocol::Smtp,
        client_name: "fuzz.test".to_owned(),
        security: Security::Implicit,
        stop: Stop::WhenReady,
        trials: Trials::NONE,
        authenticate: true,
        transact: false,
    });
    let mut sent = [b"220 x\r\n250 AUTH\r\n", answers].concat().into_iter();
    let mut attempts = 0;
    let mut begun = 0;
    let mut told = false;
    loop {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            attempts += usize::from(matches!(event, Event::Attempted(_)));
            let shown = match &event {
                Event::Said { line, .. } | Event::Heard { line, .. } => line.clone(),
                Event::Unsolicited(octets) => octets.clone(),
                other => format!("{other:?}").into_bytes(),
            };
            let shown = String::from_utf8_lossy(&shown).into_owned();
            // What a server says before it was told anything is its own.
            let is_clean = !shown.contains(PASSWORD) && !shown.contains("RhbnN0YWFmdGFuc3RhYW");
            assert!(is_clean || !told, "{shown}");
        }
        match step {
            Step::Write(octets) => assert!(octets.ends_with(b"\r\n")),
            Step::Read(_) => match sent.next() {
                Some(octet) => dialogue.receive(&[octet]),
                None => dialogue.closed(false),
            },
            Step::Handshake => dialogue.secured(),
            Step::Authenticate if begun < 3 => {
                begun += 1;
                let credentials = Credentials {
                    user: Some("tim".to_owned()),
                    password: Some(Secret::new(PASSWORD)),
                    token: Some(Secret::new(PASSWORD)),
                    authorize_as: None,
                };
                let setting = Setting {
                    nonce: "nonce".to_owned(),
                    initial_response: index % 2 == 0,
                    ..Setting::default()
                };
                match Exchange::new(mechanism, &credentials, setting) {
                    Ok(exchange) => {
                        told = true;
                        dialogue.authenticate(exchange);
                    }
                    Err(_) => dialogue.give_up_authentication(),
                }
            }
            Step::Authenticate => dialogue.give_up_authentication(),
            Step::Transact => panic!("no transaction was planned"),
            Step::Ready => dialogue.quit(),
            Step::Stop => break,
        }
    }
    assert!(attempts <= begun.max(1), "an attempt was told twice");
});
