//! The reference identifier: the name that a server's certificate must be for, and who gave it.

use super::demands::Demands;
use crate::probe::Peer;
use crate::target::Service;
use rustls::pki_types::ServerName;

/// The name that the certificate must be for.
pub(super) struct Reference {
    /// The name or the address.
    pub(super) name: ServerName<'static>,
    /// The user named it; a name that came from DNS proves which host answers, not that it is the domain's host.
    pub(super) named_by_user: bool,
    /// The service of that domain which was asked for, where SRV records were.
    pub(super) service: Option<Service>,
}

impl Reference {
    /// `--verify-name`, else the host's name, else the address itself (RFC 9525 §6.4).
    pub(super) fn of(peer: &Peer, demands: &Demands) -> Option<Self> {
        if let Some(name) = &demands.verify_name {
            return Some(Self {
                name: name.clone(),
                named_by_user: true,
                service: None,
            });
        }
        // RFC 7817 §3: the domain of the mail address, also as SRV-ID; the target of an SRV record only where DNSSEC proves it.
        if let Some((domain, service)) = &demands.service_domain {
            return Some(Self {
                name: ServerName::try_from(domain.ascii().to_owned()).ok()?,
                named_by_user: true,
                service: Some(*service),
            });
        }
        match &peer.host {
            Some(host) => Some(Self {
                name: ServerName::try_from(host.ascii().to_owned()).ok()?,
                named_by_user: demands.target_name.as_ref() == Some(host),
                service: None,
            }),
            None => Some(Self {
                name: ServerName::from(peer.address),
                named_by_user: true,
                service: None,
            }),
        }
    }
}
