//! Several hosts, in a sender's order.

use super::table::{MATCHED, MISMATCH, fate};
use crate::judge::fate::Action::{
    Bounce, Defer, DeliverAuthenticated as Authenticated,
    DeliverUnauthenticated as Unauthenticated, Unknown,
};
use crate::judge::fate::SessionPart::Tls;
use crate::judge::fate::{DanePart, SessionPart, StsPart, of_domain};

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
