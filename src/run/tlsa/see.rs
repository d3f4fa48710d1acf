//! Looks at what every server shows: one session each, and one more connection for the certificate with another kind of key.

use super::Until;
use crate::certificate::Certificate;
use crate::cli::TlsaRequest;
use crate::exit::ExitCode;
use crate::interrupt::Interrupt;
use crate::judge::dane::publish::{Credential, Role};
use crate::judge::{Demands, Verdict, has_no_other_key, stages};
use crate::probe::{Observation, Peer};
use crate::run::connections::{Connections, Wishes, connect};
use crate::run::to_tls::ToTls;
use crate::target::Target;
use crate::tls::HandshakeSignature;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

/// How many servers are looked at side by side.
const SIDE_BY_SIDE: usize = 16;

/// What one server showed.
pub(super) struct Look {
    /// The chains that it showed.
    pub(super) credentials: Vec<Credential>,
    /// Why it showed none, and what a run ends with by that.
    pub(super) trouble: Option<(ExitCode, String)>,
    /// What could not be found out besides; where that is nothing, all that the server shows was seen.
    pub(super) notes: Vec<String>,
}

/// Looks at all of these, and gives what was seen in their order.
pub(super) async fn see(
    request: &TlsaRequest,
    target: &Target,
    peers: &[Peer],
    until: Until<'_>,
) -> Vec<Look> {
    let to_tls = ToTls {
        target,
        client_name: &request.client_name,
        server_name: None,
        ways: &request.ways,
        timeouts: request.timeouts,
        now: request.started,
    };
    let settings = to_tls.settings(until.deadline, until.interrupt);
    let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let mut turns: HashMap<SocketAddr, Arc<Mutex<()>>> = HashMap::new();
    let mut sessions = JoinSet::new();
    for (index, peer) in peers.iter().enumerate() {
        let turn = turns.entry(peer.socket).or_default().clone();
        let (room, peer, settings) = (room.clone(), peer.clone(), settings.clone());
        sessions.spawn(async move {
            let _turn = turn.lock().await;
            let _place = room.acquire().await;
            let wishes = Wishes {
                resume: false,
                other_key: true,
                explain: false,
            };
            (index, connect(&peer, &settings, wishes, |_, _| ()).await)
        });
    }
    let demands = to_tls.demands();
    let mut looks = Vec::new();
    while let Some(joined) = sessions.join_next().await {
        if let Ok((index, connections)) = joined {
            looks.push((index, look(&connections, &demands, until.interrupt)));
        }
    }
    looks.sort_by_key(|(index, _)| *index);
    looks.into_iter().map(|(_, look)| look).collect()
}

fn look(seen: &Connections, demands: &Demands, interrupt: &Interrupt) -> Look {
    let session = &seen.session;
    let mut look = Look {
        credentials: Vec::new(),
        trouble: None,
        notes: Vec::new(),
    };
    look.add(session);
    if look.credentials.is_empty() {
        look.trouble = Some(trouble(session, demands, interrupt));
        return look;
    }
    match &seen.other_key {
        Some(other) if other.handshake.is_some() => look.add(other),
        Some(other) if has_no_other_key(other) => {}
        other => {
            let why = match other {
                Some(_) => "the connection for it failed",
                None => "the session did not come to its end",
            };
            look.notes.push(format!(
                "whether {} has another certificate with another kind of key could not be found out: {why}",
                session.peer
            ));
        }
    }
    look
}

impl Look {
    fn add(&mut self, observation: &Observation) {
        let (Some(seen), Some(_)) = (&observation.seen, &observation.handshake) else {
            return;
        };
        if seen.chain.is_empty() {
            return;
        }
        if let Some((_, HandshakeSignature::Wrong)) = &seen.signature {
            // Whoever answered does not own what it showed.
            self.notes.push(format!(
                "{} showed a certificate, and signed with another key than the one in it: no record is made of that",
                observation.peer
            ));
            return;
        }
        let chain = seen.chain.iter();
        let chain: Vec<Certificate> = chain.map(|der| Certificate::from_der(der)).collect();
        let place = observation.peer.to_string();
        if self.credentials.iter().all(|known| known.chain != chain) {
            let credential = Credential::of_chain(Role::Current, place, chain);
            self.credentials.push(credential);
        }
    }
}

/// Why a server showed no certificate.
fn trouble(session: &Observation, demands: &Demands, interrupt: &Interrupt) -> (ExitCode, String) {
    let peer = &session.peer;
    if let Some(signal) = interrupt.signal() {
        return (
            signal.into(),
            format!("{peer}: not tested: {}", signal.words()),
        );
    }
    let verdicts: Vec<Verdict> = stages(session, demands);
    let mut decides = verdicts.iter();
    match decides.find(|verdict| verdict.exit != ExitCode::Success) {
        Some(verdict) => (verdict.exit, format!("{peer}: {}", verdict.reason)),
        None => (
            ExitCode::NotNow,
            format!("{peer}: not testable now: the session came to no certificate"),
        ),
    }
}
