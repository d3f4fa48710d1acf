//! What is expected of what was negotiated.

use super::super::name::Fact;
use super::super::value::Value;
use super::seen::{Seen, inside_tls, list};
use crate::report::{EndpointReport, TlsReport};
use crate::tls::names::PROTOCOL_VERSIONS;

pub(super) fn seen(fact: Fact, value: &Value, endpoint: &EndpointReport) -> Seen {
    let tls = match inside_tls(endpoint) {
        Ok((_, tls)) => tls,
        Err(seen) => return seen,
    };
    match (fact, value) {
        (Fact::Protocol, Value::Version(least)) => version(least.code_point, tls),
        (Fact::PostQuantum, Value::Yes) => post_quantum(tls),
        (Fact::Groups | Fact::ForbidGroups, Value::Groups(all)) => {
            let names: Vec<&str> = all.iter().map(|it| it.name).collect();
            let has = tls.group.as_ref().map(|group| group.name.as_str());
            one_of("the group", has, &names, fact == Fact::Groups)
        }
        (Fact::Suites | Fact::ForbidSuites, Value::Suites(all)) => {
            let names: Vec<&str> = all.iter().map(|it| it.name).collect();
            let has = Some(tls.cipher_suite.name.as_str());
            one_of("the cipher suite", has, &names, fact == Fact::Suites)
        }
        (Fact::SignatureSchemes | Fact::ForbidSignatureSchemes, Value::Schemes(all)) => {
            let names: Vec<&str> = all.iter().map(|it| it.name).collect();
            let has = tls.signature_scheme.as_deref();
            let wanted = fact == Fact::SignatureSchemes;
            one_of("the signature scheme", has, &names, wanted)
        }
        _ => Seen::unasked(),
    }
}

fn version(least: u16, tls: &TlsReport) -> Seen {
    let mut known = PROTOCOL_VERSIONS.iter();
    let has = known.find(|version| version.postfix == tls.version);
    match has {
        Some(version) => Seen::when(
            version.code_point >= least,
            format!("the session has {}", version.name),
        )
        .with_fix("allow the newer version in the server's configuration"),
        None => Seen::untested(format!("the session has the version {}", tls.version)),
    }
}

fn post_quantum(tls: &TlsReport) -> Seen {
    let Some(group) = &tls.group else {
        return Seen::untested("the group of the key exchange is not known");
    };
    let reason = format!("the group is {}, which is {}", group.name, group.kind);
    Seen::when(group.post_quantum, reason)
        .with_fix("let the server take X25519MLKEM768 (OpenSSL 3.5 and newer know it)")
}

/// Whether what was negotiated is one of these, or none.
fn one_of(what: &str, has: Option<&str>, names: &[&str], wanted: bool) -> Seen {
    let Some(has) = has else {
        return Seen::untested(format!("{what} is not known"));
    };
    let is_one = names.contains(&has);
    let words = match (is_one, wanted) {
        (true, true) | (false, false) => String::new(),
        (false, true) => format!(", and not {}", list(names)),
        (true, false) => ", which is not to be".to_owned(),
    };
    Seen::when(is_one == wanted, format!("{what} is {has}{words}"))
}
