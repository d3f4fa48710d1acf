//! One server: the sessions, the questions, and what they come to.

use super::plan::Plan;
use super::show::Show;
use crate::audit::smtp::{self as sessions, First, Later};
use crate::audit::tls::{Reach, Scope, inquire, reach, take_in};
use crate::audit::{
    Asker, Conditions, Effort, Evidence, EvidenceId, Features, Known, Limits, Negotiated,
    NotTested, Pacer, Progress, Proof, ShownCertificate, SmtpFacts, TlsFacts,
};
use crate::cli::Audit;
use crate::exit::ExitCode;
use crate::judge::audit::profile::{ProfileVerdict, Topic};
use crate::judge::audit::{
    AuditConclusion, Cure, Finding, Service, Subject, conclude, findings, together,
};
use crate::judge::{Check, Status, Verdict, stages};
use crate::probe::{Client, Observation, Peer, Settings};
use crate::report::audit::AuditedEndpoint;
use crate::run::to_tls::ToTls;
use crate::run::until::Until;
use crate::target::Target;
use crate::tls::Seen;
use crate::tls::wire::Answer;
use std::cell::RefCell;
use std::time::Instant;

/// One server after its audit.
pub(super) struct Endpoint {
    pub(super) peer: Peer,
    pub(super) conclusion: AuditConclusion,
    /// It speaks TLS, so that it could be asked.
    pub(super) answered: bool,
    service: Service,
    session: Vec<Verdict>,
    tls: TlsFacts,
    smtp: SmtpFacts,
    evidence: Vec<Evidence>,
    findings: Vec<Finding>,
    cure: Option<Cure>,
    profile: ProfileVerdict,
    effort: Effort,
}

impl Endpoint {
    /// What the report is made from.
    pub(super) fn input(&self, counts: bool) -> AuditedEndpoint<'_> {
        AuditedEndpoint {
            peer: &self.peer,
            service: self.service,
            session: &self.session,
            tls: &self.tls,
            smtp: &self.smtp,
            evidence: &self.evidence,
            findings: &self.findings,
            cure: self.cure.as_ref(),
            profile: &self.profile,
            effort: &self.effort,
            exit: self.conclusion.exit,
            counts,
        }
    }
}

/// What was found out, before it is judged.
#[derive(Default)]
struct Found {
    session: Option<Observation>,
    answered: bool,
    tls: TlsFacts,
    reach: Reach,
    smtp: SmtpFacts,
    evidence: Vec<Evidence>,
}

/// Audits one server.
pub(super) async fn audit(
    audit: &Audit,
    target: &Target,
    peer: &Peer,
    until: Until<'_>,
    show: &RefCell<Show>,
) -> Endpoint {
    let begun = Instant::now();
    let name = peer.base_domain.as_ref().or(peer.host.as_ref());
    let name = name.map(|name| name.ascii().to_owned());
    let scope = Scope {
        server_name: audit.server_name.clone().or(name),
        quick: audit.quick,
        forbids: audit.profile.forbids(Service::of(target)),
        spent: 0,
        has_session: false,
        side_by_side: audit.side_by_side,
    };
    let plan = Plan::new(audit, &scope, tests_injection(audit, target));
    show.borrow_mut().plan(peer, &plan);
    let watch = |progress: Progress| show.borrow_mut().progress(peer, progress);
    let limits = Limits {
        delay: audit.delay,
        connections: Some(plan.most()),
        pause: audit.pause,
        deadline: until.deadline,
    };
    let pacer = Pacer::new(limits, audit.side_by_side, &watch).heeding(until.interrupt.clone());
    let settings = to_tls(audit, target).settings(until.deadline, until.interrupt);
    let found = find(audit, target, peer, (&pacer, &settings, &scope)).await;
    show.borrow_mut().done();
    let effort = Effort {
        planned: Some(plan.most()),
        expected_beside_suites: plan.beside_suites(),
        connections: pacer.connections(),
        took: begun.elapsed(),
        paused: pacer.paused(),
        stopped: pacer.stopped(),
    };
    judged(audit, target, peer, found, effort)
}

async fn find(
    audit: &Audit,
    target: &Target,
    peer: &Peer,
    (pacer, settings, scope): (&Pacer<'_>, &Settings, &Scope),
) -> Found {
    let client = Client::new(peer, settings);
    let again = !audit.passive;
    let first = match sessions::first(pacer, &client, target.implicit_tls, again).await {
        Ok(first) => first,
        Err(denied) => {
            return Found {
                session: denied.last.map(|last| *last),
                ..Found::default()
            };
        }
    };
    let mut found = Found {
        session: Some(first.session.clone()),
        answered: first.came_to_tls(),
        ..Found::default()
    };
    let control = tests_injection(audit, target);
    let later = match audit.quick && !control {
        true => Later::default(),
        false => sessions::resumption(pacer, &client, &first, control).await,
    };
    if found.answered {
        let settings = Settings {
            trials: first.trials,
            ..settings.clone()
        };
        let asker = Asker::new(peer, &settings, pacer);
        let scope = Scope {
            // One more is the test for injected commands.
            spent: pacer.connections() + usize::from(later.control.is_some()),
            has_session: first.session.handshake.is_some(),
            ..scope.clone()
        };
        found.tls = inquire(&asker, &scope).await;
        found.evidence = asker.into_evidence();
        let spoke = |it: &Evidence| {
            matches!(
                it.answer(),
                Some(Answer::Flight(_) | Answer::Ssl2(_) | Answer::Alert(_))
            )
        };
        found.answered = first.session.handshake.is_some() || found.evidence.iter().any(spoke);
    }
    let shown = first.session.seen.as_ref();
    found.reach = shown.map_or(Reach::Within, |seen| reach(&found.tls, &seen.offered));
    let injection = match &later.control {
        Some(control) => sessions::injection(pacer, peer, settings, &first, control).await,
        None => Known::NotTested(match (target.implicit_tls, audit.passive) {
            (true, _) => {
                NotTested::NotApplicable("TLS stands from the first octet, without STARTTLS")
            }
            (_, true) => NotTested::Passive,
            _ if !tests_injection(audit, target) => NotTested::Quick,
            _ => sessions::no_session(&first.session, found.reach),
        }),
    };
    if let Some(seen) = first
        .session
        .handshake
        .as_ref()
        .and(first.session.seen.as_ref())
    {
        add_features(&mut found.tls.features, seen);
    }
    if audit.quick {
        add(&mut found.tls, &first.session);
    } else if found.answered {
        add_certificates(&mut found.tls, pacer, peer, settings, &first).await;
    }
    hold_sessions_against(&mut found, &pacer.sessions());
    found.smtp = sessions::facts(
        pacer,
        (&first, found.reach),
        later.resumed.as_ref(),
        injection,
        target.implicit_tls,
    );
    found
}

/// Holds what ordinary sessions negotiated, whenever they came, against what the hellos have found out.
fn hold_sessions_against(found: &mut Found, sessions: &[Negotiated]) {
    for met in sessions {
        take_in(&mut found.tls, met, || {
            found.evidence.push(Evidence {
                question: "an ordinary session".to_owned(),
                proof: Proof::Session(*met),
            });
            EvidenceId(found.evidence.len().saturating_sub(1))
        });
    }
}

/// Whether the test for injected commands is made: not by the way, where only the profile's verdict is asked for.
fn tests_injection(audit: &Audit, target: &Target) -> bool {
    let has_must = || {
        let service = Service::of(target);
        audit.profile.has_must(Topic::CommandInjection, service)
    };
    !(audit.passive || target.implicit_tls) && (!audit.quick || has_must())
}

/// Adds the certificates that ordinary sessions showed: TLS 1.3 hides them from hellos made by hand. Another session asks for the
/// one with another kind of key where no hello can have met it.
async fn add_certificates(
    tls: &mut TlsFacts,
    pacer: &Pacer<'_>,
    peer: &Peer,
    settings: &Settings,
    first: &First,
) {
    let in_the_clear = !tls.certificates.is_empty();
    add(tls, &first.session);
    if !in_the_clear && let Some(other) = sessions::other_key(pacer, peer, settings, first).await {
        add(tls, &other);
    }
}

/// What TLS 1.3 hides from hellos made by hand, an ordinary session shows.
fn add_features(features: &mut Features, seen: &Seen) {
    let shown = [
        (&mut features.staple, !seen.ocsp_staple.is_empty()),
        (
            &mut features.client_certificate,
            seen.certificate_request.is_some(),
        ),
    ];
    for (known, is_there) in shown {
        if known.known().is_none() {
            *known = Known::Known((is_there, None));
        }
    }
}

fn add(tls: &mut TlsFacts, seen: &Observation) {
    let Some(shown) = seen.seen.as_ref().filter(|shown| !shown.chain.is_empty()) else {
        return;
    };
    let condition = match shown.offered.server_name {
        Some(_) => Conditions::RightName,
        None => Conditions::NoName,
    };
    let chain: Vec<Vec<u8>> = shown.chain.iter().map(|der| der.to_vec()).collect();
    let mut known = tls.certificates.iter_mut();
    match known.find(|known| known.chain == chain) {
        Some(known) if known.conditions.contains(&condition) => {}
        Some(known) => known.conditions.push(condition),
        None => tls.certificates.push(ShownCertificate {
            chain,
            conditions: vec![condition],
            evidence: None,
        }),
    }
}

fn judged(audit: &Audit, target: &Target, peer: &Peer, found: Found, effort: Effort) -> Endpoint {
    let service = Service::of(target);
    let subject = Subject {
        tls: &found.tls,
        smtp: &found.smtp,
        service,
        now: audit.started,
    };
    let findings = findings(subject);
    let cure = together(&findings, subject);
    let profile = audit.profile.judge(subject);
    let demands = to_tls(audit, target).demands();
    let session = found.session.as_ref();
    let mut session = session.map_or_else(Vec::new, |seen| stages(seen, &demands));
    if found.answered {
        session
            .iter_mut()
            .for_each(|verdict| put_right(verdict, found.reach));
    }
    let conclusion = match found.answered {
        true => conclude(peer, &session, &findings, &profile, &effort),
        false => unanswered(peer, &session, &effort),
    };
    Endpoint {
        peer: peer.clone(),
        conclusion,
        answered: found.answered,
        service,
        session,
        tls: found.tls,
        smtp: found.smtp,
        evidence: found.evidence,
        findings,
        cure,
        profile,
        effort,
    }
}

/// That smtls itself came to no handshake is no finding of an audit, where the server was found to take nothing that smtls could finish
/// one with; and an audit has no certificate to give.
fn put_right(verdict: &mut Verdict, reach: Reach) {
    if verdict.check == Check::ClientCertificate && verdict.status == Status::Fail {
        let fix = "let the server do without one: few senders have any (Postfix: smtpd_tls_req_ccert = no)";
        verdict.fix = Some(fix.to_owned());
    }
    if verdict.check == Check::Handshake && verdict.status == Status::Fail {
        let fix = "see below what the server takes: ordinary clients of today bring TLS 1.2 with ECDHE and AEAD suites, and TLS 1.3";
        verdict.fix = Some(fix.to_owned());
    }
    if let (Check::Handshake, Status::Fail, Some(why)) =
        (verdict.check, verdict.status, reach.words())
    {
        *verdict = Verdict {
            reason: format!("no ordinary session: {why}, and {}", verdict.reason),
            status: Status::NotTested,
            fix: None,
            exit: ExitCode::Success,
            ..verdict.clone()
        };
    }
}

/// What it comes to where the server was not asked anything.
fn unanswered(peer: &Peer, session: &[Verdict], effort: &Effort) -> AuditConclusion {
    let mut deciding = session.iter();
    if let Some(verdict) = deciding.find(|verdict| verdict.exit != ExitCode::Success) {
        return AuditConclusion {
            exit: verdict.exit,
            sentence: format!("{peer}: {}", verdict.reason),
        };
    }
    let why = match &effort.stopped {
        Some(NotTested::Interrupted(signal)) => {
            return AuditConclusion {
                exit: (*signal).into(),
                sentence: format!("{peer}: not tested: {}", signal.words()),
            };
        }
        Some(why) => why.to_string(),
        None => "the session came to no handshake".to_owned(),
    };
    AuditConclusion {
        exit: ExitCode::NotNow,
        sentence: format!("{peer}: not testable now: {why}"),
    }
}

/// The first session, which is to come to TLS.
fn to_tls<'a>(audit: &'a Audit, target: &'a Target) -> ToTls<'a> {
    ToTls {
        target,
        client_name: &audit.client_name,
        server_name: audit.server_name.as_deref().map(|name| (name, "--sni")),
        ways: &audit.ways,
        timeouts: audit.timeouts,
        now: audit.started,
    }
}
