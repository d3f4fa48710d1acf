//! The signature that vouches for an RRset: until when it holds, and whether it was made over a wildcard (RFC 4034 §3.1).

/// What the signature says that was found to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The wildcard that the records were made from, as `*._tcp.mx.example.com`; nothing where they stand at the name that was asked for
    /// (RFC 4034 §3.1.3).
    pub wildcard: Option<String>,
    /// From when it holds, in seconds since 1970.
    pub inception: i64,
    /// Until when it holds, in seconds since 1970.
    pub expiration: i64,
    /// Others stand beside it, which were not needed and may hold longer.
    pub is_one_of_several: bool,
}
