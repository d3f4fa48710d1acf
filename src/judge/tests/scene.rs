//! A session with a scripted server, from the machine to the verdicts.

use crate::dns::{DomainName, NoAnswer};
use crate::judge::mta_sts::Terms;
use crate::judge::{Check, Demands, Evidence, Level, Promises, Status, Verdict, judge};
use crate::probe::{Event, Observation, Peer, Purpose, Timed};
use crate::route::{Route, Way};
use crate::smtp::{Dialogue, Plan, Protocol, Security, Step, Stop, Trials};
use crate::tls::{Anchors, Handshake, Seen};
use rustls::{CipherSuite, ProtocolVersion};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

pub const GREETING: &str = "220 mx.test ESMTP\r\n";
pub const EHLO: &str = "250-mx.test\r\n250 STARTTLS\r\n";
pub const GO: &str = "220 go\r\n";
pub const INSIDE: &str = "250 mx.test\r\n";
pub const BYE: &str = "221 bye\r\n";

/// What is done, and to whom.
#[derive(Clone)]
pub struct Scene {
    pub port: u16,
    pub security: Security,
    pub trials: Trials,
    pub demands: Demands,
    /// What TLS showed.
    pub seen: Seen,
    /// How long the server lets wait for each answer.
    pub pauses: Vec<Duration>,
}

impl Scene {
    /// A probe of an MX host.
    pub fn mx() -> Self {
        Self {
            port: 25,
            security: Security::StartTls,
            trials: Trials::default(),
            demands: Demands {
                level: Level::Verify,
                protocol: Protocol::Smtp,
                implicit_tls: false,
                submission: false,
                publicly_referenced: true,
                trials: Trials::default(),
                nameless: false,
                server_name_option: None,
                limited_offer: false,
                authenticate: false,
                transaction: None,
                stop: Stop::WhenReady,
                verify_name: None,
                target_name: None,
                service_domain: None,
                wants_no_roots: false,
                resume: false,
                large_hello: false,
                revocation_lists: Vec::new(),
                pins: Vec::new(),
                now: 0,
            },
            seen: Seen::default(),
            pauses: Vec::new(),
        }
    }

    /// A probe of port 587.
    pub fn submission() -> Self {
        let mx = Self::mx();
        Self {
            port: 587,
            demands: Demands {
                submission: true,
                publicly_referenced: false,
                ..mx.demands
            },
            ..mx
        }
    }

    /// A probe of port 465.
    pub fn submissions() -> Self {
        let submission = Self::submission();
        Self {
            port: 465,
            security: Security::Implicit,
            demands: Demands {
                implicit_tls: true,
                ..submission.demands
            },
            ..submission
        }
    }

    pub fn trying(self, trials: Trials) -> Self {
        Self {
            trials,
            demands: Demands {
                trials,
                ..self.demands
            },
            ..self
        }
    }

    /// Plays the session: each read takes the next of the answers; where none is left the server closes.
    pub fn play(&self, answers: &[&str]) -> Observation {
        let answers: Vec<&[u8]> = answers.iter().map(|answer| answer.as_bytes()).collect();
        self.play_octets(&answers)
    }

    pub fn play_octets(&self, answers: &[&[u8]]) -> Observation {
        let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let peer = Peer {
            host: Some(DomainName::parse("mx.test").unwrap()),
            ..Peer::at(socket)
        };
        let mut observation = Observation::new(Purpose::Session, peer);
        let mut dialogue = Dialogue::new(Plan {
            protocol: self.demands.protocol,
            client_name: "[192.0.2.1]".to_owned(),
            security: self.security,
            stop: self.demands.stop,
            trials: self.trials,
            authenticate: false,
            transact: false,
        });
        let mut answers = answers.iter();
        let mut pauses = self.pauses.iter();
        let mut at = Duration::ZERO;
        loop {
            let step = dialogue.step();
            let mut tell = |event| observation.absorb(&Timed { at, event });
            while let Some(event) = dialogue.event() {
                tell(Event::Smtp(event));
            }
            match step {
                Step::Write(_) => {}
                Step::Read(_) => {
                    at += pauses.next().copied().unwrap_or_default();
                    match answers.next() {
                        Some(answer) => dialogue.receive(answer),
                        None => dialogue.closed(false),
                    }
                }
                Step::Handshake => {
                    tell(Event::Seen(Box::new(self.seen.clone())));
                    tell(Event::Secured(handshake()));
                    dialogue.secured();
                }
                Step::Authenticate => dialogue.give_up_authentication(),
                Step::Ready | Step::Transact => dialogue.quit(),
                Step::Stop => {
                    tell(Event::Closed);
                    return observation;
                }
            }
        }
    }

    /// The verdicts on the session, without certificates.
    pub fn verdicts(&self, answers: &[&str]) -> Vec<Verdict> {
        self.judged(&self.play(answers))
    }

    pub fn judged(&self, observation: &Observation) -> Vec<Verdict> {
        let evidence = Evidence {
            session: (observation, &[]),
            certificate: None,
            resumption: None,
            other_key: None,
            questions: &[],
            unproved: &[],
        };
        let route = Route {
            way: Way::Given,
            ..Route::unresolved(NoAnswer::NoData, Vec::new())
        };
        let anchors = Anchors {
            store_name: "no store".to_owned(),
            anchors: Vec::new(),
            complaints: Vec::new(),
        };
        let promises = Promises {
            route: &route,
            host: None,
            sts: None,
            terms: Terms {
                level: self.demands.level,
                anchors: &anchors,
                mx: &[],
                now: self.demands.now,
            },
            tlsa: &[],
        };
        judge(&evidence, &promises, &self.demands).verdicts
    }
}

fn handshake() -> Handshake {
    Handshake {
        version: ProtocolVersion::TLSv1_3,
        suite: CipherSuite::TLS13_AES_128_GCM_SHA256,
        group: None,
        retried: false,
        resumed: false,
        protocol: None,
        cleartext: None,
    }
}

/// One verdict on this check has this status, these words in its reason, and a fix where one is due.
#[track_caller]
pub fn says(verdicts: &[Verdict], check: Check, status: Status, words: &[&str], name: &str) {
    let fits = |verdict: &&Verdict| {
        verdict.check == check
            && verdict.status == status
            && words.iter().all(|word| verdict.reason.contains(word))
    };
    let found = verdicts.iter().find(fits);
    let found = found.unwrap_or_else(|| panic!("{name}: {words:?} is not in {verdicts:#?}"));
    if matches!(status, Status::Warn | Status::Fail) {
        assert!(found.fix.is_some(), "{name}: no fix in {found:?}");
    }
    let reason = &found.reason;
    assert!(
        !reason.ends_with('.') && reason.is_ascii() && !reason.contains('\n'),
        "{name}: {reason}"
    );
}

/// No verdict on this check has this status.
#[track_caller]
pub fn never(verdicts: &[Verdict], check: Check, status: Status, name: &str) {
    let wrong = verdicts
        .iter()
        .find(|verdict| verdict.check == check && verdict.status == status);
    assert_eq!(wrong, None, "{name}");
}
