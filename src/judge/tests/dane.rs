//! What a session shows of TLS, as the judgement on DANE takes it.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene};
use crate::dane::Tlsa;
use crate::dns::{DomainName, NoAnswer};
use crate::exit::ExitCode;
use crate::judge::dane::{DaneInput, DanePolicy, TlsSeen, dane};
use crate::judge::{Check, Level, ResultType, Status};
use crate::route::{Host, Route, Way};

const WITHOUT: &str = "250-mx.test\r\n250 SIZE 1\r\n";

fn route() -> (Route, Host) {
    let mut route = Route::unresolved(NoAnswer::NoData, Vec::new());
    route.way = Way::Given;
    let exchange = crate::dns::Exchange {
        preference: 10,
        host: Some(Ok(DomainName::parse("mx.test").unwrap())),
    };
    (route, Host::from(exchange))
}

#[test]
fn d46_d47_a_session_without_tls_is_told_as_it_was() {
    let given: Tlsa = format!("3 1 1 {}", "ab".repeat(32)).parse().unwrap();
    let fails = |result_type, words| (Status::Fail, ExitCode::Dane, Some(result_type), words);
    let untested = |words| (Status::NotTested, ExitCode::Success, None, words);
    for (case, answers, expected) in [
        (
            "D46",
            &[GREETING, WITHOUT, BYE][..],
            fails(ResultType::StartTlsNotSupported, "STARTTLS is not offered"),
        ),
        (
            "D47 refused",
            &[GREETING, EHLO, "454 no\r\n", BYE],
            fails(ResultType::ValidationFailure, "454 no"),
        ),
        (
            "D47 injected",
            &[GREETING, EHLO, "220 go\r\n250 x\r\n"],
            fails(ResultType::ValidationFailure, "response injection"),
        ),
        (
            "not now",
            &[GREETING, EHLO, "421 busy\r\n"],
            untested("421 busy"),
        ),
        (
            "no session",
            &["554 no\r\n", BYE],
            untested("did not get past the greeting"),
        ),
        (
            "TLS without a certificate",
            &[GREETING, EHLO, GO, INSIDE, BYE],
            fails(ResultType::ValidationFailure, "showed no certificate"),
        ),
    ] {
        let scene = Scene::mx();
        let observation = scene.play(answers);
        let (route, host) = route();
        let records = std::slice::from_ref(&given);
        let input = DaneInput::new(
            &route,
            &host,
            None,
            &observation,
            &[],
            records,
            &scene.demands,
        );
        assert!(input.mx_is_secure, "the user named the host");
        assert_eq!(input.references, [DomainName::parse("mx.test").unwrap()]);
        let judged = dane(&input);
        assert_eq!(judged.policy, DanePolicy::Usable, "{case}");
        let first = &judged.verdicts[0];
        let (status, exit, result_type, words) = expected;
        let found = (first.status, first.exit, first.result_type);
        assert_eq!(found, (status, exit, result_type), "{case}: {first:?}");
        assert!(first.reason.contains(words), "{case}: {}", first.reason);
        // The stage itself fails as well, and comes first.
        let of_session = scene.judged(&observation);
        let stage = of_session.iter().find(|it| it.check == Check::StartTls);
        assert_eq!(
            stage.is_some_and(|it| it.status == Status::Pass),
            first.reason.contains("certificate")
        );
    }
}

#[test]
fn d46_at_a_level_that_goes_on_in_the_clear_it_is_a_warning() {
    let given: Tlsa = format!("3 1 1 {}", "ab".repeat(32)).parse().unwrap();
    let mut scene = Scene::mx();
    scene.demands.level = Level::May;
    let observation = scene.play(&[GREETING, WITHOUT, BYE]);
    assert_eq!(
        TlsSeen::of(&observation, &scene.demands),
        TlsSeen::NotOffered
    );
    let (route, host) = route();
    let records = [given];
    let input = DaneInput::new(
        &route,
        &host,
        None,
        &observation,
        &[],
        &records,
        &scene.demands,
    );
    let judged = dane(&input);
    assert_eq!(judged.verdicts[0].status, Status::Warn);
    assert_eq!(judged.verdicts[0].exit, ExitCode::Success);
}
