//! `smtls probe`: run as a user runs it, its JSON read fact by fact.

use serde_json::Value;

use crate::network;
use crate::peer::{Ran, run};
use crate::services::{Service, services};

pub struct Probe {
    pub exit: i32,
    pub json: Value,
    pub text: String,
}

/// The target as a user would write it.
pub fn target(service: &Service) -> String {
    let host = service.host_and_port();
    if service.wrapper {
        format!("submissions://{host}")
    } else {
        host
    }
}

/// Probes with the private root and the certificate's name, and whatever is added to that.
pub fn probe(service: &Service, more: &[&str]) -> Probe {
    let root = services().root.to_str().expect("a path in UTF-8");
    probe_with(&target(service), root, &services().name, more)
}

pub fn probe_with(target: &str, ca_file: &str, name: &str, more: &[&str]) -> Probe {
    let mut arguments = vec!["--verify-name", name];
    arguments.extend(more);
    probe_only(target, ca_file, &arguments)
}

/// Without a name to verify other than the target's own.
pub fn probe_only(target: &str, ca_file: &str, more: &[&str]) -> Probe {
    let mut arguments = vec!["--format", "json", "--ca-file", ca_file];
    arguments.extend(more);
    read(target, &arguments, smtls(target, &arguments))
}

/// `smtls tlsa` of a mail domain, in the network where its zone is signed.
pub fn tlsa(domain: &str, more: &[&str]) -> Ran {
    let inside = &services().network;
    let anchor = inside.trust_anchor.to_str().expect("a path in UTF-8");
    let mut all = vec!["tlsa", domain, "--ehlo", "client.interop.test"];
    all.extend(["--dns", &inside.resolver, "--trust-anchor", anchor]);
    all.extend(more);
    network::run(env!("CARGO_BIN_EXE_smtls"), &all, &[])
}

fn read(target: &str, arguments: &[&str], ran: Ran) -> Probe {
    let json = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| {
        panic!(
            "smtls {target} {arguments:?} printed no JSON: {error}\n{}",
            ran.text
        )
    });
    Probe {
        exit: ran.exit,
        json,
        text: ran.text,
    }
}

/// A mail domain, in the network where its zone is signed, with the private root of DNSSEC and that of PKIX.
pub fn probe_domain(domain: &str) -> Probe {
    let inside = &services().network;
    let arguments = [
        "--format",
        "json",
        "--dns",
        &inside.resolver,
        "--trust-anchor",
        inside.trust_anchor.to_str().expect("a path in UTF-8"),
        "--ca-file",
        services().root.to_str().expect("a path in UTF-8"),
    ];
    let all = arguments_for(domain, &arguments);
    let ran = network::run(env!("CARGO_BIN_EXE_smtls"), &all, &[]);
    read(domain, &arguments, ran)
}

/// The output in that format of a probe with the private root and the certificate's name.
pub fn report(service: &Service, format: &str) -> String {
    let root = services().root.to_str().expect("a path in UTF-8");
    let name = &services().name;
    let arguments = ["--format", format, "--ca-file", root, "--verify-name", name];
    smtls(&target(service), &arguments).stdout
}

/// The text of a probe with the private root, the certificate's name and whatever is added to that.
pub fn text(service: &Service, more: &[&str]) -> String {
    let root = services().root.to_str().expect("a path in UTF-8");
    let name = &services().name;
    let mut arguments = vec!["--ca-file", root, "--verify-name", name];
    arguments.extend(more);
    smtls(&target(service), &arguments).stdout
}

fn smtls(target: &str, arguments: &[&str]) -> Ran {
    let all = arguments_for(target, arguments);
    run(env!("CARGO_BIN_EXE_smtls"), &all, &[])
}

fn arguments_for<'a>(target: &'a str, arguments: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec![
        "probe",
        target,
        "--ehlo",
        "client.interop.test",
        "--color",
        "never",
    ];
    all.extend(arguments);
    all
}

impl Probe {
    fn last_endpoint(&self) -> Option<&Value> {
        self.json["endpoints"].as_array()?.last()
    }

    fn endpoint(&self) -> &Value {
        self.last_endpoint()
            .unwrap_or_else(|| panic!("smtls tells of no endpoint:\n{}", self.text))
    }

    fn session(&self) -> &Value {
        let observations = self.endpoint()["observations"].as_array();
        observations
            .and_then(|all| all.iter().find(|one| one["purpose"] == "session"))
            .unwrap_or_else(|| panic!("smtls tells of no session:\n{}", self.text))
    }

    /// A fact of the handshake, by its JSON pointer below `tls`.
    pub fn tls(&self, pointer: &str) -> Option<String> {
        plain(self.session()["tls"].pointer(pointer)?)
    }

    /// Signature type and digest in OpenSSL's words, from the scheme's IANA name.
    pub fn signature(&self) -> (Option<String>, Option<String>) {
        let Some(scheme) = self.tls("/signature_scheme") else {
            return (None, None);
        };
        let kind = match scheme.split('_').collect::<Vec<_>>()[..] {
            ["ecdsa", ..] => "ECDSA",
            ["rsa", "pss", ..] => "RSA-PSS",
            ["rsa", "pkcs1", ..] => "RSA",
            _ => scheme.as_str(),
        };
        let digest = scheme.rsplit('_').next().unwrap_or("").to_uppercase();
        (Some(kind.to_owned()), Some(digest))
    }

    pub fn chain(&self) -> &[Value] {
        self.session()["chain"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// The group in OpenSSL's words, which differ from IANA's for some.
    pub fn group(&self) -> Option<String> {
        let name = self.tls("/group/name")?;
        Some(match name.as_str() {
            "x25519" => "X25519".to_owned(),
            "x448" => "X448".to_owned(),
            "secp256r1" => "prime256v1".to_owned(),
            _ => name,
        })
    }

    /// `in_the_clear`, `inside_tls`, `added` or `removed`: each extension as a line of an EHLO reply.
    pub fn extensions(&self, when: &str) -> Vec<String> {
        let extensions = self.session()["extensions"][when].as_array();
        let line = |extension: &Value| {
            let keyword = extension["keyword"].as_str().unwrap_or("");
            let parameters = extension["parameters"].as_str().unwrap_or("");
            format!("{keyword} {parameters}").trim_end().to_owned()
        };
        extensions.into_iter().flatten().map(line).collect()
    }

    pub fn heard(&self) -> Vec<String> {
        let lines = self.session()["transcript"].as_array();
        lines
            .into_iter()
            .flatten()
            .filter(|line| line["from"] == "server")
            .filter_map(|line| plain(&line["text"]))
            .collect()
    }

    /// The status of a check; a check may have several verdicts, of which the worst counts.
    pub fn verdict(&self, check: &str) -> Option<String> {
        const FROM_BAD_TO_GOOD: [&str; 5] = ["fail", "warn", "not-tested", "note", "pass"];
        let verdicts = self.endpoint()["verdicts"].as_array()?;
        let found: Vec<String> = verdicts
            .iter()
            .filter(|verdict| verdict["check"] == check)
            .filter_map(|verdict| plain(&verdict["status"]))
            .collect();
        FROM_BAD_TO_GOOD
            .iter()
            .find(|status| found.iter().any(|one| one == *status))
            .map(|status| (*status).to_owned())
    }

    /// The status of the verdict that decides the check, which is its first; of the last endpoint, or of the target.
    pub fn deciding(&self, check: &str) -> Option<String> {
        let of_endpoint = self
            .last_endpoint()
            .and_then(|endpoint| endpoint["verdicts"].as_array());
        let mut verdicts = of_endpoint
            .into_iter()
            .chain(self.json["verdicts"].as_array())
            .flatten();
        let first = verdicts.find(|verdict| verdict["check"] == check)?;
        plain(&first["status"])
    }

    /// A fact of MTA-STS, by its JSON pointer below `policies.mta_sts`.
    pub fn policy(&self, pointer: &str) -> Option<String> {
        plain(self.json["policies"]["mta_sts"].pointer(pointer)?)
    }

    /// The patterns of the policy with commas between them.
    pub fn patterns(&self) -> String {
        let patterns = self.json["policies"]["mta_sts"]["policy"]["mx"].as_array();
        let patterns: Vec<String> = patterns.into_iter().flatten().filter_map(plain).collect();
        match patterns.is_empty() {
            true => "-".to_owned(),
            false => patterns.join(","),
        }
    }

    /// The answers of DNS of which its own validation and the resolver's are of two minds; or that there was none to compare.
    pub fn validators(&self) -> impl Iterator<Item = String> {
        const AGREED: [[&str; 2]; 3] = [
            ["secure", "authentic"],
            ["insecure", "plain"],
            ["bogus", "rejected"],
        ];
        let all = self.validated();
        let none = all.is_empty().then(|| "nothing was validated".to_owned());
        let differing = all
            .into_iter()
            .filter(|[own, resolver]| !AGREED.contains(&[own.as_str(), resolver.as_str()]));
        none.into_iter()
            .chain(differing.map(|[own, resolver]| format!("{own} here, {resolver} for Unbound")))
    }

    /// Of each answer of DNS its own validation's status, and the resolver's opinion.
    fn validated(&self) -> Vec<[String; 2]> {
        let mut found = Vec::new();
        let mut left = vec![&self.json["route"], &self.json["policies"]];
        while let Some(value) = left.pop() {
            match value {
                Value::Array(items) => left.extend(items),
                Value::Object(fields) => left.extend(fields.values()),
                _ => {}
            }
            let opinion = plain(&value["resolver"]["opinion"]);
            if let (Some(own), Some(opinion)) = (plain(&value["status"]), opinion) {
                found.push([own, opinion]);
            }
        }
        found
    }

    /// Nothing where there was no TLS session.
    pub fn trust(&self) -> Option<String> {
        plain(&self.last_endpoint()?["trust"])
    }

    /// Every failure and verdict in one text, to look for words in.
    pub fn explanation(&self) -> String {
        format!(
            "{}\n{}",
            self.session()["failures"],
            self.endpoint()["verdicts"]
        )
    }
}

/// A string, number or boolean without quotes; nothing for null.
pub fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
