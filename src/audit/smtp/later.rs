//! The sessions after the first: to resume it, and for the certificate with another kind of key.

use super::first::First;
use crate::audit::Pacer;
use crate::audit::known::NotTested;
use crate::certificate::Certificate;
use crate::probe::{Client, Observation, Peer, Purpose, Settings};
use crate::smtp::{Noop, Stage, Stop, Trials};

/// What came of the sessions after the first; nothing where there was no need for one.
#[derive(Clone, Debug, Default)]
pub struct Later {
    /// The one that says NOOP in turn, before STARTTLS and inside TLS: the control run of the test for injected commands.
    pub control: Option<Result<Observation, NotTested>>,
    /// The one that was to resume the TLS session of the first; the control run, unless that did not come to TLS.
    pub resumed: Option<Result<Observation, NotTested>>,
}

/// Connects once more, to resume the TLS session of the first; with `control` that is the control run as well.
pub async fn resumption(
    pacer: &Pacer<'_>,
    client: &Client<'_>,
    first: &First,
    control: bool,
) -> Later {
    let mut later = Later::default();
    if first.session.handshake.is_none() {
        return later;
    }
    let hold = async |noop: Noop| {
        let trials = Trials {
            noop,
            ..first.trials
        };
        let connect = async || {
            let session = client.connect_and_try(trials, Purpose::Resumption, |_, _| {});
            session.await
        };
        pacer.hold(connect).await.map_err(|denied| denied.why)
    };
    if control {
        let held = hold(Noop::InTurn).await;
        later.control = Some(held.clone());
        later.resumed = Some(held);
    }
    let came_to_tls = |held: &Result<Observation, NotTested>| match held {
        Ok(seen) => seen.handshake.is_some(),
        Err(_) => true,
    };
    if !later.resumed.as_ref().is_some_and(came_to_tls) {
        later.resumed = match client.can_resume() {
            true => Some(hold(Noop::Unsaid).await),
            false => None,
        };
    }
    later
}

/// Connects for the certificate that clients of another kind of signature are shown. Nothing where that would teach nothing.
pub async fn other_key(
    pacer: &Pacer<'_>,
    peer: &Peer,
    settings: &Settings,
    first: &First,
) -> Option<Observation> {
    first.session.handshake.as_ref()?;
    let end_entity = first.session.seen.as_ref()?.chain.first()?;
    let shown = Certificate::from_der(end_entity)
        .contents
        .ok()?
        .key
        .algorithm;
    let settings = Settings {
        offer: settings.offer.for_another_key(&shown)?,
        stop: Stop::QuitAfter(Stage::StartTls),
        trials: first.trials,
        ..settings.clone()
    };
    let client = Client::new(peer, &settings);
    let connect = async || client.connect(Purpose::OtherKey, |_, _| {}).await;
    pacer.hold(connect).await.ok()
}
