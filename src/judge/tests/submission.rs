//! What submission ports offer.

use super::scene::{BYE, EHLO, GO, GREETING, Scene, says};
use crate::judge::{Check, Status};
use crate::tls::{Answer, CertificateRequest, Seen};

#[test]
fn submission_ports_offer_what_mail_clients_need() {
    use Status::{Pass, Warn};
    let asked = Seen {
        certificate_request: Some(CertificateRequest {
            issuers: Vec::new(),
            omitted: 0,
            schemes: Vec::new(),
            answer: Answer::None,
        }),
        ..Seen::default()
    };
    let asking = Scene {
        seen: asked,
        ..Scene::submissions()
    };
    #[rustfmt::skip]
    let rows: &[(&str, &Scene, &str, Status, &[&str])] = &[
        ("as it should be", &Scene::submissions(), "250-mx.test\r\n250 AUTH PLAIN\r\n", Pass, &[]),
        ("U12 no AUTH", &Scene::submissions(), "250 mx.test\r\n", Warn, &["AUTH is not offered"]),
        ("U12 ETRN", &Scene::submissions(), "250-mx.test\r\n250-AUTH PLAIN\r\n250 ETRN\r\n", Warn, &["ETRN"]),
        ("U12 ATRN", &Scene::submissions(), "250-mx.test\r\n250-AUTH PLAIN\r\n250 ATRN\r\n", Warn, &["ATRN"]),
        ("U11 a client certificate for nothing", &asking, "250-mx.test\r\n250 AUTH PLAIN\r\n", Warn, &["EXTERNAL"]),
        ("U11 for EXTERNAL", &asking, "250-mx.test\r\n250 AUTH PLAIN EXTERNAL\r\n", Pass, &[]),
    ];
    for (name, scene, inside, status, words) in rows {
        let verdicts = scene.verdicts(&[GREETING, inside, BYE]);
        says(&verdicts, Check::Submission, *status, words, name);
    }
}

#[test]
fn u02_port_587_is_good_and_465_is_to_be_there_too() {
    let auth = "250-mx.test\r\n250 AUTH PLAIN\r\n";
    let verdicts = Scene::submission().verdicts(&[GREETING, EHLO, GO, auth, BYE]);
    says(&verdicts, Check::Submission, Status::Note, &["465"], "U02");
    for verdicts in [
        Scene::submissions().verdicts(&[GREETING, auth, BYE]),
        Scene::submission().verdicts(&[GREETING, "250 mx.test\r\n", BYE]),
        Scene::mx().verdicts(&[GREETING, EHLO, GO, auth, BYE]),
    ] {
        let about = |text: &str| verdicts.iter().any(|one| one.reason.contains(text));
        assert!(!about("port 465"), "{verdicts:#?}");
    }
}
