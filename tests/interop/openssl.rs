//! `openssl s_client`: protocol, cipher suite, group, signature, chain and verification.

use crate::peer::{after, run, run_peer};
use crate::services::{Service, services};

/// Distinguished names from the most specific part on, as smtls writes them.
const DN_AS_SMTLS: &str = "sep_comma_plus,dn_rev,sname";

pub struct Facts {
    pub text: String,
    pub protocol: Option<String>,
    pub cipher_suite: Option<String>,
    pub group: Option<String>,
    pub signature_type: Option<String>,
    pub signature_digest: Option<String>,
    /// X509_V_ERR's number of every error that verification met; empty when it met none.
    pub errors: Vec<u32>,
    pub verified_name: Option<String>,
    pub asked_for_client_certificate: bool,
    pub chain: Vec<Certificate>,
}

/// One certificate as `openssl x509` describes it.
pub struct Certificate {
    pub subject: String,
    pub issuer: String,
    pub serial: String,
    pub not_before: String,
    pub not_after: String,
    pub sha256: String,
    pub pem: String,
}

impl Certificate {
    /// Whether it is still valid in so many days.
    pub fn lasts(&self, days: u64) -> bool {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), &self.pem).expect("the certificate can be written");
        let path = file.path().to_str().expect("a path in UTF-8");
        let seconds = (days * 86_400).to_string();
        let arguments = ["x509", "-in", path, "-noout", "-checkend", &seconds];
        run("openssl", &arguments, &[]).exit == 0
    }
}

/// Verifies against `ca_file` for `name`.
pub fn look(service: &Service, ca_file: &str, name: &str) -> Facts {
    read(s_client(service, ca_file, name, &["-showcerts"]))
}

/// A session with more options, such as `-tls1`, and the chain that was sent.
pub fn look_with(service: &Service, more: &[&str]) -> Facts {
    let root = services().root.to_str().expect("a path in UTF-8");
    let options = [&["-showcerts"], more].concat();
    read(s_client(service, root, &services().name, &options))
}

/// What `-brief` prints, line for line.
pub fn brief(service: &Service) -> Vec<String> {
    let root = services().root.to_str().expect("a path in UTF-8");
    let text = s_client(
        service,
        root,
        &services().name,
        &["-brief", "-nameopt", DN_AS_SMTLS],
    );
    text.lines().map(str::to_owned).collect()
}

/// What a session with one more option comes to, such as `-tls1_2`.
pub fn offer(service: &Service, option: &str) -> String {
    let root = services().root.to_str().expect("a path in UTF-8");
    s_client(service, root, &services().name, &[option])
}

fn s_client(service: &Service, ca_file: &str, name: &str, more: &[&str]) -> String {
    let connect = service.host_and_port();
    let mut arguments = vec!["s_client", "-connect", &connect];
    if !service.wrapper {
        arguments.extend(["-starttls", "smtp", "-name", "client.interop.test"]);
    }
    arguments.extend(["-servername", &services().name, "-verify_hostname", name]);
    arguments.extend(["-CAfile", ca_file, "-no-CApath", "-no-CAstore"]);
    arguments.extend(more);
    run_peer("openssl", &arguments).text
}

fn read(text: String) -> Facts {
    // "New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384"
    let (protocol, cipher_suite) = after(&text, "New, ")
        .and_then(|rest| rest.split_once(", Cipher is "))
        .filter(|(_, suite)| *suite != "(NONE)")
        .map(|(protocol, suite)| (protocol.to_owned(), suite.to_owned()))
        .unzip();
    Facts {
        protocol,
        cipher_suite,
        group: after(&text, "Server Temp Key: ").map(group),
        signature_type: after(&text, "Peer signature type: ").map(str::to_owned),
        signature_digest: after(&text, "Peer signing digest: ").map(str::to_owned),
        errors: errors(&text),
        verified_name: after(&text, "Verified peername: ").map(str::to_owned),
        asked_for_client_certificate: text.contains("Requested Signature Algorithms: "),
        chain: certificates(&text),
        text,
    }
}

/// "X25519, 253 bits" or "ECDH, secp384r1, 384 bits".
fn group(temporary_key: &str) -> String {
    let fields: Vec<&str> = temporary_key.split(", ").collect();
    match fields.as_slice() {
        ["ECDH", curve, ..] => (*curve).to_owned(),
        [name, ..] => (*name).to_owned(),
        [] => String::new(),
    }
}

fn errors(text: &str) -> Vec<u32> {
    text.split("verify error:num=")
        .skip(1)
        .filter_map(|rest| rest.split(':').next()?.parse().ok())
        .collect()
}

fn certificates(text: &str) -> Vec<Certificate> {
    const END: &str = "-----END CERTIFICATE-----";
    // With -showcerts the whole chain stands in this section, and later the leaf is not repeated.
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("-----BEGIN CERTIFICATE-----") {
        let Some(end) = rest[start..].find(END) else {
            break;
        };
        found.push(describe(&rest[start..start + end + END.len()]));
        rest = &rest[start + end + END.len()..];
    }
    found
}

fn describe(pem: &str) -> Certificate {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), pem).expect("the certificate can be written");
    let path = file.path().to_str().expect("a path in UTF-8");
    let text = run(
        "openssl",
        &[
            "x509",
            "-in",
            path,
            "-noout",
            "-subject",
            "-issuer",
            "-nameopt",
            DN_AS_SMTLS,
            "-serial",
            "-dates",
            "-dateopt",
            "iso_8601",
            "-fingerprint",
            "-sha256",
        ],
        &[],
    )
    .text;
    let field = |label: &str| {
        let value = after(&text, label).unwrap_or_else(|| panic!("no {label} in:\n{text}"));
        value.to_owned()
    };
    Certificate {
        subject: field("subject="),
        issuer: field("issuer="),
        serial: field("serial=").to_lowercase(),
        not_before: field("notBefore=").replace(' ', "T"),
        not_after: field("notAfter=").replace(' ', "T"),
        sha256: field("Fingerprint=").replace(':', "").to_lowercase(),
        pem: pem.to_owned(),
    }
}
