//! A key share for servers that refuse a hello of TLS 1.3 without one.

use super::bearable::ALL_VERSIONS;
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::{Heard, Said};
use super::suites::PROTOCOL_VERSION;
use crate::audit::{Ask, NotTested};
use crate::tls::names::TLS_1_3;
use crate::tls::wire::{ClientHello, KeyShare};

impl<A: Ask> Inquiry<'_, A> {
    /// A client may send an empty list of key shares (RFC 9846 §4.3.8), but none does, and some servers take it for a fault. Where a
    /// hello of TLS 1.3 was refused for no reason that the server gave, it is asked again with the share of a group that nobody knows;
    /// where that is answered, so are all from then on. Says what it came to, where it helped.
    pub(super) async fn with_a_share(
        &self,
        hello: &ClientHello,
        heard: &Heard,
    ) -> Result<Option<Heard>, NotTested> {
        let is_plain = matches!(
            heard.said,
            Said::Chose(_) | Said::Refused(_, Some(PROTOCOL_VERSION))
        );
        if is_plain || hello.min_version < TLS_1_3 || self.key_share.get() != KeyShare::Empty {
            return Ok(None);
        }
        let hello = ClientHello {
            key_share: KeyShare::Grease,
            ..hello.clone()
        };
        let heard = self.ask(Meant::ForSuites, "with a key share", hello);
        let heard = heard.await?;
        if !matches!(heard.said, Said::Chose(_)) {
            return Ok(None);
        }
        self.key_share.set(KeyShare::Grease);
        // The opening had no key share either, which was what the server did not bear of it.
        self.blamed
            .borrow_mut()
            .take_if(|blamed| blamed.what == ALL_VERSIONS);
        Ok(Some(heard))
    }
}
