//! STARTTLS that is hidden, forced, or followed by a refusal.

use super::scene::{BYE, EHLO, GO, GREETING, INSIDE, Scene, says};
use crate::exit::ExitCode;
use crate::judge::{Check, Demands, ResultType, Status, Verdict};
use crate::probe::{Cause, Failure};
use crate::smtp::{Fault, Stage, Trials};
use crate::tls::TlsFault;
use std::time::Duration;

const WITHOUT: &str = "250-mx.test\r\n250 SIZE 1\r\n";

fn forced() -> Trials {
    Trials {
        starttls_unoffered: true,
        ..Trials::default()
    }
}

fn on(verdicts: &[Verdict], check: Check) -> &Verdict {
    verdicts.iter().find(|one| one.check == check).unwrap()
}

#[test]
fn a05_a_masked_keyword_points_at_a_device_on_the_path() {
    for (keyword, masked) in [("XXXXXXXA", true), ("XXXXXXXX", true), ("XEXCH50", false)] {
        let ehlo = format!("250-mx.test\r\n250 {keyword}\r\n");
        let verdicts = Scene::mx().verdicts(&[GREETING, &ehlo, BYE]);
        says(
            &verdicts,
            Check::StartTls,
            Status::Fail,
            &["STARTTLS is not offered"],
            keyword,
        );
        let verdict = on(&verdicts, Check::StartTls);
        assert_eq!(verdict.exit, ExitCode::StartTls);
        assert_eq!(verdict.result_type, Some(ResultType::StartTlsNotSupported));
        let fix = verdict.fix.as_deref().unwrap();
        assert_eq!(fix.contains("fixup"), masked, "{fix}");
        assert_eq!(verdict.reason.contains(keyword), masked);
    }
    // Where STARTTLS is there, nobody hides it.
    let ehlo = "250-mx.test\r\n250-XXXXXXXA\r\n250 STARTTLS\r\n";
    let verdicts = Scene::mx().verdicts(&[GREETING, ehlo, GO, INSIDE, BYE]);
    says(&verdicts, Check::StartTls, Status::Pass, &[], "both");
}

#[test]
fn a03_a_forced_starttls_that_is_refused_tells_both_facts() {
    for reply in [
        "500 5.5.1 what?",
        "502 no",
        "503 no",
        "454 4.7.0 later",
        "250 ok",
    ] {
        let answer = format!("{reply}\r\n");
        let scene = Scene::mx().trying(forced());
        let verdicts = scene.verdicts(&[GREETING, WITHOUT, &answer, BYE]);
        says(
            &verdicts,
            Check::StartTls,
            Status::Fail,
            &["not offered", reply],
            reply,
        );
        let verdict = on(&verdicts, Check::StartTls);
        assert_eq!(verdict.exit, ExitCode::StartTls);
        assert_eq!(verdict.result_type, Some(ResultType::StartTlsNotSupported));
    }
    let scene = Scene::mx().trying(forced());
    let verdicts = scene.verdicts(&[GREETING, WITHOUT, "421 bye\r\n"]);
    says(
        &verdicts,
        Check::StartTls,
        Status::NotTested,
        &["not offered", "421 bye"],
        "421",
    );
    assert_eq!(on(&verdicts, Check::StartTls).exit, ExitCode::NotNow);
}

#[test]
fn a04_a_forced_starttls_that_is_accepted_is_a_warning() {
    let scene = Scene::mx().trying(forced());
    let verdicts = scene.verdicts(&[GREETING, WITHOUT, GO, INSIDE, BYE]);
    says(
        &verdicts,
        Check::StartTls,
        Status::Warn,
        &["not offered, but was accepted"],
        "A04",
    );
    let verdicts = scene.verdicts(&[GREETING, EHLO, GO, INSIDE, BYE]);
    says(
        &verdicts,
        Check::StartTls,
        Status::Pass,
        &["offered, accepted"],
        "offered",
    );
}

#[test]
fn a41_554_inside_tls_may_mean_too_little_security() {
    let perhaps = "perhaps TLS is not good enough for it";
    for (reply, is_possible) in [
        ("554 no", true),
        ("554 5.7.1 Go away", true),
        ("554 5.7.0 Command refused due to lack of security", true),
        (
            "554 5.7.1 TLS 1.3 is required, see https://mx.test/help",
            true,
        ),
        // SMTP has no other code for most refusals.
        (
            "554 5.7.1 Service unavailable; client host [192.0.2.1] blocked using zen.example",
            false,
        ),
        ("554 Your address is on a blocklist", false),
        ("554 5.7.1 bad reputation", false),
        ("554 5.3.2 System not accepting messages", false),
        ("550 no", false),
    ] {
        let answer = format!("{reply}\r\n");
        let verdicts = Scene::mx().verdicts(&[GREETING, EHLO, GO, &answer, BYE]);
        let verdict = on(&verdicts, Check::Ehlo);
        assert_eq!(verdict.status, Status::Fail, "{reply}");
        assert_eq!(verdict.exit, ExitCode::EhloInsideTls, "{reply}");
        assert!(verdict.reason.contains(reply), "{}", verdict.reason);
        assert_eq!(verdict.reason.contains(perhaps), is_possible, "{reply}");
        let fix = verdict.fix.as_deref().unwrap();
        assert_eq!(fix.contains("--cert"), is_possible, "{fix}");
    }
}

#[test]
fn a46_a_handshake_that_failed_with_an_odd_server_name_may_be_due_to_it() {
    let verdict = |option, fault: &TlsFault| {
        let scene = Scene::mx();
        let mut seen = scene.play(&[GREETING, EHLO]);
        seen.failures = vec![Failure {
            stage: Stage::StartTls,
            cause: Cause::Tls(fault.clone()),
        }];
        let scene = Scene {
            demands: Demands {
                server_name_option: option,
                ..scene.demands
            },
            ..scene
        };
        let verdict = on(&scene.judged(&seen), Check::Handshake).clone();
        assert_eq!(verdict.status, Status::Fail, "{fault:?}");
        assert_eq!(verdict.exit, ExitCode::StartTls, "{fault:?}");
        (verdict.reason, verdict.fix.unwrap())
    };
    for (fault, words) in [
        (TlsFault::Alert(112), "alert 112 (unrecognized_name)"),
        (TlsFault::Closed, "closed the connection"),
        (TlsFault::Reset, "reset the connection"),
    ] {
        for option in ["--no-sni", "--sni"] {
            let (reason, fix) = verdict(Some(option), &fault);
            assert!(reason.contains(words), "{reason}");
            let start = format!("probe again without {option};");
            assert!(fix.starts_with(&start), "{fault:?}: {fix}");
            let insists = "insists on its own name as server name (SNI) and breaks senders";
            assert!(fix.contains(insists), "{fault:?}: {fix}");
        }
        let (reason, fix) = verdict(None, &fault);
        assert!(reason.contains(words), "{reason}");
        assert!(!fix.contains("probe again without") && !fix.contains("insists"));
    }
    let (_, fix) = verdict(Some("--no-sni"), &TlsFault::Alert(40));
    assert!(!fix.contains("--no-sni") && !fix.contains("insists"));
}

#[test]
fn a43_where_both_sides_wait_implicit_tls_is_suggested() {
    let scene = Scene::mx();
    let mut seen = scene.play(&[]);
    for (partial, hinted) in [(&b""[..], true), (b"220 mx", false)] {
        seen.failures = vec![Failure {
            stage: Stage::Greeting,
            cause: Cause::Smtp(Fault::TimedOut {
                after: Duration::from_secs(30),
                partial: partial.to_vec(),
            }),
        }];
        let verdicts = scene.judged(&seen);
        assert!(on(&verdicts, Check::Greeting).reason.contains("30 s"));
        let fix = on(&verdicts, Check::Greeting).fix.as_deref();
        let suggested = fix.is_some_and(|fix| fix.contains("submissions://"));
        assert_eq!(suggested, hinted, "{fix:?}");
    }
}

#[test]
fn a45_a_web_server_is_hinted_at_the_server_name() {
    let http = "HTTP/1.1 408 Request Timeout\r\n";
    for scene in [Scene::mx(), Scene::submissions()] {
        let verdicts = scene.verdicts(&[http]);
        says(
            &verdicts,
            Check::Greeting,
            Status::Fail,
            &["(HTTP)", "HTTP/1.1 408"],
            "A45",
        );
        let fix = on(&verdicts, Check::Greeting).fix.as_deref().unwrap();
        assert!(fix.contains("--sni") && fix.contains("port"), "{fix}");
    }
}
