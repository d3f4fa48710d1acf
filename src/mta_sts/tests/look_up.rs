//! Lookups against the lab's DNS and a policy host beside it.

use super::server::{self, Manner, POLICY, Server, block_on, good};
use crate::dns::{DnssecAnchors, DnssecMode, DomainName, NoAnswer, Resolver, ResolverChoice};
use crate::lab::{Authority, CertificateSpec, Failure, Fault, Lab, Scenario};
use crate::mta_sts::{
    FetchFault, GivenPolicy, MtaSts, PolicySource, RecordFault, StsRecords, look_up,
};
use crate::route::Family;
use crate::tls_rpt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

fn lab() -> Lab {
    let records = [
        "_mta-sts.sts.test TXT \"v=STSv1; id=\" \"a\"",
        "mta-sts.sts.test CNAME web.provider.test",
        "web.provider.test A 192.0.2.80",
        "_mta-sts.alias.test CNAME _mta-sts.sts.test",
        "mta-sts.alias.test A 192.0.2.80",
        "_mta-sts.two.test TXT \"v=STSv1; id=a\"",
        "_mta-sts.two.test TXT \"v=STSv1; id=b\"",
        "_mta-sts.bad.test TXT \"v=STSv1; id=\"",
        "_mta-sts.lost.test TXT \"v=STSv1; id=a\"",
        "_mta-sts.six.test TXT \"v=STSv1; id=a\"",
        "mta-sts.six.test AAAA 2001:db8::80",
        "_smtp._tls.sts.test TXT \"v=TLSRPTv1; rua=mailto:tls@sts.test\"",
        "no.test A 192.0.2.1",
    ];
    let zones = [
        "sts.test",
        "provider.test",
        "alias.test",
        "two.test",
        "bad.test",
        "lost.test",
        "six.test",
        "no.test",
        "broken.test",
    ];
    Lab::start(&Scenario {
        zones: zones.map(str::to_owned).to_vec(),
        records: records.map(str::to_owned).to_vec(),
        faults: vec![Fault {
            owner: "_mta-sts.broken.test".to_owned(),
            record_type: "TXT".to_owned(),
            failure: Failure::ServFail,
        }],
        hosts: Vec::new(),
        ..Scenario::new("sts", "")
    })
    .unwrap()
}

/// What is found at a domain, where the address of the policy host is moved to this socket.
async fn found(lab: &Lab, domain: &str, moved: Option<SocketAddr>) -> MtaSts {
    let mut settings = server::settings(None);
    let moved = moved.map(|socket| format!("192.0.2.80:443:{socket}").parse().unwrap());
    settings.connect_to = moved.into_iter().collect();
    settings.family = Family::V4;
    let resolver = Resolver::new(
        ResolverChoice::At(lab.dns_address()),
        DnssecMode::Off,
        DnssecAnchors::iana(),
    );
    let domain = DomainName::parse(domain).unwrap();
    look_up(&domain, &resolver, &settings, None).await
}

#[test]
fn s12_s54_s61_a_policy_behind_an_alias_is_asked_for_by_the_hosts_own_name() {
    let lab = lab();
    block_on(async {
        let authority = Authority::new().unwrap();
        let spec = CertificateSpec::default();
        let server = Server::start(&authority, &spec, Manner::Answer(good())).await;
        let found = found(&lab, "sts.test", Some(server.socket)).await;
        let record = found.records.as_ref().unwrap().one().unwrap();
        assert_eq!(record.id, "a"); // S12: the strings are joined without a space.
        assert!(found.policy().unwrap().is_valid());
        let fetch = found.fetch().unwrap();
        let address = fetch.address.unwrap().to_string();
        assert_eq!(address, "192.0.2.80");
        let targets = fetch.trails.iter().filter_map(|trail| trail.target());
        let targets: Vec<_> = targets.map(DomainName::ascii).collect();
        assert_eq!(targets, ["web.provider.test"; 2]);
        let heard = server.heard.lock().unwrap();
        let names: Vec<_> = heard.iter().map(|it| it.server_name.as_deref()).collect();
        assert_eq!(names, [Some("mta-sts.sts.test")]);
    });
}

#[test]
fn s13_an_alias_at_the_record_is_followed() {
    let lab = lab();
    block_on(async {
        let authority = Authority::new().unwrap();
        let spec = CertificateSpec::default();
        let server = Server::start(&authority, &spec, Manner::Answer(good())).await;
        let found = found(&lab, "alias.test", Some(server.socket)).await;
        assert_eq!(found.records.as_ref().unwrap().one().unwrap().id, "a");
        assert_eq!(found.trail.target().unwrap().ascii(), "_mta-sts.sts.test");
        // The policy is still that of the domain which was asked for.
        assert_eq!(found.fetch().unwrap().host.ascii(), "mta-sts.alias.test");
    });
}

#[test]
fn without_one_valid_record_nothing_is_fetched() {
    let lab = lab();
    block_on(async {
        for (case, domain) in [
            ("S02 NODATA or NXDOMAIN", "no.test"),
            ("S14 the parent's does not count", "sub.sts.test"),
            ("S04", "two.test"),
            ("S09", "bad.test"),
            ("S03", "broken.test"),
        ] {
            let found = found(&lab, domain, None).await;
            assert_eq!(found.source, PolicySource::NotFetched, "{case}");
            let right = match (case, &found.records) {
                ("S04", Ok(StsRecords::Several(2))) => true,
                ("S09", Ok(StsRecords::Malformed { fault, .. })) => *fault == RecordFault::EmptyId,
                ("S03", Err(no_answer)) => *no_answer == NoAnswer::ServFail,
                (_, Ok(StsRecords::None(strays))) => strays.is_empty(),
                _ => false,
            };
            assert!(right, "{case}: {:?}", found.records);
        }
    });
}

#[test]
fn s17_a_policy_host_without_a_usable_address_is_a_fault() {
    let lab = lab();
    block_on(async {
        let lost = found(&lab, "lost.test", None).await;
        let outcome = &lost.fetch().unwrap().outcome;
        assert_eq!(*outcome, Err(FetchFault::Dns(NoAnswer::NxDomain)));
        let six = found(&lab, "six.test", None).await;
        let outcome = &six.fetch().unwrap().outcome;
        assert_eq!(*outcome, Err(FetchFault::OtherFamily));
    });
}

#[test]
fn s15_a_file_is_read_instead_of_the_host() {
    let lab = lab();
    let given = GivenPolicy {
        name: "policy.txt".to_owned(),
        body: POLICY.as_bytes().to_vec(),
    };
    block_on(async {
        let resolver = Resolver::new(
            ResolverChoice::At(lab.dns_address()),
            DnssecMode::Off,
            DnssecAnchors::iana(),
        );
        let domain = DomainName::parse("no.test").unwrap();
        let settings = server::settings(None);
        let found = look_up(&domain, &resolver, &settings, Some(&given)).await;
        assert!(found.policy().unwrap().is_valid());
        assert!(found.fetch().is_none());
    });
}

#[test]
fn r01_r04_the_wish_for_reports_is_looked_up() {
    let lab = lab();
    block_on(async {
        let resolver = Resolver::new(
            ResolverChoice::At(lab.dns_address()),
            DnssecMode::Off,
            DnssecAnchors::iana(),
        );
        let deadline = Instant::now() + Duration::from_secs(60);
        for (domain, count) in [("sts.test", 1), ("no.test", 0)] {
            let domain = DomainName::parse(domain).unwrap();
            let found = tls_rpt::look_up(&domain, &resolver, deadline).await;
            let record = found.records.as_ref().unwrap().one();
            assert_eq!(
                record.map_or(0, |it| it.destinations.len()),
                count,
                "{domain}"
            );
        }
    });
}
