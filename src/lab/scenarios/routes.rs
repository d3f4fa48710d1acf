//! What a zone can do: hosts that are good, down, missing or none.

use std::net::Ipv6Addr;

use super::row::{named, one_host};
use crate::lab::dns::{Failure, Fault};
use crate::lab::scenario::{Behaviour, Scenario, host, mx};
use crate::lab::script::Manners;

pub(super) fn rows() -> Vec<Scenario> {
    let good = Manners::default;
    vec![
        Scenario {
            hosts: vec![
                mx(10, "mx1.good.test", good()),
                mx(20, "mx2.good.test", good()),
            ],
            ..Scenario::new(
                "good",
                "Two MX hosts with TLS 1.3 and certificates that verify: nothing to complain of.",
            )
        }
        .ends(0, &["mx1.good.test", "TLS 1.3"]),
        Scenario {
            hosts: vec![
                mx(10, "mx1.first-mx-down.test", Behaviour::Down),
                mx(20, "mx2.first-mx-down.test", good()),
            ],
            ..Scenario::new(
                "first-mx-down",
                "The first MX host refuses connections, the second takes the mail.",
            )
        }
        .ends(
            0,
            &[
                "mx2.first-mx-down.test",
                "TLS 1.3",
                "failed before it: connection refused",
            ],
        ),
        Scenario {
            hosts: vec![
                mx(10, "mx1.every-mx-down.test", Behaviour::Down),
                mx(20, "mx2.every-mx-down.test", Behaviour::Down),
            ],
            ..Scenario::new("every-mx-down", "Every MX host refuses connections.")
        }
        .ends(2, &["connection refused", "defer and try again"]),
        Scenario {
            hosts: vec![
                mx(10, "mx1.every-mx-silent.test", Behaviour::Deaf),
                mx(20, "mx2.every-mx-silent.test", Behaviour::Deaf),
            ],
            ..Scenario::new(
                "every-mx-silent",
                "No MX host answers on port 25, as where the network lets nobody out to that port.",
            )
        }
        .with_options(&["--connect-timeout", "500ms"])
        .ends(2, &["no connection within 0.5 s", "may be blocked here"]),
        Scenario {
            hosts: vec![
                mx(10, "mx1.first-mx-silent.test", Behaviour::Deaf),
                mx(20, "mx2.first-mx-silent.test", good()),
            ],
            ..Scenario::new(
                "first-mx-silent",
                "The first MX host does not answer at all, the second takes the mail.",
            )
        }
        .with_options(&["--connect-timeout", "500ms"])
        .ends(
            0,
            &["mx2.first-mx-silent.test", "failed before it: no connection"],
        ),
        Scenario {
            hosts: vec![host("implicit-mx.test", good())],
            ..Scenario::new(
                "implicit-mx",
                "The domain has no MX record, and is its own mail host (RFC 5321, section 5.1).",
            )
        }
        .ends(0, &["implicit-mx.test", "TLS 1.3"]),
        Scenario::new(
            "null-mx",
            "The domain says with a null MX record that it takes no mail (RFC 7505).",
        )
        .with_records(&["null-mx.test MX 0 ."])
        .ends(40, &["null-mx.test", "null MX", "no mail"]),
        Scenario::new(
            "mx-root-wrong-preference",
            "The MX record names the root with preference 10, which is no null MX.",
        )
        .with_records(&["mx-root-wrong-preference.test MX 10 ."])
        .ends(40, &["root", "no null MX"]),
        Scenario::new("nxdomain", "The domain does not exist.")
            .with_target("no-such-domain.nxdomain.test")
            .ends(40, &["no-such-domain.nxdomain.test", "NXDOMAIN"]),
        Scenario::new(
            "no-mx-no-address",
            "The domain exists, but has neither MX records nor an address.",
        )
        .with_records(&["no-mx-no-address.test TXT \"nothing for mail\""])
        .ends(40, &["neither MX records nor an address"]),
        failing(
            "servfail",
            "The resolver fails to find the MX records, as with DNSSEC gone wrong.",
            Failure::ServFail,
        )
        .ends(40, &["SERVFAIL", "try again"]),
        failing(
            "dns-silence",
            "The resolver does not answer the question for the MX records.",
            Failure::Silence,
        )
        .ends(40, &["no resolver answered", "try again"]),
        failing("dns-refused", "The resolver refuses to answer.", Failure::Refused)
            .ends(40, &["REFUSED", "try again"]),
        Scenario {
            hosts: vec![host("mx-without-address.test", good())],
            ..Scenario::new(
                "mx-without-address",
                "The only MX host has no address; that the domain itself has one does not count.",
            )
        }
        .with_records(&["mx-without-address.test MX 10 gone.mx-without-address.test"])
        .ends(40, &["gone.mx-without-address.test", "does not exist"]),
        one_host(
            "dead-mx-beside-good",
            "An MX host that does not exist stands before one that is good.",
            good(),
        )
        .with_records(&["dead-mx-beside-good.test MX 5 gone.dead-mx-beside-good.test"])
        .ends(0, &["mx1.dead-mx-beside-good.test"])
        .warns(&["gone.dead-mx-beside-good.test does not exist"]),
        Scenario {
            hosts: vec![host("mail.mx-alias.test", named("mx1.mx-alias.test")).at([192, 0, 2, 1])],
            ..Scenario::new(
                "mx-alias",
                "The MX host is an alias (CNAME), which is outside the standard but works.",
            )
        }
        .with_records(&[
            "mx-alias.test MX 10 mx1.mx-alias.test",
            "mx1.mx-alias.test CNAME mail.mx-alias.test",
        ])
        .ends(0, &["mx1.mx-alias.test"])
        .warns(&["alias (CNAME) for mail.mx-alias.test"]),
        Scenario {
            hosts: vec![host("only-ipv6.test", good()).at(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1))],
            ..Scenario::new(
                "only-ipv6",
                "The domain has no MX record, and only an IPv6 address.",
            )
        }
        .ends(0, &["only-ipv6.test[2001:db8::1]"]),
        one_host(
            "domain-alias",
            "The domain is an alias (CNAME) for one whose MX host is good.",
            good(),
        )
        .with_records(&["www.domain-alias.test CNAME domain-alias.test"])
        .with_target("www.domain-alias.test")
        .ends(0, &["mx1.domain-alias.test"]),
        Scenario {
            zones: vec!["xn--bcher-kva.test".to_owned()],
            hosts: vec![mx(10, "mx1.xn--bcher-kva.test", good())],
            ..Scenario::new(
                "u-labels",
                "The domain has an umlaut in its name; DNS and certificate have it in A-labels.",
            )
        }
        .with_target("b\u{fc}cher.test")
        .ends(0, &["mx1.xn--bcher-kva.test"]),
        Scenario::new("alias-loop", "The domain is an alias in a circle of aliases.")
            .with_records(&[
                "a.alias-loop.test CNAME b.alias-loop.test",
                "b.alias-loop.test CNAME a.alias-loop.test",
            ])
            .with_target("a.alias-loop.test")
            .ends(40, &["circle"]),
        Scenario {
            hosts: vec![mx(10, "_mx1.mx-underscore.test", good())],
            ..Scenario::new(
                "mx-underscore",
                "The MX host has an underscore in its name, which no host name may have.",
            )
        }
        .ends(0, &["_mx1.mx-underscore.test"])
        .warns(&["underscore"]),
        one_host(
            "mx-twice",
            "One MX host is listed twice, with different preferences.",
            good(),
        )
        .with_records(&["mx-twice.test MX 20 mx1.mx-twice.test", "mx1.mx-twice.test A 192.0.2.1"])
        .ends(0, &["mx1.mx-twice.test"])
        .notes(&["mx1.mx-twice.test", "twice"]),
        Scenario {
            records: (1..=120)
                .map(|number| format!("too-many-mx.test MX 20 mx{number}.too-many-mx.test"))
                .collect(),
            ..one_host(
                "too-many-mx",
                "More MX hosts are listed than anybody would look at.",
                good(),
            )
        }
        .ends(0, &["mx1.too-many-mx.test"])
        .warns(&["more MX hosts"]),
        Scenario {
            hosts: vec![host("192.0.2.1", good())],
            ..Scenario::new(
                "address",
                "The target is an address: no names are looked up, and none is held against the certificate.",
            )
        }
        .with_target("192.0.2.1")
        .ends(0, &["TLS 1.3"]),
    ]
}

fn failing(name: &str, description: &str, failure: Failure) -> Scenario {
    Scenario {
        faults: vec![Fault {
            owner: format!("{name}.test"),
            record_type: "MX".to_owned(),
            failure,
        }],
        ..Scenario::new(name, description)
    }
}
