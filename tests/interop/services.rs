//! The mail servers that `tests/interop/run` started, read from its services.json.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Services {
    /// Where the servers keep what they write.
    pub folder: PathBuf,
    /// The name in the servers' certificates.
    pub name: String,
    /// The root that signed all of them.
    pub root: PathBuf,
    /// A root that signed none of them.
    pub stranger: PathBuf,
    pub client_certificate: PathBuf,
    pub client_key: PathBuf,
    pub postfix_configuration: PathBuf,
    /// Makes OpenSSL prefer the signature schemes that rustls prefers.
    pub openssl_configuration: PathBuf,
    pub maillog: PathBuf,
    pub network: Network,
    services: BTreeMap<String, Address>,
    skipped: BTreeMap<String, String>,
}

/// A network of its own, with the servers of DANE and of MTA-STS.
#[derive(Deserialize)]
pub struct Network {
    /// The first process inside.
    pub process: u32,
    /// Address and port of the validating resolver.
    pub resolver: String,
    /// The DNSKEY record of the private root.
    pub trust_anchor: PathBuf,
    pub postfix_configuration: PathBuf,
    /// For the programs whose packages are unpacked and not installed.
    pub libraries: PathBuf,
    pub python_modules: PathBuf,
    /// The mail domains whose DANE is looked at.
    pub domains: Vec<String>,
    /// The mail domains whose MTA-STS is looked at.
    pub policy_domains: Vec<String>,
}

#[derive(Deserialize)]
struct Address {
    address: String,
    port: u16,
    wrapper: bool,
}

/// One service of a private server.
pub struct Service {
    pub name: &'static str,
    pub address: &'static str,
    pub port: u16,
    /// Whether TLS begins with the connection instead of with STARTTLS.
    pub wrapper: bool,
}

impl Services {
    /// Of all services, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.services.keys().map(String::as_str)
    }
}

impl Service {
    /// `127.0.0.1:2525` or `[::1]:2525`.
    pub fn host_and_port(&self) -> String {
        if self.address.contains(':') {
            format!("[{}]:{}", self.address, self.port)
        } else {
            format!("{}:{}", self.address, self.port)
        }
    }
}

pub fn services() -> &'static Services {
    static SERVICES: LazyLock<Services> = LazyLock::new(|| {
        let folder = std::env::var_os("SMTLS_INTEROP")
            .expect("SMTLS_INTEROP is not set: start these tests with tests/interop/run");
        let file = Path::new(&folder).join("services.json");
        let text = std::fs::read_to_string(&file).expect("services.json can be read");
        serde_json::from_str(&text).expect("services.json is what run writes")
    });
    &SERVICES
}

/// The service of that name; none where this machine cannot have it, and the output says so.
pub fn optional_service(name: &'static str) -> Option<Service> {
    let all = services();
    if let Some(reason) = all.skipped.get(name) {
        println!("SKIPPED {name}: {reason}");
        return None;
    }
    let found = all
        .services
        .get(name)
        .unwrap_or_else(|| panic!("run starts no service {name}"));
    Some(Service {
        name,
        address: &found.address,
        port: found.port,
        wrapper: found.wrapper,
    })
}

pub fn service(name: &'static str) -> Service {
    optional_service(name).unwrap_or_else(|| panic!("{name} was skipped"))
}
