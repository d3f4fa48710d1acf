//! What an audit comes to, in a sentence.

use super::server::Server;
use crate::audit::{Effort, Known, NotTested};
use crate::exit::ExitCode;
use crate::interrupt::Signal;
use crate::judge::audit::profile::Profile;
use crate::judge::audit::{AuditConclusion, Service, conclude, findings};
use crate::judge::{Check, Status, Verdict};
use crate::probe::Peer;

fn concluded(server: &Server, profile: &str, stopped: Option<NotTested>) -> AuditConclusion {
    concluded_after(&[], server, profile, stopped)
}

fn concluded_after(
    session: &[Verdict],
    server: &Server,
    profile: &str,
    stopped: Option<NotTested>,
) -> AuditConclusion {
    let peer = Peer::at(([192, 0, 2, 1], 25).into());
    let subject = server.subject(Service::Relay);
    let profile = Profile::built_in(profile).expect("a profile");
    let effort = Effort {
        stopped,
        ..Effort::default()
    };
    conclude(
        &peer,
        session,
        &findings(subject),
        &profile.judge(subject),
        &effort,
    )
}

#[test]
fn the_last_line_says_how_the_server_stands() {
    let good = concluded(&Server::good(), "mx", None);
    assert_eq!(good.exit, ExitCode::Success);
    assert_eq!(
        good.sentence,
        "[192.0.2.1]:25 keeps every MUST of the profile mx"
    );

    let bad = concluded(&Server::bad(), "mx", None);
    assert_eq!(bad.exit, ExitCode::Check);
    assert!(
        bad.sentence.contains("fails ")
            && bad.sentence.contains(" MUSTs of the profile mx: SSL 3.0, "),
        "{}",
        bad.sentence
    );
    assert!(
        bad.sentence.contains("weaknesses that cannot stay"),
        "{}",
        bad.sentence
    );

    let mut server = Server::good();
    server.smtp.injection = Known::NotTested(NotTested::Passive);
    let sentence = "[192.0.2.1]:25 keeps every MUST of the profile mx that could be tested; 1 could not: no command injection";
    for (stopped, exit) in [
        (None, ExitCode::Success),
        (Some(NotTested::Budget), ExitCode::NotNow),
    ] {
        let passive = concluded(&server, "mx", stopped);
        assert_eq!(passive.exit, exit);
        assert!(
            passive.sentence.starts_with(sentence),
            "{}",
            passive.sentence
        );
    }

    let open = concluded(&Server::nobody_asked(), "mx", Some(NotTested::RateLimited));
    assert_eq!(open.exit, ExitCode::NotNow);
    assert!(
        open.sentence
            .contains("more; not all was tested: rate limited"),
        "{}",
        open.sentence
    );
}

#[test]
fn x45_a_failed_handshake_decides_and_then_the_profile_and_then_what_failed_inside_tls() {
    let failed = |check: Check, exit: ExitCode| {
        let verdict = Verdict::new(check, Status::Fail, "the server closed the connection");
        vec![verdict.with_exit(exit)]
    };
    let handshake = failed(Check::Handshake, ExitCode::StartTls);
    let inside = failed(Check::Ehlo, ExitCode::EhloInsideTls);
    let (good, bad) = (Server::good(), Server::bad());
    let mut open = Server::good();
    open.smtp.injection = Known::NotTested(NotTested::Unclear("odd".to_owned()));
    let late = Some(NotTested::Deadline);
    let interrupted = Some(NotTested::Interrupted(Signal::Interrupt));
    #[rustfmt::skip]
    let rows = [
        (&[][..], &good, None, ExitCode::Success),
        (&[], &open, None, ExitCode::NotNow),
        (&[], &bad, None, ExitCode::Check),
        (&[], &good, late.clone(), ExitCode::NotNow),
        (&[], &bad, late.clone(), ExitCode::Check),
        (&handshake, &good, None, ExitCode::StartTls),
        (&handshake, &open, None, ExitCode::StartTls),
        (&handshake, &bad, None, ExitCode::StartTls),
        (&handshake, &good, late, ExitCode::StartTls),
        (&handshake, &good, interrupted, ExitCode::Interrupted),
        (&inside, &good, None, ExitCode::EhloInsideTls),
        (&inside, &open, None, ExitCode::EhloInsideTls),
        (&inside, &bad, None, ExitCode::Check),
    ];
    for (session, server, stopped, exit) in rows {
        let concluded = concluded_after(session, server, "mx", stopped);
        assert_eq!(concluded.exit, exit, "{}", concluded.sentence);
        let is_told = matches!(exit, ExitCode::StartTls | ExitCode::EhloInsideTls);
        let words = "[192.0.2.1]:25: the server closed the connection; it ";
        assert_eq!(
            concluded.sentence.starts_with(words),
            is_told,
            "{}",
            concluded.sentence
        );
    }
}

#[test]
fn x44_what_quick_left_open_is_no_verdict() {
    let mut server = Server::good();
    server.smtp.injection = Known::NotTested(NotTested::Quick);
    let open = concluded(&server, "mx", None);
    assert_eq!(open.exit, ExitCode::NotNow);
    assert!(
        open.sentence
            .ends_with("no command injection (no verdict: --quick left that out; run without it)"),
        "{}",
        open.sentence
    );
}
