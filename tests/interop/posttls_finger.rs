//! `posttls-finger`: Postfix's own summary line, its trust word, and the digests of the chain.

use crate::network;
use crate::peer::{after, run_peer};
use crate::services::{Service, services};

pub const ESTABLISHED: &str = " TLS connection established to ";

pub struct Facts {
    pub text: String,
    /// "Verified TLS connection established to …", without the program's name before it.
    pub summary: Option<String>,
    pub trust: Option<String>,
    pub protocol: Option<String>,
    pub cipher_suite: Option<String>,
    /// The bits used, of "(256/256 bits)".
    pub bits: Option<String>,
    /// From here on TLS 1.3 only: Postfix does not tell them of TLS 1.2.
    pub group: Option<String>,
    pub signature_type: Option<String>,
    pub signature_digest: Option<String>,
    pub chain: Vec<Certificate>,
}

pub struct Certificate {
    pub sha256: String,
    pub spki_sha256: String,
}

/// Verifies against `ca_file` for `name`, as Postfix does at its level "secure".
pub fn look(service: &Service, ca_file: &str, name: &str) -> Facts {
    finger(service, ca_file, "secure", &[name])
}

/// Demands TLS and no name, as Postfix does at its level "encrypt".
pub fn look_without_name(service: &Service, ca_file: &str) -> Facts {
    finger(service, ca_file, "encrypt", &[])
}

/// Looks up a mail domain and verifies its first MX host as Postfix does at its level "dane".
pub fn look_with_dane(domain: &str) -> Facts {
    let inside = &services().network;
    let text = |path: &'static std::path::Path| path.to_str().expect("a path in UTF-8");
    let environment = [
        ("MAIL_CONFIG", text(&inside.postfix_configuration)),
        ("OPENSSL_CONF", text(&services().openssl_configuration)),
    ];
    // With the root that PKIX needs: where DANE fails it must not help.
    let root = text(&services().root);
    let log = "summary,certmatch";
    let arguments = ["-l", "dane", "-L", log, "-F", root, domain];
    read(network::run("posttls-finger", &arguments, &environment).text)
}

fn finger(service: &Service, ca_file: &str, level: &str, names: &[&str]) -> Facts {
    let destination = format!("[{}]:{}", service.address, service.port);
    let mut arguments = vec!["-c", "-C", "-l", level, "-d", "sha256", "-F", ca_file];
    arguments.extend(["-s", &services().name]);
    if service.wrapper {
        arguments.push("-w");
    }
    arguments.push(&destination);
    arguments.extend(names);
    read(run_peer("posttls-finger", &arguments).text)
}

fn read(text: String) -> Facts {
    let summary = text
        .lines()
        .find(|line| line.contains(ESTABLISHED))
        .map(|line| line.trim_start_matches("posttls-finger: ").to_owned());
    let said = summary.clone().unwrap_or_default();
    let word = |label: &str| {
        let word = said.split_once(label)?.1.split([' ', '/']).next()?;
        Some(word.to_owned())
    };
    Facts {
        trust: summary
            .as_deref()
            .and_then(|line| line.split(' ').next())
            .map(str::to_owned),
        protocol: said
            .split_once(" with cipher ")
            .and_then(|(before, _)| before.rsplit_once(": "))
            .map(|(_, protocol)| protocol.to_owned()),
        cipher_suite: word(" with cipher "),
        bits: said
            .split_once(" (")
            .and_then(|(_, rest)| rest.split('/').next())
            .map(str::to_owned),
        group: match word(" key-exchange ").as_deref() {
            Some("ECDHE") => word(" key-exchange ECDHE (").map(|curve| curve.replace(')', "")),
            _ => word(" key-exchange "),
        },
        signature_type: word(" server-signature "),
        signature_digest: word(" server-digest "),
        chain: chain(&text),
        summary,
        text,
    }
}

fn chain(text: &str) -> Vec<Certificate> {
    let digest = |label| move |line: &str| after(line, label).map(plain_hex);
    let certificates = text.lines().filter_map(digest("cert digest="));
    let keys = text.lines().filter_map(digest("pkey digest="));
    certificates
        .zip(keys)
        .map(|(sha256, spki_sha256)| Certificate {
            sha256,
            spki_sha256,
        })
        .collect()
}

fn plain_hex(colons: &str) -> String {
    colons.replace(':', "").to_lowercase()
}
