//! The connections to one endpoint: the session, and those after it that the facts or the user ask for.

use super::until::Until;
use crate::certificate::Certificate;
use crate::probe::inquiry::next_question;
use crate::probe::{Client, Observation, Peer, Purpose, Settings, Timed};
use crate::smtp::{Stage, Stop, Trials};

/// What was seen, connection by connection.
pub(super) struct Connections {
    /// The session.
    pub(super) session: Observation,
    /// The connection that was to resume its TLS session.
    pub(super) resumption: Option<Observation>,
    /// The connection for the certificate with another kind of key.
    pub(super) other_key: Option<Observation>,
    /// The connections that asked why the handshake failed.
    pub(super) questions: Vec<Observation>,
}

/// Which connections are wished for after the session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wishes {
    /// One to resume its TLS session.
    pub(super) resume: bool,
    /// One for the certificate with another kind of key, because TLSA records must match it.
    pub(super) other_key: bool,
    /// Some to ask why the handshake failed, if it does.
    pub(super) explain: bool,
}

/// Holds a session, and where `wishes` say so, one more connection to resume it, if that can teach anything; where TLSA
/// records must match it, one for the certificate that clients of another kind of signature meet; and where the handshake
/// failed, a few that ask why.
pub(super) async fn connect(
    peer: &Peer,
    settings: &Settings,
    wishes: Wishes,
    mut watch: impl FnMut(&Observation, &Timed),
) -> Connections {
    let in_time = || !Until::of(settings).is_over();
    let client = Client::new(peer, settings);
    let session = client.connect(Purpose::Session, &mut watch).await;
    let good = session.failures.is_empty();
    let mut resumption = None;
    if wishes.resume && in_time() && good && client.can_resume() {
        resumption = Some(client.connect(Purpose::Resumption, &mut watch).await);
    }
    let mut other_key = None;
    if in_time()
        && good
        && wishes.other_key
        && let Some(settings) = for_another_key(settings, &session)
    {
        let client = Client::new(peer, &settings);
        other_key = Some(client.connect(Purpose::OtherKey, &mut watch).await);
    }
    let questions = match wishes.explain {
        true => explain(peer, settings, &session, &mut watch).await,
        false => Vec::new(),
    };
    Connections {
        session,
        resumption,
        other_key,
        questions,
    }
}

/// Asks the server why the handshake failed, where it did and as far as that leads on, one question after the other.
async fn explain(
    peer: &Peer,
    settings: &Settings,
    session: &Observation,
    watch: &mut impl FnMut(&Observation, &Timed),
) -> Vec<Observation> {
    let mut asked = Vec::new();
    // What else was to be tried, or where the session was to end, is not for these connections.
    let settings = Settings {
        stop: Stop::QuitAfter(Stage::StartTls),
        trials: Trials {
            starttls_unoffered: settings.trials.starttls_unoffered,
            ..Trials::default()
        },
        ..settings.clone()
    };
    let client = Client::new(peer, &settings);
    while !Until::of(&settings).is_over()
        && let Some(question) = next_question(session, &asked)
    {
        asked.push(client.inquire(question, session, &mut *watch).await);
    }
    asked
}

/// The same settings for another kind of key than the session showed, up to the handshake; nothing where the offer is limited
/// already, so that the user wants to see that and no other.
fn for_another_key(settings: &Settings, session: &Observation) -> Option<Settings> {
    session.handshake.as_ref()?;
    let end_entity = session.seen.as_ref()?.chain.first()?;
    let shown = Certificate::from_der(end_entity)
        .contents
        .ok()?
        .key
        .algorithm;
    Some(Settings {
        offer: settings.offer.for_another_key(&shown)?,
        stop: Stop::QuitAfter(Stage::StartTls),
        trials: Trials::default(),
        ..settings.clone()
    })
}
