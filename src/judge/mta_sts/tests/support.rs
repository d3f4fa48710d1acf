//! What the tests of MTA-STS share: facts made by hand, and what verdicts must be like.

use crate::dns::{DnssecStatus, DomainName, Trail};
use crate::exit::ExitCode;
use crate::judge::check::{Check, ResultType};
use crate::judge::mta_sts::Terms;
use crate::judge::{Level, Status, Verdict};
use crate::lab::Authority;
use crate::mta_sts::{Fetch, MtaSts, Policy, PolicySource, Response, read_records};
use crate::tls::{Anchor, Anchors};
use std::time::Duration;

/// A moment to judge at: 2026-11-18.
pub(super) const NOW: i64 = 1_795_000_000;

pub(super) const GOOD: &str =
    "version: STSv1\nmode: enforce\nmx: mx1.sts.test\nmx: *.back.test\nmax_age: 604800\n";

pub(super) fn name(name: &str) -> DomainName {
    DomainName::parse(name).unwrap()
}

/// No anchor at all.
pub(super) fn no_anchors() -> Anchors {
    Anchors {
        store_name: "the test store".to_owned(),
        anchors: Vec::new(),
        complaints: Vec::new(),
    }
}

/// The root of a lab.
pub(super) fn anchors(authority: &Authority) -> Anchors {
    let der = authority.root().clone();
    let trust_anchor = webpki::anchor_from_trusted_cert(&der).unwrap().to_owned();
    let anchor = Anchor {
        trust_anchor,
        der: Some(der),
    };
    Anchors {
        anchors: vec![anchor],
        ..no_anchors()
    }
}

pub(super) fn terms<'a>(level: Level, anchors: &'a Anchors, mx: &'a [DomainName]) -> Terms<'a> {
    Terms {
        level,
        anchors,
        mx,
        now: NOW,
    }
}

/// What is found at `sts.test` with these records and this policy.
pub(super) fn found(records: &[&str], source: PolicySource) -> MtaSts {
    let records: Vec<Vec<u8>> = records.iter().map(|it| it.as_bytes().to_vec()).collect();
    MtaSts {
        domain: name("sts.test"),
        records: Ok(read_records(&records)),
        trail: Trail {
            owner: "_mta-sts.sts.test".to_owned(),
            record_type: "TXT",
            aliases: Vec::new(),
            status: DnssecStatus::Indeterminate,
            reason: None,
            opinion: None,
        },
        source,
    }
}

/// A fetch that brought this answer.
pub(super) fn fetched(response: Response) -> PolicySource {
    let policy = match &response.body {
        Some(Ok(body)) => Some(Policy::read(body)),
        _ => None,
    };
    PolicySource::Fetched(Box::new(fetch(Ok(response))), policy)
}

pub(super) fn fetch(outcome: Result<Response, crate::mta_sts::FetchFault>) -> Fetch {
    Fetch {
        host: name("mta-sts.sts.test"),
        trails: Vec::new(),
        failed: Vec::new(),
        address: None,
        seen: None,
        handshake: None,
        outcome,
        took: Duration::ZERO,
    }
}

/// An answer with this policy.
pub(super) fn response(policy: &str) -> Response {
    Response {
        status: 200,
        content_type: Some(b"text/plain; charset=utf-8".to_vec()),
        location: None,
        last_modified: None,
        body: Some(Ok(policy.as_bytes().to_vec())),
    }
}

/// One verdict has this status and these words; a warning and a failure have a fix, a failure of MTA-STS its exit code.
#[track_caller]
pub(super) fn says<'a>(
    verdicts: &'a [Verdict],
    status: Status,
    words: &[&str],
    case: &str,
) -> &'a Verdict {
    let fits = |verdict: &&Verdict| {
        verdict.status == status && words.iter().all(|word| verdict.reason.contains(word))
    };
    let found = verdicts.iter().find(fits);
    let found = found.unwrap_or_else(|| panic!("{case}: {words:?} is not in {verdicts:#?}"));
    for verdict in verdicts {
        let due = matches!(verdict.status, Status::Warn | Status::Fail);
        assert!(
            !due || verdict.fix.is_some(),
            "{case}: no fix in {verdict:?}"
        );
        assert!(!verdict.reason.ends_with('.'), "{case}: {}", verdict.reason);
        let reason = &verdict.reason;
        assert!(
            reason.is_ascii() && !reason.contains('\n'),
            "{case}: {reason}"
        );
        assert_eq!(verdict.check, Check::MtaSts, "{case}");
        let exit = match verdict.status {
            Status::Fail => ExitCode::MtaSts,
            _ => ExitCode::Success,
        };
        assert_eq!(verdict.exit, exit, "{case}: {verdict:?}");
    }
    found
}

/// What a report would say of a verdict.
pub(super) fn report(verdict: &Verdict) -> (Option<ResultType>, Option<&'static str>) {
    (verdict.result_type, verdict.reason_code)
}
