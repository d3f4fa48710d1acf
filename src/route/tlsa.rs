//! The search for the TLSA records of one host, at the base domains that RFC 7672 §2.2.2 and §2.2.3 name.

use crate::dane::Tlsa;
use crate::dns::{DnssecStatus, DomainName, Lookup, Resolver, Trail};

/// What the search for the TLSA records of a host came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsaSearch {
    /// The target is an address, which has no base domain (RFC 7672 §2.2), or nobody asked for DNSSEC.
    NotApplicable,
    /// The address records are insecure, so that a sender does not ask for TLSA records (RFC 7672 §2.2.2).
    AddressesInsecure,
    /// Whether DNSSEC vouches for the address records could not be found out, which a sender takes for a lookup error; why.
    AddressesUnproved(String),
    /// The candidates that were asked, in order; the last one decides.
    Asked(Vec<Candidate>),
}

/// One candidate for the TLSA base domain (RFC 7672 §2.2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The candidate: the host's name, fully expanded or as it was found.
    pub base_domain: DomainName,
    /// What was found below it.
    pub lookup: Lookup<Tlsa>,
}

impl Candidate {
    /// The records, where they count: only secure ones do.
    pub fn secure_records(&self) -> Option<&[Tlsa]> {
        let records = self.lookup.outcome.as_deref().ok()?;
        self.lookup.is_secure().then_some(records)
    }

    /// Why the lookup failed, which is neither an answer nor a denial (RFC 7672 §2.1.1).
    pub fn failure(&self) -> Option<String> {
        let trail = &self.lookup.trail;
        match &self.lookup.outcome {
            Err(no_answer) if !no_answer.is_certain() => Some(no_answer.to_string()),
            _ if trail.security() >= DnssecStatus::Indeterminate => Some(
                trail
                    .why()
                    .unwrap_or("its DNSSEC status could not be found out")
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

impl TlsaSearch {
    /// The TLSA base domain with its records, where there are secure ones.
    pub fn found(&self) -> Option<(&Candidate, &[Tlsa])> {
        let Self::Asked(candidates) = self else {
            return None;
        };
        let last = candidates.last()?;
        Some((last, last.secure_records()?))
    }

    /// The TLSA base domain, which is sent as the server name (RFC 7672 §8.1).
    pub fn base_domain(&self) -> Option<&DomainName> {
        self.found().map(|(candidate, _)| &candidate.base_domain)
    }
}

/// Searches for the TLSA records of a host whose addresses were looked up in these ways.
pub(super) async fn search(
    resolver: &Resolver,
    name: &DomainName,
    port: u16,
    addresses: Option<&Trail>,
    even_if_insecure: bool,
) -> TlsaSearch {
    let candidates = match addresses {
        Some(trail) => match candidates(name, trail) {
            Ok(candidates) if candidates.is_empty() && even_if_insecure => vec![name.clone()],
            Ok(candidates) => candidates,
            Err(why) => return TlsaSearch::AddressesUnproved(why),
        },
        None => return TlsaSearch::AddressesUnproved("they could not be looked up".to_owned()),
    };
    if candidates.is_empty() {
        return TlsaSearch::AddressesInsecure;
    }
    let mut asked = Vec::new();
    for base_domain in candidates {
        let lookup = resolver.tlsa(&format!("_{port}._tcp.{base_domain}")).await;
        let candidate = Candidate {
            base_domain,
            lookup,
        };
        let decides = candidate.secure_records().is_some() || candidate.failure().is_some();
        asked.push(candidate);
        if decides {
            break;
        }
    }
    TlsaSearch::Asked(asked)
}

/// The candidates, in order: none where a sender would not ask.
fn candidates(name: &DomainName, addresses: &Trail) -> Result<Vec<DomainName>, String> {
    let original = || vec![name.clone()];
    match (addresses.security(), addresses.aliases.as_slice()) {
        (DnssecStatus::Indeterminate | DnssecStatus::Bogus, _) => Err(addresses
            .why()
            .unwrap_or("their DNSSEC status could not be found out")
            .to_owned()),
        (DnssecStatus::Secure, []) => Ok(original()),
        // RFC 7672 §2.2.3: first the fully expanded name, then the one that was found; none between.
        (DnssecStatus::Secure, [.., last]) => Ok(vec![last.value.clone(), name.clone()]),
        // RFC 7672 §2.2.2: where at least the first alias is secure, the name itself may have records.
        (DnssecStatus::Insecure, [first, ..]) if first.status == DnssecStatus::Secure => {
            Ok(original())
        }
        (DnssecStatus::Insecure, _) => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Secured;

    fn name(name: &str) -> DomainName {
        DomainName::parse(name).unwrap()
    }

    fn trail(aliases: &[(&str, DnssecStatus)], status: DnssecStatus) -> Trail {
        let aliases = aliases.iter().map(|(target, status)| Secured {
            value: name(target),
            status: *status,
            reason: None,
        });
        Trail {
            owner: "mx.example".to_owned(),
            record_type: "A",
            aliases: aliases.collect(),
            status,
            reason: None,
            opinion: None,
        }
    }

    #[test]
    fn candidates_are_the_expanded_name_and_the_name_itself() {
        use DnssecStatus::{Bogus, Indeterminate, Insecure, Secure};
        for (case, aliases, status, expected) in [
            ("D01 no alias", &[][..], Secure, Some(&["mx.example"][..])),
            ("D29 insecure addresses", &[], Insecure, Some(&[])),
            (
                "D32 D67 a secure alias",
                &[("a.example", Secure)],
                Secure,
                Some(&["a.example", "mx.example"]),
            ),
            (
                "D68 three secure links",
                &[
                    ("a.example", Secure),
                    ("b.example", Secure),
                    ("c.example", Secure),
                ],
                Secure,
                Some(&["c.example", "mx.example"]),
            ),
            (
                "a secure alias to an insecure zone",
                &[("a.example", Secure)],
                Insecure,
                Some(&["mx.example"]),
            ),
            (
                "an insecure alias to a secure zone",
                &[("a.example", Insecure)],
                Secure,
                Some(&[]),
            ),
            ("an unknown status", &[], Indeterminate, None),
            ("bogus at the end", &[("a.example", Secure)], Bogus, None),
        ] {
            let found = candidates(&name("mx.example"), &trail(aliases, status)).ok();
            let expected = expected.map(|names| names.iter().map(|one| name(one)).collect());
            assert_eq!(found, expected, "{case}");
        }
    }
}
