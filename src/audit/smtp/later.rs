//! The sessions after the first: to resume it, and for the certificate with another kind of key.

use super::first::First;
use crate::audit::Pacer;
use crate::audit::known::NotTested;
use crate::certificate::Certificate;
use crate::probe::{Client, Observation, Peer, Purpose, Settings};
use crate::smtp::{Noop, Stage, Stop, Trials};

/// Connects once more, to resume the TLS session of the first. With `control` it says NOOP before STARTTLS and inside TLS, each in
/// turn: what the test for injected commands is compared with. Nothing where that would teach nothing.
pub async fn resumption(
    pacer: &Pacer<'_>,
    client: &Client<'_>,
    first: &First,
    control: bool,
) -> Option<Result<Observation, NotTested>> {
    first.session.handshake.as_ref()?;
    if !control && !client.can_resume() {
        return None;
    }
    let trials = Trials {
        noop: match control {
            true => Noop::InTurn,
            false => Noop::Unsaid,
        },
        ..first.trials
    };
    let connect = async || {
        let session = client.connect_and_try(trials, Purpose::Resumption, |_, _| {});
        session.await
    };
    let held = pacer.hold(connect).await;
    Some(held.map_err(|denied| denied.why))
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
