//! nmap's `ssl-enum-ciphers`: its list of suites, and by whose preference they are chosen.

use std::fs;

use crate::listing::{Listing, suite, version};
use crate::peer::run;
use crate::services::{Service, services};

/// nmap begins with STARTTLS at a port that its list of services calls SMTP, so it gets a list of its own with that port alone.
pub fn scan(service: &Service) -> Listing {
    let list = services()
        .folder
        .join(format!("{}.nmap-services", service.name));
    fs::write(&list, format!("smtp {}/tcp 0.5\n", service.port)).expect("the list can be written");
    let list = list.to_str().expect("a path in UTF-8");
    let name = format!("tls.servername={}", services().name);
    let script = ["--script", "ssl-enum-ciphers", "--script-args", &name];
    let mut arguments = vec!["-n", "-Pn", "--servicedb", list];
    arguments.extend(script);
    arguments.push(service.address);
    read(run("nmap", &arguments, &[]).stdout)
}

/// Lines like `|   TLSv1.2: `, and below them `|       TLS_RSA_WITH_AES_128_CBC_SHA (rsa 2048) - A`.
fn read(text: String) -> Listing {
    let mut listing = Listing::default();
    let mut of = None;
    for line in text.lines() {
        let Some(line) = line.strip_prefix(['|']) else {
            continue;
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [title] if ["TLSv", "SSLv"].iter().any(|kind| title.starts_with(kind)) => {
                let version = version(title.trim_end_matches(':'));
                of = Some(version);
            }
            ["cipher", "preference:", order] => {
                let version = of.clone().expect("a version before the order");
                listing.orders.insert(version, order.to_owned());
            }
            [name, ref rest @ ..] if name.starts_with("TLS_") => {
                let version = of.clone().expect("a version before the suites");
                let suite = suite(&name.replace("_AKE_WITH_", "_"));
                if let ["(dh", bits, ..] = rest {
                    let bits = bits
                        .trim_end_matches(')')
                        .parse()
                        .expect("a number of bits");
                    listing.primes.insert((version.clone(), suite, bits));
                }
                listing.pairs.insert((version, suite));
            }
            _ => {}
        }
    }
    listing.text = text;
    listing
}
