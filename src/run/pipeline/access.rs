//! What a peer may get from us, and behind which gate: a password, and a message that asks for REQUIRETLS.

use super::Run;
use crate::cli::Auth;
use crate::probe::{Authenticate, Observation, Peer, Permit, Settings, Transact};
use crate::route::Route;
use crate::run::gate;
use crate::run::policies::LookUp;
use crate::smtp::sasl::{Credentials, Mechanism, Wish};

impl Run<'_> {
    /// How to speak to a peer; where the client is to authenticate, with a gate that knows how the peer was found.
    pub(super) async fn settings_for(&self, peer: &Peer, look_up: &LookUp<'_>) -> Settings {
        let authenticate = self.probe.auth.as_ref().map(|auth| {
            self.authenticate(auth, (peer, look_up.route()), auth.credentials(self.target))
        });
        Settings {
            authenticate,
            transact: self.transact(peer, look_up).await,
            ..self.settings.clone()
        }
    }

    /// How to authenticate at a peer where that is asked for by hand: with what the options say, and these credentials.
    pub(in crate::run) fn authenticate_by_hand(
        &self,
        peer: &Peer,
        route: &Route,
        credentials: Credentials,
        mechanism: Option<Mechanism>,
    ) -> Authenticate {
        let options = self.authenticate(self.auth(), (peer, route), credentials);
        Authenticate {
            wish: match mechanism {
                Some(mechanism) => Wish {
                    mechanisms: vec![mechanism],
                    ..options.wish
                },
                None => options.wish,
            },
            by_hand: true,
            ..options
        }
    }

    /// Why no password and no token would be sent to this peer by hand now, if so.
    pub(in crate::run) fn withheld(
        &self,
        peer: &Peer,
        route: &Route,
        seen: &Observation,
    ) -> Option<String> {
        let auth = self.auth();
        match gate::for_password(self, peer, route, auth.lenience).permit(seen) {
            Permit::Granted => None,
            Permit::Withheld(why) => Some(why),
        }
    }

    /// How to authenticate, as the options say.
    pub(super) fn auth(&self) -> &Auth {
        self.probe.auth.as_ref().unwrap_or(&self.probe.later_auth)
    }

    /// The same at a peer on this route; the credentials are hidden from now on, unless they may be shown.
    fn authenticate(
        &self,
        auth: &Auth,
        (peer, route): (&Peer, &Route),
        credentials: Credentials,
    ) -> Authenticate {
        if !auth.show_secrets {
            self.veil.cover_credentials(&credentials);
        }
        Authenticate {
            credentials,
            wish: auth.wish.clone(),
            initial_response: auth.initial_response,
            show_secrets: auth.show_secrets,
            by_hand: false,
            veil: self.veil.clone(),
            gate: gate::for_password(self, peer, route, auth.lenience),
        }
    }

    /// The transaction at this target, if any.
    async fn transact(&self, peer: &Peer, look_up: &LookUp<'_>) -> Option<Transact> {
        let mail = self.probe.mail.as_ref()?;
        let mut transaction = mail.transaction(self.target)?.clone();
        if mail.require_tls {
            let promises = look_up.promised(peer).await;
            let gate = gate::for_required_tls(self, peer, &promises);
            transaction.parameters.require_tls = Some(gate);
        }
        Some(transaction)
    }
}
