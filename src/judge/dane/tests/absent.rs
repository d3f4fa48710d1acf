//! No records that could authenticate anybody.

use super::super::*;
use super::scene::*;
use crate::certificate::forge::Authority;
use crate::dns::{DnssecReach, DnssecStatus, NoAnswer};
use crate::exit::ExitCode;
use crate::judge::{Level, ResultType, Status, Trust};
use crate::route::TlsaSearch;

#[test]
fn d17_d18_d20_d22_d23_d70_unusable_records_make_tls_mandatory() {
    let own = Authority::root("Lab Root").issue();
    for (case, records) in [
        ("D17", vec![stranger(0, 0, 1), stranger(1, 1, 1)]),
        // Even where the certificate is the very one.
        ("D17 match", vec![record(&own, 1, 1, 1)]),
        (
            "D20",
            vec![stranger(4, 1, 1), stranger(3, 2, 1), stranger(3, 1, 3)],
        ),
        ("D22", vec![stranger(3, 0, 0), stranger(2, 1, 0)]),
        (
            "D23",
            vec![
                stranger(255, 1, 1),
                stranger(3, 255, 1),
                stranger(3, 1, 255),
            ],
        ),
    ] {
        let scene = Scene::new(&records, &[&own]);
        let judged = scene.ends(
            case,
            (
                Status::Warn,
                ExitCode::Success,
                Some(ResultType::TlsaInvalid),
                &["none of them is usable", "senders insist on TLS"],
            ),
        );
        assert_eq!(judged.policy, DanePolicy::Unusable, "{case}");
        assert!(judged.policy.demands_tls() && !judged.policy.demands_authentication());
        assert_eq!(judged.trust, None, "{case}");
        // D70
        assert_eq!(
            judged.verdicts[0].reason_code,
            Some("all-TLSA-records-unusable")
        );
        let publish = format!("_25._tcp.mx.example.com. IN TLSA {}", record(&own, 3, 1, 1));
        says(&judged, Status::Warn, &[&publish]);
        let without = scene.clone().with(|it| it.tls = TlsSeen::NotOffered);
        without.ends(
            "D18",
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::StartTlsNotSupported),
                &["STARTTLS is not offered"],
            ),
        );
        let demanded = scene.with(|it| it.level = Level::Dane);
        demanded.ends(
            "D71",
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::DaneRequired),
                &["DANE is demanded", "none of them is usable"],
            ),
        );
    }
    // Each says why.
    let judged = Scene::new(&[stranger(4, 1, 1), stranger(3, 0, 0)], &[&own]).judged();
    says(
        &judged,
        Status::Note,
        &["4 1 1", "the usage 4 is not known"],
    );
    says(&judged, Status::Note, &["3 0 0", "no certificate"]);
}

#[test]
fn d25_d26_d29_d51_d71_without_records_that_count() {
    let own = Authority::root("Lab Root").issue();
    let some = || Ok(vec![record(&own, 3, 1, 1)]);
    let stripped = DnssecReach::Stripped("no RRSIG of the root".to_owned());
    use DnssecStatus::{Indeterminate, Insecure, Secure};
    for (case, search, reach, status, words, absent) in [
        (
            "D25",
            asked(Err(NoAnswer::NoData), Secure),
            DnssecReach::Validated,
            Status::Note,
            "no TLSA records at _25._tcp.mx.example.com, as DNSSEC proves",
            true,
        ),
        (
            "D25",
            asked(Err(NoAnswer::NxDomain), Secure),
            DnssecReach::Validated,
            Status::Note,
            "as DNSSEC proves",
            true,
        ),
        (
            "D25 insecure",
            asked(Err(NoAnswer::NxDomain), Insecure),
            DnssecReach::Validated,
            Status::Note,
            "DNSSEC does not secure",
            true,
        ),
        (
            "D26",
            asked(some(), Insecure),
            DnssecReach::Validated,
            Status::Note,
            "there is a TLSA record at _25._tcp.mx.example.com, but DNSSEC does not secure the zone",
            true,
        ),
        (
            "D26",
            asked(Ok(vec![stranger(3, 1, 1), stranger(2, 1, 1)]), Insecure),
            DnssecReach::Resolver,
            Status::Note,
            "there are 2 TLSA records",
            true,
        ),
        (
            "D29",
            TlsaSearch::AddressesInsecure,
            DnssecReach::Validated,
            Status::Note,
            "DNSSEC does not secure the addresses",
            true,
        ),
        (
            "D51",
            TlsaSearch::AddressesUnproved("x".to_owned()),
            stripped.clone(),
            Status::NotTested,
            "DNSSEC is not available here, so that it is not known whether there are TLSA records that count",
            false,
        ),
        (
            "D51",
            asked(some(), Indeterminate),
            stripped,
            Status::NotTested,
            "hands out no DNSSEC data (no RRSIG of the root)",
            false,
        ),
        (
            "D51 off",
            TlsaSearch::NotApplicable,
            DnssecReach::Off,
            Status::NotTested,
            "nobody asked for DNSSEC",
            false,
        ),
        (
            "an address",
            TlsaSearch::NotApplicable,
            DnssecReach::NotAsked,
            Status::NotTested,
            "an address has no TLSA records",
            true,
        ),
    ] {
        let scene = Scene::new(&[], &[&own]).with(|it| {
            it.search = search;
            it.reach = reach;
        });
        let judged = scene.ends(case, (status, ExitCode::Success, None, &[words]));
        assert_eq!(judged.policy.is_absent(), absent, "{case}");
        assert!(!judged.policy.demands_tls(), "{case}");
        assert_eq!(judged.trust, None, "{case}");
        // D71; what is not known is no failure.
        let demanded = scene.with(|it| it.level = Level::Dane);
        match absent {
            true => demanded.ends(
                case,
                (
                    Status::Fail,
                    ExitCode::Dane,
                    Some(ResultType::DaneRequired),
                    &["DANE is demanded"],
                ),
            ),
            false => demanded.ends(case, (Status::NotTested, ExitCode::NotNow, None, &[words])),
        };
    }
}

#[test]
fn d16_d37_d72_insecure_mx_records_other_ports_and_records_given() {
    let own = Authority::root("Lab Root").issue();
    let scene = Scene::new(&[record(&own, 3, 1, 1)], &[&own]);
    let half = scene.clone().with(|it| it.mx_is_secure = false);
    let judged = half.ends("D16", (Status::Pass, ExitCode::Success, None, &[]));
    assert_eq!(judged.trust, Some(Trust::Trusted));
    says(
        &judged,
        Status::Note,
        &[
            "does not secure the MX records",
            "proves the host, not that it is the domain's",
        ],
    );

    half.with(|it| it.level = Level::Dane).ends(
        "D16 D71",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::DaneRequired),
            &["DANE is demanded, and DNSSEC does not secure the MX records"],
        ),
    );

    let wrong = Scene::new(&[stranger(3, 1, 1)], &[&own]).with(|it| it.port = 2525);
    says(
        &wrong.judged(),
        Status::Fail,
        &["publish _2525._tcp.mx.example.com. IN TLSA 3 1 1 "],
    );

    let submission = |scene: &Scene| {
        scene.clone().with(|it| {
            it.port = 587;
            it.submission = true;
            it.mx_is_secure = false;
        })
    };
    let judged = submission(&scene).ends("D72", (Status::Pass, ExitCode::Success, None, &[]));
    says(
        &judged,
        Status::Note,
        &["submission port", "mail clients may look at them"],
    );
    let wrong = submission(&wrong);
    let expected = (
        Status::Warn,
        ExitCode::Success,
        Some(ResultType::CertificateNotTrusted),
        &[][..],
    );
    let judged = wrong.ends("D72 mismatch", expected);
    says(
        &judged,
        Status::Warn,
        &["_587._tcp.mx.example.com. IN TLSA"],
    );
    wrong.with(|it| it.level = Level::Dane).ends(
        "D72 demanded",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::CertificateNotTrusted),
            &[],
        ),
    );
    let insecure = submission(&scene)
        .with(|it| it.search = asked(Ok(vec![stranger(3, 1, 1)]), DnssecStatus::Insecure));
    insecure.ends(
        "D72 insecure",
        (
            Status::Warn,
            ExitCode::Success,
            None,
            &["must not be published without DNSSEC"],
        ),
    );

    // Records that the user gave stand in the place of what DNS has, also where that is nothing.
    let given = scene.with(|it| {
        it.given = vec![record(&own, 3, 1, 1)];
        it.search = TlsaSearch::AddressesInsecure;
        it.reach = DnssecReach::Off;
    });
    let judged = given.ends("D01 given", (Status::Pass, ExitCode::Success, None, &[]));
    assert_eq!(judged.trust, Some(Trust::Verified));
    says(&judged, Status::Note, &["not published", "--tlsa"]);
    let wrong = given.with(|it| it.given = vec![stranger(3, 1, 1)]);
    wrong.ends(
        "D02 given",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::CertificateNotTrusted),
            &[],
        ),
    );
}
