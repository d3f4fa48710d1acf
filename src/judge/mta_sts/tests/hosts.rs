//! Hosts held against a policy.

use super::support::{GOOD, anchors, name, no_anchors, report, says, terms};
use crate::certificate::Certificate;
use crate::exit::ExitCode;
use crate::judge::Status::{Fail, NotTested, Pass, Warn};
use crate::judge::certificate::OnCertificate;
use crate::judge::check::ResultType;
use crate::judge::mta_sts::{Holds, NoPolicy, OnHost, StsState, Terms, host, trust};
use crate::judge::{Level, Trust};
use crate::lab::{Authority, CertificateSpec, Issuer, NamedIn};
use crate::mta_sts::Policy;
use crate::probe::{Cause, ConnectFault, Event, Failure, Observation, Peer, Purpose, Timed};
use crate::smtp::{Fault, Stage};
use crate::tls::{Handshake, HandshakeSignature, Offered, Seen, TlsFault};
use rustls::{CipherSuite, ProtocolVersion, SignatureScheme};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

fn enforce() -> StsState {
    StsState::Enforce(Policy::read(GOOD.as_bytes()))
}

fn testing() -> StsState {
    StsState::Testing(Policy::read(GOOD.as_bytes()))
}

/// A session with this host in which these things happened.
fn session(host: &str, events: Vec<Event>) -> Observation {
    let socket = SocketAddr::from((Ipv4Addr::LOCALHOST, 25));
    let mut seen = Observation::new(
        Purpose::Session,
        Peer {
            host: Some(name(host)),
            ..Peer::at(socket)
        },
    );
    for event in events {
        seen.absorb(&Timed {
            at: Duration::ZERO,
            event,
        });
    }
    seen
}

fn failed(stage: Stage, cause: Cause) -> Vec<Event> {
    vec![Event::Failed(Failure { stage, cause })]
}

/// A session inside TLS with a certificate like this, in which this server name was sent.
struct Secured {
    seen: Observation,
    chain: Vec<Certificate>,
    anchors: crate::tls::Anchors,
}

fn secured(host: &str, spec: &CertificateSpec, server_name: Option<&str>) -> Secured {
    let authority = Authority::new().unwrap();
    let chain = authority.issue(host, spec).unwrap().chain;
    let scheme = SignatureScheme::ECDSA_NISTP256_SHA256;
    let shown = Seen {
        offered: Offered {
            server_name: server_name.map(str::to_owned),
            ..Offered::default()
        },
        chain: chain.clone(),
        signature: Some((scheme, HandshakeSignature::Verified)),
        ..Seen::default()
    };
    let handshake = Handshake {
        version: ProtocolVersion::TLSv1_3,
        suite: CipherSuite::TLS13_AES_128_GCM_SHA256,
        group: None,
        retried: false,
        resumed: false,
        protocol: None,
        cleartext: None,
    };
    let events = vec![Event::Seen(Box::new(shown)), Event::Secured(handshake)];
    Secured {
        seen: session(host, events),
        chain: chain.iter().map(|der| Certificate::from_der(der)).collect(),
        anchors: anchors(&authority),
    }
}

impl Secured {
    fn judged(&self, state: &StsState, level: Level) -> OnHost {
        let terms = Terms {
            now: jiff::Timestamp::now().as_second(),
            ..terms(level, &self.anchors, &[])
        };
        host(state, &self.seen, &self.chain, &terms)
    }
}

#[test]
fn certificates_of_hosts_are_judged_by_the_hosts_name() {
    let default = CertificateSpec::default;
    let named = |it: &str| CertificateSpec {
        names: vec![it.to_owned()],
        ..default()
    };
    let mismatch = (Some(ResultType::CertificateHostMismatch), None);
    let untrusted = |code| (Some(ResultType::CertificateNotTrusted), Some(code));
    let mx = "mx1.sts.test";
    for (case, at, spec, expected) in [
        ("S37 good", mx, default(), None),
        (
            "S37 by a wildcard of the policy",
            "mx.back.test",
            default(),
            None,
        ),
        (
            "S43 by a wildcard of the certificate",
            mx,
            named("*.sts.test"),
            None,
        ),
        (
            "S42 CN only",
            mx,
            CertificateSpec {
                named_in: NamedIn::CommonName,
                ..default()
            },
            Some(("no subjectAltName", mismatch)),
        ),
        (
            "S44 the domain's certificate",
            mx,
            named("sts.test"),
            Some(("for sts.test, not for mx1.sts.test", mismatch)),
        ),
        (
            "S45 self-signed",
            mx,
            CertificateSpec {
                issuer: Issuer::Itself,
                ..default()
            },
            Some(("signed", untrusted("self-signed"))),
        ),
        (
            "S45 untrusted",
            mx,
            CertificateSpec {
                issuer: Issuer::Stranger,
                ..default()
            },
            Some(("nobody trusts", untrusted("root-not-trusted"))),
        ),
        (
            "S45 expired",
            mx,
            CertificateSpec {
                days: -90..-1,
                ..default()
            },
            Some(("expired", (Some(ResultType::CertificateExpired), None))),
        ),
        (
            "S45 not yet valid",
            mx,
            CertificateSpec {
                days: 1..90,
                ..default()
            },
            Some((
                "not valid until",
                (
                    Some(ResultType::ValidationFailure),
                    Some("certificate-not-yet-valid"),
                ),
            )),
        ),
        (
            "S40 not listed",
            "mx2.sts.test",
            default(),
            Some((
                "mx2.sts.test is not listed",
                (
                    Some(ResultType::ValidationFailure),
                    Some("mtasts-policy-mx-mismatch"),
                ),
            )),
        ),
    ] {
        let session = secured(at, &spec, Some(at));
        let (on, tried) = (
            session.judged(&enforce(), Level::Verify),
            session.judged(&testing(), Level::Verify),
        );
        let Some((words, expected)) = expected else {
            says(&on.verdicts, Pass, &[at, "is listed"], case);
            says(&tried.verdicts, Pass, &["testing", "is listed"], case);
            assert_eq!((on.verdicts.len(), on.holds), (1, Holds::Yes), "{case}");
            assert!(on.lets_deliver(), "{case}");
            assert_eq!(
                (on.keeps_promise(), tried.keeps_promise()),
                (Some(true), None),
                "{case}"
            );
            continue;
        };
        let verdict = says(&on.verdicts, Fail, &[words, "do not deliver here"], case);
        assert_eq!(report(verdict), expected, "{case}");
        assert_eq!((on.holds, on.lets_deliver()), (Holds::No, false), "{case}");
        let mismatched = expected.0 == Some(ResultType::CertificateHostMismatch);
        assert_eq!(on.certificate_matches, Some(!mismatched), "{case}");
        assert_eq!(on.keeps_promise(), Some(false), "{case}");
        // RFC 8461 §5: tried out, it is only reported.
        let verdict = says(&tried.verdicts, Warn, &[words, "deliver and report"], case);
        assert_eq!(report(verdict), expected, "{case}");
        assert_eq!(
            (tried.holds, tried.lets_deliver()),
            (Holds::No, true),
            "{case}"
        );
        let may = session.judged(&enforce(), Level::May);
        says(&may.verdicts, Warn, &[words], case);
    }
}

#[test]
fn s40_the_fix_is_the_line_that_is_missing() {
    let session = secured(
        "mx2.sts.test",
        &CertificateSpec::default(),
        Some("mx2.sts.test"),
    );
    let on = session.judged(&enforce(), Level::Verify);
    let fix = on.verdicts[0].fix.as_deref();
    assert_eq!(
        fix,
        Some("add the line \"mx: mx2.sts.test\" to the policy, then give the record a new id")
    );
}

#[test]
fn s46_a_name_is_not_blamed_where_another_was_asked_for() {
    let spec = CertificateSpec {
        names: vec!["other.test".to_owned()],
        ..CertificateSpec::default()
    };
    for server_name in [Some("other.test"), None] {
        let session = secured("mx1.sts.test", &spec, server_name);
        let on = session.judged(&enforce(), Level::Verify);
        says(
            &on.verdicts,
            NotTested,
            &["a sender would send mx1.sts.test"],
            "S46",
        );
        assert_eq!((on.holds, on.certificate_matches), (Holds::Unknown, None));
        assert!(on.lets_deliver());
    }
    // What fits fits, whatever was asked for.
    let session = secured("mx1.sts.test", &CertificateSpec::default(), None);
    assert_eq!(session.judged(&enforce(), Level::Verify).holds, Holds::Yes);
}

#[test]
fn hosts_without_tls_fail_an_enforced_policy() {
    let late = Duration::from_secs(1);
    let validation = Some(ResultType::ValidationFailure);
    for (case, cause, words, expected) in [
        (
            "S48",
            Cause::Smtp(Fault::NotOffered),
            "STARTTLS is not offered",
            (Some(ResultType::StartTlsNotSupported), None),
        ),
        (
            "S47",
            Cause::Tls(TlsFault::OldVersion(Some(0x302))),
            "the server chose TLS 1.1",
            (validation, Some("tls-version")),
        ),
        (
            "S47 alert",
            Cause::Tls(TlsFault::Alert(70)),
            "alert 70",
            (validation, Some("tls-version")),
        ),
        (
            "S48 handshake",
            Cause::Tls(TlsFault::TimedOut(late)),
            "within 1 s",
            (validation, Some("tls-handshake-failure")),
        ),
        (
            "S48 injection",
            Cause::Smtp(Fault::TrailingPlaintext(b"x".to_vec())),
            "did not come about",
            (validation, Some("starttls-failed")),
        ),
    ] {
        let seen = session("mx1.sts.test", failed(Stage::StartTls, cause));
        let anchors = no_anchors();
        let on = host(&enforce(), &seen, &[], &terms(Level::Verify, &anchors, &[]));
        let verdict = says(&on.verdicts, Fail, &[words], case);
        assert_eq!(report(verdict), expected, "{case}");
        assert_eq!(
            (on.holds, verdict.exit),
            (Holds::No, ExitCode::MtaSts),
            "{case}"
        );
    }
}

#[test]
fn r15_what_was_not_reached_says_nothing() {
    let anchors = no_anchors();
    let terms = terms(Level::Verify, &anchors, &[]);
    for cause in [Cause::Connect(ConnectFault::Refused), Cause::Deadline] {
        let seen = session("mx1.sts.test", failed(Stage::Connect, cause));
        let on = host(&enforce(), &seen, &[], &terms);
        let verdict = says(&on.verdicts, NotTested, &["did not come to TLS"], "R15");
        assert_eq!(report(verdict), (None, None));
        assert_eq!((on.holds, on.lets_deliver()), (Holds::Unknown, true));
    }
}

#[test]
fn s63_without_a_policy_nothing_is_said_of_hosts() {
    let anchors = no_anchors();
    let terms = terms(Level::Verify, &anchors, &[]);
    let seen = session("mx9.sts.test", Vec::new());
    for state in [
        StsState::Off,
        StsState::NoPolicy(NoPolicy::Invalid),
        StsState::Unknown("x".to_owned()),
    ] {
        let on = host(&state, &seen, &[], &terms);
        assert_eq!(
            (on.verdicts, on.holds),
            (Vec::new(), Holds::NotAsked),
            "{state:?}"
        );
    }
}

#[test]
fn s45_without_anchors_nothing_is_claimed() {
    let mut session = secured(
        "mx1.sts.test",
        &CertificateSpec::default(),
        Some("mx1.sts.test"),
    );
    session.anchors = no_anchors();
    let on = session.judged(&enforce(), Level::Verify);
    says(&on.verdicts, NotTested, &[], "no anchors");
    assert_eq!(on.holds, Holds::Unknown);
}

#[test]
fn s37_an_enforced_policy_verifies_the_host() {
    let certificate = |trust, revocation_unproved| OnCertificate {
        against_dane: None,
        verdicts: Vec::new(),
        reference_name: None,
        trust,
        staple: None,
        revocation_unproved,
        by_public_cas: true,
    };
    let session = secured(
        "mx1.sts.test",
        &CertificateSpec::default(),
        Some("mx1.sts.test"),
    );
    let enforced = session.judged(&enforce(), Level::Verify);
    let tried = session.judged(&testing(), Level::Verify);
    for (on, before, unproved, after) in [
        (&enforced, Trust::Trusted, false, Trust::Verified),
        (&enforced, Trust::Trusted, true, Trust::Trusted),
        (&enforced, Trust::Untrusted, false, Trust::Untrusted),
        (&tried, Trust::Trusted, false, Trust::Trusted),
        (&tried, Trust::Verified, false, Trust::Verified),
    ] {
        assert_eq!(
            trust(&certificate(before, unproved), on),
            after,
            "{before:?}"
        );
    }
}
