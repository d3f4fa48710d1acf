//! A question and its answer, as they are kept until the end.

use super::said::{Heard, Said};
use crate::audit::EvidenceId;
use crate::tls::wire::{ClientHello, ServerFlight};

/// What a hello was meant for, which decides what its answer may be taken for beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// To learn suites: nothing else was left out of it that the server might want.
    ForSuites,
    /// For anything else.
    Otherwise,
}

/// A question and what was heard.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    /// What the hello was meant for.
    pub meant: Meant,
    /// The hello; nothing for one of SSL 2.0.
    pub hello: Option<ClientHello>,
    /// What was heard.
    pub heard: Heard,
}

impl Exchange {
    /// What was offered and what was chosen out of it.
    pub(super) fn choice(&self) -> Option<(&ClientHello, &ServerFlight)> {
        match (&self.hello, &self.heard.said) {
            (Some(hello), Said::Chose(flight)) => Some((hello, flight)),
            _ => None,
        }
    }

    /// The hello that was refused, and by which alert, if by one.
    pub(super) fn refusal(&self) -> Option<(&ClientHello, Option<u8>)> {
        match (&self.hello, &self.heard.said) {
            (Some(hello), Said::Refused(_, alert)) => Some((hello, *alert)),
            _ => None,
        }
    }
}

/// The first proof of each thing that the exchanges show, in the order in which they showed it.
pub(super) fn first_of_each<T: PartialEq>(
    shown: impl Iterator<Item = (T, EvidenceId)>,
) -> Vec<(T, EvidenceId)> {
    let mut each: Vec<(T, EvidenceId)> = Vec::new();
    for (thing, evidence) in shown {
        if !each.iter().any(|(known, _)| *known == thing) {
            each.push((thing, evidence));
        }
    }
    each
}
