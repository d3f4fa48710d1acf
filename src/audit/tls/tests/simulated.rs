//! A server that is nothing but its settings, and answers as they say: what the questions find out is held against them.

use crate::audit::{Ask, Asked, EvidenceId, NotTested};
use crate::tls::names::{
    Authentication, Cipher, FALLBACK_SCSV, KeyExchange, Mode, SignatureKey, TLS_1_2, TLS_1_3,
    cipher_suite, signature_scheme,
};
use crate::tls::wire::{
    Alert, Answer, ClientHello, DhParameters, ExtensionType, Hello, KeyShare, ServerFlight,
    ServerKeyExchange, Ssl2ServerHello,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::cell::RefCell;
use std::time::Duration;

pub(super) const RSA: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/certificates/rsa1024.pem"
));
pub(super) const ECDSA: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/certificates/names.pem"
));

/// By whose order the server chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Server,
    Client,
    /// The server's, but ChaCha20 for clients that put it first.
    ServerButChaCha,
}

/// How the server refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refuses {
    WithAlert,
    ByClosing,
    ByReset,
}

/// A server's settings.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub versions: Vec<u16>,
    pub suites: Vec<u16>,
    pub suites_13: Vec<u16>,
    pub suite_order: By,
    pub groups: Vec<u16>,
    pub groups_13: Vec<u16>,
    pub group_order: By,
    pub schemes: Vec<u16>,
    pub schemes_13: Vec<u16>,
    pub keys: Vec<Authentication>,
    /// The curve of the ECDSA certificate has to be among the client's groups.
    pub insists_on_curve: bool,
    pub kinds: Vec<u32>,
    pub refuses: Refuses,
    /// The alert for a version that is too old.
    pub too_old: u8,
    /// Hellos with more octets are not answered.
    pub most_octets: usize,
    pub chokes_on_grease: bool,
    pub name: Option<&'static str>,
    pub refuses_wrong_name: bool,
    pub heeds_fallback: bool,
    pub compression: u8,
    /// Chooses this group even if the client did not name it.
    pub stubborn_group: Option<u16>,
    pub checks_schemes_late: bool,
    /// So many questions are answered.
    pub patience: usize,
    /// Such hellos it cannot bear.
    pub chokes: fn(&ClientHello) -> bool,
    /// By which alert it refuses these, and those that it fails to answer; without one it closes.
    pub fails_by: Option<u8>,
    /// It fails to answer each connection of so many.
    pub fails_each: usize,
    /// It says nothing on each connection of so many.
    pub loses_each: usize,
    /// It fails to answer all connections after so many.
    pub tires_after: usize,
    /// As many then, after which it answers as before.
    pub rests_for: usize,
    /// So many connections go to each of two servers by turns.
    pub turns: usize,
    /// It does not look below the version of a hello, and says that this is too old.
    pub has_holes: bool,
    /// It falls silent behind the ServerHello of TLS 1.2 and older.
    pub leaves_flights: bool,
    /// Another server that answers every second connection.
    pub other: Option<Box<Settings>>,
}

/// The server, and what it was asked.
pub(super) struct Simulated {
    pub settings: Settings,
    pub asked: RefCell<Vec<String>>,
}

impl Simulated {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            asked: RefCell::default(),
        }
    }

    /// Each pair of version and suite that it accepts.
    pub(super) fn pairs(&self) -> usize {
        let versions = self.settings.versions.iter();
        versions
            .map(|version| self.settings.accepted(*version).len())
            .sum()
    }
}

impl Ask for Simulated {
    async fn ask(&self, question: String, hello: Hello) -> Result<Asked, NotTested> {
        let evidence = EvidenceId(self.asked.borrow().len());
        if evidence.0 >= self.settings.patience {
            return Err(NotTested::RateLimited);
        }
        self.asked.borrow_mut().push(question);
        let number = evidence.0 + 1;
        let settings = match &self.settings.other {
            Some(other) if (evidence.0 / self.settings.turns) % 2 == 1 => other,
            _ => &self.settings,
        };
        let answer = match &hello {
            _ if number.is_multiple_of(settings.fails_each) || settings.is_tired(number) => {
                settings.fail()
            }
            _ if number.is_multiple_of(settings.loses_each) => {
                Answer::TimedOut(Duration::from_secs(10))
            }
            Hello::Ssl2(hello) => match settings.kinds.is_empty() {
                true => settings.refuse(40),
                false => Answer::Ssl2(Ssl2ServerHello {
                    version: 2,
                    certificate: Vec::new(),
                    kinds: settings
                        .kinds
                        .iter()
                        .copied()
                        .filter(|kind| hello.kinds.contains(kind))
                        .collect(),
                }),
            },
            Hello::Tls(hello) => settings.answer(hello, evidence.0),
        };
        // Others get their turn, as with a real connection.
        tokio::task::yield_now().await;
        Ok(Asked { answer, evidence })
    }
}

impl Settings {
    /// Everything that a version accepts, in the server's order.
    pub(super) fn accepted(&self, version: u16) -> Vec<u16> {
        if !self.versions.contains(&version) {
            return Vec::new();
        }
        if version >= TLS_1_3 {
            return self.suites_13.clone();
        }
        let usable = self
            .suites
            .iter()
            .filter(|it| self.can_use(**it, version, &self.groups, &self.schemes));
        usable.copied().collect()
    }

    /// By which schemes of TLS 1.2 it signs with one of its suites.
    pub(super) fn signs_by(&self) -> Vec<u16> {
        let accepted = self.accepted(TLS_1_2);
        let signs = |scheme: &&u16| accepted.iter().any(|suite| can_sign(*suite, **scheme));
        self.schemes.iter().filter(signs).copied().collect()
    }

    fn is_tired(&self, number: usize) -> bool {
        let since = number.saturating_sub(self.tires_after);
        since > 0 && since <= self.rests_for
    }

    fn refuse(&self, number: u8) -> Answer {
        match self.refuses {
            Refuses::WithAlert => Answer::Alert(Alert {
                fatal: true,
                number,
            }),
            Refuses::ByClosing => Answer::Closed,
            Refuses::ByReset => Answer::Reset,
        }
    }

    fn fail(&self) -> Answer {
        self.fails_by.map_or(Answer::Closed, |number| {
            Answer::Alert(Alert {
                fatal: true,
                number,
            })
        })
    }

    fn answer(&self, hello: &ClientHello, connection: usize) -> Answer {
        if (self.chokes)(hello) {
            return self.fail();
        }
        let is_older = hello.max_version < TLS_1_3;
        if self.has_holes && is_older && !self.versions.contains(&hello.max_version) {
            return self.refuse(70);
        }
        if self.most_octets < usize::MAX && hello.octets().len() > self.most_octets {
            return Answer::TimedOut(Duration::from_secs(10));
        }
        if self.chokes_on_grease && hello.suites.contains(&0x0a0a) {
            return self.refuse(47);
        }
        if let (Some(own), Some(named)) = (self.name, hello.server_name.as_deref())
            && self.refuses_wrong_name
            && named != own
        {
            return self.refuse(112);
        }
        let lowest = if hello.max_version >= TLS_1_3 {
            hello.min_version
        } else {
            0x0300
        };
        let version = self
            .versions
            .iter()
            .copied()
            .filter(|version| (lowest..=hello.max_version).contains(version))
            .max();
        let Some(version) = version else {
            return self.refuse(self.too_old);
        };
        let highest = self.versions.iter().max();
        if hello.suites.contains(&FALLBACK_SCSV) && self.heeds_fallback && highest > Some(&version)
        {
            return self.refuse(86);
        }
        match version >= TLS_1_3 {
            true => self.answer_13(hello),
            false => self.answer_older(hello, version, connection),
        }
    }

    fn answer_13(&self, hello: &ClientHello) -> Answer {
        let suite = choose(self.suite_order, &self.suites_13, &hello.suites, |_| true);
        let group = choose(self.group_order, &self.groups_13, &hello.groups, |_| true);
        let (Some(suite), Some(group)) = (suite, group) else {
            return self.refuse(40);
        };
        let retry = !(hello.key_share == KeyShare::X25519 && group == 0x001d);
        let has_scheme = self.schemes_13.iter().any(|it| hello.schemes.contains(it));
        if !(retry || has_scheme || self.checks_schemes_late) {
            return self.refuse(40);
        }
        Answer::Flight(Box::new(ServerFlight {
            version: TLS_1_3,
            retry,
            suite,
            group: Some(group),
            is_whole: true,
            ..ServerFlight::default()
        }))
    }

    fn answer_older(&self, hello: &ClientHello, version: u16, connection: usize) -> Answer {
        let schemes: &[u16] = if version == TLS_1_2 {
            &hello.schemes
        } else {
            &self.schemes
        };
        let groups: &[u16] = if version > 0x0300 {
            &hello.groups
        } else {
            &self.groups
        };
        let suite = choose(self.suite_order, &self.suites, &hello.suites, |suite| {
            self.can_use(suite, version, groups, schemes)
        });
        let Some(suite) = suite else {
            return self.refuse(40);
        };
        let known = cipher_suite(suite).expect("is registered");
        let is_ecdhe = known.key_exchange == KeyExchange::Ecdhe;
        let group = choose(self.group_order, &self.groups, groups, |_| true);
        let group = self.stubborn_group.or(group).filter(|_| is_ecdhe);
        let is_unoffered = group.is_some_and(|it| version > 0x0300 && !hello.groups.contains(&it));
        let dh = (known.key_exchange == KeyExchange::Dhe).then(|| DhParameters {
            prime: vec![0xff; 256],
            generator: vec![2],
            public: connection.to_be_bytes().to_vec(),
        });
        let signs = known.authentication != Authentication::Anonymous && (is_ecdhe || dh.is_some());
        let scheme = choose(self.group_order, &self.schemes, schemes, |it| {
            can_sign(suite, it)
        });
        let has_certificate = known.authentication != Authentication::Anonymous;
        let pem = match known.authentication {
            Authentication::Ecdsa => ECDSA,
            _ => RSA,
        };
        if self.leaves_flights {
            return Answer::Flight(Box::new(ServerFlight {
                version,
                suite,
                ..ServerFlight::default()
            }));
        }
        let mut extensions = vec![(ExtensionType::RENEGOTIATION_INFO.0, vec![0])];
        if hello.curious {
            extensions.push((ExtensionType::EXTENDED_MASTER_SECRET.0, Vec::new()));
            if known.encryption.mode == Mode::Cbc {
                extensions.push((ExtensionType::ENCRYPT_THEN_MAC.0, Vec::new()));
            }
        }
        Answer::Flight(Box::new(ServerFlight {
            version,
            suite,
            group,
            compression: match hello.compressions.contains(&self.compression) {
                true => self.compression,
                false => 0,
            },
            extensions,
            downgrade_sentinel: self.versions.contains(&TLS_1_3).then_some(TLS_1_3),
            chain: match has_certificate {
                true => vec![
                    CertificateDer::from_pem_slice(pem)
                        .expect("is PEM")
                        .to_vec(),
                ],
                false => Vec::new(),
            },
            key_exchange: (is_ecdhe || dh.is_some()).then_some(ServerKeyExchange {
                curve: group,
                dh,
                export_rsa_bits: None,
                scheme: scheme.filter(|_| signs && version == TLS_1_2),
            }),
            is_whole: true,
            not_offered: if is_unoffered {
                vec!["the group"]
            } else {
                Vec::new()
            },
            ..ServerFlight::default()
        }))
    }

    fn can_use(&self, suite: u16, version: u16, groups: &[u16], schemes: &[u16]) -> bool {
        let Some(known) = cipher_suite(suite) else {
            return false;
        };
        let has_group =
            self.stubborn_group.is_some() || self.groups.iter().any(|group| groups.contains(group));
        let has_key = known.authentication == Authentication::Anonymous
            || known.authentication == Authentication::Psk
            || self.keys.contains(&known.authentication);
        let signs = matches!(known.key_exchange, KeyExchange::Ecdhe | KeyExchange::Dhe)
            && known.authentication != Authentication::Anonymous;
        let has_scheme = version < TLS_1_2
            || self
                .schemes
                .iter()
                .any(|it| schemes.contains(it) && can_sign(suite, *it));
        let has_curve = !self.insists_on_curve || groups.contains(&0x0017);
        known.may_be_used_at(version)
            && has_key
            && (known.key_exchange != KeyExchange::Ecdhe || has_group)
            && (!signs || has_scheme)
            && (known.authentication != Authentication::Ecdsa || has_curve)
    }
}

fn can_sign(suite: u16, scheme: u16) -> bool {
    let authentication = cipher_suite(suite).map(|suite| suite.authentication);
    let key = signature_scheme(scheme).map(|scheme| scheme.key);
    matches!(
        (authentication, key),
        (Some(Authentication::Rsa), Some(SignatureKey::Rsa))
            | (Some(Authentication::Ecdsa), Some(SignatureKey::Ecdsa))
            | (Some(Authentication::Dss), Some(SignatureKey::Dsa))
    )
}

fn choose(by: By, own: &[u16], offered: &[u16], may: impl Fn(u16) -> bool) -> Option<u16> {
    let is_chacha =
        |it: u16| cipher_suite(it).is_some_and(|suite| suite.encryption.cipher == Cipher::ChaCha20);
    let leads = offered.first().is_some_and(|first| is_chacha(*first));
    let mut own: Vec<u16> = own
        .iter()
        .copied()
        .filter(|it| offered.contains(it) && may(*it))
        .collect();
    if by == By::ServerButChaCha && leads {
        own.sort_by_key(|it| !is_chacha(*it));
    }
    match by {
        By::Server | By::ServerButChaCha => own.first().copied(),
        By::Client => offered.iter().copied().find(|it| own.contains(it)),
    }
}
