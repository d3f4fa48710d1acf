//! Servers behind a balancer that speaks the PROXY protocol, and servers that let a client speak for another.

use super::row::one_host;
use crate::lab::scenario::Scenario;
use crate::lab::script::{Act, Manners};
use crate::probe::ProxyVersion;
use std::time::Duration;

/// The client that is named.
const SOURCE: &str = "192.0.2.7:40000";

/// What Postfix offers.
const OFFERED: &str = "XCLIENT NAME ADDR PROTO HELO REVERSE_NAME PORT LOGIN DESTADDR DESTPORT";

pub(super) fn rows() -> Vec<Scenario> {
    let header = |version| ["--proxy-protocol", version, "--proxy-source", SOURCE];
    vec![
        one_host(
            "proxy-v1",
            "A server expects a PROXY header of version 1, and gets one.",
            behind(ProxyVersion::V1),
        )
        .with_options(&header("v1"))
        .ends(0, &["told by a PROXY header that another client speaks"])
        .notes(&["(v1) told the server that 192.0.2.7:40000 connects"]),
        one_host(
            "proxy-v2",
            "A server expects a PROXY header of version 2, and gets one.",
            behind(ProxyVersion::V2),
        )
        .with_options(&header("v2"))
        .ends(0, &["told by a PROXY header that another client speaks"])
        .notes(&["(v2) told the server that 192.0.2.7:40000 connects"]),
        one_host(
            "proxy-unexpected",
            "A server that expects no PROXY header takes it for a command.",
            Manners::default(),
        )
        .with_options(&["--proxy-protocol", "v1"])
        .ends(
            22,
            &["came \"500", "may as well answer the PROXY header (v1)"],
        ),
        one_host(
            "proxy-missing",
            "A server waits for a PROXY header, gets none, and goes.",
            vec![Act::Wait(Duration::from_millis(100)), Act::Close],
        )
        .ends(21, &["closed the connection before the greeting"]),
        one_host(
            "xclient",
            "A server takes it that the client speaks for another.",
            offering(OFFERED),
        )
        .with_options(&[
            "--xclient",
            "ADDR=192.0.2.7",
            "--xclient",
            "NAME=client.example",
        ])
        .ends(0, &["told by XCLIENT that another client speaks"])
        .warns(&["XCLIENT is offered to this client"]),
        one_host(
            "xclient-attribute",
            "A server takes XCLIENT, but not with all that is to be said.",
            offering("XCLIENT NAME ADDR"),
        )
        .with_options(&["--xclient", "ADDR=192.0.2.7", "--xclient", "LOGIN=alice"])
        .ends(33, &["does not take LOGIN in XCLIENT; it takes NAME, ADDR"]),
        one_host(
            "xclient-untrusted",
            "A server offers this client no XCLIENT.",
            Manners::default(),
        )
        .with_options(&["--xclient", "ADDR=192.0.2.7"])
        .ends(33, &["does not offer XCLIENT to this client"]),
    ]
}

/// A good server behind a balancer.
fn behind(version: ProxyVersion) -> Vec<Act> {
    vec![Act::Introduced(version), Act::Serve(Manners::default())]
}

/// A good server that offers this too.
fn offering(extension: &str) -> Manners {
    let mut manners = Manners::default();
    manners.extensions.push(extension.to_owned());
    manners.extensions_inside_tls.push(extension.to_owned());
    manners
}
