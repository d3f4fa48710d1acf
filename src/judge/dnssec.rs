//! How far DNSSEC vouches for the route, and where the resolver thinks otherwise than our own validation.

use super::check::{Check, ResultType};
use super::verdict::{Status, Verdict};
use crate::dns::{DnssecReach, DnssecStatus, Opinion, Trail};
use crate::route::{Route, TlsaSearch};

/// How many answers a verdict names.
const NAMED: usize = 3;

/// The verdicts on everything that DNS was asked on the way to the hosts.
pub fn dnssec(route: &Route) -> Vec<Verdict> {
    match &route.dnssec {
        DnssecReach::NotAsked => Vec::new(),
        DnssecReach::Off => {
            let reason = "DNSSEC was not asked for (--dnssec off), so that DANE was not evaluated";
            vec![Verdict::new(Check::Dnssec, Status::NotTested, reason)]
        }
        DnssecReach::Stripped(why) => {
            let reason = format!("DNSSEC does not reach us: {why}; DANE was not evaluated");
            vec![
                Verdict::new(Check::Dnssec, Status::NotTested, reason).with_fix(
                    "ask a resolver that hands out signatures (RFC 4035) with --dns ADDRESS, such as one on this machine",
                ),
            ]
        }
        DnssecReach::Resolver | DnssecReach::Validated => {
            let trails: Vec<&Trail> = trails(route).collect();
            let who = match route.dnssec {
                DnssecReach::Resolver => "to the resolver",
                _ => "by our own validation",
            };
            let mut verdicts = summary(&trails, who);
            if route.dnssec == DnssecReach::Resolver {
                // RFC 4035 §4.9.3, RFC 7672 §2.1.1.
                let reason = "the resolver's own word (the AD bit) was taken for it, as asked by --dnssec resolver, which is worth as much as the path to that resolver is safe";
                verdicts.push(Verdict::new(Check::Dnssec, Status::Note, reason));
            }
            verdicts.extend(disagreements(&trails));
            verdicts
        }
    }
}

/// Every question whose answer decides where mail goes and how the peer is known.
fn trails(route: &Route) -> impl Iterator<Item = &Trail> {
    let hosts = route.hosts.iter().flat_map(|host| {
        let candidates = match &host.tlsa {
            TlsaSearch::Asked(candidates) => candidates.as_slice(),
            _ => &[],
        };
        let tlsa = candidates.iter().map(|candidate| &candidate.lookup.trail);
        host.trails.iter().chain(tlsa)
    });
    route.trail.iter().chain(hosts)
}

/// What is to be said of the answers, the worst first, and who says so.
fn summary(trails: &[&Trail], who: &str) -> Vec<Verdict> {
    let with = |status| -> Vec<&Trail> {
        let mut all: Vec<&Trail> = trails.to_vec();
        all.retain(|trail| trail.security() == status);
        all
    };
    let mut verdicts = Vec::new();
    for trail in with(DnssecStatus::Bogus) {
        let why = trail.why().unwrap_or("the signatures do not fit");
        let reason = format!("the {} is bogus: {why}", asked(trail));
        verdicts.push(
            Verdict::new(Check::Dnssec, Status::Fail, reason)
                .with_result_type(ResultType::DnssecInvalid)
                .with_fix("sign the zone anew, and see that its DS record fits its key; until then validating senders defer"),
        );
    }
    let unknown = with(DnssecStatus::Indeterminate);
    if let Some(first) = unknown.first() {
        let why = first.why().unwrap_or("what it takes did not arrive");
        let vouched = match first.opinion {
            Some(Opinion::Authentic) => "; the resolver vouches for it",
            _ => "",
        };
        let reason = format!(
            "how far DNSSEC vouches for {} could not be found out: {why}{vouched}",
            list(&unknown)
        );
        verdicts.push(
            Verdict::new(Check::Dnssec, Status::NotTested, reason)
                .with_fix("try again, or ask another resolver with --dns ADDRESS"),
        );
    }
    let insecure = with(DnssecStatus::Insecure);
    if let Some(first) = insecure.first() {
        let why = first.why().unwrap_or("the zone is not signed");
        let reason = format!("insecure: {}: {why}", list(&insecure));
        verdicts.push(Verdict::new(Check::Dnssec, Status::Note, reason));
    }
    if verdicts.is_empty() && !trails.is_empty() {
        let reason = format!("every answer on the way to the hosts is secure {who}");
        verdicts.push(Verdict::new(Check::Dnssec, Status::Pass, reason));
    }
    verdicts
}

/// Where the resolver's opinion is another than ours: those who stand behind it meet something else.
fn disagreements(trails: &[&Trail]) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    let mut not_validating = Vec::new();
    for trail in trails {
        let Some(opinion) = &trail.opinion else {
            continue;
        };
        let name = asked(trail);
        match (trail.security(), opinion) {
            (DnssecStatus::Secure, Opinion::Plain) => not_validating.push(*trail),
            (
                DnssecStatus::Secure | DnssecStatus::Insecure,
                Opinion::Rejected { code, explanation },
            ) => {
                let status = trail.security().word();
                let reason = format!(
                    "the {name} is {status} by our own validation, but the resolver rejects it ({}), so that senders behind such a resolver defer",
                    rejected(code, explanation.as_deref())
                );
                verdicts.push(
                    Verdict::new(Check::Dnssec, Status::Warn, reason).with_fix(
                        "find out which of the two is right, with another resolver (--dns ADDRESS) or a DNSSEC debugger",
                    ),
                );
            }
            (DnssecStatus::Insecure, Opinion::Authentic) if trail.why().is_none() => {
                let reason = format!(
                    "validators disagree on the {name}: insecure by our own validation, authentic to the resolver"
                );
                verdicts.push(Verdict::new(Check::Dnssec, Status::Warn, reason));
            }
            (DnssecStatus::Bogus, Opinion::Rejected { code, explanation }) => {
                let reason = format!(
                    "the resolver rejects the {name} as well ({})",
                    rejected(code, explanation.as_deref())
                );
                verdicts.push(Verdict::new(Check::Dnssec, Status::Note, reason));
            }
            (DnssecStatus::Bogus, Opinion::Plain) => {
                let reason = format!(
                    "the resolver hands the {name} out all the same: it does not validate, and senders behind it would use what is bogus"
                );
                verdicts.push(Verdict::new(Check::Dnssec, Status::Note, reason));
            }
            _ => {}
        }
    }
    if !not_validating.is_empty() {
        let reason = "the resolver does not validate (it sets no AD bit on secure answers); senders behind it cannot use DANE";
        verdicts.push(Verdict::new(Check::Dnssec, Status::Note, reason));
    }
    verdicts
}

fn rejected(code: &str, explanation: Option<&str>) -> String {
    match explanation {
        Some(explanation) => format!("{code}: {explanation}"),
        None => code.to_owned(),
    }
}

/// `MX of example.com`.
fn asked(trail: &Trail) -> String {
    format!("{} of {}", trail.record_type, trail.owner)
}

fn list(trails: &[&Trail]) -> String {
    let names: Vec<String> = trails
        .iter()
        .take(NAMED)
        .map(|trail| asked(trail))
        .collect();
    match trails.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Way;

    fn route(dnssec: DnssecReach, status: DnssecStatus, opinion: Option<Opinion>) -> Route {
        Route {
            way: Way::NullMx,
            trail: Some(Trail {
                owner: "example.test".to_owned(),
                record_type: "MX",
                aliases: Vec::new(),
                status,
                reason: None,
                opinion,
            }),
            dnssec,
            hosts: Vec::new(),
            omitted: 0,
            resolvers: Vec::new(),
        }
    }

    fn said(route: &Route) -> Vec<(Status, String)> {
        let verdicts = dnssec(route).into_iter();
        verdicts.map(|it| (it.status, it.reason)).collect()
    }

    #[test]
    fn our_own_validation_is_told_and_the_resolver_s_opinion_beside_it() {
        use DnssecStatus::{Bogus, Indeterminate, Insecure, Secure};
        let servfail = || Opinion::Rejected {
            code: "SERVFAIL".to_owned(),
            explanation: Some("Signature Expired".to_owned()),
        };
        for (case, status, opinion, expected) in [
            (
                "secure and AD",
                Secure,
                Some(Opinion::Authentic),
                &[(Status::Pass, "is secure")][..],
            ),
            (
                "secure, not asked",
                Secure,
                None,
                &[(Status::Pass, "is secure")],
            ),
            (
                "secure, no AD",
                Secure,
                Some(Opinion::Plain),
                &[
                    (Status::Pass, "is secure"),
                    (Status::Note, "does not validate"),
                ],
            ),
            (
                "secure, SERVFAIL",
                Secure,
                Some(servfail()),
                &[
                    (Status::Pass, "is secure"),
                    (Status::Warn, "rejects it (SERVFAIL: Signature Expired)"),
                ],
            ),
            (
                "insecure, no AD",
                Insecure,
                Some(Opinion::Plain),
                &[(Status::Note, "not signed")],
            ),
            (
                "insecure, AD without a reason",
                Insecure,
                Some(Opinion::Authentic),
                &[
                    (Status::Note, "not signed"),
                    (Status::Warn, "validators disagree"),
                ],
            ),
            (
                "insecure, SERVFAIL",
                Insecure,
                Some(servfail()),
                &[
                    (Status::Note, "not signed"),
                    (Status::Warn, "the resolver rejects it"),
                ],
            ),
            (
                "D53 bogus, SERVFAIL with its reason",
                Bogus,
                Some(servfail()),
                &[
                    (Status::Fail, "is bogus"),
                    (Status::Note, "as well (SERVFAIL: Signature Expired)"),
                ],
            ),
            (
                "bogus, no AD",
                Bogus,
                Some(Opinion::Plain),
                &[
                    (Status::Fail, "is bogus"),
                    (Status::Note, "it does not validate"),
                ],
            ),
            (
                "indeterminate, AD",
                Indeterminate,
                Some(Opinion::Authentic),
                &[(Status::NotTested, "the resolver vouches for it")],
            ),
            (
                "indeterminate",
                Indeterminate,
                Some(Opinion::Plain),
                &[(Status::NotTested, "could not be found out")],
            ),
        ] {
            let said = said(&route(DnssecReach::Validated, status, opinion));
            assert_eq!(said.len(), expected.len(), "{case}: {said:?}");
            for ((status, reason), (wanted, words)) in said.iter().zip(expected) {
                assert_eq!(status, wanted, "{case}: {reason}");
                assert!(reason.contains(words), "{case}: {reason}");
            }
        }
    }

    #[test]
    fn d51_where_dnssec_does_not_reach_us_nothing_is_claimed() {
        let stripped = DnssecReach::Stripped("no RRSIG with the SOA of the root".to_owned());
        for (reach, words) in [
            (stripped, Some("DNSSEC does not reach us: no RRSIG")),
            (DnssecReach::Off, Some("--dnssec off")),
            (DnssecReach::NotAsked, None),
        ] {
            let said = said(&route(reach, DnssecStatus::Indeterminate, None));
            match words {
                None => assert_eq!(said, []),
                Some(words) => {
                    assert_eq!(said.len(), 1);
                    assert_eq!(said[0].0, Status::NotTested);
                    assert!(said[0].1.contains(words), "{}", said[0].1);
                    assert!(said[0].1.contains("DANE was not evaluated"));
                }
            }
        }
    }

    #[test]
    fn m41_the_resolver_s_word_is_worth_what_the_path_to_it_is() {
        let said = said(&route(DnssecReach::Resolver, DnssecStatus::Secure, None));
        let statuses: Vec<Status> = said.iter().map(|(status, _)| *status).collect();
        assert_eq!(statuses, [Status::Pass, Status::Note]);
        assert!(said[1].1.contains("as the path to that resolver is safe"));
    }
}
