//! REQUIRETLS, judged.

use crate::exit::ExitCode;
use crate::judge::{CertificateProof, NameProof, RequireTls, Status, require_tls};

#[test]
fn two_proofs_and_the_keyword_are_needed() {
    use CertificateProof::{Dane, TrustChain};
    use NameProof::{Dnssec, MtaSts};
    let offered = RequireTls {
        inside_tls: true,
        offered_inside_tls: true,
        ..RequireTls::default()
    };
    let with = |name, certificate| RequireTls {
        name,
        certificate,
        ..offered
    };
    for (case, facts, expected) in [
        ("Q01 not at all", RequireTls::default(), None),
        (
            "Q01 only inside TLS",
            with(Some(Dnssec), Some(Dane)),
            Some((Status::Pass, "by DNSSEC, its certificate by DANE")),
        ),
        (
            "Q01 before TLS too",
            RequireTls {
                offered_in_the_clear: true,
                ..with(Some(MtaSts), Some(TrustChain))
            },
            Some((Status::Pass, "by MTA-STS, its certificate by its path")),
        ),
        (
            "Q01 only before TLS",
            RequireTls {
                offered_in_the_clear: true,
                offered_inside_tls: false,
                ..offered
            },
            Some((Status::Warn, "not inside TLS")),
        ),
        (
            "Q01 no TLS",
            RequireTls {
                offered_in_the_clear: true,
                ..RequireTls::default()
            },
            Some((Status::Note, "nothing was seen")),
        ),
        (
            "Q05 no name",
            with(None, Some(TrustChain)),
            Some((Status::Note, "neither DNSSEC nor an MTA-STS policy")),
        ),
        (
            "Q05 no certificate",
            with(Some(Dnssec), None),
            Some((Status::Note, "neither a path to a trust anchor nor DANE")),
        ),
        (
            "Q04 neither",
            with(None, None),
            Some((Status::Note, "5.7.30")),
        ),
        (
            "Q06",
            RequireTls {
                ruled_out: true,
                ..offered
            },
            Some((Status::Note, "TLS-Required: No")),
        ),
    ] {
        let verdict = require_tls(&facts);
        let Some((status, words)) = expected else {
            assert_eq!(verdict, None, "{case}");
            continue;
        };
        let verdict = verdict.unwrap_or_else(|| panic!("{case}"));
        assert_eq!(verdict.status, status, "{case}");
        assert!(verdict.reason.contains(words), "{case}: {}", verdict.reason);
        assert_eq!(verdict.exit, ExitCode::Success, "{case}");
        let due = status == Status::Warn || case.starts_with("Q05") || case.starts_with("Q04");
        assert_eq!(verdict.fix.is_some(), due, "{case}");
    }
}
