//! Handshakes that fail here and not with everybody.

use super::table::UNLISTED;
use crate::judge::ResultType;
use crate::judge::fate::Action::{Skip, Unknown};
use crate::judge::fate::SessionPart::{BrokenTls, OnlyForOthers, PerhapsForOthers};
use crate::judge::fate::{DanePart, HostFacts, StsPart, of_host};

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
        for (is_certain, session, words) in [
            (true, OnlyForOthers, "takes what other senders offer"),
            (
                false,
                PerhapsForOthers,
                "what other senders would meet is not known",
            ),
        ] {
            let facts = facts.for_others(is_certain);
            assert_eq!(facts.session, session);
            let fate = of_host(&facts);
            assert_eq!(fate.action, action, "{sts:?}");
            assert_eq!(fate.without_policies, Unknown, "{sts:?}");
            assert_eq!(fate.reports.len(), reported, "{sts:?}");
            assert_eq!(fate.rule.ends_with(words), action == Unknown, "{sts:?}");
        }
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
        SomeSenders::Postfix,
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
