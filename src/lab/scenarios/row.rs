//! What the rows of the tables are made with.

use crate::lab::certificate::{CertificateSpec, Issuer};
use crate::lab::scenario::{Behaviour, Finding, Scenario, mx};
use crate::lab::script::{Act, Manners};
use crate::lab::tls::{TlsProfile, Versions};
use crate::lab::tlsa::{Pinned, TlsaSpec};

/// What opens TLS.
pub(super) const GO: &str = "220 2.0.0 Ready to start TLS\r\n";

/// The host's name in what scripts share.
pub(super) const ANYWHERE: &str = "mx1.lab.test";

/// A domain with one MX host, `mx1.NAME.test`, that behaves so.
pub(super) fn one_host(name: &str, description: &str, behaviour: impl Into<Behaviour>) -> Scenario {
    let host = format!("mx1.{name}.test");
    let mut behaviour = behaviour.into();
    if let Behaviour::Script(acts) = &mut behaviour {
        rename(acts, &host);
    }
    Scenario {
        hosts: vec![mx(10, &host, behaviour)],
        ..Scenario::new(name, description)
    }
}

/// What scripts share says [`ANYWHERE`], and each host its own name.
fn rename(acts: &mut [Act], host: &str) {
    for act in acts {
        match act {
            Act::Send(octets) => {
                if let Ok(text) = std::str::from_utf8(octets) {
                    *octets = text.replace(ANYWHERE, host).into_bytes();
                }
            }
            Act::InTurn(scripts) => {
                for script in scripts {
                    rename(script, host);
                }
            }
            _ => {}
        }
    }
}

impl Scenario {
    /// How a probe is to end, and words that its last line is to have.
    pub(super) fn ends(self, exit: u8, says: &[&str]) -> Self {
        Self {
            exit,
            says: owned(says),
            ..self
        }
    }

    /// The same, if a warning has these words.
    pub(super) fn warns(self, words: &[&str]) -> Self {
        self.finds("warn", words)
    }

    /// The same, if a note has these words.
    pub(super) fn notes(self, words: &[&str]) -> Self {
        self.finds("note", words)
    }

    /// The same, if another failure beside the one of the last line has these words.
    pub(super) fn fails(self, words: &[&str]) -> Self {
        self.finds("fail", words)
    }

    fn finds(mut self, status: &'static str, words: &[&str]) -> Self {
        self.finds.push(Finding {
            status,
            words: owned(words),
        });
        self
    }

    /// The same with these options of the probe.
    pub(super) fn with_options(self, options: &[&str]) -> Self {
        Self {
            options: owned(options),
            ..self
        }
    }

    /// The same for a probe that authenticates as the user of the lab, with this password.
    pub(super) fn with_password(self, password: &str) -> Self {
        Self {
            password: Some(password.to_owned()),
            ..self.with_options(&["--auth-user", "alice"])
        }
    }

    /// The same with these records in its zone.
    pub(super) fn with_records(self, records: &[&str]) -> Self {
        Self {
            records: owned(records),
            ..self
        }
    }

    /// The same with one more record in its zone.
    pub(super) fn and_record(mut self, record: &str) -> Self {
        self.records.push(record.to_owned());
        self
    }

    /// The same with one more TLSA record below the name of its first host.
    pub(super) fn with_tlsa(
        mut self,
        usage: u8,
        selector: u8,
        matching_type: u8,
        of: Pinned,
    ) -> Self {
        let first = self.hosts.first();
        self.tlsa.push(TlsaSpec {
            owner: first.map_or_else(String::new, |host| {
                format!("_{}._tcp.{}", host.port, host.name)
            }),
            usage,
            selector,
            matching_type,
            of,
        });
        self
    }

    /// The same with another target.
    pub(super) fn with_target(self, target: &str) -> Self {
        Self {
            target: target.to_owned(),
            ..self
        }
    }
}

/// A good server but for the bytes of its greeting.
pub(super) fn greeting(bytes: &str) -> Manners {
    Manners {
        greeting: Some(bytes.as_bytes().to_vec()),
        ..Manners::default()
    }
}

/// A good server but for its reply to one verb.
pub(super) fn instead(verb: &'static str, reply: &str) -> Manners {
    Manners {
        instead: vec![(verb, reply.as_bytes().to_vec())],
        ..Manners::default()
    }
}

/// A good server but for its reply to STARTTLS.
pub(super) fn starttls(reply: &str) -> Manners {
    Manners {
        starttls: Some(reply.as_bytes().to_vec()),
        ..Manners::default()
    }
}

/// A good server that does not offer STARTTLS.
pub(super) fn without_starttls() -> Manners {
    Manners {
        starttls: None,
        ..Manners::default()
    }
}

/// A good server but for its TLS.
pub(super) fn with_tls(tls: TlsProfile) -> Manners {
    Manners {
        tls,
        ..Manners::default()
    }
}

/// A good server but for its certificate.
pub(super) fn with_certificate(certificate: CertificateSpec) -> Manners {
    with_tls(TlsProfile {
        certificate,
        ..TlsProfile::default()
    })
}

/// A good server but for the one name that its certificate is for.
pub(super) fn named(name: &str) -> Manners {
    with_certificate(CertificateSpec {
        names: vec![name.to_owned()],
        ..CertificateSpec::default()
    })
}

/// A good server but for who signed its certificate.
pub(super) fn issued_by(issuer: Issuer) -> Manners {
    with_certificate(CertificateSpec {
        issuer,
        ..CertificateSpec::default()
    })
}

/// Good TLS of these versions.
pub(super) fn versions(versions: Versions) -> TlsProfile {
    TlsProfile {
        versions,
        ..TlsProfile::default()
    }
}

/// Sends text in one write.
pub(super) fn send(text: &str) -> Act {
    Act::Send(text.as_bytes().to_vec())
}

/// A server that is good up to its 220 to STARTTLS, and what it does from there on.
pub(super) fn after_220(acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let mut all = vec![
        send(&format!("220 {ANYWHERE} ESMTP\r\n")),
        Act::Expect("EHLO"),
        send(&format!("250-{ANYWHERE}\r\n250 STARTTLS\r\n")),
        Act::Expect("STARTTLS"),
        send(GO),
    ];
    all.extend(acts);
    all
}

/// A server that is good up to the end of the handshake, and what it does from there on.
pub(super) fn inside_tls(acts: impl IntoIterator<Item = Act>) -> Vec<Act> {
    let handshake = [Act::Handshake(TlsProfile::default())];
    after_220(handshake.into_iter().chain(acts))
}

/// A session that goes on where another act left off: nothing is greeted, and STARTTLS is not offered.
pub(super) fn session(manners: Manners) -> Act {
    Act::Serve(Manners {
        greeting: Some(Vec::new()),
        starttls: None,
        ..manners
    })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
