//! The report on an audit: what it shows, and that JSON holds what the text does.

mod order;
mod settings;

use super::{AuditDetail, AuditInput, AuditReport, AuditedEndpoint, json, last, text};
use crate::audit::{Effort, Known, NotTested};
use crate::certificate::forge::NOW;
use crate::exit::ExitCode;
use crate::judge::audit::profile::Profile;
use crate::judge::audit::tests::server::Server;
use crate::judge::audit::{Service, conclude, findings, together};
use crate::probe::Peer;
use crate::report::View;
use crate::report::style::Style;
use crate::route::Route;
use crate::target::Target;
use crate::tls::names::{TLS_1_0, TLS_1_1, TLS_1_2};
use serde_json::Value;
use std::time::Duration;

/// Every good thing by its name.
const VERBOSE: AuditDetail = AuditDetail {
    evidence: false,
    verbose: true,
};
/// With the octets.
const EVIDENCE: AuditDetail = AuditDetail {
    evidence: true,
    verbose: false,
};

pub(crate) fn report(server: &Server, profile: &str, detail: AuditDetail) -> AuditReport {
    let target = Target::parse("[192.0.2.1]", false).expect("a target");
    let route = Route::unresolved(crate::dns::NoAnswer::Deadline, Vec::new());
    let peer = Peer {
        host: None,
        base_domain: None,
        address: [192, 0, 2, 1].into(),
        port: 25,
        socket: ([127, 0, 0, 1], 2525).into(),
    };
    let subject = server.subject(Service::Relay);
    let found = findings(subject);
    let cure = together(&found, subject);
    let verdict = Profile::built_in(profile).expect(profile).judge(subject);
    let effort = Effort {
        planned: Some(60),
        expected_beside_suites: Some(30),
        connections: 41,
        took: Duration::from_millis(2_100),
        paused: Duration::from_secs(65),
        stopped: Some(NotTested::RateLimited),
    };
    AuditReport::from(AuditInput {
        target: &target,
        route: &route,
        verdicts: &[],
        endpoints: vec![AuditedEndpoint {
            peer: &peer,
            service: Service::Relay,
            session: &[],
            tls: &server.tls,
            smtp: &server.smtp,
            evidence: &server.evidence,
            findings: &found,
            cure: cure.as_ref(),
            profile: &verdict,
            effort: &effort,
            exit: ExitCode::Success,
            counts: true,
        }],
        conclusion: &conclude(&peer, &[], &found, &verdict, &effort),
        started: NOW,
        view: View {
            now: NOW,
            show_certs: false,
        },
        detail,
    })
}

fn lines(report: &AuditReport, columns: usize, detail: AuditDetail) -> Vec<String> {
    text(
        &report.endpoints[0],
        Style::new(false, Some(columns)),
        detail,
    )
}

/// Where these words stand first, by line.
fn at(lines: &[String], words: &str) -> usize {
    let found = lines.iter().position(|line| line.contains(words));
    found.unwrap_or_else(|| panic!("nothing of {words:?} in\n{}", lines.join("\n")))
}

#[test]
fn an_empty_list_is_a_no_only_where_it_is_whole() {
    for (why, words) in [
        (None, "TLS 1.3: none"),
        (
            Some(NotTested::RateLimited),
            "TLS 1.3: none known; not complete: ",
        ),
    ] {
        let mut server = Server::good();
        let groups = server.tls.groups.first_mut().expect("TLS 1.3");
        groups.accepted.clear();
        groups.order = Known::default();
        groups.incomplete = why;
        let report = report(&server, "mx", VERBOSE);
        let shown = lines(&report, 100, VERBOSE);
        let line = &shown[at(&shown, "  groups        TLS 1.3")];
        assert!(line.trim_end().contains(words), "{line}");
        assert_eq!(
            line.contains("not complete"),
            words.contains("not complete")
        );
    }
}

#[test]
fn what_is_bad_comes_first_with_what_to_change_and_the_lists_last() {
    let report = report(&Server::bad(), "mx", VERBOSE);
    let shown = lines(&report, 100, VERBOSE);
    let order = [
        "[192.0.2.1]:25",
        "what was found, and what to change",
        "  fail  drown: SSL 2.0 (DROWN)",
        "        fix: switch SSL off: in Postfix smtpd_tls_protocols = !SSLv2, !SSLv3 (from",
        "        see: RFC 6176, CVE-2016-0800",
        "  fail  sweet32",
        "  warn  old-versions",
        "  note  anonymous",
        "  in Postfix, once it does TLS 1.2 and 1.3 with ECDHE (or nothing is left that it takes), the",
        "# add to what stands there already",
        "smtpd_tls_exclude_ciphers = eNULL, EXPORT, LOW, RC4, 3DES, IDEA, DES, RC2, kRSA",
        "# from Postfix 3.6 on also: >=TLSv1",
        "# once the log shows no sender that needs what is older:",
        "# from Postfix 3.6 on also: >=TLSv1.2",
        "#smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1",
        "  not tested  ",
        "profile mx: ",
        "  insufficient  FAIL  SSL 3.0 [RFC 9325 section 3.1.1]",
        "  phase-out           TLS 1.0 [RFC 8996, RFC 9325 section 5.2]",
        "  not judged          signatures over the key exchange in TLS 1.0 and SSL 3.0: there are none",
        "versions and cipher suites",
        "  TLS 1.3       refused: alert 70, protocol_version",
        "  TLS 1.0       spoken, 8 suites, in the server's order",
        "    weak (rc4, no-forward-secrecy):",
        "      TLS_RSA_WITH_RC4_128_SHA               RC4-SHA                  128 bits  RSA",
        "  SSL 3.0       spoken, 8 suites",
        "    the same suites as TLS 1.0, in the same order",
        "  SSL 2.0       spoken, 1 suite",
        "  DHE           512 bits, a group of the server's own, key used again",
        "certificates",
        "STARTTLS and the session",
        "  effort        41 connections, at most 60 were planned",
    ];
    let places: Vec<usize> = order.iter().map(|words| at(&shown, words)).collect();
    assert!(places.is_sorted(), "{places:?}\n{}", shown.join("\n"));
    assert!(
        !shown.iter().any(|line| line.contains("evidence")),
        "it was not asked for"
    );
}

#[test]
fn how_bad_a_finding_is_is_not_the_profile_s_word_unless_that_is_mx() {
    let words = "how bad it is, for mail as the profile mx has it; what rfc9325 says";
    let detail = AuditDetail::default();
    let shown = lines(&report(&Server::bad(), "rfc9325", detail), 100, detail);
    at(&shown, words);
    let shown = lines(&report(&Server::bad(), "mx", detail), 100, detail);
    assert!(!shown.iter().any(|line| line.contains("how bad it is")));
}

#[test]
fn x30_suites_in_cbc_mode_are_weak_only_without_encrypt_then_mac() {
    for (answer, version, weak) in [
        (Some(true), TLS_1_2, false),
        (Some(true), TLS_1_1, false),
        // Its initialisation vectors can be foretold, whatever comes first.
        (Some(true), TLS_1_0, true),
        (Some(false), TLS_1_2, true),
        (None, TLS_1_2, true),
    ] {
        let mut server = Server::good();
        server.tls.versions.retain(|facts| facts.version != version);
        server.speaks(version, &["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"]);
        server.tls.features.encrypt_then_mac = match answer {
            Some(answer) => server.known(answer),
            None => Known::default(),
        };
        let report = report(&server, "mx", AuditDetail::default());
        let mut versions = report.endpoints[0].versions.iter();
        let version = versions
            .find(|facts| facts.suites.iter().any(|it| it.number == "0xc013"))
            .expect("the version");
        let is_weak = version.suites[0].weak.contains(&"cbc");
        assert_eq!(is_weak, weak, "{} {answer:?}", version.name);
    }
}

#[test]
fn what_fails_is_told_and_what_is_well_counted() {
    let profile = "mozilla-intermediate";
    let report = report(&Server::bad(), profile, AuditDetail::default());
    let shown = lines(&report, 100, AuditDetail::default());
    let all = lines(&report, 100, VERBOSE);
    assert!(shown.len() < all.len(), "{}", shown.join("\n"));
    let place = at(&shown, "profile mozilla-intermediate: ");
    let order = [
        "  insufficient  FAIL  TLS 1.0; SSL 3.0; SSL 2.0; no TLS 1.3 and no TLS 1.2 [Mozilla 5.8",
        "  insufficient  FAIL  9 suites at TLS 1.0, SSL 3.0 and SSL 2.0: TLS_RSA_WITH_AES_128_CBC_SHA,",
        "_CBC_SHA and 3 more [",
        "  good                6 things (--verbose names all)",
        "versions and cipher suites",
        "    weak (rc4, no-forward-secrecy): RC4-SHA",
        "certificates",
        "in the handshake",
        "  no            secure renegotiation",
        "STARTTLS and the session",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|words| at(&shown[place..], words))
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{}", shown.join("\n"));
    let is_good = |line: &&String| line.starts_with("  good  ");
    assert_eq!(
        shown.iter().filter(is_good).count(),
        1,
        "{}",
        shown.join("\n")
    );
    // With all names it is the other way round.
    assert!(
        !all.iter()
            .any(|line| line.contains("--verbose") || line.contains(" more ["))
    );
    assert!(all.iter().filter(is_good).count() > 3, "{}", all.join("\n"));
}

#[test]
fn a_good_server_is_told_as_good_and_never_by_a_letter() {
    let server = Server::good();
    let report = report(&server, "mx", VERBOSE);
    let shown = lines(&report, 100, VERBOSE);
    for words in [
        "nothing was found",
        "  not found   command-injection, plaintext-after-reply, drown, poodle",
        "  not tested  client-renegotiation: smtls starts no renegotiation",
        "profile mx: every MUST is kept",
        "  good          MUST  SSL 2.0 is refused [RFC 9325 section 3.1.1]",
        "X25519MLKEM768 (post-quantum), x25519",
        "      TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256  ECDHE-ECDSA-AES128-GCM-SHA256  128 bits  ECDHE",
        "stopped before the end: rate limited",
    ] {
        at(&shown, words);
    }
    let end = last(&report, Style::new(false, Some(100)));
    assert!(
        end[0].starts_with("exit 45: [192.0.2.1]:25 keeps every MUST"),
        "{end:?}"
    );
}

#[test]
fn whatever_the_peer_said_is_shown_in_printable_ascii_on_every_screen() {
    for server in [Server::good(), Server::bad(), Server::nobody_asked()] {
        let report = report(&server, "ncsc-nl-2025", EVIDENCE);
        for (columns, detail) in [60, 80, 100]
            .into_iter()
            .flat_map(|columns| [(columns, EVIDENCE), (columns, VERBOSE)])
        {
            for line in lines(&report, columns, detail) {
                assert!(line.bytes().all(|b| (b' '..=b'~').contains(&b)), "{line}");
                // A name or a digest that is longer than the room stands alone.
                let words = line.split_whitespace().count();
                // A setting is never broken.
                let is_setting = !line.starts_with("# ") && line.contains(" = ");
                let fits = line.len() <= columns || words <= 4 || is_setting;
                assert!(fits, "{columns}: {line}");
            }
        }
    }
}

#[test]
fn x24_hello_and_answer_stand_beside_a_finding_where_that_is_asked_for() {
    let report = report(&Server::bad(), "mx", EVIDENCE);
    let shown = lines(&report, 100, EVIDENCE);
    let place = at(&shown, "  fail  drown");
    assert!(at(&shown[place..], "        evidence: 5") < 12);
    let place = at(&shown, "  evidence");
    let place = place.max(at(&shown, "certificates"));
    let rest = &shown[place..];
    let number = "  5             SSL 2.0, answered with alert 70, protocol_version";
    let place = at(rest, number);
    assert_eq!(rest.iter().filter(|line| *line == number).count(), 1);
    let rest = &rest[place..];
    assert_eq!(at(rest, "sent: 160301"), 1);
    assert_eq!(at(rest, "came: 15030100020246"), 2);
    let document: Value = serde_json::from_str(&json::line(&report).expect("JSON")).expect("JSON");
    let endpoint = &document["endpoints"][0];
    assert_eq!(endpoint["evidence"][5]["sent"], "160301");
    let found = endpoint["findings"].as_array().expect("a list").iter();
    let mut drown = found.filter(|finding| finding["id"] == "drown");
    assert_eq!(
        drown.next().expect("it is there")["evidence"],
        serde_json::json!([5])
    );
}

#[test]
fn documents_are_as_their_schema_says_and_hold_what_the_text_does() {
    let schema = crate::report::schema::audit().expect("a schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    let schema = options.build(&schema).expect("a schema");
    for server in [Server::good(), Server::bad(), Server::nobody_asked()] {
        for detail in [AuditDetail::default(), EVIDENCE] {
            for (profile, _) in Profile::names() {
                let report = report(&server, profile, detail);
                let document = json::pretty(&report).expect("JSON");
                // References are in words, as in the text.
                assert!(!document.contains("\\u00a7"), "{document}");
                let document: Value = serde_json::from_str(&document).expect("JSON");
                let complaints: Vec<String> = schema
                    .iter_errors(&document)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(complaints.is_empty(), "{complaints:#?}");
            }
        }
    }
    let document = serde_json::to_value(report(&Server::bad(), "mx", AuditDetail::default()));
    let document = document.expect("JSON");
    let endpoint = &document["endpoints"][0];
    for (pointer, value) in [
        ("/service", "relay"),
        ("/connected_to", "127.0.0.1:2525"),
        ("/versions/3/name", "TLS 1.0"),
        ("/versions/3/suites/2/openssl", "RC4-SHA"),
        ("/versions/3/suites/2/weak/0", "rc4"),
        ("/versions/5/suites/0/number", "0x010080"),
        ("/features/tickets/not_tested/reason", "no-means"),
        ("/smtp/plaintext_after_reply/answer", "250 \\x1bOk\\r\\n"),
        ("/smtp/resumption/answer", "no"),
        ("/effort/stopped/reason", "rate-limited"),
        ("/certificates/0/shown_to/0", "right-name"),
        ("/settings/software", "Postfix"),
        ("/settings/settings/0/name", "smtpd_tls_exclude_ciphers"),
        ("/settings/settings/1/value", "!SSLv2, !SSLv3"),
        (
            "/settings/settings/1/line",
            "smtpd_tls_protocols = !SSLv2, !SSLv3",
        ),
        (
            "/settings/settings/1/remarks/0",
            "from Postfix 3.6 on also: >=TLSv1",
        ),
    ] {
        assert_eq!(
            endpoint.pointer(pointer),
            Some(&Value::from(value)),
            "{pointer}"
        );
    }
    assert_eq!(document["conclusion"]["exit_code"], 44);
    let failed = endpoint["profile"]["failed"].as_u64();
    let lines = endpoint["profile"]["lines"].as_array().expect("a list");
    let failing = lines.iter().filter(|line| line["fails"] == true).count();
    assert_eq!(failed, u64::try_from(failing).ok());
}
