//! Records of the server's own certificate or key.

use super::scene::*;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, DAY, NOW, self_signed_with, valid};
use crate::exit::ExitCode;
use crate::judge::{Level, ResultType, Status, Trust};
use crate::tls::HandshakeSignature;

#[test]
fn d01_d03_a_record_of_the_server_verifies_it() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    for (selector, matching, part) in [
        (1, 1, "key"),
        (0, 1, "certificate"),
        (0, 2, "certificate"),
        (1, 2, "key"),
        (0, 0, "certificate"),
        (1, 0, "key"),
    ] {
        let record = record(&own, 3, selector, matching);
        let scene = Scene::new(std::slice::from_ref(&record), &[&own, &root.certificate]);
        let case = format!("D03 3 {selector} {matching}");
        let words = format!("{} matches the end-entity {part}", record.shortened());
        let judged = scene.ends(&case, (Status::Pass, ExitCode::Success, None, &[&words]));
        assert_eq!(judged.trust, Some(Trust::Verified), "{case}");
        assert!(judged.policy.demands_authentication(), "{case}");
        // One octet less right, and nothing is left of it.
        let mut wrong = record;
        let last = wrong.data.last_mut().expect("data");
        *last ^= 1;
        let judged = Scene::new(&[wrong], &[&own, &root.certificate]).judged();
        assert_ne!(judged.trust, Some(Trust::Verified), "{case}");
    }
}

#[test]
fn d02_no_record_matches() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let scene = Scene::new(&[stranger(3, 1, 1)], &[&own, &root.certificate]);
    let expected = (
        Status::Fail,
        ExitCode::Dane,
        Some(ResultType::CertificateNotTrusted),
        &["the TLSA record 3 1 1 abababab...abab matches nothing that was sent"][..],
    );
    let judged = scene.ends("D02", expected);
    assert_eq!(judged.trust, Some(Trust::Untrusted));
    assert_eq!(judged.verdicts[0].reason_code, Some("dane-no-match"));
    let publish = format!(
        "publish _25._tcp.mx.example.com. IN TLSA {}, and remove 3 1 1 abababab...abab, unless",
        record(&own, 3, 1, 1)
    );
    says(&judged, Status::Fail, &[&publish]);
    for (level, status, exit) in [
        (Level::May, Status::Warn, ExitCode::Success),
        (Level::Encrypt, Status::Warn, ExitCode::Success),
        (Level::Dane, Status::Fail, ExitCode::Dane),
        (Level::Secure, Status::Fail, ExitCode::Dane),
    ] {
        let scene = scene.clone().with(|it| it.level = level);
        let expected = (
            status,
            exit,
            Some(ResultType::CertificateNotTrusted),
            &[][..],
        );
        scene.ends("D02 by level", expected);
    }
}

#[test]
fn d04_d05_d06_dates_names_and_issuers_do_not_count() {
    let root = Authority::root("Lab Root");
    let expired = root.issue_with(|params| valid(params, -90, -1));
    let other = root.issue_with(|params| {
        params.subject_alt_names = vec![rcgen::SanType::DnsName(
            "www.other.test".try_into().expect("a name"),
        )];
    });
    let alone = self_signed_with(|_| ());
    for (case, own, note) in [
        ("D04", &expired, Some("expired 1 day ago")),
        (
            "D05",
            &other,
            Some("is for www.other.test, not for mx.example.com"),
        ),
        ("D06", &alone, None),
    ] {
        let scene = Scene::new(&[record(own, 3, 1, 1)], &[own]);
        let judged = scene.ends(
            case,
            (Status::Pass, ExitCode::Success, None, &["end-entity"]),
        );
        assert_eq!(judged.trust, Some(Trust::Verified), "{case}");
        match note {
            Some(words) => says(
                &judged,
                Status::Note,
                &[words, "DANE-EE(3) does not look at"],
            ),
            None => assert_eq!(judged.verdicts.len(), 1, "{:#?}", judged.verdicts),
        }
    }
}

#[test]
fn a_record_of_the_server_that_matches_its_ca_does_not_count() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let scene = Scene::new(
        &[record(&root.certificate, 3, 0, 1)],
        &[&own, &root.certificate],
    );
    let words = [
        "speaks of the server's own certificate, and matches that of CN=Lab Root instead, at depth 1",
    ];
    scene.ends(
        "D02",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::CertificateNotTrusted),
            &words,
        ),
    );
}

#[test]
fn d24_the_digest_of_nothing_is_hinted_at() {
    let own = Authority::root("Lab Root").issue();
    let nothing = "3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let scene = Scene::new(&[nothing.parse().expect("a record")], &[&own]);
    let expected = (
        Status::Fail,
        ExitCode::Dane,
        Some(ResultType::CertificateNotTrusted),
        &["digest of nothing", "empty file"][..],
    );
    let judged = scene.ends("D24", expected);
    says(&judged, Status::Fail, &["make the record anew"]);
}

#[test]
fn nobody_is_authenticated_who_did_not_prove_to_hold_the_key() {
    let own = Authority::root("Lab Root").issue();
    let scene = Scene::new(&[record(&own, 3, 1, 1)], &[&own]);
    for (signature, expected) in [
        (
            Some(HandshakeSignature::Wrong),
            (
                Status::Fail,
                ExitCode::Dane,
                Some(ResultType::ValidationFailure),
                &["another key than its certificate's"][..],
            ),
        ),
        (
            Some(HandshakeSignature::NotChecked("Ed448".to_owned())),
            (
                Status::NotTested,
                ExitCode::Success,
                None,
                &["could not be checked: Ed448"][..],
            ),
        ),
        (
            None,
            (
                Status::NotTested,
                ExitCode::Success,
                None,
                &["could not be checked"][..],
            ),
        ),
    ] {
        let scene = scene.clone().with(|it| it.signature = signature);
        let judged = scene.ends("D01 signature", expected);
        assert_eq!(judged.trust, Some(Trust::Untrusted));
        assert_eq!(judged.is_unclear, expected.0 == Status::NotTested);
        assert!(judged.verdicts.iter().all(|it| it.status != Status::Pass));
    }
    let none = scene.with(|it| it.chain.clear());
    let expected = (
        Status::Fail,
        ExitCode::Dane,
        Some(ResultType::ValidationFailure),
        &["no certificate"][..],
    );
    none.ends("D01 without a certificate", expected);
}

#[test]
fn d43_each_kind_of_key_must_be_covered() {
    let root = Authority::root("Lab Root");
    let (ecdsa, rsa) = (root.issue(), root.issue());
    let scene = Scene::new(&[record(&ecdsa, 3, 1, 1)], &[&ecdsa]);
    let uncovered = scene
        .clone()
        .with(|it| it.others = vec![("RSA", Ok(vec![rsa.clone()]))]);
    let expected = (
        Status::Fail,
        ExitCode::Dane,
        Some(ResultType::CertificateNotTrusted),
        &["RSA: the TLSA record 3 1 1", "matches nothing"][..],
    );
    let judged = uncovered.ends("D43", expected);
    says(
        &judged,
        Status::Pass,
        &["ECDSA: 3 1 1", "matches the end-entity key"],
    );
    says(&judged, Status::Fail, &[&record(&rsa, 3, 1, 1).to_string()]);
    assert_eq!(
        judged.trust,
        Some(Trust::Verified),
        "this session was authenticated"
    );

    let covered = uncovered.with(|it| {
        it.search = published(&[record(&ecdsa, 3, 1, 1), record(&rsa, 3, 1, 1)]);
    });
    let judged = covered.judged();
    assert!(
        judged.verdicts.iter().all(|it| it.status != Status::Fail),
        "{judged:#?}"
    );

    let untested =
        scene.with(|it| it.others = vec![("RSA", Err("the server has none".to_owned()))]);
    let judged = untested.judged();
    says(
        &judged,
        Status::NotTested,
        &["RSA: ", "the server has none"],
    );
}

#[test]
fn a_key_that_cannot_be_read_is_not_called_another() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let malformed = Certificate::from_der(&own.der[..own.der.len() - 1]);
    for usage in [2, 3] {
        let scene = Scene::new(&[stranger(usage, 1, 1)], &[&malformed]);
        let words = ["cannot be judged here", "cannot be read"];
        let judged = scene.ends(
            "D02 not judged",
            (Status::NotTested, ExitCode::Success, None, &words),
        );
        assert_eq!(judged.trust, Some(Trust::Untrusted));
    }
    // The certificate as a whole needs no reading.
    let scene = Scene::new(&[record(&malformed, 3, 0, 1)], &[&malformed]);
    scene.ends("D03", (Status::Pass, ExitCode::Success, None, &[]));
    let scene = Scene::new(&[stranger(3, 0, 1)], &[&malformed]);
    let expected = (
        Status::Fail,
        ExitCode::Dane,
        Some(ResultType::CertificateNotTrusted),
        &["matches nothing"][..],
    );
    scene.ends("D02", expected);
}

#[test]
fn d49_at_another_moment_only_the_key_counts() {
    let own = Authority::root("Lab Root").issue();
    let scene = Scene::new(&[record(&own, 3, 1, 1)], &[&own]).with(|it| it.now = NOW + 400 * DAY);
    let judged = scene.ends("D49", (Status::Pass, ExitCode::Success, None, &[]));
    says(&judged, Status::Note, &["expired"]);
}
