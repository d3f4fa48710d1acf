//! Records and policies, judged.

use super::support::{GOOD, NOW, fetched, found, name, no_anchors, report, response, says, terms};
use crate::dns::NoAnswer;
use crate::judge::Status::{Fail, NotTested, Note, Pass, Warn};
use crate::judge::check::ResultType;
use crate::judge::mta_sts::{NoPolicy, OnDomain, StsState, domain};
use crate::judge::{Level, Verdict};
use crate::mta_sts::{MtaSts, Policy, PolicySource};

const RECORD: &str = "v=STSv1; id=1";

fn judged_at(level: Level, found: &MtaSts, mx: &[&str]) -> OnDomain {
    let mx: Vec<_> = mx.iter().map(|host| name(host)).collect();
    domain(found, &terms(level, &no_anchors(), &mx))
}

fn judged(found: &MtaSts, mx: &[&str]) -> OnDomain {
    judged_at(Level::Verify, found, mx)
}

/// A good record, and this policy.
fn policy(text: &str) -> MtaSts {
    found(&[RECORD], fetched(response(text)))
}

/// The statuses, without that of the pass.
fn troubles(verdicts: &[Verdict]) -> Vec<crate::judge::Status> {
    let troubles = verdicts.iter().filter(|it| it.status != Pass);
    troubles.map(|verdict| verdict.status).collect()
}

#[test]
fn s01_s15_a_good_policy_is_in_force() {
    let on = judged(&policy(GOOD), &["mx1.sts.test", "a.back.test"]);
    says(
        &on.verdicts,
        Pass,
        &["enforce, id 1; hosts: mx1.sts.test, *.back.test; kept for 7 days"],
        "S15",
    );
    assert_eq!(on.verdicts.len(), 1);
    assert!(on.state.is_enforced());
    assert!(!on.state.passes_over(&name("mx1.sts.test")));
    assert!(on.state.passes_over(&name("mx9.sts.test")));
}

#[test]
fn records_decide_whether_there_is_a_policy() {
    for (case, records, status, words, why) in [
        (
            "S02",
            &[][..],
            Note,
            &["no MTA-STS", "_mta-sts.sts.test"][..],
            NoPolicy::NoRecord,
        ),
        (
            "S04",
            &[RECORD, RECORD],
            Fail,
            &["2 MTA-STS records"],
            NoPolicy::SeveralRecords,
        ),
        (
            "S05",
            &["v=spf1 -all"],
            Note,
            &["no MTA-STS"],
            NoPolicy::NoRecord,
        ),
        (
            "S06",
            &["id=1; v=STSv1;"],
            Warn,
            &["does not begin with \"v=STSv1;\""],
            NoPolicy::NoRecord,
        ),
        (
            "S07 version",
            &["v=STSv12; id=1"],
            Warn,
            &["version is not STSv1"],
            NoPolicy::NoRecord,
        ),
        (
            "S07 case",
            &["v=stsv1; id=1"],
            Warn,
            &["in these letters"],
            NoPolicy::NoRecord,
        ),
        (
            "S07 semicolon",
            &["v=STSv1 id=1"],
            Warn,
            &["no semicolon"],
            NoPolicy::NoRecord,
        ),
        (
            "S07 blank",
            &["v=STSv1 ; id=1"],
            Warn,
            &["a blank stands between"],
            NoPolicy::NoRecord,
        ),
        (
            "S09",
            &["v=STSv1; id=a-b"],
            Fail,
            &["not well-formed", "'-'"],
            NoPolicy::MalformedRecord,
        ),
        (
            "S11",
            &["v=STSv1; id=1;;"],
            Fail,
            &["two of its semicolons"],
            NoPolicy::MalformedRecord,
        ),
        (
            "S59",
            &["v=STSv1; id=\u{fc}"],
            Fail,
            &["0xc3 in it is no US-ASCII"],
            NoPolicy::MalformedRecord,
        ),
    ] {
        let facts = found(records, PolicySource::NotFetched);
        let on = judged(&facts, &[]);
        let verdict = says(&on.verdicts, status, words, case);
        assert_eq!(on.state, StsState::NoPolicy(why), "{case}");
        // RFC 8461 §6 has no report where no valid record stands.
        assert_eq!(report(verdict), (None, None), "{case}");
        // Who demands no trust is told, and no more.
        let may = judged_at(Level::May, &facts, &[]);
        says(
            &may.verdicts,
            if status == Fail { Warn } else { status },
            words,
            case,
        );
    }
}

#[test]
fn s09_the_fix_is_the_whole_record() {
    let on = judged(&found(&["v=STSv1; id="], PolicySource::NotFetched), &[]);
    let fix = on.verdicts[0].fix.as_deref();
    assert_eq!(
        fix,
        Some("publish the record _mta-sts.sts.test. TXT \"v=STSv1; id=20261118110640Z;\"")
    );
}

#[test]
fn s03_a_lookup_that_fails_says_nothing() {
    let facts = MtaSts {
        records: Err(NoAnswer::ServFail),
        ..found(&[], PolicySource::NotFetched)
    };
    let on = judged(&facts, &[]);
    says(
        &on.verdicts,
        NotTested,
        &["SERVFAIL", "in its cache"],
        "S03",
    );
    assert!(matches!(on.state, StsState::Unknown(_)), "{:?}", on.state);
    assert_eq!(on.verdicts.len(), 1);
}

#[test]
fn s60_a_second_id_is_told() {
    let facts = found(&["v=STSv1; id=1; id=2"], fetched(response(GOOD)));
    let on = judged(&facts, &["mx1.sts.test", "a.back.test"]);
    says(&on.verdicts, Warn, &["id more than once", "id=1"], "S60");
    assert!(on.state.is_enforced());
}

#[test]
fn faulty_policies_are_as_none() {
    for (case, old, new, words) in [
        (
            "S24",
            "mode: enforce",
            "mode enforce",
            "line 2: the line \"mode enforce\"",
        ),
        ("S25", "STSv1", "STSv2", "line 1: the version is \"STSv2\""),
        ("S26", "enforce", "off", "line 2: the mode is \"off\""),
        ("S26 missing", "mode: enforce\n", "", "mode is missing"),
        ("S27", "604800", "abc", "line 5: max_age is \"abc\""),
        (
            "S31",
            "mx: mx1.sts.test\nmx: *.back.test\n",
            "",
            "no mx line",
        ),
        ("S36", "mx1", "m\u{fc}", "is not in A-labels"),
    ] {
        let on = judged(&policy(&GOOD.replace(old, new)), &["mx1.sts.test"]);
        let verdict = says(&on.verdicts, Fail, &["the policy is invalid", words], case);
        assert_eq!(
            report(verdict),
            (Some(ResultType::StsPolicyInvalid), None),
            "{case}"
        );
        assert_eq!(on.state, StsState::NoPolicy(NoPolicy::Invalid), "{case}");
        assert_eq!(on.state.policy(), None, "{case}");
        let fix = verdict.fix.as_deref().unwrap();
        match case {
            "S36" => assert_eq!(fix, "line 3: write \"mx: xn--m-eha.sts.test\""),
            _ => assert!(fix.contains("\"mx: mx1.sts.test\""), "{case}: {fix}"),
        }
    }
}

#[test]
fn s26_the_policy_as_it_should_be_is_whole() {
    let on = judged(
        &policy("mode: enforce\n"),
        &["mx2.sts.test", "mx1.sts.test"],
    );
    let proposal = &on.proposal;
    assert_eq!(
        proposal.policy,
        "version: STSv1\r\nmode: enforce\r\nmx: mx2.sts.test\r\nmx: mx1.sts.test\r\nmax_age: 604800\r\n"
    );
    assert_eq!(
        proposal.url,
        "https://mta-sts.sts.test/.well-known/mta-sts.txt"
    );
    let read = Policy::read(proposal.policy.as_bytes());
    assert_eq!((read.faults, read.remarks), (Vec::new(), Vec::new()));
}

#[test]
fn remarks_leave_a_policy_in_force() {
    let hosts = ["mx1.sts.test", "a.back.test"];
    for (case, text, status, words) in [
        (
            "S24 blank",
            format!("{GOOD}\n"),
            Warn,
            "line 6: a blank line",
        ),
        (
            "S24 leading",
            GOOD.replace("mode", " mode"),
            Warn,
            "line 2: blanks before the key",
        ),
        ("S28", GOOD.replace("604800", "0"), Note, "not at all"),
        (
            "S30 hours",
            GOOD.replace("604800", "3600"),
            Warn,
            "after 1 hour",
        ),
        (
            "S30 less than a week",
            GOOD.replace("604800", "86400"),
            Note,
            "1 day",
        ),
        (
            "S30 above the maximum",
            GOOD.replace("604800", "31557601"),
            Warn,
            "is the maximum",
        ),
        (
            "S31 misspelt",
            format!("{GOOD}nmx: x.test\n"),
            Warn,
            "mx may be meant",
        ),
        (
            "S33",
            format!("{GOOD}foo: bar\n"),
            Note,
            "the key foo is not known",
        ),
        (
            "S34",
            format!("{GOOD}mode: none\n"),
            Warn,
            "mode is there again",
        ),
        (
            "S39",
            GOOD.replace("mx1.sts.test", "mx1.sts.test."),
            Warn,
            "ends with a dot",
        ),
    ] {
        let on = judged(&policy(&text), &hosts);
        says(&on.verdicts, status, &[words], case);
        assert!(on.state.is_enforced(), "{case}");
        assert_eq!(troubles(&on.verdicts), [status], "{case}");
    }
    let good = judged(&policy(&GOOD.replace("604800", "31557600")), &hosts);
    assert_eq!(troubles(&good.verdicts), []); // S30
}

#[test]
fn s26_s32_s63_mode_none_is_as_no_policy() {
    for (case, text, record) in [
        ("S32", "version: STSv1\nmode: none\nmax_age: 60\n", RECORD),
        (
            "S63",
            "mode: none\nmx: elsewhere.test\nnonsense\n",
            "v=STSv1; id=1; id=2",
        ),
    ] {
        let on = judged(
            &found(&[record], fetched(response(text))),
            &["mx1.sts.test"],
        );
        assert_eq!(on.state, StsState::Off, "{case}");
        assert!(!on.state.passes_over(&name("mx1.sts.test")), "{case}");
        let verdict = says(&on.verdicts, Note, &["mode is none"], case);
        assert_eq!(
            (on.verdicts.len(), report(verdict)),
            (1, (None, None)),
            "{case}"
        );
    }
}

#[test]
fn s40_s41_s56_dns_and_policy_stand_side_by_side() {
    let testing = GOOD.replace("enforce", "testing");
    let mismatch = (
        Some(ResultType::ValidationFailure),
        Some("mtasts-policy-mx-mismatch"),
    );
    for (case, text, hosts, status, words) in [
        (
            "S40 one",
            GOOD,
            ["mx1.sts.test", "mx2.sts.test"],
            Warn,
            "does not list mx2.sts.test",
        ),
        (
            "S41 all",
            GOOD,
            ["mx2.sts.test", "mx3.sts.test"],
            Fail,
            "look for a newer policy and try again",
        ),
        (
            "S40 testing",
            &testing,
            ["mx1.sts.test", "mx2.sts.test"],
            Warn,
            "once it is enforced",
        ),
    ] {
        let on = judged(&policy(text), &hosts);
        let verdict = says(&on.verdicts, status, &[words], case);
        assert_eq!(report(verdict), mismatch, "{case}");
        assert!(
            verdict
                .fix
                .as_deref()
                .unwrap()
                .contains("\"mx: mx2.sts.test\""),
            "{case}"
        );
        assert_eq!(
            on.state.passes_over(&name("mx2.sts.test")),
            text == GOOD,
            "{case}"
        );
    }
    let mut table = judged(&policy(GOOD), &["mx1.sts.test", "mx2.sts.test"])
        .table
        .unwrap();
    table.note_certificate(&name("mx2.sts.test"), false);
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| {
            (
                row.name.as_str(),
                row.in_dns,
                row.pattern.as_deref(),
                row.certificate_matches,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("mx1.sts.test", true, Some("mx1.sts.test"), None),
            ("mx2.sts.test", true, None, Some(false)),
            ("*.back.test", false, Some("*.back.test"), None),
        ]
    );
    let on = judged(&policy(GOOD), &["mx1.sts.test"]);
    says(
        &on.verdicts,
        Note,
        &["*.back.test", "no MX host of the domain"],
        "S56",
    );
    // Where DNS is not known, nothing is compared.
    assert_eq!(troubles(&judged(&policy(GOOD), &[]).verdicts), []);
}

#[test]
fn s57_a_long_test_is_told() {
    for (mode, days, told) in [
        ("testing", 91, true),
        ("testing", 89, false),
        ("enforce", 91, false),
    ] {
        let mut answer = response(&GOOD.replace("enforce", mode));
        answer.last_modified = Some(NOW - days * 86_400);
        let on = judged(
            &found(&[RECORD], fetched(answer)),
            &["mx1.sts.test", "a.back.test"],
        );
        assert_eq!(
            troubles(&on.verdicts),
            vec![Note; usize::from(told)],
            "{mode} {days}"
        );
        if told {
            says(&on.verdicts, Note, &["testing for at least 91 days"], "S57");
        }
    }
}

#[test]
fn s15_a_file_is_judged_before_it_is_published() {
    let file = |text: &str| PolicySource::File("p.txt".to_owned(), Policy::read(text.as_bytes()));
    let on = judged(&found(&[], file(GOOD)), &["mx1.sts.test", "a.back.test"]);
    says(&on.verdicts, Note, &["no MTA-STS"], "no record yet");
    says(
        &on.verdicts,
        Note,
        &["the file p.txt and not fetched"],
        "the file",
    );
    assert!(on.state.is_enforced());
    let on = judged(&found(&[], file("x")), &[]);
    says(&on.verdicts, Fail, &["invalid"], "a bad file");
}
