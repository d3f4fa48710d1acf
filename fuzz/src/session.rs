//! A scripted session played against the machine, and what must hold of every session.

use crate::script::{Act, Script};
use smtls::smtp::{Dialogue, DropPoint, Event, Noop, Plan, Protocol, Security, Stage, Step, Stop};
use std::time::Duration;

/// How the handshake that the machine asked for came out, or what broke the connection: an octet that chooses the fault.
pub type Break = Option<u8>;

/// Plays the session and tells `watch` of each event, and of each handshake and each break below SMTP with the stage that they
/// stopped. Gives the plan by which it was held.
pub fn play(
    script: &Script,
    mut watch: impl FnMut(&Event),
    mut below: impl FnMut(Break, Option<Stage>),
) -> Plan {
    let plan = plan(script);
    let mut dialogue = Dialogue::new(plan.clone());
    let mut acts = script.acts.iter();
    let (mut sent, mut heard, mut written) = (0, 0, 0);
    let (mut said, mut failed) = (Vec::new(), Vec::new());
    let mut reached: Vec<Stage> = Vec::new();
    let (mut secured, mut greeted_again) = (false, false);
    // Each act is taken once; besides, a session has a dozen commands, one handshake and one end.
    for _ in 0..script.acts.len() + 40 {
        let step = dialogue.step();
        while let Some(event) = dialogue.event() {
            match &event {
                Event::Said { line, tls } => {
                    assert_eq!(*tls, secured, "on the wrong side of TLS");
                    assert!(crate::is_plain(&String::from_utf8_lossy(line)));
                    said.push(line.clone());
                }
                Event::Heard { line, tls, .. } => {
                    assert_eq!(*tls, secured, "from the wrong side of TLS");
                    heard += line.len() + 1;
                }
                Event::Reached(stage) => {
                    assert!(reached.last() < Some(stage) || implicit(&plan, &reached, *stage));
                    reached.push(*stage);
                }
                Event::Failed { stage, .. } => {
                    assert!(!reached.contains(stage), "{stage} was reached and failed");
                    assert!(!failed.contains(stage), "{stage} failed twice");
                    failed.push(*stage);
                }
                Event::GreetedAgain(_) => {
                    assert!(secured, "greeted again in the clear");
                    assert!(!std::mem::replace(&mut greeted_again, true), "and again");
                }
                Event::Replied { .. } | Event::Unsolicited(_) | Event::ClosedOnQuit => {}
                other => panic!("nobody asked for that: {other:?}"),
            }
            watch(&event);
        }
        assert!(heard <= sent, "more was heard than was sent");
        match step {
            Step::Write(octets) => {
                // NOOP behind STARTTLS goes out in one write with it; and where replies are counted, one that came early may have
                // called for the next command before this one was written.
                let lines = octets.iter().filter(|octet| **octet == b'\n').count();
                let next: Vec<Vec<u8>> = said[written..written + lines]
                    .iter()
                    .map(|it| [it, &b"\r\n"[..]].concat())
                    .collect();
                assert_eq!(octets, next.concat());
                written += lines;
                assert!(lines == 1 || plan.trials.noop == Noop::BehindStartTls && lines == 2);
                assert!(said.len() <= 12, "too many commands: {said:?}");
            }
            Step::Read(_) => match acts.next() {
                Some(Act::Send(octets)) => {
                    sent += octets.len();
                    dialogue.receive(octets);
                }
                Some(Act::Certificate(_) | Act::Staple(_)) => {}
                Some(Act::Close) | None => dialogue.closed(false),
                Some(Act::Reset) => dialogue.closed(true),
                Some(Act::Stall) => dialogue.timed_out(Duration::from_secs(1)),
                Some(Act::Break(fault)) => below(Some(*fault), dialogue.broke()),
            },
            Step::Handshake => {
                assert!(!secured, "TLS inside TLS");
                let broken = acts.as_slice().iter().find(|act| !act.is_shown());
                if let Some(Act::Break(fault)) = broken {
                    below(Some(*fault), dialogue.broke());
                } else {
                    secured = true;
                    below(None, None);
                    dialogue.secured();
                }
            }
            Step::Authenticate | Step::Transact => panic!("nothing of that was planned"),
            Step::Ready => dialogue.quit(),
            Step::Stop => {
                assert_eq!(dialogue.step(), Step::Stop, "it went on after its end");
                assert_eq!(dialogue.event(), None, "it told something after its end");
                return plan;
            }
        }
    }
    panic!("the session did not end: {script:?}");
}

/// On a port with implicit TLS the greeting comes after the handshake, whose stage stands behind it.
fn implicit(plan: &Plan, reached: &[Stage], stage: Stage) -> bool {
    plan.security == Security::Implicit
        && stage == Stage::Greeting
        && reached == [Stage::Connect, Stage::StartTls]
        || plan.security == Security::Implicit && stage == Stage::FirstEhlo
}

fn plan(script: &Script) -> Plan {
    let stage = script.choose(3, Stage::ALL);
    Plan {
        security: script.choose(
            0,
            [
                Security::StartTls,
                Security::StartTlsIfOffered,
                Security::Implicit,
            ],
        ),
        protocol: script.choose(1, [Protocol::Smtp, Protocol::Lmtp]),
        stop: script.choose(
            2,
            [
                Stop::WhenReady,
                Stop::QuitAfter(stage),
                Stop::DropAfter(DropPoint::Stage(stage)),
                Stop::DropAfter(DropPoint::StartTlsReply),
            ],
        ),
        trials: script.trials(),
        authenticate: false,
        transact: false,
        client_name: "fuzz.test".to_owned(),
    }
}
