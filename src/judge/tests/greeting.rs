//! Remarks on greetings.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene, never, says};
use crate::judge::{Check, Status};
use std::time::Duration;

#[test]
fn b30_a_greeting_that_let_wait_is_noted_with_its_seconds() {
    let answers = [GREETING, EHLO, GO, INSIDE, BYE];
    for (scene, answers) in [
        (Scene::mx(), &answers[..]),
        (Scene::submissions(), &[GREETING, INSIDE, BYE]),
    ] {
        let slow = Scene {
            pauses: vec![Duration::from_millis(6_500)],
            ..scene.clone()
        };
        let verdicts = slow.verdicts(answers);
        says(&verdicts, Check::Greeting, Status::Note, &["6.5 s"], "slow");
        says(&verdicts, Check::Greeting, Status::Pass, &[], "slow");
        let swift = Scene {
            pauses: vec![Duration::from_millis(4_900), Duration::from_secs(20)],
            ..scene
        };
        never(
            &swift.verdicts(answers),
            Check::Greeting,
            Status::Note,
            "swift",
        );
    }
}

#[test]
fn b56_a_server_that_refuses_must_wait_for_quit() {
    let scene = Scene::mx();
    let verdicts = scene.verdicts(&["554 no\r\n"]);
    says(&verdicts, Check::Greeting, Status::Fail, &["554 no"], "B56");
    says(&verdicts, Check::Greeting, Status::Note, &["QUIT"], "B56");
    for answers in [&["554 no\r\n", BYE][..], &["521 no\r\n"], &["421 no\r\n"]] {
        let verdicts = scene.verdicts(answers);
        never(&verdicts, Check::Greeting, Status::Note, answers[0]);
    }
}

#[test]
fn b55_521_has_words_of_its_own() {
    let scene = Scene::mx();
    let fix = |greeting: &str| {
        let verdicts = scene.verdicts(&[greeting, BYE]);
        let failed = verdicts.into_iter().find(|one| one.status == Status::Fail);
        failed.unwrap().fix.unwrap()
    };
    assert!(fix("521 no\r\n").contains("never accepts mail"));
    assert!(!fix("554 no\r\n").contains("never accepts mail"));
}
