//! Channel bindings: what ties an authentication to the TLS session that it goes through (RFC 5929, RFC 9266).

use std::fmt;

/// What an authentication can be tied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelBinding {
    /// Its type.
    pub kind: BindingType,
    /// Its data; no secret that opens anything, and yet of this session alone.
    pub data: Vec<u8>,
}

/// The types of channel bindings that smtls can make. `tls-unique` needs the Finished messages, which rustls does not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingType {
    /// Keying material of the session (RFC 9266 §2), which TLS 1.3 has.
    TlsExporter,
    /// The hash of the server's certificate (RFC 5929 §4).
    TlsServerEndPoint,
}

impl BindingType {
    /// IANA's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::TlsExporter => "tls-exporter",
            Self::TlsServerEndPoint => "tls-server-end-point",
        }
    }
}

impl fmt::Display for BindingType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
