//! Who the user is, and what proves it.

use super::Secret;

/// Who wants to authenticate, and by what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The authentication identity: whose password or token it is. For ANONYMOUS it is the trace information (RFC 4505 §2).
    pub user: Option<String>,
    /// The authorization identity: as whom to act, where that is somebody else (RFC 4422 §2).
    pub authorize_as: Option<String>,
    /// The password, in UTF-8.
    pub password: Option<Secret>,
    /// The OAuth access token (RFC 6750 §2.1).
    pub token: Option<Secret>,
}
