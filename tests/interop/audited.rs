//! `smtls audit`: run as a user runs it, its JSON read list by list.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::listing::{Listing, suite};
use crate::peer::{after, run};
use crate::services::{Service, services};
use crate::smtls::plain;

pub struct Audit {
    pub json: Value,
    pub text: String,
}

/// Audits without a name of the server, which is an address.
pub fn audit(service: &Service, more: &[&str]) -> Audit {
    let target = service.host_and_port();
    let ehlo = ["--ehlo", "client.interop.test"];
    let arguments = [&["audit", &target, "--format", "json"], &ehlo[..], more].concat();
    let ran = run(env!("CARGO_BIN_EXE_smtls"), &arguments, &[]);
    let json = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|error| panic!("{arguments:?} printed no JSON: {error}\n{}", ran.text));
    Audit {
        json,
        text: ran.text,
    }
}

impl Audit {
    pub fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        for version in self.list("versions") {
            let name = plain(&version["name"]).expect("a name");
            for suite in items(&version["suites"]) {
                listing.pairs.insert((name.clone(), number(suite)));
            }
            if let Some(order) = plain(&version["order"]["answer"]) {
                listing.orders.insert(name, order);
            }
        }
        for groups in self.list("groups") {
            let version = plain(&groups["version"]).expect("a version");
            for group in items(&groups["accepted"]) {
                listing.groups.insert((version.clone(), number(group)));
            }
        }
        for prime in self.list("dh") {
            let bits = prime["bits"].as_u64().and_then(|bits| bits.try_into().ok());
            for met in items(&prime["met"]) {
                let version = plain(&met["version"]).expect("a version");
                let suite = suite(&plain(&met["suite"]).expect("a suite"));
                listing.primes.insert((version, suite, bits.expect("bits")));
            }
        }
        listing
    }

    /// The SHA-256 of each server's own certificate, whoever it was shown to.
    pub fn certificates(&self) -> BTreeSet<String> {
        let own = self
            .list("certificates")
            .iter()
            .map(|shown| &shown["chain"][0]["sha256"]);
        own.filter_map(plain).collect()
    }

    /// The primes of DHE, in hexadecimal.
    pub fn primes(&self) -> Vec<String> {
        let primes = self.list("dh").iter().map(|dh| &dh["prime"]);
        primes.filter_map(plain).collect()
    }

    /// How many connections there were, as smtls tells it.
    pub fn connections(&self) -> usize {
        let told = self.endpoint()["effort"]["connections"].as_u64();
        told.expect("a number of connections") as usize
    }

    /// The weaknesses with that outcome.
    pub fn findings(&self, outcome: &str) -> BTreeSet<String> {
        let findings = self.list("findings").iter();
        let those = findings.filter(|finding| finding["outcome"] == outcome);
        those.filter_map(|finding| plain(&finding["id"])).collect()
    }

    pub fn list(&self, name: &str) -> &[Value] {
        items(&self.endpoint()[name])
    }

    pub fn endpoint(&self) -> &Value {
        let endpoints = items(&self.json["endpoints"]);
        endpoints
            .first()
            .unwrap_or_else(|| panic!("no server was audited:\n{}", self.text))
    }
}

/// The SHA-256 of a server's certificate in the private PKI.
pub fn sha256(name: &str) -> String {
    let folder = services().root.parent().expect("a folder");
    let file = folder.join(format!("{name}.pem"));
    let file = file.to_str().expect("a path in UTF-8");
    let arguments = ["x509", "-in", file, "-noout", "-fingerprint", "-sha256"];
    let text = run("openssl", &arguments, &[]).text;
    let digits = after(&text, "Fingerprint=").expect("a fingerprint");
    digits.replace(':', "").to_lowercase()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// `0x1301`, or of SSL 2.0 three octets, which no scanner of today lists.
fn number(item: &Value) -> u16 {
    let number = item["number"].as_str().expect("a number");
    u16::from_str_radix(number.trim_start_matches("0x"), 16).expect("two octets")
}
