//! What a sender would do, as tables: session × DANE × MTA-STS, and several hosts in order.

use super::{
    Action, DanePart, HostFacts, HostFate, Means, SessionPart, StsPart, of_domain, of_host,
};
use crate::judge::ResultType;
use Action::{
    Bounce, Defer, DeliverAuthenticated as Authenticated, DeliverInTheClear as InTheClear,
    DeliverUnauthenticated as Unauthenticated, Skip, Unknown,
};
use SessionPart::{BrokenTls, OnlyForOthers, Tls, Untested};

const NO_TLS: SessionPart = SessionPart::WithoutTls {
    refuses_mail: false,
};
const MATCHED: DanePart = DanePart::Usable {
    matched: true,
    mx_secure: true,
};
const MISMATCH: DanePart = DanePart::Usable {
    matched: false,
    mx_secure: true,
};
const HALF: DanePart = DanePart::Usable {
    matched: true,
    mx_secure: false,
};
const UNLISTED: (ResultType, Option<&str>) = (
    ResultType::ValidationFailure,
    Some("mtasts-policy-mx-mismatch"),
);

fn fate(session: SessionPart, dane: DanePart, sts: StsPart) -> HostFate {
    of_host(&HostFacts {
        session,
        dane,
        sts,
        tls_failure: None,
    })
}

#[test]
fn one_host() {
    let none = StsPart::None;
    let enforced = StsPart::Enforce(Ok(()));
    let broken = StsPart::Enforce(Err(UNLISTED));
    let tested = StsPart::Testing(Err(UNLISTED));
    for (case, session, dane, sts, action, means, plain, reports) in [
        (
            "D01 the signature cannot be checked",
            Tls,
            DanePart::Unclear,
            none,
            Unknown,
            &[][..],
            Unauthenticated,
            &[][..],
        ),
        (
            "D01 the same, and the policy does not hold",
            Tls,
            DanePart::Unclear,
            broken,
            Skip,
            &[],
            Unauthenticated,
            &["sts: validation-failure (mtasts-policy-mx-mismatch)"],
        ),
        (
            "S45 enforced, and no roots to judge by",
            Tls,
            DanePart::None,
            StsPart::Unclear,
            Unknown,
            &[],
            Unauthenticated,
            &[],
        ),
        (
            "S45 the same, and a TLSA record matches",
            Tls,
            MATCHED,
            StsPart::Unclear,
            Unknown,
            &[],
            Unauthenticated,
            &[],
        ),
        (
            "D01 a match",
            Tls,
            MATCHED,
            none,
            Authenticated,
            &[Means::Dane][..],
            Unauthenticated,
            &[][..],
        ),
        (
            "D02 no match",
            Tls,
            MISMATCH,
            none,
            Skip,
            &[],
            Unauthenticated,
            &["tlsa: certificate-not-trusted (dane-no-match)"],
        ),
        (
            "D02 never rescued by MTA-STS",
            Tls,
            MISMATCH,
            enforced,
            Skip,
            &[],
            Unauthenticated,
            &["tlsa: certificate-not-trusted (dane-no-match)"],
        ),
        (
            "D16 the MX records insecure",
            Tls,
            HALF,
            none,
            Unauthenticated,
            &[],
            Unauthenticated,
            &[],
        ),
        (
            "D17 D70 only unusable",
            Tls,
            DanePart::Unusable,
            none,
            Unauthenticated,
            &[],
            Unauthenticated,
            &["tlsa: tlsa-invalid (all-TLSA-records-unusable)"],
        ),
        (
            "D18 only unusable, and no TLS",
            NO_TLS,
            DanePart::Unusable,
            none,
            Skip,
            &[],
            InTheClear,
            &[
                "tlsa: tlsa-invalid (all-TLSA-records-unusable)",
                "tlsa: starttls-not-supported",
            ],
        ),
        (
            "D25 no records",
            Tls,
            DanePart::None,
            none,
            Unauthenticated,
            &[],
            Unauthenticated,
            &[],
        ),
        (
            "D27 the lookup failed",
            Tls,
            DanePart::LookupFailed,
            none,
            Skip,
            &[],
            Unauthenticated,
            &["tlsa: dnssec-invalid"],
        ),
        (
            "D46 STARTTLS not offered",
            NO_TLS,
            MATCHED,
            none,
            Skip,
            &[],
            InTheClear,
            &["tlsa: starttls-not-supported"],
        ),
        (
            "D47 the handshake fails",
            BrokenTls,
            MISMATCH,
            none,
            Skip,
            &[],
            InTheClear,
            &["tlsa: validation-failure (tls-handshake-failure)"],
        ),
        (
            "D51 not evaluated",
            Tls,
            DanePart::Untested,
            none,
            Unauthenticated,
            &[],
            Unauthenticated,
            &[],
        ),
        (
            "D56 both hold",
            Tls,
            MATCHED,
            enforced,
            Authenticated,
            &[Means::Dane, Means::MtaSts],
            Unauthenticated,
            &[],
        ),
        (
            "D56 DANE holds, the policy does not",
            Tls,
            MATCHED,
            broken,
            Skip,
            &[],
            Unauthenticated,
            &["sts: validation-failure (mtasts-policy-mx-mismatch)"],
        ),
        (
            "S15 the policy holds",
            Tls,
            DanePart::None,
            enforced,
            Authenticated,
            &[Means::MtaSts],
            Unauthenticated,
            &[],
        ),
        (
            "S40 enforced and not listed",
            Tls,
            DanePart::None,
            broken,
            Skip,
            &[],
            Unauthenticated,
            &["sts: validation-failure (mtasts-policy-mx-mismatch)"],
        ),
        (
            "S40 tested and not listed",
            Tls,
            DanePart::None,
            tested,
            Unauthenticated,
            &[],
            Unauthenticated,
            &["sts: validation-failure (mtasts-policy-mx-mismatch)"],
        ),
        (
            "S48 enforced and STARTTLS not offered",
            NO_TLS,
            DanePart::None,
            StsPart::Enforce(Err((ResultType::StartTlsNotSupported, None))),
            Skip,
            &[],
            InTheClear,
            &["sts: starttls-not-supported"],
        ),
        (
            "A02 neither, and no TLS",
            NO_TLS,
            DanePart::None,
            none,
            InTheClear,
            &[],
            InTheClear,
            &["no-policy-found: starttls-not-supported"],
        ),
        (
            "A40 no TLS, and MAIL refused in the clear",
            SessionPart::WithoutTls { refuses_mail: true },
            DanePart::None,
            none,
            Skip,
            &[],
            Skip,
            &["no-policy-found: starttls-not-supported"],
        ),
        (
            "R15 no session",
            SessionPart::None,
            MATCHED,
            enforced,
            Skip,
            &[],
            Skip,
            &[],
        ),
        (
            "ended as asked",
            Untested,
            MATCHED,
            enforced,
            Unknown,
            &[],
            Unknown,
            &[],
        ),
    ] {
        let fate = fate(session, dane, sts);
        assert_eq!(fate.action, action, "{case}: {}", fate.rule);
        assert_eq!(fate.means, means, "{case}");
        assert_eq!(fate.without_policies, plain, "{case}");
        let lines: Vec<String> = fate.reports.iter().map(ToString::to_string).collect();
        assert_eq!(lines, reports, "{case}");
        assert_eq!(
            fate.conflict,
            case == "D56 DANE holds, the policy does not",
            "{case}"
        );
        assert!(!fate.rule.is_empty());
    }
}

#[test]
fn several_hosts_are_tried_in_order() {
    let good = || fate(Tls, MATCHED, StsPart::None);
    let plain = || fate(Tls, DanePart::None, StsPart::None);
    let bad = || fate(Tls, MISMATCH, StsPart::None);
    let down = || fate(SessionPart::None, DanePart::None, StsPart::None);
    for (case, hosts, all, action, host, without) in [
        (
            "the first takes it",
            vec![good(), bad()],
            true,
            Authenticated,
            Some(0),
            Unauthenticated,
        ),
        // RFC 7672 §2.2.1: the order of preference counts, and not who offers more.
        (
            "D59 a better host without DANE",
            vec![plain(), good()],
            true,
            Unauthenticated,
            Some(0),
            Unauthenticated,
        ),
        (
            "D48 the first is passed over",
            vec![bad(), plain()],
            true,
            Unauthenticated,
            Some(1),
            Unauthenticated,
        ),
        (
            "D02 the only one is passed over",
            vec![bad()],
            true,
            Defer,
            None,
            Unauthenticated,
        ),
        (
            "all are down",
            vec![down(), down()],
            true,
            Defer,
            None,
            Defer,
        ),
        (
            "not all were tried",
            vec![bad()],
            false,
            Unknown,
            None,
            Unauthenticated,
        ),
        ("none", Vec::new(), true, Unknown, None, Unknown),
    ] {
        let fate = of_domain(&hosts, all);
        assert_eq!(fate.action, action, "{case}");
        assert_eq!(fate.host, host, "{case}");
        assert_eq!(fate.without_policies, without, "{case}");
        assert_ne!(fate.action, Bounce);
    }
    let reports = of_domain(&[bad(), bad()], true).reports;
    assert_eq!(reports.len(), 1, "each line once: {reports:?}");
}

#[test]
fn r10_r11_r14_what_is_reported_are_the_words_of_the_standard() {
    let dane = [
        MATCHED,
        MISMATCH,
        HALF,
        DanePart::Unusable,
        DanePart::LookupFailed,
        DanePart::None,
    ];
    let sts = [
        StsPart::None,
        StsPart::Enforce(Err(UNLISTED)),
        StsPart::Testing(Err(UNLISTED)),
    ];
    let mut lines = 0;
    for session in [Tls, NO_TLS, BrokenTls] {
        for (dane, sts) in dane
            .iter()
            .flat_map(|dane| sts.iter().map(move |sts| (*dane, *sts)))
        {
            for line in fate(session, dane, sts).reports {
                lines += 1;
                assert!(["tlsa", "sts", "no-policy-found"].contains(&line.policy_type.word()));
                let word = line.result_type.word();
                assert!(
                    word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                    "{word}"
                );
                assert!(line.reason_code.is_none_or(|code| !code.contains(' ')));
            }
        }
    }
    assert!(lines > 20, "{lines}");
}

#[test]
fn a_handshake_that_fails_here_alone_says_nothing_of_others() {
    let failed = Err((ResultType::ValidationFailure, Some("tls-handshake-failure")));
    for (sts, action, reported) in [
        (StsPart::None, Unknown, 0),
        (StsPart::Enforce(failed), Unknown, 0),
        (StsPart::Testing(failed), Unknown, 0),
        (StsPart::Enforce(Err(UNLISTED)), Skip, 1),
    ] {
        let facts = HostFacts {
            session: BrokenTls,
            dane: DanePart::None,
            sts,
            tls_failure: None,
        };
        let facts = facts.for_others();
        assert_eq!(facts.session, OnlyForOthers);
        let fate = of_host(&facts);
        assert_eq!(fate.action, action, "{sts:?}");
        assert_eq!(fate.without_policies, Unknown, "{sts:?}");
        assert_eq!(fate.reports.len(), reported, "{sts:?}");
    }
}

#[test]
fn x06_x10_what_some_senders_still_do_is_not_foretold_and_no_report_either() {
    use crate::judge::fate::SomeSenders;
    let failed = Err((ResultType::ValidationFailure, Some("tls-version")));
    for senders in [
        SomeSenders::Tls10,
        SomeSenders::Tls11,
        SomeSenders::Anonymous,
    ] {
        for (sts, action, reported) in [
            (StsPart::None, Unknown, 0),
            (StsPart::Enforce(failed), Skip, 1),
        ] {
            let facts = HostFacts {
                session: BrokenTls,
                dane: DanePart::None,
                sts,
                tls_failure: None,
            };
            let fate = of_host(&facts.for_some(senders));
            assert_eq!(fate.action, action, "{senders:?}");
            assert_eq!(fate.without_policies, Unknown, "{senders:?}");
            assert_eq!(fate.reports.len(), reported, "{senders:?}");
            assert_eq!(fate.rule == senders.rule(), action == Unknown);
        }
    }
}
