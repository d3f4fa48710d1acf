//! A session that is to come to TLS and no further: how it is held, and what it is held against.

use crate::interrupt::Interrupt;
use crate::judge::{Demands, Level};
use crate::probe::{ClientName, Settings, Timeouts, Ways};
use crate::smtp::{Security, Stop, Trials};
use crate::target::Target;
use crate::tls::Offer;
use std::time::Instant;

/// What such sessions with a target have in common.
pub(super) struct ToTls<'a> {
    /// The target.
    pub(super) target: &'a Target,
    /// What is said with EHLO.
    pub(super) client_name: &'a ClientName,
    /// The server name to send instead of the host's, and the option that gave it.
    pub(super) server_name: Option<(&'a str, &'static str)>,
    /// By what way the servers are met.
    pub(super) ways: &'a Ways,
    /// How long each step may take.
    pub(super) timeouts: Timeouts,
    /// The moment to judge at, in seconds since 1970.
    pub(super) now: i64,
}

impl ToTls<'_> {
    /// How it is held.
    pub(super) fn settings(&self, deadline: Instant, interrupt: &Interrupt) -> Settings {
        Settings {
            protocol: self.target.protocol,
            security: match self.target.implicit_tls {
                true => Security::Implicit,
                false => Security::StartTls,
            },
            stop: Stop::WhenReady,
            trials: Trials::NONE,
            authenticate: None,
            hand: None,
            transact: None,
            client_name: self.client_name.clone(),
            offer: Offer {
                server_name: self.server_name.map(|(name, _)| name.to_owned()),
                ..Offer::default()
            },
            ways: self.ways.clone(),
            timeouts: self.timeouts,
            deadline,
            interrupt: interrupt.clone(),
        }
    }

    /// What it is held against: that it comes to TLS.
    pub(super) fn demands(&self) -> Demands {
        Demands {
            level: Level::Encrypt,
            protocol: self.target.protocol,
            implicit_tls: self.target.implicit_tls,
            submission: self.target.submission,
            publicly_referenced: false,
            trials: Trials::NONE,
            nameless: *self.client_name == ClientName::AddressLiteral,
            server_name_option: self.server_name.map(|(_, option)| option),
            limited_offer: false,
            authenticate: false,
            transaction: None,
            stop: Stop::WhenReady,
            verify_name: None,
            target_name: None,
            service_domain: None,
            wants_no_roots: true,
            resume: false,
            large_hello: Offer::default().is_large(),
            revocation_lists: Vec::new(),
            pins: Vec::new(),
            now: self.now,
        }
    }
}
