//! The numbers of the extensions that the codec writes or reads.

/// An extension's number (IANA, TLS ExtensionType Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExtensionType(pub u16);

impl ExtensionType {
    /// server_name (RFC 6066 §3).
    pub const SERVER_NAME: Self = Self(0);
    /// status_request (RFC 6066 §8).
    pub const STATUS_REQUEST: Self = Self(5);
    /// supported_groups (RFC 8422 §5.1.1).
    pub const SUPPORTED_GROUPS: Self = Self(10);
    /// ec_point_formats (RFC 8422 §5.1.2).
    pub const EC_POINT_FORMATS: Self = Self(11);
    /// signature_algorithms (RFC 9846 §4.3.3).
    pub const SIGNATURE_ALGORITHMS: Self = Self(13);
    /// heartbeat (RFC 6520 §2).
    pub const HEARTBEAT: Self = Self(15);
    /// application_layer_protocol_negotiation (RFC 7301 §3.1).
    pub const ALPN: Self = Self(16);
    /// padding (RFC 7685 §3).
    pub const PADDING: Self = Self(21);
    /// encrypt_then_mac (RFC 7366 §2).
    pub const ENCRYPT_THEN_MAC: Self = Self(22);
    /// extended_master_secret (RFC 7627 §5.1).
    pub const EXTENDED_MASTER_SECRET: Self = Self(23);
    /// session_ticket (RFC 5077 §3.2).
    pub const SESSION_TICKET: Self = Self(35);
    /// supported_versions (RFC 9846 §4.3.1).
    pub const SUPPORTED_VERSIONS: Self = Self(43);
    /// psk_key_exchange_modes (RFC 9846 §4.3.9).
    pub const PSK_KEY_EXCHANGE_MODES: Self = Self(45);
    /// key_share (RFC 9846 §4.3.8).
    pub const KEY_SHARE: Self = Self(51);
    /// renegotiation_info (RFC 5746 §3.2).
    pub const RENEGOTIATION_INFO: Self = Self(0xff01);
}
