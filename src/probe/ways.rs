//! How a session comes to its server, where that is not straight on and as oneself.

use super::proxy_header::ProxyProtocol;
use super::socks::SocksProxy;
use crate::smtp::Xclient;

/// The ways that the user asked for; none is the ordinary one.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The proxy through which every connection goes.
    pub proxy: Option<SocksProxy>,
    /// The header that is sent on every connection before the first octet.
    pub header: Option<ProxyProtocol>,
    /// For whom the client speaks; in the session itself, and never on the connections after it.
    pub xclient: Option<Xclient>,
}
