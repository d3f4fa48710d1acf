//! What profiles have a quick audit ask for.

use crate::audit::tls::Forbids;
use crate::judge::audit::Service;
use crate::judge::audit::profile::{Profile, Topic};
use crate::tls::names::{TLS_1_2, TLS_1_3};

fn of(profile: &str, service: Service) -> Forbids {
    Profile::built_in(profile).expect(profile).forbids(service)
}

fn sorted(mut all: Vec<u16>) -> Vec<u16> {
    all.sort_unstable();
    all
}

#[test]
fn x44_a_profile_forbids_what_its_musts_decide_on() {
    let (mx, everywhere) = (of("mx", Service::Relay), Forbids::everywhere());
    assert_eq!(mx.suites, everywhere.suites);
    assert_eq!(sorted(mx.groups), sorted(everywhere.groups));
    assert_eq!(sorted(mx.schemes.clone()), sorted(everywhere.schemes));
    assert!(mx.fields && mx.refusing_names);
    // A mail client needs no SHA-1, and may be told that its name is wrong.
    let submission = of("mx", Service::Submission);
    assert!(submission.schemes.len() > mx.schemes.len());
    assert!(submission.schemes.contains(&0x0201) && !submission.refusing_names);

    let mozilla = of("mozilla-intermediate", Service::Relay);
    for (suite, is_forbidden) in [
        ((TLS_1_2, 0x002f), true),
        ((TLS_1_2, 0xc02f), false),
        // The older guideline's, which are to be phased out.
        ((TLS_1_2, 0x009e), false),
        ((TLS_1_3, 0x1301), false),
        ((TLS_1_3, 0x1304), true),
    ] {
        assert_eq!(mozilla.suites.contains(&suite), is_forbidden, "{suite:x?}");
    }
    assert!(mozilla.groups.contains(&0x0019) && !mozilla.groups.contains(&0x001d));
    assert!(mozilla.schemes.is_empty() && !mozilla.refusing_names);
    // What it says nothing of is not worth a connection.
    let profile = Profile::built_in("mozilla-intermediate").expect("is built in");
    assert!(!profile.has_must(Topic::CommandInjection, Service::Relay));
    let mx = Profile::built_in("mx").expect("is built in");
    assert!(mx.has_must(Topic::CommandInjection, Service::Relay));
}
