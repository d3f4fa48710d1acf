//! `sslscan --xml`: its list of suites and groups.

use std::num::ParseIntError;

use crate::listing::{Listing, version};
use crate::peer::run;
use crate::services::{Service, services};

pub fn scan(service: &Service) -> Listing {
    let name = format!("--sni-name={}", services().name);
    let target = service.host_and_port();
    let arguments = ["--no-colour", "--starttls-smtp", "--xml=-", &name, &target];
    read(run("sslscan", &arguments, &[]).stdout)
}

/// One element a line, with all that it says in attributes.
fn read(xml: String) -> Listing {
    let mut listing = Listing::default();
    for line in xml.lines().map(str::trim) {
        let at = |name| attribute(line, name);
        let id = || number(at("id").expect("an id")).expect("a hexadecimal id");
        if line.starts_with("<cipher ") {
            let version = version(at("sslversion").expect("a version"));
            if let Some(bits) = at("dhebits") {
                let bits = bits.parse().expect("a number of bits");
                listing.primes.insert((version.clone(), id(), bits));
            }
            listing.pairs.insert((version, id()));
        } else if line.starts_with("<group ") {
            let version = version(at("sslversion").expect("a version"));
            listing.groups.insert((version, id()));
        }
    }
    listing.text = xml;
    listing
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

fn number(hexadecimal: &str) -> Result<u16, ParseIntError> {
    u16::from_str_radix(hexadecimal.trim_start_matches("0x"), 16)
}
