//! What a sending server would do at one host, and which rule decides it.

use super::{Action, Means, PolicyType, ReportLine, SomeSenders};
use crate::judge::ResultType;

/// How far a session with a host came, as a sender sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionPart {
    /// TLS stands, and EHLO inside it was accepted.
    Tls,
    /// STARTTLS is not offered, or was refused.
    WithoutTls {
        /// MAIL is refused in the clear, as far as that was tried.
        refuses_mail: bool,
    },
    /// The handshake failed, or what came with it cannot be trusted.
    BrokenTls,
    /// The handshake failed with what was offered here, and others offer what the server takes.
    OnlyForOthers,
    /// The handshake failed with what was offered here, and what others would meet is not known.
    PerhapsForOthers,
    /// The handshake failed, and what the server takes some senders still do.
    OnlyForSome(SomeSenders),
    /// There was no session, or not to its end.
    None,
    /// Nothing can be said: not tested, or ended before as the user asked.
    Untested,
}

/// What the TLSA records of a host come to (RFC 7672 §2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DanePart {
    /// No secure TLSA record, so that DANE asks for nothing.
    None,
    /// DNSSEC does not reach us, or was not asked for.
    Untested,
    /// Usable records; whether one matches, and whether the MX records are secure.
    Usable {
        /// One of them matches what the server showed, whichever certificate a sender meets.
        matched: bool,
        /// The host's name is known securely (RFC 7672 §2.2.1).
        mx_secure: bool,
    },
    /// Usable records, and whether one matches what the server showed could not be found out.
    Unclear,
    /// Secure records, and none can be used.
    Unusable,
    /// The lookup failed, or its answer is bogus.
    LookupFailed,
}

/// What the domain's policy comes to for a host (RFC 8461 §4, §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StsPart {
    /// No policy, or one of mode "none".
    None,
    /// Whether there is one could not be found out; a sender with a cached policy would go by that.
    Untested,
    /// A policy of mode "enforce", and whether it holds for the host could not be found out.
    Unclear,
    /// A policy of mode "testing".
    Testing(Result<(), (ResultType, Option<&'static str>)>),
    /// A policy of mode "enforce".
    Enforce(Result<(), (ResultType, Option<&'static str>)>),
}

/// What decides about one host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostFacts {
    /// How far the session came.
    pub session: SessionPart,
    /// What DANE asks for.
    pub dane: DanePart,
    /// What MTA-STS asks for.
    pub sts: StsPart,
    /// How the certificate fails for a sender that reports by DANE; nothing where it does not.
    pub tls_failure: Option<(ResultType, Option<&'static str>)>,
}

/// What a sending server would do at one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFate {
    /// What a sender does that knows DANE and MTA-STS, and demands neither.
    pub action: Action,
    /// By what it knows the host, where it does.
    pub means: Vec<Means>,
    /// The rule that decides, as a sentence fragment.
    pub rule: &'static str,
    /// What a sender does that knows neither.
    pub without_policies: Action,
    /// DANE holds and an enforced policy does not: senders differ (RFC 8461 §2, §5).
    pub conflict: bool,
    /// What a sender would report.
    pub reports: Vec<ReportLine>,
}

/// Decides about one host.
pub fn of_host(facts: &HostFacts) -> HostFate {
    let plain = without_policies(facts.session);
    let (action, means, rule) = decide(facts, plain);
    HostFate {
        action,
        means,
        rule,
        without_policies: plain,
        conflict: is_conflict(facts),
        reports: reports(facts),
    }
}

/// What a sender does that goes by STARTTLS alone.
fn without_policies(session: SessionPart) -> Action {
    match session {
        SessionPart::Tls => Action::DeliverUnauthenticated,
        SessionPart::WithoutTls {
            refuses_mail: false,
        } => Action::DeliverInTheClear,
        SessionPart::WithoutTls { refuses_mail: true } | SessionPart::None => Action::Skip,
        // Many try again in the clear, some do not.
        SessionPart::BrokenTls => Action::DeliverInTheClear,
        SessionPart::Untested
        | SessionPart::OnlyForOthers
        | SessionPart::PerhapsForOthers
        | SessionPart::OnlyForSome(_) => Action::Unknown,
    }
}

fn is_conflict(facts: &HostFacts) -> bool {
    let dane_holds = matches!(
        facts.dane,
        DanePart::Usable {
            matched: true,
            mx_secure: true
        }
    );
    facts.session == SessionPart::Tls && dane_holds && matches!(facts.sts, StsPart::Enforce(Err(_)))
}

fn decide(facts: &HostFacts, plain: Action) -> (Action, Vec<Means>, &'static str) {
    let tls = facts.session == SessionPart::Tls;
    // RFC 7672 §2.1.2: a sender does not even connect where the lookup failed.
    if facts.dane == DanePart::LookupFailed {
        let rule = "the lookup of the TLSA records failed, so that the host counts as unreachable (RFC 7672, section 2.1.2)";
        return (Action::Skip, Vec::new(), rule);
    }
    match facts.session {
        SessionPart::Untested => {
            return (
                Action::Unknown,
                Vec::new(),
                "the session was not held to its end",
            );
        }
        // A host that the policy does not list is none for them either.
        SessionPart::OnlyForOthers if !matches!(facts.sts, StsPart::Enforce(Err(_))) => {
            let rule = "the handshake failed with what was offered here, and the server takes what other senders offer";
            return (Action::Unknown, Vec::new(), rule);
        }
        SessionPart::PerhapsForOthers if !matches!(facts.sts, StsPart::Enforce(Err(_))) => {
            let rule = "the handshake failed with what was offered here, and what other senders would meet is not known";
            return (Action::Unknown, Vec::new(), rule);
        }
        SessionPart::None => return (Action::Skip, Vec::new(), "there is no session to be had"),
        SessionPart::Tls
        | SessionPart::BrokenTls
        | SessionPart::OnlyForOthers
        | SessionPart::PerhapsForOthers
        | SessionPart::OnlyForSome(_)
        | SessionPart::WithoutTls { .. } => {}
    }
    match facts.dane {
        DanePart::Usable { matched: true, .. } | DanePart::Unclear if tls => {}
        DanePart::Usable { .. } | DanePart::Unclear => {
            let rule = "secure TLSA records demand TLS with a certificate that they match (RFC 7672, section 2.2)";
            return (Action::Skip, Vec::new(), rule);
        }
        DanePart::Unusable if !tls => {
            let rule = "secure TLSA records demand TLS, also where none of them is usable (RFC 7672, section 2.2)";
            return (Action::Skip, Vec::new(), rule);
        }
        _ => {}
    }
    // RFC 8461 §2: a policy adds to DANE and never excuses its failure.
    let by_dane = matches!(
        facts.dane,
        DanePart::Usable {
            mx_secure: true,
            ..
        }
    );
    match facts.sts {
        StsPart::Enforce(Err(_)) => {
            let rule = "the domain's MTA-STS policy is to be enforced, and does not hold for this host (RFC 8461, section 5)";
            return (Action::Skip, Vec::new(), rule);
        }
        _ if facts.dane == DanePart::Unclear => {
            let rule =
                "whether a TLSA record matches the server's certificate could not be found out";
            return (Action::Unknown, Vec::new(), rule);
        }
        StsPart::Enforce(Ok(())) if by_dane => {
            let rule = "the TLSA records match, and the MTA-STS policy holds";
            return (
                Action::DeliverAuthenticated,
                vec![Means::Dane, Means::MtaSts],
                rule,
            );
        }
        StsPart::Enforce(Ok(())) => {
            let rule = "the domain's MTA-STS policy holds for this host (RFC 8461, section 5)";
            return (Action::DeliverAuthenticated, vec![Means::MtaSts], rule);
        }
        StsPart::Unclear => {
            let rule = "the domain's MTA-STS policy is to be enforced, and whether it holds for this host could not be found out";
            return (Action::Unknown, Vec::new(), rule);
        }
        StsPart::None | StsPart::Untested | StsPart::Testing(_) => {}
    }
    match facts.dane {
        DanePart::Usable { .. } if by_dane => {
            let rule =
                "a secure TLSA record matches the server's certificate (RFC 7672, section 2.2)";
            (Action::DeliverAuthenticated, vec![Means::Dane], rule)
        }
        DanePart::Usable { .. } => {
            let rule = "the TLSA records match, but the MX records that led to the host are not secure (RFC 7672, section 2.2.1)";
            (Action::DeliverUnauthenticated, Vec::new(), rule)
        }
        DanePart::Unusable => {
            let rule = "secure TLSA records demand TLS, and none of them can authenticate the server (RFC 7672, section 2.2)";
            (Action::DeliverUnauthenticated, Vec::new(), rule)
        }
        DanePart::None | DanePart::Untested | DanePart::Unclear | DanePart::LookupFailed => {
            let rule = match (facts.session, facts.sts) {
                (SessionPart::WithoutTls { refuses_mail: true }, _) => {
                    "there is no TLS, and MAIL is refused without"
                }
                (SessionPart::OnlyForSome(who), _) => who.rule(),
                (SessionPart::BrokenTls, _) => {
                    "TLS failed, and neither DANE nor an MTA-STS policy demands it: many senders try again in the clear"
                }
                (_, StsPart::None | StsPart::Untested) if facts.dane == DanePart::Untested => {
                    "no MTA-STS policy demands more, and DANE was not evaluated"
                }
                (_, StsPart::Testing(_)) => {
                    "the domain's MTA-STS policy is only being tested, and DANE demands no more either"
                }
                _ => "neither DANE nor an MTA-STS policy demands more",
            };
            (plain, Vec::new(), rule)
        }
    }
}

/// What a sender would report (RFC 8460 §4); nothing where nothing of TLS or a policy failed.
fn reports(facts: &HostFacts) -> Vec<ReportLine> {
    let mut lines = Vec::new();
    let mut add = |policy_type, (result_type, reason_code)| {
        lines.push(ReportLine {
            policy_type,
            result_type,
            reason_code,
        });
    };
    // RFC 8460 §4.3.4: what is not of TLS or of a policy has no result type.
    let tls = match facts.session {
        SessionPart::WithoutTls { .. } => Some((ResultType::StartTlsNotSupported, None)),
        SessionPart::BrokenTls | SessionPart::OnlyForSome(_) => {
            Some((ResultType::ValidationFailure, Some("tls-handshake-failure")))
        }
        SessionPart::Tls
        | SessionPart::OnlyForOthers
        | SessionPart::PerhapsForOthers
        | SessionPart::None
        | SessionPart::Untested => None,
    };
    match facts.dane {
        DanePart::LookupFailed => add(PolicyType::Tlsa, (ResultType::DnssecInvalid, None)),
        DanePart::Usable { matched, .. } => match (tls, matched) {
            (Some(failure), _) => add(PolicyType::Tlsa, failure),
            (None, false) if facts.session == SessionPart::Tls => {
                let failure = (ResultType::CertificateNotTrusted, Some("dane-no-match"));
                add(PolicyType::Tlsa, facts.tls_failure.unwrap_or(failure));
            }
            _ => {}
        },
        DanePart::Unusable => {
            let unusable = (ResultType::TlsaInvalid, Some("all-TLSA-records-unusable"));
            add(PolicyType::Tlsa, unusable);
            if let Some(failure) = tls {
                add(PolicyType::Tlsa, failure);
            }
        }
        DanePart::Unclear => {
            if let Some(failure) = tls {
                add(PolicyType::Tlsa, failure);
            }
        }
        DanePart::None | DanePart::Untested => {}
    }
    if let StsPart::Enforce(Err(failure)) | StsPart::Testing(Err(failure)) = facts.sts {
        add(PolicyType::Sts, failure);
    }
    // Of senders without a policy, some have TLS, and nothing to report.
    let is_sure = !matches!(facts.session, SessionPart::OnlyForSome(_));
    let no_policy = is_sure
        && matches!(facts.dane, DanePart::None | DanePart::Untested)
        && matches!(facts.sts, StsPart::None | StsPart::Untested);
    if let (true, Some(failure)) = (no_policy, tls) {
        add(PolicyType::NoPolicyFound, failure);
    }
    lines
}
