//! The wish for TLS reports, judged.

use crate::dns::{DnssecStatus, DomainName, NoAnswer, Trail};
use crate::exit::ExitCode;
use crate::judge::{Check, Status, tls_rpt};
use crate::tls_rpt::{TlsRpt, TlsRptRecords, read_records};

fn found(records: Result<TlsRptRecords, NoAnswer>) -> TlsRpt {
    TlsRpt {
        domain: DomainName::parse("d.test").unwrap(),
        records,
        trail: Trail {
            owner: "_smtp._tls.d.test".to_owned(),
            record_type: "TXT",
            aliases: Vec::new(),
            status: DnssecStatus::Indeterminate,
            reason: None,
            opinion: None,
        },
    }
}

#[test]
fn r01_to_r09_records_are_judged() {
    use Status::{NotTested, Note, Pass, Warn};
    let good = "v=TLSRPTv1; rua=mailto:x@d.test";
    // The statuses in order, and words of the last verdict.
    for (case, records, has_policy, statuses, words) in [
        (
            "R01",
            &[good][..],
            true,
            &[Pass][..],
            "reports go to mailto:x@d.test",
        ),
        (
            "R02",
            &["v=TLSRPTv1; rua=mailto:x@d.test, https://d.test/"],
            true,
            &[Pass],
            "mailto:x@d.test, https://d.test/",
        ),
        ("R04", &[], false, &[Note], "no TLSRPT"),
        (
            "R05",
            &["v=TLSRPTv2; rua=mailto:x@d.test"],
            true,
            &[Warn],
            "version is not TLSRPTv1",
        ),
        (
            "R05 semicolon",
            &["v=TLSRPTv1 rua=mailto:x@d.test"],
            true,
            &[Warn],
            "no semicolon",
        ),
        ("two", &[good, good], true, &[Warn], "2 TLSRPT records"),
        (
            "R06 no rua",
            &["v=TLSRPTv1;"],
            true,
            &[Warn],
            "it has no rua",
        ),
        (
            "R06 empty",
            &["v=TLSRPTv1; rua="],
            true,
            &[Warn],
            "is empty",
        ),
        (
            "R06 no scheme",
            &["v=TLSRPTv1; rua=x@d.test"],
            true,
            &[Warn],
            "has no scheme",
        ),
        (
            "R06 percent",
            &["v=TLSRPTv1; rua=mailto:%x@d.test"],
            true,
            &[Warn],
            "every %",
        ),
        (
            "R06 http",
            &["v=TLSRPTv1; rua=http://d.test/"],
            true,
            &[Warn, Warn],
            "not encrypted",
        ),
        (
            "R06 one of two",
            &["v=TLSRPTv1; rua=http://d.test/,mailto:x@d.test"],
            true,
            &[Pass, Warn],
            "not encrypted",
        ),
        (
            "R08",
            &["v=TLSRPTv1; rua=mailto:x@d.test; rua=mailto:y@d.test"],
            true,
            &[Pass, Warn],
            "more than once",
        ),
        ("R09", &[], true, &[Note], "nobody reports"),
        (
            "R09 reverse",
            &[good],
            false,
            &[Pass, Note],
            "neither MTA-STS nor DANE",
        ),
    ] {
        let records: Vec<_> = records.iter().map(|it| it.as_bytes().to_vec()).collect();
        let verdicts = tls_rpt(&found(Ok(read_records(&records))), has_policy);
        let found: Vec<_> = verdicts.iter().map(|verdict| verdict.status).collect();
        assert_eq!(found, statuses, "{case}: {verdicts:?}");
        let last = verdicts.last().unwrap();
        assert!(last.reason.contains(words), "{case}: {}", last.reason);
        for verdict in &verdicts {
            assert_eq!(
                (verdict.check, verdict.exit),
                (Check::TlsRpt, ExitCode::Success),
                "{case}"
            );
            let due = verdict.status == Warn || case.starts_with("R09");
            assert_eq!(
                verdict.fix.is_some(),
                due && verdict.status != Pass,
                "{case}: {verdict:?}"
            );
        }
    }
    let verdicts = tls_rpt(&found(Err(NoAnswer::ServFail)), true);
    assert_eq!(verdicts[0].status, NotTested);
}
