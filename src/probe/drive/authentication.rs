//! Authenticating in a session: by what, and what it is tied to.

use super::{Session, Wire};
use crate::certificate::end_point_digest;
use crate::probe::event::{Event, Timed};
use crate::probe::observation::{Observation, Purpose};
use crate::smtp::Dialogue;
use crate::smtp::sasl::{BindingType, ChannelBinding};

impl<W: FnMut(&Observation, &Timed)> Session<'_, W> {
    pub(super) fn authenticates(&self) -> bool {
        self.settings.authenticate.is_some() && self.observation.purpose == Purpose::Session
    }

    pub(super) fn authenticate(&mut self, wire: &Wire, dialogue: &mut Dialogue) {
        let Some(settings) = self.settings.authenticate.as_ref() else {
            return dialogue.give_up_authentication();
        };
        let (told, exchange) = settings.next(&self.observation, self.binding(wire));
        self.tell(Event::Authenticating(Box::new(told)));
        match exchange {
            Some(exchange) => dialogue.authenticate(exchange),
            None => dialogue.give_up_authentication(),
        }
    }

    /// What an authentication can be tied to: in TLS 1.3 keying material (RFC 9266 §3), before it the server's certificate.
    pub(super) fn binding(&self, wire: &Wire) -> Option<ChannelBinding> {
        let Wire::Tls(session) = wire else {
            return None;
        };
        if let Some(data) = session.exporter() {
            return Some(ChannelBinding {
                kind: BindingType::TlsExporter,
                data: data.to_vec(),
            });
        }
        let end_entity = self.observation.seen.as_ref()?.chain.first()?;
        Some(ChannelBinding {
            kind: BindingType::TlsServerEndPoint,
            data: end_point_digest(end_entity)?,
        })
    }
}
