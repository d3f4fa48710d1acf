//! Several records: which count, which are odd, and each told.

use super::scene::*;
use crate::certificate::forge::Authority;
use crate::exit::ExitCode;
use crate::judge::{ResultType, Status, Trust};

const PASSES: (Status, ExitCode, Option<ResultType>) = (Status::Pass, ExitCode::Success, None);

#[test]
fn d45_every_record_is_told() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let scene = Scene::new(
        &[
            stranger(2, 0, 1),
            record(&own, 3, 1, 1),
            record(&own, 3, 0, 1),
            stranger(4, 1, 1),
        ],
        &[&own, &root.certificate],
    );
    let judged = scene.ends("D45", (PASSES.0, PASSES.1, PASSES.2, &["3 1 1"]));
    says(
        &judged,
        Status::Pass,
        &["3 1 1", "matches the end-entity key"],
    );
    says(
        &judged,
        Status::Pass,
        &["3 0 1", "matches the end-entity certificate"],
    );
    says(
        &judged,
        Status::Note,
        &[
            "2 0 1 abababab...abab matches nothing that was sent",
            "remove the record, or send the certificate of that CA",
        ],
    );
    says(
        &judged,
        Status::Note,
        &["4 1 1 abababab...abab is unusable: the usage 4 is not known"],
    );
    let none = Scene::new(&[stranger(3, 1, 1), stranger(2, 0, 1)], &[&own]);
    let judged = none.ends(
        "D45 none",
        (
            Status::Fail,
            ExitCode::Dane,
            Some(ResultType::CertificateNotTrusted),
            &["none of the 2 TLSA records that count matches what was sent"],
        ),
    );
    says(
        &judged,
        Status::Note,
        &["3 1 1 abababab...abab matches nothing"],
    );
    says(
        &judged,
        Status::Note,
        &["2 0 1 abababab...abab matches nothing"],
    );
}

#[test]
fn d40_d41_schemes_of_rollover_are_recognised() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let own = ca.issue();
    let chain = [&own, &ca.certificate, &root.certificate];
    let current = record(&own, 3, 1, 1);
    let scene = Scene::new(&[stranger(3, 1, 1), current.clone()], &chain);
    let judged = scene.ends(
        "D40",
        (
            PASSES.0,
            PASSES.1,
            PASSES.2,
            &["matches the end-entity key"],
        ),
    );
    says(&judged, Status::Note, &["scheme: current and next key"]);
    says(
        &judged,
        Status::Note,
        &["3 1 1 abababab...abab matches nothing", "next key"],
    );

    let scene = Scene::new(&[current.clone(), record(&ca.certificate, 2, 1, 1)], &chain);
    let judged = scene.ends("D41", (PASSES.0, PASSES.1, PASSES.2, &[]));
    says(
        &judged,
        Status::Note,
        &["scheme: current key and issuing CA"],
    );

    for (case, records, chain) in [
        // A CA that did not issue this chain, even if it was sent.
        (
            "D41 stranger",
            vec![
                current.clone(),
                record(&Authority::root("Other").certificate, 2, 1, 1),
            ],
            chain.to_vec(),
        ),
        // The same certificate twice.
        (
            "D41 itself",
            vec![current.clone(), record(&own, 2, 1, 1)],
            chain.to_vec(),
        ),
        (
            "D40 other fields",
            vec![current.clone(), stranger(3, 0, 1)],
            chain.to_vec(),
        ),
        (
            "D42",
            vec![current.clone(), current.clone()],
            chain.to_vec(),
        ),
        ("D01", vec![current.clone()], chain.to_vec()),
    ] {
        let judged = Scene::new(&records, &chain).ends(case, (PASSES.0, PASSES.1, PASSES.2, &[]));
        never(&judged, &["scheme:"]);
    }
}

#[test]
fn d42_d60_d61_odd_records_are_warned_of() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let chain = [&own, &root.certificate];
    let current = record(&own, 3, 1, 1);
    for (case, records, words) in [
        (
            "D42",
            vec![current.clone(), current.clone()],
            Some("is there twice, which is no rollover"),
        ),
        (
            "D60",
            vec![record(&own, 3, 1, 2)],
            Some("all usable TLSA records are SHA2-512(2)"),
        ),
        (
            "D60 with SHA2-256",
            vec![record(&own, 3, 1, 2), current.clone()],
            None,
        ),
        (
            "D61",
            vec![record(&own, 3, 0, 0)],
            Some("in full, where a digest should be"),
        ),
        (
            "D61",
            vec![record(&own, 3, 1, 0)],
            Some("in full, where a digest should be"),
        ),
        (
            "D61",
            vec![record(&root.certificate, 2, 0, 0)],
            Some("in full, where a digest should be"),
        ),
        (
            "D17 beside others",
            vec![current.clone(), stranger(1, 1, 1)],
            Some("is of the usage PKIX-EE(1), which should not be published"),
        ),
        ("D01", vec![current.clone()], None),
        ("D40", vec![current.clone(), stranger(3, 1, 1)], None),
    ] {
        let judged = Scene::new(&records, &chain).ends(case, (PASSES.0, PASSES.1, PASSES.2, &[]));
        match words {
            Some(words) => says(&judged, Status::Warn, &[words]),
            None => assert!(
                judged.verdicts.iter().all(|it| it.status != Status::Warn),
                "{case}: {judged:#?}"
            ),
        }
        assert_eq!(judged.trust, Some(Trust::Verified), "{case}");
    }
}

/// RFC 7671 §9: of several digests only the strongest counts, whole keys always.
#[test]
fn d60_only_the_strongest_digest_counts() {
    let own = Authority::root("Lab Root").issue();
    let (weak, strong, full) = (
        record(&own, 3, 1, 1),
        record(&own, 3, 1, 2),
        record(&own, 3, 1, 0),
    );
    for (case, records, passes) in [
        ("both right", vec![weak.clone(), strong.clone()], true),
        (
            "the strong one right",
            vec![stranger(3, 1, 1), strong.clone()],
            true,
        ),
        (
            "the weak one right",
            vec![weak.clone(), stranger(3, 1, 2)],
            false,
        ),
        ("the whole key right", vec![full, stranger(3, 1, 2)], true),
        (
            "another selector",
            vec![weak.clone(), stranger(3, 0, 2)],
            true,
        ),
        ("another usage", vec![weak.clone(), stranger(2, 1, 2)], true),
        (
            "an unusable strong one",
            vec![
                weak.clone(),
                crate::dane::Tlsa {
                    data: vec![0; 32],
                    ..strong.clone()
                },
            ],
            true,
        ),
    ] {
        let scene = Scene::new(&records, &[&own]);
        let judged = match passes {
            true => scene.ends(case, (PASSES.0, PASSES.1, PASSES.2, &[])),
            false => scene.ends(
                case,
                (
                    Status::Fail,
                    ExitCode::Dane,
                    Some(ResultType::CertificateNotTrusted),
                    &["one with a weaker digest would, and does not count"],
                ),
            ),
        };
        assert_eq!(judged.trust == Some(Trust::Verified), passes, "{case}");
        if case.ends_with("one right") {
            says(&judged, Status::Note, &["3 1 1", "does not count"]);
        }
    }
}

#[test]
fn no_zone_makes_the_judgement_endless() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let mut records = vec![record(&own, 3, 1, 1)];
    records.extend(std::iter::repeat_n(record(&root.certificate, 2, 1, 0), 150));
    let scene = Scene::new(&records, &[&own, &root.certificate]);
    let judged = scene.ends("D45 many", (PASSES.0, PASSES.1, PASSES.2, &[]));
    let mut records = vec![stranger(3, 1, 1); 150];
    records.push(record(&own, 3, 1, 1));
    let scene = Scene::new(&records, &[&own, &root.certificate]);
    let words = [
        "none of the first 100 TLSA records",
        "51 more were not looked at",
    ];
    scene.ends(
        "D45 too many",
        (Status::NotTested, ExitCode::Success, None, &words),
    );
    says(
        &judged,
        Status::Warn,
        &["there are 51 more TLSA records than are looked at"],
    );
}
