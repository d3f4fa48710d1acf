//! Fetches, judged: by hand for what HTTP says, from a server on loopback for certificates.

use super::support::{
    GOOD, anchors, fetch, fetched, found, name, no_anchors, report, response, says, terms,
};
use crate::dns::NoAnswer;
use crate::exit::ExitCode;
use crate::judge::Level;
use crate::judge::Status::{Fail, NotTested, Pass, Warn};
use crate::judge::check::ResultType;
use crate::judge::mta_sts::{NoPolicy, OnDomain, StsState, Terms, domain};
use crate::lab::{Authority, CertificateSpec, Issuer, NamedIn};
use crate::mta_sts::tests::server::{Manner, Server, block_on, good};
use crate::mta_sts::{BodyFault, FetchFault, Policy, PolicySource, Response};
use crate::probe::ConnectFault;
use crate::tls::TlsFault;
use std::time::Duration;

const RECORD: &str = "v=STSv1; id=1";
const FETCH: Option<ResultType> = Some(ResultType::StsPolicyFetchError);
const WEBPKI: Option<ResultType> = Some(ResultType::StsWebpkiInvalid);

fn judged(source: PolicySource) -> OnDomain {
    let mx = [name("mx1.sts.test"), name("a.back.test")];
    domain(
        &found(&[RECORD], source),
        &terms(Level::Verify, &no_anchors(), &mx),
    )
}

fn with_status(status: u16, location: Option<&str>) -> Response {
    Response {
        status,
        location: location.map(|it| it.as_bytes().to_vec()),
        body: None,
        ..response("")
    }
}

#[test]
fn answers_without_a_policy_are_fetch_errors() {
    let body = |fault| Response {
        body: Some(Err(fault)),
        ..response("")
    };
    for (case, answer, words, code) in [
        (
            "S16",
            with_status(301, Some("/x\u{1b}")),
            "redirects to /x\\x1b with 301",
            "http-redirect",
        ),
        (
            "S16",
            with_status(302, None),
            "redirects with 302",
            "http-redirect",
        ),
        (
            "S16",
            with_status(307, None),
            "must not be followed",
            "http-redirect",
        ),
        ("S16", with_status(308, None), "308", "http-redirect"),
        (
            "S17",
            with_status(404, None),
            "status 404 instead of 200",
            "http-status",
        ),
        ("S17", with_status(500, None), "status 500", "http-status"),
        ("S17", with_status(204, None), "status 204", "http-status"),
        (
            "S19",
            body(BodyFault::TooLong(Some(70_000))),
            "longer than 64 KiB (70000 octets), and smtls reads no more",
            "policy-too-large",
        ),
        (
            "S19 chunked",
            body(BodyFault::TooLong(None)),
            "longer than 64 KiB, and",
            "policy-too-large",
        ),
        (
            "S20",
            body(BodyFault::TimedOut(Duration::from_secs(9))),
            "did not go on within 9 s",
            "https-timeout",
        ),
        (
            "S20",
            body(BodyFault::Broken("eof".to_owned())),
            "breaks off: eof",
            "https-malformed",
        ),
    ] {
        let on = judged(fetched(answer));
        let verdict = says(&on.verdicts, Fail, &["cannot be fetched", words], case);
        assert_eq!(report(verdict), (FETCH, Some(code)), "{case}");
        // S52: senders that know of no policy deliver as if there was none.
        assert!(
            verdict.reason.contains("as if there was no policy"),
            "{case}"
        );
        assert_eq!(on.state, StsState::NoPolicy(NoPolicy::NotFetched), "{case}");
    }
}

#[test]
fn no_answer_is_a_fetch_error_too() {
    let late = Duration::from_secs(60);
    for (case, fault, words, code, result) in [
        (
            "S17 DNS fails",
            FetchFault::Dns(NoAnswer::ServFail),
            "could not be found out: the resolver failed",
            "servfail",
            FETCH,
        ),
        (
            "S17 DNS",
            FetchFault::Dns(NoAnswer::NxDomain),
            "mta-sts.sts.test has no address",
            "nxdomain",
            FETCH,
        ),
        (
            "S17 refused",
            FetchFault::Connect(ConnectFault::Refused),
            "connection refused",
            "connection-refused",
            FETCH,
        ),
        (
            "S20 connect",
            FetchFault::Connect(ConnectFault::TimedOut(late)),
            "within 60 s",
            "connection-timeout",
            FETCH,
        ),
        (
            "S20 read",
            FetchFault::TimedOut(late),
            "did not answer within 60 s",
            "https-timeout",
            FETCH,
        ),
        (
            "S20 closed",
            FetchFault::Closed,
            "closed the connection",
            "https-closed",
            FETCH,
        ),
        (
            "S20 no HTTP",
            FetchFault::NotHttp("x".to_owned()),
            "no HTTP: x",
            "https-malformed",
            FETCH,
        ),
        (
            "S21 TLS",
            FetchFault::Tls(TlsFault::Alert(40)),
            "alert 40",
            "tls-handshake-failure",
            FETCH,
        ),
        (
            "S21 key",
            FetchFault::Tls(TlsFault::WrongSignature),
            "does not fit the key",
            "tls-handshake-failure",
            WEBPKI,
        ),
    ] {
        let on = judged(PolicySource::Fetched(Box::new(fetch(Err(fault))), None));
        let verdict = says(&on.verdicts, Fail, &["cannot be fetched", words], case);
        assert_eq!(report(verdict), (result, Some(code)), "{case}");
        assert_eq!(on.state, StsState::NoPolicy(NoPolicy::NotFetched), "{case}");
    }
}

#[test]
fn s20_what_is_amiss_here_is_not_laid_to_the_domain() {
    for (fault, exit) in [
        (FetchFault::Deadline, ExitCode::NotNow),
        (FetchFault::Dns(NoAnswer::Deadline), ExitCode::NotNow),
        (FetchFault::OtherFamily, ExitCode::Success),
        (
            FetchFault::Dns(NoAnswer::TimedOut(Duration::from_secs(5))),
            ExitCode::Success,
        ),
        (
            FetchFault::Dns(NoAnswer::NoResolver("none".to_owned())),
            ExitCode::Success,
        ),
        (
            FetchFault::Connect(ConnectFault::NoRouteHere),
            ExitCode::Success,
        ),
    ] {
        let on = judged(PolicySource::Fetched(
            Box::new(fetch(Err(fault.clone()))),
            None,
        ));
        let [verdict] = on.verdicts.as_slice() else {
            panic!("{fault:?}: {:?}", on.verdicts);
        };
        assert_eq!(
            (verdict.status, verdict.exit),
            (NotTested, exit),
            "{fault:?}"
        );
        assert!(
            verdict.fix.is_some() && verdict.result_type.is_none(),
            "{fault:?}"
        );
        assert!(matches!(on.state, StsState::Unknown(_)), "{fault:?}");
    }
}

#[test]
fn s18_another_media_type_is_a_warning() {
    for (content_type, words) in [
        (
            Some("text/html"),
            Some("served as text/html instead of text/plain"),
        ),
        (Some(""), Some("without a media type")),
        (None, Some("without a media type")),
        (Some("text/plain"), None),
        (Some("TEXT/PLAIN;charset=x"), None),
    ] {
        let on = judged(fetched(Response {
            content_type: content_type.map(|it| it.as_bytes().to_vec()),
            ..response(GOOD)
        }));
        assert!(on.state.is_enforced(), "{content_type:?}");
        match words {
            Some(words) => drop(says(&on.verdicts, Warn, &[words], words)),
            None => assert!(
                on.verdicts.iter().all(|it| it.status == Pass),
                "{content_type:?}"
            ),
        }
    }
}

#[test]
fn s21_s22_the_policy_hosts_certificate_is_judged() {
    let default = CertificateSpec::default;
    let named = |names: &[&str]| CertificateSpec {
        names: names.iter().map(|it| (*it).to_owned()).collect(),
        ..default()
    };
    for (case, spec, words, code) in [
        ("S15 good", default(), None, ""),
        ("S22 wildcard", named(&["*.sts.test"]), None, ""),
        (
            "S21 wrong name",
            named(&["www.sts.test"]),
            Some("for www.sts.test, not for mta-sts.sts.test"),
            "certificate-host-mismatch",
        ),
        (
            "S21 the domain's name",
            named(&["sts.test", "*.x.sts.test"]),
            Some("not for mta-sts.sts.test"),
            "certificate-host-mismatch",
        ),
        (
            "S21 CN only",
            CertificateSpec {
                named_in: NamedIn::CommonName,
                ..default()
            },
            Some("has no subjectAltName"),
            "certificate-host-mismatch",
        ),
        (
            "S21 expired",
            CertificateSpec {
                days: -90..-1,
                ..default()
            },
            Some("expired"),
            "certificate-expired",
        ),
        (
            "S21 self-signed",
            CertificateSpec {
                issuer: Issuer::Itself,
                ..default()
            },
            Some("signed"),
            "self-signed",
        ),
        (
            "S21 untrusted",
            CertificateSpec {
                issuer: Issuer::Stranger,
                ..default()
            },
            Some("a root that nobody trusts"),
            "root-not-trusted",
        ),
    ] {
        let authority = Authority::new().unwrap();
        let fetch = block_on(async {
            let server = Server::start(&authority, &spec, Manner::Answer(good())).await;
            server.fetch().await
        });
        let policy = match &fetch.outcome {
            Ok(Response {
                body: Some(Ok(body)),
                ..
            }) => Policy::read(body),
            other => panic!("{case}: {other:?}"),
        };
        let facts = found(
            &[RECORD],
            PolicySource::Fetched(Box::new(fetch), Some(policy)),
        );
        let mx = [name("mx1.sts.test")];
        let anchors = anchors(&authority);
        let now = jiff::Timestamp::now().as_second();
        let at = |anchors| Terms {
            now,
            ..terms(Level::Verify, anchors, &mx)
        };
        let on = domain(&facts, &at(&anchors));
        match words {
            None => {
                assert!(on.state.is_enforced(), "{case}: {on:?}");
                assert_eq!(on.verdicts.len(), 1, "{case}: {:?}", on.verdicts);
            }
            Some(words) => {
                let words = [
                    "the policy host mta-sts.sts.test cannot be authenticated",
                    words,
                ];
                let verdict = says(&on.verdicts, Fail, &words, case);
                assert_eq!(report(verdict), (WEBPKI, Some(code)), "{case}");
                assert_eq!(
                    on.state,
                    StsState::NoPolicy(NoPolicy::Unauthenticated),
                    "{case}"
                );
            }
        }
        // Without anchors nothing is claimed of the path, and so nothing of the policy.
        let none = domain(&facts, &at(&no_anchors()));
        let bad_otherwise = words.is_some() && !matches!(code, "self-signed" | "root-not-trusted");
        let unknown = matches!(none.state, StsState::Unknown(_));
        assert_eq!(unknown, !bad_otherwise, "{case}: {:?}", none.state);
    }
}
