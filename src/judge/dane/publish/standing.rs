//! Whether published records count at all, by what DNSSEC says of them (RFC 7672 §2.2), and what a check of them ends with.

use super::super::policy::{Absence, DanePolicy, LookupFault};
use crate::exit::ExitCode;

/// Whether the records of a host count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Senders look at them, and can use at least one.
    pub counts: bool,
    /// What a check ends with by this alone.
    pub exit: ExitCode,
    /// A word for machines.
    pub id: &'static str,
    /// What is the case, as a sentence fragment.
    pub words: String,
}

impl Standing {
    /// Whether it is known what is published. Where a lookup fails, caches may hold records all the same.
    pub fn is_known(&self) -> bool {
        !matches!(self.id, "bogus" | "failed" | "not-tested")
    }
}

/// The standing of the records at an owner.
pub fn standing(policy: &DanePolicy, owner: &str) -> Standing {
    let not = |exit, id, words: String| Standing {
        counts: false,
        exit,
        id,
        words,
    };
    let dane = ExitCode::Dane;
    match policy {
        DanePolicy::Usable => Standing {
            counts: true,
            exit: ExitCode::Success,
            id: "secure",
            words: format!("the TLSA records at {owner} count: DNSSEC secures them"),
        },
        DanePolicy::Unusable => not(
            dane,
            "unusable",
            format!(
                "DNSSEC secures the TLSA records at {owner}, and no sender can use any of them"
            ),
        ),
        DanePolicy::NoRecords(Absence::Denied) => not(
            dane,
            "none",
            format!("there are no TLSA records at {owner}, as DNSSEC proves"),
        ),
        DanePolicy::NoRecords(Absence::InsecureDenial) => not(
            dane,
            "insecure",
            format!(
                "there are no TLSA records at {owner}, and none would count: DNSSEC does not secure the zone; sign it first"
            ),
        ),
        DanePolicy::NoRecords(Absence::InsecureRecords(_)) => not(
            dane,
            "insecure",
            format!(
                "the TLSA records at {owner} do not count: DNSSEC does not secure the zone, so that no sender looks at them; sign it first"
            ),
        ),
        DanePolicy::NoRecords(Absence::InsecureAddresses) => not(
            dane,
            "insecure",
            format!(
                "TLSA records at {owner} do not count: DNSSEC does not secure the addresses of the host, so that no sender asks for them; \
                 sign the zone first"
            ),
        ),
        DanePolicy::LookupFailed(fault) => {
            let (exit, id) = match fault {
                LookupFault::Bogus(_) => (dane, "bogus"),
                LookupFault::NoAnswer(_) => (dane, "failed"),
                LookupFault::Silence(_) | LookupFault::Unproved(_) => {
                    (ExitCode::NotNow, "not-tested")
                }
            };
            let why = fault.why();
            not(
                exit,
                id,
                format!("the TLSA records at {owner} could not be looked up: {why}"),
            )
        }
        DanePolicy::NotEvaluated(why) => not(
            ExitCode::NotNow,
            "not-tested",
            format!(
                "whether TLSA records at {owner} count is not known: DNSSEC is not available here: {why}"
            ),
        ),
        DanePolicy::NotApplicable => not(
            ExitCode::NotNow,
            "not-tested",
            format!("the TLSA records at {owner} were not looked up"),
        ),
    }
}
