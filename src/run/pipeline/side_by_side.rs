//! With `--all`: every endpoint, side by side.

use super::Run;
use crate::probe::{Observation, Peer, Timed};
use crate::run::connections::connect;
use crate::run::endpoint::{Endpoint, Events};
use crate::run::policies::LookUp;
use crate::run::shown::Shown;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;

/// How many endpoints are probed at a time.
const SIDE_BY_SIDE: usize = 16;

impl Run<'_> {
    /// Probes all endpoints side by side, one connection to an address at a time.
    pub(in crate::run) async fn all(&self, peers: &[Peer], look_up: &LookUp<'_>) -> Vec<Endpoint> {
        let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
        let mut turns: HashMap<SocketAddr, Arc<Mutex<()>>> = HashMap::new();
        let mut sessions = JoinSet::new();
        for (index, peer) in peers.iter().enumerate() {
            let turn = turns.entry(peer.socket).or_default().clone();
            let settings = self.settings_for(peer, look_up).await;
            let (room, peer) = (room.clone(), peer.clone());
            let wishes = self.wishes(&peer);
            sessions.spawn(async move {
                let _turn = turn.lock().await;
                let _place = room.acquire().await;
                let mut events = Events::default();
                let record = |_: &Observation, timed: &Timed| events.record(timed);
                let connections = connect(&peer, &settings, wishes, record).await;
                (index, connections, events)
            });
        }
        let mut endpoints = Vec::new();
        while let Some(joined) = sessions.join_next().await {
            let Ok((index, connections, events)) = joined else {
                continue;
            };
            let peer = connections.session.peer.clone();
            let promises = look_up.promised(&peer).await;
            let endpoint = self.judged(connections, events, Shown::default(), &promises);
            endpoints.push((index, endpoint));
        }
        endpoints.sort_by_key(|(index, _)| *index);
        endpoints
            .into_iter()
            .map(|(_, endpoint)| endpoint)
            .collect()
    }
}
