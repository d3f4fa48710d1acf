//! Records of a CA.

use super::scene::*;
use crate::certificate::forge::{Authority, DAY, NOW, fixture, self_signed_with, valid};
use crate::exit::ExitCode;
use crate::judge::{ResultType, Status, Trust};
use rcgen::{BasicConstraints, CertificateParams, GeneralSubtree, IsCa, NameConstraints};

fn fails<'a>(result_type: ResultType, words: &'a [&'a str]) -> Expected<'a> {
    (Status::Fail, ExitCode::Dane, Some(result_type), words)
}

#[test]
fn d07_a_record_of_a_ca_that_was_sent_verifies() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let own = ca.issue();
    let chain = [&own, &ca.certificate, &root.certificate];
    for (anchor, depth) in [(&ca, 1), (&root, 2)] {
        for (selector, matching) in [(0, 1), (1, 1), (0, 2), (1, 2), (0, 0), (1, 0)] {
            let record = record(&anchor.certificate, 2, selector, matching);
            let case = format!("D07 2 {selector} {matching} at {depth}");
            let words = format!("{} matches the", record.shortened());
            let place = format!(
                "of the CA {} at depth {depth}, for the name mx.example.com",
                anchor.certificate
            );
            let scene = Scene::new(&[record], &chain);
            let judged = scene.ends(
                &case,
                (Status::Pass, ExitCode::Success, None, &[&words, &place]),
            );
            assert_eq!(judged.trust, Some(Trust::Verified), "{case}");
        }
    }
    // The order in which they are sent does not matter.
    let scene = Scene::new(
        &[record(&root.certificate, 2, 0, 1)],
        &[&own, &root.certificate, &ca.certificate],
    );
    scene.ends(
        "D07 order",
        (Status::Pass, ExitCode::Success, None, &["depth 1"]),
    );
}

#[test]
fn d08_the_name_must_match() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let scene = Scene::new(
        &[record(&root.certificate, 2, 0, 1)],
        &[&own, &root.certificate],
    )
    .with(|it| it.references = vec![name("mx2.example.com"), name("example.com")]);
    let words = [
        "matches a CA, but the certificate is for mx.example.com, not for mx2.example.com, nor for example.com",
    ];
    let judged = scene.ends("D08", fails(ResultType::CertificateHostMismatch, &words));
    assert_eq!(judged.trust, Some(Trust::Untrusted));
    says(
        &judged,
        Status::Fail,
        &["get a certificate with mx2.example.com or example.com in its subjectAltName"],
    );
}

#[test]
fn d09_d49_dates_count_up_to_the_ca_itself() {
    let root = Authority::root("Lab Root");
    let old_root = Authority::root_with("Old Root", |params| valid(params, -900, -2));
    let ca = root.intermediate("Lab CA");
    let old_ca = root.intermediate_with("Old CA", |params| valid(params, -900, -3));
    let expired = ca.issue_with(|params| valid(params, -90, -1));
    let future = ca.issue_with(|params| valid(params, 1, 90));
    let (own, under_old, under_old_root) = (ca.issue(), old_ca.issue(), old_root.issue());
    let at_root = record(&root.certificate, 2, 0, 1);
    for (case, record, chain, words, result_type) in [
        (
            "D09 end entity",
            at_root.clone(),
            vec![&expired, &ca.certificate, &root.certificate],
            "CN=mx.example.com expired 1 day ago",
            ResultType::CertificateExpired,
        ),
        (
            "D09 not yet valid",
            at_root.clone(),
            vec![&future, &ca.certificate, &root.certificate],
            "CN=mx.example.com is not valid until",
            ResultType::ValidationFailure,
        ),
        (
            "D09 intermediate",
            at_root.clone(),
            vec![&under_old, &old_ca.certificate, &root.certificate],
            "CN=Old CA expired 3 days ago",
            ResultType::CertificateExpired,
        ),
        (
            "D09 the CA itself",
            self::record(&old_root.certificate, 2, 1, 1),
            vec![&under_old_root, &old_root.certificate],
            "CN=Old Root expired 2 days ago on 2026-11-19, which is the CA's own certificate: OpenSSL, and so Postfix, refuses it",
            ResultType::CertificateExpired,
        ),
        (
            "D09 the CA itself, out of the record",
            self::record(&old_root.certificate, 2, 0, 0),
            vec![&under_old_root],
            "CN=Old Root expired 2 days ago",
            ResultType::CertificateExpired,
        ),
    ] {
        let judged = Scene::new(&[record], &chain).ends(case, fails(result_type, &[words]));
        assert_eq!(judged.trust, Some(Trust::Untrusted), "{case}");
    }
    let good = Scene::new(&[at_root], &[&own, &ca.certificate, &root.certificate]);
    good.ends("D49 now", (Status::Pass, ExitCode::Success, None, &[]));
    let later = good.with(|it| it.now = NOW + 40 * DAY);
    later.ends(
        "D49 later",
        fails(ResultType::CertificateExpired, &["expired 1 day ago"]),
    );
}

#[test]
fn d10_the_ca_must_be_sent() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let own = ca.issue();
    for (selector, matching) in [(0, 1), (1, 1), (0, 2), (1, 2)] {
        let record = record(&root.certificate, 2, selector, matching);
        let scene = Scene::new(&[record], &[&own, &ca.certificate]);
        let words = [
            "matches nothing that was sent",
            "the server must send the certificate of the CA",
        ];
        let judged = scene.ends("D10", fails(ResultType::CertificateNotTrusted, &words));
        says(
            &judged,
            Status::Fail,
            &[
                "add the CA's certificate to the end of the server's certificate file",
                "_25._tcp.mx.example.com. IN TLSA 3 1 1 ",
            ],
        );
    }
    // Only a record that holds the whole certificate makes up for it.
    let full = record(&root.certificate, 2, 0, 0);
    let scene = Scene::new(&[full], &[&own, &ca.certificate]);
    let judged = scene.ends(
        "D10 2 0 0",
        (
            Status::Pass,
            ExitCode::Success,
            None,
            &["holds the certificate of the CA CN=Lab Root"],
        ),
    );
    assert_eq!(judged.trust, Some(Trust::Verified));
    says(&judged, Status::Note, &["was not sent", "as they must"]);
    let other = Authority::root("Lab Root");
    let scene = Scene::new(
        &[record(&other.certificate, 2, 0, 0)],
        &[&own, &ca.certificate],
    );
    scene.ends(
        "D10 2 0 0 of another key",
        fails(
            ResultType::CertificateNotTrusted,
            &["does not verify with the key"],
        ),
    );
}

#[test]
fn d12_a_bare_key_verifies_what_it_signed() {
    let root = Authority::root("Lab Root");
    let ca = root.intermediate("Lab CA");
    let (own, direct) = (ca.issue(), root.issue());
    let key = record(&root.certificate, 2, 1, 0);
    for chain in [vec![&own, &ca.certificate], vec![&direct]] {
        let scene = Scene::new(std::slice::from_ref(&key), &chain);
        let judged = scene.ends(
            "D12",
            (
                Status::Pass,
                ExitCode::Success,
                None,
                &["holds the key that signed", "for the name mx.example.com"],
            ),
        );
        assert_eq!(judged.trust, Some(Trust::Verified));
        says(&judged, Status::Warn, &["the server must send it"]);
    }
    let stranger = record(&Authority::root("Lab Root").certificate, 2, 1, 0);
    let scene = Scene::new(&[stranger], &[&own, &ca.certificate]);
    scene.ends(
        "D12 another key",
        fails(ResultType::CertificateNotTrusted, &["matches nothing"]),
    );
    let expired = root.issue_with(|params| valid(params, -90, -1));
    let scene = Scene::new(std::slice::from_ref(&key), &[&expired]);
    scene.ends(
        "D12 expired",
        fails(ResultType::CertificateExpired, &["expired"]),
    );
    let scene =
        Scene::new(&[key], &[&direct]).with(|it| it.references = vec![name("mx.other.test")]);
    scene.ends(
        "D12 name",
        fails(
            ResultType::CertificateHostMismatch,
            &["not for mx.other.test"],
        ),
    );
}

#[test]
fn d13_the_servers_own_certificate_is_no_ca() {
    let root = Authority::root("Lab Root");
    let own = root.issue();
    let alone = self_signed_with(|_| ());
    let alone_ca =
        self_signed_with(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    for (case, chain) in [
        ("D13", vec![&own, &root.certificate]),
        ("D13 self-signed", vec![&alone]),
        ("D13 self-signed CA", vec![&alone_ca]),
    ] {
        for (selector, matching) in [(0, 1), (1, 1), (0, 0)] {
            let record = record(chain[0], 2, selector, matching);
            let judged = Scene::new(&[record], &chain).ends(
                case,
                fails(
                    ResultType::CertificateNotTrusted,
                    &["speaks of a CA above", "DANE-EE(3) is meant"],
                ),
            );
            let publish = format!("IN TLSA {}", self::record(chain[0], 3, 1, 1));
            says(&judged, Status::Fail, &[&publish]);
        }
    }
    // OpenSSL takes the bare key of a certificate that is signed by itself for that of its issuer.
    for own in [&alone, &alone_ca] {
        let scene = Scene::new(&[record(own, 2, 1, 0)], &[own]);
        scene.ends(
            "D13 bare key",
            (
                Status::Pass,
                ExitCode::Success,
                None,
                &["holds the key that signed"],
            ),
        );
    }
    let scene = Scene::new(&[record(&own, 2, 1, 0)], &[&own, &root.certificate]);
    scene.ends(
        "D13 bare key of another",
        fails(ResultType::CertificateNotTrusted, &["DANE-EE(3) is meant"]),
    );
}

#[test]
fn a_ca_that_did_not_issue_the_certificate_is_none() {
    let root = Authority::root("Lab Root");
    let other = Authority::root("Other Root");
    let own = root.issue();
    let record = record(&other.certificate, 2, 0, 1);
    let scene = Scene::new(&[record], &[&own, &root.certificate, &other.certificate]);
    scene.ends(
        "D10",
        fails(
            ResultType::CertificateNotTrusted,
            &["does not lead to it", "CN=Lab Root"],
        ),
    );
    // The same name with another key.
    let twin = Authority::root("Lab Root");
    let record = self::record(&twin.certificate, 2, 0, 1);
    let scene = Scene::new(&[record], &[&own, &twin.certificate]);
    let judged = scene.ends(
        "D10 twin",
        fails(ResultType::CertificateNotTrusted, &["matches a CA, but"]),
    );
    assert_eq!(judged.trust, Some(Trust::Untrusted));
}

fn short(params: &mut CertificateParams) {
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
}

fn narrow(params: &mut CertificateParams) {
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![GeneralSubtree::DnsName("other.test".to_owned())],
        excluded_subtrees: Vec::new(),
    });
}

#[test]
fn d64_the_constraints_of_the_ca_are_obeyed() {
    let constrained = Authority::root_with("Lab Root", short);
    let below = constrained.intermediate("Lab CA");
    let own = below.issue();
    let narrowed = Authority::root_with("Narrow Root", narrow);
    let outside = narrowed.issue();
    for (selector, matching) in [(0, 1), (0, 0), (1, 1)] {
        let record =
            |authority: &Authority| self::record(&authority.certificate, 2, selector, matching);
        let scene = Scene::new(
            &[record(&constrained)],
            &[&own, &below.certificate, &constrained.certificate],
        );
        let words = ["there are more CAs below CN=Lab Root than its path length allows"];
        scene.ends(
            "D64 path length",
            fails(ResultType::CertificateNotTrusted, &words),
        );
        let scene = Scene::new(&[record(&narrowed)], &[&outside, &narrowed.certificate]);
        let words = ["the name constraints of CN=Narrow Root do not allow"];
        scene.ends(
            "D64 name constraints",
            fails(ResultType::CertificateNotTrusted, &words),
        );
    }
    // Within its limits all is well, and a record of the key alone does not pin them.
    let direct = constrained.issue();
    let chain = [&direct, &constrained.certificate];
    let scene = Scene::new(&[record(&constrained.certificate, 2, 1, 1)], &chain);
    let judged = scene.ends("D64 key", (Status::Pass, ExitCode::Success, None, &[]));
    says(
        &judged,
        Status::Note,
        &["CN=Lab Root has constraints that 2 1 1", "does not pin"],
    );
    let scene = Scene::new(&[record(&constrained.certificate, 2, 0, 1)], &chain);
    let judged = scene.ends(
        "D64 certificate",
        (Status::Pass, ExitCode::Success, None, &[]),
    );
    never(&judged, &["constraints"]);
    // An intermediate CA's limits count as well.
    let root = Authority::root("Lab Root");
    let upper = root.intermediate_with("Upper CA", short);
    let lower = upper.intermediate("Lower CA");
    let own = lower.issue();
    let chain = [
        &own,
        &lower.certificate,
        &upper.certificate,
        &root.certificate,
    ];
    let scene = Scene::new(&[record(&root.certificate, 2, 0, 1)], &chain);
    scene.ends(
        "D64 intermediate",
        fails(
            ResultType::CertificateNotTrusted,
            &["more CAs below CN=Upper CA"],
        ),
    );
}

#[test]
fn a_ca_that_openssl_refuses_does_not_vouch() {
    let root = Authority::root("Lab Root");
    let no_ca = root.intermediate_with("No CA", |params| params.is_ca = IsCa::ExplicitNoCa);
    let clients = root.intermediate_with("Client CA", |params| {
        params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ClientAuth];
    });
    for (ca, words) in [
        (&no_ca, "it is no CA (CA:FALSE)"),
        (&clients, "only clientAuth"),
    ] {
        let own = ca.issue();
        let scene = Scene::new(
            &[record(&ca.certificate, 2, 0, 1)],
            &[&own, &ca.certificate],
        );
        scene.ends("D07", fails(ResultType::CertificateNotTrusted, &[words]));
    }
}

/// OpenSSL takes what webpki cannot judge, so that no failure is claimed.
#[test]
fn what_cannot_be_judged_is_not_called_a_failure() {
    let root = Authority::root("Lab Root");
    let own = root.issue_with(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    let v1 = fixture("v1");
    let lab = fixture("root");
    for (chain, anchor) in [
        (vec![&own, &root.certificate], &root.certificate),
        (vec![&v1, &lab], &lab),
    ] {
        let scene = Scene::new(&[record(anchor, 2, 0, 1)], &chain)
            .with(|it| it.references = vec![name("mx.example.com"), name("mx.example.test")]);
        let judged = scene.ends(
            "D07 not judged",
            (
                Status::NotTested,
                ExitCode::Success,
                None,
                &["cannot be judged here", "OpenSSL accepts it"],
            ),
        );
        assert_eq!(judged.trust, Some(Trust::Untrusted));
    }
}
