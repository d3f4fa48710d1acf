//! Look-ups that fail, and servers without TLS: nobody is authenticated.

use super::super::*;
use super::scene::*;
use crate::certificate::forge::Authority;
use crate::dns::{DnssecStatus, NoAnswer};
use crate::exit::ExitCode;
use crate::judge::{Level, ResultType, Status};
use crate::route::TlsaSearch;
use std::time::Duration;

#[test]
fn d27_d28_d31_a_lookup_that_fails_rules_the_host_out() {
    let own = Authority::root("Lab Root").issue();
    use DnssecStatus::{Bogus, Indeterminate, Secure};
    for (case, outcome, status, end, words) in [
        (
            "D27",
            NoAnswer::Bogus("the signature expired".to_owned()),
            Bogus,
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::DnssecInvalid),
            ),
            "the signature expired",
        ),
        (
            "D27",
            NoAnswer::ServFail,
            Indeterminate,
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::DnssecInvalid),
            ),
            "SERVFAIL",
        ),
        (
            "D31",
            NoAnswer::Code("NOTIMP".to_owned()),
            Indeterminate,
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::DnssecInvalid),
            ),
            "NOTIMP",
        ),
        (
            "D28",
            NoAnswer::TimedOut(Duration::from_secs(5)),
            Indeterminate,
            (Status::NotTested, ExitCode::NotNow, None),
            "no resolver answered within 5 s",
        ),
        (
            "D28 indeterminate",
            NoAnswer::NoData,
            Indeterminate,
            (Status::NotTested, ExitCode::NotNow, None),
            "DNSSEC status could not be found out",
        ),
    ] {
        let scene = Scene::new(&[], &[&own]).with(|it| it.search = asked(Err(outcome), status));
        let judged = scene.ends(case, (end.0, end.1, end.2, &[words, "pass the host over"]));
        assert!(
            matches!(judged.policy, DanePolicy::LookupFailed(_)),
            "{case}"
        );
        assert!(
            !judged.policy.is_absent(),
            "{case}: MTA-STS must not rescue it"
        );
        if case == "D31" {
            says(&judged, Status::Fail, &["do not know the record type"]);
        }
        let lax = scene.with(|it| it.level = Level::May);
        assert_eq!(lax.judged().verdicts[0].exit, ExitCode::Success, "{case}");
    }
    let unproved = Scene::new(&[], &[&own])
        .with(|it| it.search = TlsaSearch::AddressesUnproved("no DNSKEY".to_owned()));
    unproved.ends(
        "D27 addresses",
        (
            Status::NotTested,
            ExitCode::NotNow,
            None,
            &[
                "secures the addresses of the host could not be found out",
                "no DNSKEY",
            ],
        ),
    );
    // A fine answer that is secure is none of these.
    let fine = Scene::new(&[], &[&own])
        .with(|it| it.search = asked(Ok(vec![record(&own, 3, 1, 1)]), Secure));
    fine.ends("D01", (Status::Pass, ExitCode::Success, None, &[]));
}

#[test]
fn d46_d47_d57_d58_records_and_no_tls() {
    let own = Authority::root("Lab Root").issue();
    let scene = Scene::new(&[record(&own, 3, 1, 1)], &[]);
    for (case, tls, later, result_type, words) in [
        (
            "D46",
            TlsSeen::NotOffered,
            false,
            ResultType::StartTlsNotSupported,
            &["a misconfiguration, or somebody on the path takes it away (downgrade)"][..],
        ),
        (
            "D58",
            TlsSeen::NotOffered,
            true,
            ResultType::StartTlsNotSupported,
            &["offered only at some times", "can never deliver"],
        ),
        (
            "D47",
            TlsSeen::Failed("the server sent the alert handshake_failure".to_owned()),
            false,
            ResultType::ValidationFailure,
            &["do not go on in the clear", "handshake_failure"],
        ),
        (
            "D57",
            TlsSeen::Failed("the server chose TLS 1.0".to_owned()),
            false,
            ResultType::ValidationFailure,
            &["the server chose TLS 1.0"],
        ),
    ] {
        let scene = scene.clone().with(|it| {
            it.tls = tls;
            it.offered_at_other_times = later;
        });
        let judged = scene.ends(
            case,
            (Status::Fail, ExitCode::Dane, Some(result_type), words),
        );
        assert_eq!(judged.trust, None, "{case}");
        let expected = (Status::Warn, ExitCode::Success, Some(result_type), words);
        scene.with(|it| it.level = Level::May).ends(case, expected);
    }
    let judged = scene
        .clone()
        .with(|it| it.tls = TlsSeen::Failed("x".to_owned()))
        .judged();
    says(&judged, Status::Fail, &["TLS 1.2 or 1.3"]);
    let not_reached = scene.with(|it| {
        it.tls = TlsSeen::NotReached("the session did not get past the greeting".to_owned())
    });
    not_reached.ends(
        "D01 not reached",
        (
            Status::NotTested,
            ExitCode::Success,
            None,
            &["there are TLSA records, but the session did not get past"],
        ),
    );
    // Without records that count a server without TLS is no matter of DANE.
    let none = Scene::new(&[], &[]).with(|it| {
        it.search = asked(Err(NoAnswer::NoData), DnssecStatus::Secure);
        it.tls = TlsSeen::NotOffered;
    });
    none.ends(
        "D25",
        (Status::Note, ExitCode::Success, None, &["no TLSA records"]),
    );
}
