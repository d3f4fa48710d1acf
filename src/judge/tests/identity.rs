//! By what names a server goes.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene, never, says};
use crate::judge::{Check, Demands, IdentitySource, Status, identities};

#[test]
fn names_are_noted_where_they_are_missing_or_disagree() {
    #[rustfmt::skip]
    let rows: &[(&str, &str, &str, Option<&[&str]>)] = &[
        ("all the same", "220 mx.test ESMTP", "250 mx.test", None),
        ("case does not count", "220 MX.Test ESMTP", "250 mx.TEST hello", None),
        ("B32 no name", "220 ESMTP ready", "250 mx.test", Some(&["does not begin with the server's name", "220 ESMTP ready"])),
        ("B32 nothing at all", "220", "250 mx.test", Some(&["does not begin with the server's name"])),
        ("B32 stars", "220 ********", "250 mx.test", Some(&["does not begin with the server's name"])),
        ("B32 an address", "220 [192.0.2.1] ESMTP", "250 mx.test", Some(&["address instead of the server's name"])),
        ("B33 two names", "220 a.test ESMTP", "250 b.test", Some(&["a.test", "b.test"])),
        ("B33 another than the host's", "220 a.test ESMTP", "250 a.test", Some(&["a.test", "not mx.test", "on purpose"])),
        ("no name in the EHLO reply", "220 mx.test", "250 Hello there", None),
    ];
    for (name, greeting, ehlo, expected) in rows {
        let (greeting, ehlo) = (format!("{greeting}\r\n"), format!("{ehlo}\r\n"));
        let verdicts = Scene::mx().verdicts(&[&greeting, EHLO, GO, &ehlo, BYE]);
        match expected {
            Some(words) => says(&verdicts, Check::Identity, Status::Note, words, name),
            None => says(&verdicts, Check::Identity, Status::Pass, &[], name),
        }
        never(&verdicts, Check::Identity, Status::Warn, name);
    }
}

#[test]
fn b33_each_name_stands_once_in_the_table() {
    use IdentitySource::{EhloInTheClear, EhloInsideTls, Greeting, Host};
    let scene = Scene::mx();
    let seen = scene.play(&["220 a.test hi\r\n", EHLO, GO, "250 A.test\r\n", BYE]);
    let table: Vec<_> = identities(&seen, &[])
        .into_iter()
        .map(|one| (one.name, one.sources))
        .collect();
    assert_eq!(
        table,
        [
            ("mx.test".to_owned(), vec![Host, EhloInTheClear]),
            ("a.test".to_owned(), vec![Greeting, EhloInsideTls]),
        ]
    );
}

#[test]
fn b42_a_machine_without_a_name_says_so() {
    let scene = Scene::mx();
    let nameless = Scene {
        demands: Demands {
            nameless: true,
            ..scene.demands.clone()
        },
        ..scene.clone()
    };
    let answers = [GREETING, EHLO, GO, INSIDE, BYE];
    let verdicts = nameless.verdicts(&answers);
    says(
        &verdicts,
        Check::Identity,
        Status::Note,
        &["no fully qualified name", "--ehlo"],
        "B42",
    );
    never(
        &scene.verdicts(&answers),
        Check::Identity,
        Status::Note,
        "given",
    );
    // Nothing was said with it yet.
    let verdicts = nameless.verdicts(&["554 no\r\n", BYE]);
    never(&verdicts, Check::Identity, Status::Note, "refused");
}
