//! What all three opinions share: how they end, and how they point at a certificate.

use std::fmt;

use crate::certificate::Certificate;

/// How a judgement **ended**.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked is so.
    Holds,
    /// It is not so.
    Fails,
    /// It could not be judged, so that nothing is claimed.
    NotTested,
}

/// A certificate of the chain **as sent**; shown by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Which {
    /// Its place in the chain; 0 is the server's own.
    pub position: usize,
    /// What to call it: its subject, or else its first name.
    pub name: String,
}

impl Which {
    pub(super) fn new(position: usize, certificate: &Certificate) -> Self {
        Self {
            position,
            name: certificate.to_string(),
        }
    }

    /// The certificate at this place, if the chain is that long.
    pub(super) fn at(chain: &[Certificate], position: usize) -> Self {
        let name = chain.get(position).map(Certificate::to_string);
        Self {
            position,
            name: name.unwrap_or_default(),
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
