//! Whether the server's certificate is for the service of a domain that SRV records were asked for (RFC 7817 §3).

use rustls::pki_types::ServerName;

use super::identifier::NearMiss;
use super::names::{NamesFinding, names};
use crate::certificate::{AlternativeNames, Certificate};
use crate::target::Service;

/// Judges whether the first certificate of a chain is for the domain, as DNS-ID, or for this service of it, as SRV-ID.
pub fn names_of_service(
    chain: &[Certificate],
    domain: &ServerName<'_>,
    service: Service,
) -> NamesFinding {
    let by_domain = names(chain, domain);
    let contents = chain.first().and_then(|it| it.contents.as_ref().ok());
    let presented = contents.and_then(|contents| contents.alternative_names.as_ref());
    let (
        Some(presented),
        NamesFinding::Mismatch {
            reference, near, ..
        },
    ) = (presented, &by_domain)
    else {
        return by_domain;
    };
    if let Some(found) = matching(presented, service, reference) {
        // RFC 9525 §7.6: constraints on DNS names say nothing of SRV-IDs, and what they say of those is not looked at.
        if chain.iter().skip(1).any(has_name_constraints) {
            return NamesFinding::CannotTell {
                reference: reference.clone(),
                reason: format!(
                    "it has the SRV-ID {found}, and smtls does not hold SRV-IDs against the name constraints of a CA that was sent"
                ),
            };
        }
        return NamesFinding::MatchesService {
            reference: reference.clone(),
            presented: found.to_owned(),
        };
    }
    let near = near
        .clone()
        .or_else(|| near_miss(presented, service, reference));
    match by_domain {
        NamesFinding::Mismatch {
            reference,
            presented,
            omitted,
            ..
        } => NamesFinding::Mismatch {
            reference,
            presented,
            omitted,
            near,
        },
        other => other,
    }
}

fn has_name_constraints(certificate: &Certificate) -> bool {
    let contents = certificate.contents.as_ref();
    contents.map_or(true, |contents| contents.has_name_constraints)
}

/// RFC 9525 §6.3, §6.5: name and service are equal but for case; a wildcard stands for hosts, which no SRV-ID names.
fn matching<'a>(names: &'a AlternativeNames, service: Service, domain: &str) -> Option<&'a str> {
    let wanted = format!("{}.{domain}", service.label());
    let mut names = names.srv.iter().map(String::as_str);
    names.find(|name| name.eq_ignore_ascii_case(&wanted))
}

fn near_miss(names: &AlternativeNames, service: Service, domain: &str) -> Option<NearMiss> {
    names.srv.iter().find_map(|name| {
        let is = |wanted: String| name.eq_ignore_ascii_case(&wanted);
        let reason = if is(format!("{}.{domain}", service.other().label())) {
            "it is for the other of the two submission services"
        } else if is(format!("{}._tcp.{domain}", service.label())) {
            "an SRV-ID names the service and the domain, without _tcp"
        } else if is(format!("{}.{domain}.", service.label())) {
            "a name in a certificate must not end in a dot"
        } else {
            return None;
        };
        Some(NearMiss {
            presented: name.clone(),
            reason,
        })
    })
}
