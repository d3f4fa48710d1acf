//! What is asked of a target, as the options say: how to speak to it, what it is held against, and where its policies are.

use super::Run;
use crate::cli::Probe;
use crate::dns::DomainName;
use crate::interrupt::Interrupt;
use crate::judge::{Demands, Level, Transaction};
use crate::mta_sts;
use crate::policies::PolicySettings;
use crate::probe::{ClientName, Settings, Then};
use crate::smtp::{Security, Trials};
use crate::target::{Destination, Target};
use crate::tls::Offer;
use std::time::Instant;

/// How to speak to the hosts of a target.
pub(super) fn settings(probe: &Probe, target: &Target, deadline: Instant) -> Settings {
    let security = match (target.implicit_tls, probe.level) {
        (true, _) => Security::Implicit,
        (false, Level::May) => Security::StartTlsIfOffered,
        (false, _) => Security::StartTls,
    };
    Settings {
        protocol: target.protocol,
        security,
        stop: probe.stop,
        trials: trials(probe, target),
        authenticate: None,
        hand: None,
        transact: None,
        client_name: probe.client_name.clone(),
        offer: probe.offer.clone(),
        ways: probe.ways.clone(),
        timeouts: probe.timeouts,
        deadline,
        interrupt: Interrupt::default(),
    }
}

/// What they are held against.
pub(super) fn demands(probe: &Probe, target: &Target) -> Demands {
    let target_name = match &target.destination {
        Destination::Domain(name) | Destination::Host(name) => Some(name.clone()),
        Destination::Service(..) | Destination::Address(_) => None,
    };
    let service_domain = match &target.destination {
        Destination::Service(name, service) => Some((name.clone(), *service)),
        _ => None,
    };
    let transaction = probe.mail.as_ref();
    let transaction = transaction.and_then(|mail| mail.transaction(target));
    Demands {
        publicly_referenced: target.port == 25
            && matches!(target.destination, Destination::Domain(_)),
        trials: trials(probe, target),
        nameless: probe.client_name == ClientName::AddressLiteral,
        server_name_option: probe.server_name_option,
        level: probe.level,
        protocol: target.protocol,
        implicit_tls: target.implicit_tls,
        limited_offer: probe.limited_offer,
        submission: target.submission,
        authenticate: probe.auth.is_some(),
        transaction: transaction.map(|it| Transaction {
            recipients: it.recipients.len(),
            message: !matches!(it.then, Then::Nothing),
            pipelined: it.pipeline,
        }),
        stop: probe.stop,
        verify_name: probe.verify_name.clone(),
        target_name,
        service_domain,
        wants_no_roots: probe.wants_no_roots,
        resume: probe.resume,
        large_hello: probe.offer.is_large(),
        revocation_lists: probe.revocation_lists.clone(),
        pins: probe.pins.clone(),
        now: probe.judged,
    }
}

/// What is tried, as far as it means something at this target.
fn trials(probe: &Probe, target: &Target) -> Trials {
    Trials {
        mail_inside_tls: probe.trials.mail_inside_tls && target.submission,
        mail_in_the_clear: probe.trials.mail_in_the_clear && !target.implicit_tls,
        ..probe.trials
    }
}

impl Run<'_> {
    /// How to look up what the domain publishes.
    pub(in crate::run) fn policy_settings(&self) -> PolicySettings {
        PolicySettings {
            domain: self.policy_domain(),
            fetch: mta_sts::Settings {
                family: self.probe.route.family,
                connect_to: self.probe.route.connect_to.clone(),
                proxy: self.settings.ways.proxy.clone(),
                offer: Offer::default(),
                connect: self.settings.timeouts.connect,
                read: self.settings.timeouts.reply,
                deadline: self.settings.deadline,
                interrupt: self.settings.interrupt.clone(),
            },
            given: self.probe.policy.clone(),
        }
    }

    /// The policy domain, if there is one.
    fn policy_domain(&self) -> Option<DomainName> {
        self.probe.policy_domain(self.target)
    }
}
