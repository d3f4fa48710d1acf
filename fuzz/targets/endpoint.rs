//! One endpoint from the server's octets to every form of the report: no panic, and nothing but printable ASCII comes out.

#![no_main]

mod facts;

use facts::{anchors, demands, fault, handshake, peer, route, seen, stop_of, target};
use libfuzzer_sys::fuzz_target;
use smtls::certificate::Certificate;
use smtls::exit::ExitCode;
use smtls::judge::mta_sts::Terms;
use smtls::judge::{self, Evidence, Found, Judged, Level, Promises, Trust};
use smtls::policies::Policies;
use smtls::probe::{Cause, Event, Failure, Observation, Purpose, Timed};
use smtls::report::style::Style;
use smtls::report::text::{
    self, Detail, Transcript, block, certificates, domain, last, table, tls_established,
};
use smtls::report::{Report, ReportInput, View, brief, json};
use smtls::tls::HandshakeSignature;
use smtls_fuzz::{Script, is_plain, play};
use std::cell::RefCell;
use std::time::Duration;

fuzz_target!(|octets: &[u8]| {
    let script = Script::read(octets);
    let (observation, events) = observe(&script);
    let demands = demands(&script, stop_of(&script));
    let chain: Vec<Certificate> = script
        .certificates()
        .iter()
        .map(|der| Certificate::from_der(der))
        .collect();
    let anchors = anchors(&script);
    let (target, route) = (target(), route(&script));
    let promises = Promises {
        route: &route,
        host: route.host_of(&observation.peer),
        sts: None,
        terms: Terms {
            level: demands.level,
            anchors: &anchors,
            mx: &[],
            now: demands.now,
        },
        tlsa: &[],
    };
    let on_certificate = judge::certificate(&observation, &chain, &promises, &demands, &anchors);
    let trust = on_certificate.as_ref().map(|judged| judged.trust);
    if trust == Some(Trust::Verified) {
        let seen = observation
            .seen
            .as_ref()
            .and_then(|seen| seen.signature.as_ref());
        assert!(matches!(seen, Some((_, HandshakeSignature::Verified))));
    }
    let evidence = Evidence {
        session: (&observation, &chain),
        certificate: on_certificate,
        resumption: None,
        other_key: None,
        questions: &[],
        unproved: &[],
    };
    let judgement = judge::judge(&evidence, &promises, &demands);
    assert!(!judgement.verdicts.is_empty());

    let style = Style::new(false, Some(80));
    let transcript = Transcript::new(style);
    let why = judge::why(&observation, &demands);
    for event in &events {
        plain(transcript.lines(&observation, event, why.as_deref()));
    }
    if let (Some(trust), Some(handshake), Some(seen)) =
        (trust, &observation.handshake, &observation.seen)
    {
        let line = tls_established(&observation.peer, trust, handshake, seen, &chain);
        plain([line]);
    }

    plain(text::route(&target, &route));
    let verdicts = judge::mx(&route, "mx.fuzz.test");
    let judged = [Judged {
        observation: &observation,
        judgement: &judgement,
    }];
    for all in [false, true] {
        let conclusion = judge::conclude(
            Found {
                route: &route,
                on_route: &verdicts,
                on_domain: &[],
            },
            &judged,
            &demands,
            all,
        );
        assert!(ExitCode::ALL.contains(&conclusion.exit));
        let report = Report::from(ReportInput {
            target: &target,
            route: &route,
            endpoints: vec![(
                &observation.peer,
                vec![(&observation, chain.as_slice())],
                &judgement,
            )],
            verdicts: &verdicts,
            policies: &Policies::default(),
            sts: None,
            conclusion: &conclusion,
            level: demands.level,
            started: 0,
            view: View {
                now: demands.now,
                show_certs: all,
            },
        });
        if demands.level == Level::Verify && conclusion.exit == ExitCode::Success {
            assert!(observation.failures.is_empty() || observation.reached.len() > 1);
        }
        for endpoint in &report.endpoints {
            plain(block(endpoint, style, Detail::Listed));
            plain(block(endpoint, style, Detail::Explained));
            plain(certificates(endpoint));
        }
        plain(domain(&report, style));
        plain(table(&report));
        plain(last(&report, style));
        plain(brief::brief(&report));
        let lines = json::pretty(&report).expect("a document");
        plain(lines.lines().map(str::to_owned));
        let line = json::line(&report).expect("a document");
        plain([line.clone()]);
        heard(&serde_json::from_str(&line).expect("JSON"), &observation);
    }
});

/// Everything that happened, as the driver of a connection would tell it.
fn observe(script: &Script) -> (Observation, Vec<Timed>) {
    let told = RefCell::new(vec![Event::Trying, Event::Connected(peer().socket)]);
    play(
        script,
        |event| told.borrow_mut().push(Event::Smtp(event.clone())),
        |broken, stage| {
            let mut told = told.borrow_mut();
            // Inside TLS a break shows no second handshake.
            let again = told.iter().any(|event| matches!(event, Event::Seen(_)));
            if !again {
                told.push(Event::Seen(Box::new(seen(script))));
            }
            match (broken, stage) {
                (None, _) => told.push(Event::Secured(handshake(script))),
                (Some(kind), Some(stage)) => told.push(Event::Failed(Failure {
                    stage,
                    cause: Cause::Tls(fault(kind)),
                })),
                (Some(_), None) => {}
            }
        },
    );
    let mut events = told.into_inner();
    events.push(Event::Closed);
    let mut observation = Observation::new(Purpose::Session, peer());
    let timed: Vec<Timed> = (0..)
        .map(Duration::from_millis)
        .zip(events)
        .map(|(at, event)| Timed { at, event })
        .collect();
    for one in &timed {
        observation.absorb(one);
    }
    (observation, timed)
}

fn plain(lines: impl IntoIterator<Item = String>) {
    for line in lines {
        assert!(is_plain(&line), "{line:?}");
    }
}

/// Each line of the transcript can be read back from the document, octet by octet.
fn heard(document: &serde_json::Value, observation: &Observation) {
    let lines = &document["endpoints"][0]["observations"][0]["transcript"];
    let lines = lines.as_array().expect("a transcript");
    assert_eq!(lines.len(), observation.transcript.len());
    for (line, entry) in lines.iter().zip(&observation.transcript) {
        let octets = match line["hex"].as_str() {
            Some(hex) => (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits"))
                .collect(),
            None => line["text"].as_str().expect("a line").as_bytes().to_vec(),
        };
        assert_eq!(octets, entry.line);
    }
}
