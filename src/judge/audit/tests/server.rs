//! The facts about servers that tests judge: a good one, a bad one, and one that nobody asked.

use crate::audit::{
    AcceptedSuite, Backend, Conditions, DhGroup, Evidence, EvidenceId, Features, GroupsFor,
    Injection, Known, NotTested, Order, Proof, Resumed, SchemesFor, ShownCertificate, SmtpFacts,
    Support, TlsFacts, VersionFacts,
};
use crate::certificate::forge::fixture;
use crate::judge::audit::{Service, Subject};
use crate::probe::Answered;
use crate::smtp::{Reply, ReplyReader};
use crate::tls::names::{
    CipherSuiteName, GroupName, SSL_2_0, SSL_3_0, SignatureSchemeName, TLS_1_0, TLS_1_1, TLS_1_2,
    TLS_1_3,
};
use crate::tls::wire::{Alert, Answer, ClientHello, DhParameters, Hello};

/// A server's facts, to be changed.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) tls: TlsFacts,
    pub(crate) smtp: SmtpFacts,
    pub(crate) evidence: Vec<Evidence>,
    /// When it is looked at.
    pub(crate) now: i64,
}

/// A moment at which the fixtures' certificates are valid: 2027-01-15.
pub(crate) const NOW: i64 = 1_800_000_000;

impl Server {
    /// A server of today: TLS 1.2 and 1.3, ECDHE and AEAD, an ECDSA certificate.
    pub(crate) fn good() -> Self {
        let mut server = Self::nobody_asked();
        server.speaks(
            TLS_1_3,
            &["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"],
        );
        server.speaks(TLS_1_2, &["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]);
        for version in [TLS_1_1, TLS_1_0, SSL_3_0, SSL_2_0] {
            server.refuses(version);
        }
        server.takes_groups(TLS_1_3, &["X25519MLKEM768", "x25519", "secp256r1"]);
        server.takes_groups(TLS_1_2, &["x25519", "secp256r1"]);
        server.signs(TLS_1_3, &["ecdsa_secp256r1_sha256"]);
        server.signs(TLS_1_2, &["ecdsa_secp256r1_sha256"]);
        server.shows("names", &[Conditions::RightName, Conditions::NoName]);
        let yes = server.known(true);
        let no = server.known(false);
        server.tls.features = Features {
            compression: server.known(0),
            secure_renegotiation: yes.clone(),
            extended_master_secret: yes.clone(),
            encrypt_then_mac: Known::NotTested(NotTested::NotApplicable("no CBC suite is taken")),
            heartbeat: no.clone(),
            tickets: yes.clone(),
            staple: Known::Known((false, None)),
            client_certificate: Known::Known((false, None)),
            fallback_scsv: Known::NotTested(NotTested::NotApplicable(
                "TLS 1.2 is the only version below TLS 1.3",
            )),
            downgrade_sentinel: yes,
            tolerance: server.known(Vec::new()),
            chose_unoffered: Vec::new(),
            refuses_wrong_name: no.clone(),
            needs_name: no.clone(),
            refuses_right_name: no,
        };
        server.smtp = SmtpFacts {
            injection: Known::Known(Injection::No),
            plaintext_after_reply: Known::Known(None),
            masked: Known::Known(false),
            offered_again: Known::Known(false),
            inside_tls: Known::Known(reply("503 5.5.1 TLS already active")),
            mail_in_the_clear: Known::Known(reply("250 2.1.0 Ok")),
            auth_in_the_clear: Known::Known(Vec::new()),
            changed: Known::Known((vec!["STARTTLS".to_owned()], vec!["AUTH".to_owned()])),
            requiretls_in_the_clear: Known::Known(false),
            backends: vec![backend("mx.example.test ESMTP", 12)],
            resumption: Known::Known(Resumed::Yes),
            early_data: Known::Known(0),
            tickets: Known::Known(2),
        };
        server
    }

    /// A server that nobody has looked after for twenty years.
    pub(crate) fn bad() -> Self {
        let mut server = Self::nobody_asked();
        server.refuses(TLS_1_3);
        server.refuses(TLS_1_2);
        server.refuses(TLS_1_1);
        let old = [
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_RC4_128_SHA",
            "TLS_RSA_WITH_NULL_SHA",
            "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
            "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_DH_anon_WITH_AES_128_CBC_SHA",
        ];
        server.speaks(TLS_1_0, &old);
        server.speaks(SSL_3_0, &old);
        let evidence = server.asked("SSL 2.0");
        server.tls.versions.push(VersionFacts {
            suites: vec![AcceptedSuite {
                suite: 0x01_0080,
                group: None,
                evidence,
            }],
            ..version(SSL_2_0, Known::Known(Support::Yes(evidence)))
        });
        server.has_dh(&[0xff; 64], true);
        server.shows("md5", &[Conditions::RightName]);
        server.shows("rsa1024", &[Conditions::NoName]);
        let (yes, no) = (server.known(true), server.known(false));
        server.tls.features = Features {
            compression: server.known(1),
            secure_renegotiation: no.clone(),
            extended_master_secret: no.clone(),
            encrypt_then_mac: no.clone(),
            heartbeat: yes.clone(),
            fallback_scsv: no.clone(),
            downgrade_sentinel: no,
            tolerance: server.known(vec!["values that nobody knows"]),
            chose_unoffered: vec![("a suite".to_owned(), EvidenceId(0))],
            refuses_wrong_name: yes.clone(),
            needs_name: yes.clone(),
            refuses_right_name: yes,
            ..Features::default()
        };
        server.smtp = SmtpFacts {
            injection: Known::Known(Injection::Yes(b"250 2.0.0 Ok\r\n".to_vec())),
            plaintext_after_reply: Known::Known(Some(b"250 \x1bOk\r\n".to_vec())),
            masked: Known::Known(true),
            offered_again: Known::Known(true),
            inside_tls: Known::Known(reply("220 go")),
            mail_in_the_clear: Known::Known(reply("530 5.7.0 Must issue a STARTTLS command first")),
            auth_in_the_clear: Known::Known(vec!["PLAIN".to_owned(), "LOGIN".to_owned()]),
            changed: Known::Known((vec!["CHUNKING".to_owned()], vec!["DSN".to_owned()])),
            requiretls_in_the_clear: Known::Known(true),
            backends: vec![backend("one", 3), backend("two", 1)],
            resumption: Known::Known(Resumed::No),
            early_data: Known::Known(16_384),
            tickets: Known::Known(0),
        };
        server
    }

    /// A server of which nothing is known.
    pub(crate) fn nobody_asked() -> Self {
        Self {
            tls: TlsFacts::default(),
            smtp: SmtpFacts::default(),
            evidence: Vec::new(),
            now: NOW,
        }
    }

    /// As the judgement sees it.
    pub(crate) fn subject(&self, service: Service) -> Subject<'_> {
        Subject {
            tls: &self.tls,
            smtp: &self.smtp,
            service,
            now: self.now,
        }
    }

    /// It speaks a version with these suites, and no others.
    pub(crate) fn speaks(&mut self, number: u16, suites: &[&str]) {
        let evidence = self.asked("a version");
        let suites = suites.iter().map(|name| AcceptedSuite {
            suite: u32::from(CipherSuiteName::parse(name).expect(name).code_point),
            group: None,
            evidence,
        });
        let facts = VersionFacts {
            suites: suites.collect(),
            order: Known::Known(Order::Server),
            ..version(number, Known::Known(Support::Yes(evidence)))
        };
        self.tls.versions.retain(|known| known.version != number);
        self.tls.versions.push(facts);
    }

    /// It refuses a version.
    pub(crate) fn refuses(&mut self, number: u16) {
        let evidence = self.asked("a version");
        let refused = Support::No {
            how: "alert 70, protocol_version".to_owned(),
            evidence,
        };
        self.tls
            .versions
            .push(version(number, Known::Known(refused)));
    }

    /// Nobody could ask for a version any more.
    pub(crate) fn leaves_open(&mut self, number: u16) {
        self.tls.versions.retain(|known| known.version != number);
        let support = Known::NotTested(NotTested::RateLimited);
        self.tls.versions.push(version(number, support));
    }

    /// The list of the suites of a version is not complete.
    pub(crate) fn is_incomplete(&mut self, number: u16) {
        let mut versions = self.tls.versions.iter_mut();
        let facts = versions.find(|known| known.version == number);
        facts.expect("a version that was asked for").incomplete = Some(NotTested::Budget);
    }

    /// It takes these groups, and no others.
    pub(crate) fn takes_groups(&mut self, number: u16, groups: &[&str]) {
        let evidence = self.asked("groups");
        let accepted = groups.iter().map(|name| {
            let group = GroupName::parse(name).expect(name);
            (group.code_point, evidence)
        });
        self.tls.groups.retain(|known| known.version != number);
        self.tls.groups.push(GroupsFor {
            version: number,
            accepted: accepted.collect(),
            refused: Vec::new(),
            incomplete: None,
            order: Known::Known(Order::Server),
        });
    }

    /// It signs by these schemes, and no others.
    pub(crate) fn signs(&mut self, number: u16, schemes: &[&str]) {
        let evidence = self.asked("signatures");
        let accepted = schemes.iter().map(|name| {
            let scheme = SignatureSchemeName::parse(name).expect(name);
            (scheme.code_point, evidence)
        });
        self.tls.schemes.retain(|known| known.version != number);
        self.tls.schemes.push(SchemesFor {
            version: number,
            accepted: accepted.collect(),
            refused: Vec::new(),
            incomplete: None,
        });
    }

    /// It has a group of DHE with this prime.
    pub(crate) fn has_dh(&mut self, prime: &[u8], public_reused: bool) {
        let evidence = self.asked("DHE");
        self.tls.dh.push(DhGroup {
            parameters: DhParameters {
                prime: prime.to_vec(),
                generator: vec![2],
                public: vec![3],
            },
            met: vec![(TLS_1_2, 0x009e)],
            evidence,
            public_reused,
        });
    }

    /// It shows a certificate of the fixtures.
    pub(crate) fn shows(&mut self, name: &str, conditions: &[Conditions]) {
        let evidence = self.asked("certificates");
        self.tls.certificates.push(ShownCertificate {
            chain: vec![fixture(name).der.clone()],
            conditions: conditions.to_vec(),
            evidence: Some(evidence),
        });
    }

    /// An answer with evidence of its own.
    pub(crate) fn known<T>(&mut self, answer: T) -> Known<(T, EvidenceId)> {
        Known::Known((answer, self.asked("a feature")))
    }

    /// A question that was asked.
    pub(crate) fn asked(&mut self, question: &str) -> EvidenceId {
        self.evidence.push(Evidence {
            question: question.to_owned(),
            proof: Proof::Hello(Box::new(Answered {
                hello: Hello::Tls(ClientHello::new(TLS_1_2)),
                sent: vec![0x16, 0x03, 0x01],
                received: vec![0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46],
                answer: Answer::Alert(Alert {
                    fatal: true,
                    number: 70,
                }),
            })),
        });
        EvidenceId(self.evidence.len() - 1)
    }
}

/// A reply of one line.
pub(crate) fn reply(line: &str) -> Reply {
    let mut reader = ReplyReader::default();
    reader.push(line.as_bytes());
    reader.push(b"\r\n");
    let (_, reply) = reader.next_line().expect("a reply").expect("a whole line");
    reply.expect("the last line")
}

fn version(version: u16, support: Known<Support>) -> VersionFacts {
    VersionFacts {
        version,
        support,
        suites: Vec::new(),
        refused: Vec::new(),
        incomplete: None,
        order: Known::NotTested(NotTested::NotApplicable("fewer than two suites")),
    }
}

fn backend(greeting: &str, connections: usize) -> Backend {
    Backend {
        greeting: greeting.to_owned(),
        keywords: vec!["STARTTLS".to_owned()],
        tls: None,
        connections,
    }
}
