//! What an audit comes to, in a sentence.

use super::server::Server;
use crate::audit::{Effort, Known, NotTested};
use crate::exit::ExitCode;
use crate::judge::audit::profile::Profile;
use crate::judge::audit::{AuditConclusion, Service, conclude, findings};
use crate::probe::Peer;

fn concluded(server: &Server, profile: &str, stopped: Option<NotTested>) -> AuditConclusion {
    let peer = Peer {
        host: None,
        base_domain: None,
        address: [192, 0, 2, 1].into(),
        port: 25,
        socket: ([192, 0, 2, 1], 25).into(),
    };
    let subject = server.subject(Service::Relay);
    let profile = Profile::built_in(profile).expect("a profile");
    let effort = Effort {
        stopped,
        ..Effort::default()
    };
    conclude(
        &peer,
        &[],
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
