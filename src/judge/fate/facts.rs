//! The facts of one host that decide what a sender does there, out of what was observed and judged.

use super::{DanePart, HostFacts, SessionPart, SomeSenders, StsPart};
use crate::judge::ResultType;
use crate::judge::dane::{DanePolicy, OnDane};
use crate::judge::mta_sts::{Holds, OnDomain, OnHost, StsState};
use crate::judge::verdict::Verdict;
use crate::judge::ways;
use crate::probe::{Cause, Observation};
use crate::smtp::{Fault, Stage};

impl HostFacts {
    /// The facts of one endpoint; `sts` is what the domain's policy comes to, and what it makes of this host.
    pub(in crate::judge) fn new(
        seen: &Observation,
        dane: Option<&OnDane>,
        mx_secure: bool,
        sts: (Option<&OnDomain>, Option<&OnHost>),
    ) -> Self {
        let failing = dane.and_then(|dane| first_failure(&dane.verdicts));
        Self {
            session: SessionPart::of(seen),
            dane: dane.map_or(DanePart::None, |dane| DanePart::of(dane, mx_secure)),
            sts: StsPart::of(sts.0, sts.1),
            tls_failure: failing,
        }
    }
}

impl HostFacts {
    /// The same where the handshake failed here, and others have TLS, or may have it, where that is not certain: then that failure says
    /// nothing of them.
    pub(in crate::judge) fn for_others(self, is_certain: bool) -> Self {
        let by_failure = |failure: Result<(), (ResultType, Option<&str>)>| {
            let codes = [Some("tls-version"), Some("tls-handshake-failure")];
            failure.is_err_and(|(_, code)| codes.contains(&code))
        };
        Self {
            session: match is_certain {
                true => SessionPart::OnlyForOthers,
                false => SessionPart::PerhapsForOthers,
            },
            sts: match self.sts {
                StsPart::Enforce(holds) if by_failure(holds) => StsPart::Unclear,
                StsPart::Testing(holds) if by_failure(holds) => StsPart::Untested,
                sts => sts,
            },
            ..self
        }
    }
}

impl HostFacts {
    /// The same where the handshake failed here, and these senders alone have TLS. DANE and MTA-STS demand what they do not get.
    pub(in crate::judge) fn for_some(self, senders: SomeSenders) -> Self {
        Self {
            session: SessionPart::OnlyForSome(senders),
            ..self
        }
    }
}

impl SessionPart {
    /// How far a session came.
    fn of(seen: &Observation) -> Self {
        let refused = |cause: &Cause| match cause {
            Cause::Smtp(Fault::NotOffered) => true,
            // 421 closes the session (RFC 5321 §3.8).
            Cause::Smtp(Fault::Rejected(reply)) => reply.code() != 421,
            _ => false,
        };
        // Senders do not authenticate, and speak for themselves; and what a server makes of one message says nothing of TLS.
        let mut failures = seen.failures.iter();
        let is_theirs = |stage: Stage| stage < Stage::Auth && stage != Stage::Xclient;
        if let Some(failure) = failures.find(|failure| is_theirs(failure.stage)) {
            return match (failure.stage, &failure.cause) {
                (_, Cause::Deadline | Cause::Interrupted(_)) => Self::Untested,
                (_, Cause::Connect(fault)) if fault.is_of_the_way() => Self::Untested,
                _ if ways::may_fail_by_header(seen) => Self::Untested,
                (Stage::StartTls, cause) if refused(cause) => Self::WithoutTls {
                    refuses_mail: seen.refused_mail_in_the_clear(),
                },
                (Stage::StartTls, Cause::Smtp(Fault::Rejected(_))) => Self::None,
                (Stage::StartTls, _) => Self::BrokenTls,
                _ => Self::None,
            };
        }
        match seen.handshake {
            Some(_) if seen.has_reached(Stage::Ehlo) => Self::Tls,
            // EHLO before XCLIENT is what a sender's would be.
            Some(_) if seen.failure(Stage::Xclient).is_some() => match seen.extensions_inside_tls()
            {
                Some(_) => Self::Tls,
                None => Self::Untested,
            },
            // Ended before, as the user asked.
            _ => Self::Untested,
        }
    }
}

impl DanePart {
    fn of(dane: &OnDane, mx_secure: bool) -> Self {
        match &dane.policy {
            DanePolicy::NotApplicable | DanePolicy::NoRecords(_) => Self::None,
            DanePolicy::NotEvaluated(_) => Self::Untested,
            DanePolicy::LookupFailed(_) => Self::LookupFailed,
            DanePolicy::Unusable => Self::Unusable,
            DanePolicy::Usable if dane.is_unclear => Self::Unclear,
            DanePolicy::Usable => Self::Usable {
                matched: dane.holds,
                mx_secure,
            },
        }
    }
}

impl StsPart {
    fn of(domain: Option<&OnDomain>, host: Option<&OnHost>) -> Self {
        let (Some(domain), Some(host)) = (domain, host) else {
            return Self::None;
        };
        match domain.state {
            StsState::NoPolicy(_) | StsState::Off => return Self::None,
            StsState::Unknown(_) => return Self::Untested,
            StsState::Testing(_) | StsState::Enforce(_) => {}
        }
        let is_enforced = domain.state.is_enforced();
        let unknown = || match is_enforced {
            true => Self::Unclear,
            false => Self::Untested,
        };
        let holds = match host.holds {
            Holds::Yes => Ok(()),
            Holds::No => match first_failure(&host.verdicts) {
                Some(failure) => Err(failure),
                None => return unknown(),
            },
            Holds::Unknown => return unknown(),
            Holds::NotAsked => return Self::Untested,
        };
        match is_enforced {
            true => Self::Enforce(holds),
            false => Self::Testing(holds),
        }
    }
}

fn first_failure(verdicts: &[Verdict]) -> Option<(ResultType, Option<&'static str>)> {
    let mut failures = verdicts.iter();
    failures.find_map(|verdict| Some((verdict.result_type?, verdict.reason_code)))
}
