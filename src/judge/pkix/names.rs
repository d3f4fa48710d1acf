//! Whether the server's certificate is for the name that was asked for (RFC 9525 §6).

use std::fmt;
use std::net::IpAddr;

use rustls::pki_types::{CertificateDer, ServerName};
use webpki::EndEntityCert;

use super::identifier::{NearMiss, matching_dns, matching_ip, near_miss};
use super::outcome::Outcome;
use crate::certificate::{AlternativeNames, Certificate};

/// How many of the presented identifiers a sentence lists.
const MOST_LISTED: usize = 5;

/// The finding on **names**, with its evidence. Its text is a fragment of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamesFinding {
    /// The certificate is for that name.
    Matches {
        /// The reference identifier: the name that was asked for.
        reference: String,
        /// The presented identifier that matches.
        presented: String,
    },
    /// The certificate is for the service of that domain which was asked for.
    MatchesService {
        /// The reference identifier: the domain.
        reference: String,
        /// The presented identifier that matches, an SRV-ID.
        presented: String,
    },
    /// The certificate is for other names.
    Mismatch {
        /// The reference identifier.
        reference: String,
        /// The presented identifiers of all kinds.
        presented: Vec<String>,
        /// How many more there are.
        omitted: usize,
        /// One that was probably meant to match.
        near: Option<NearMiss>,
    },
    /// The certificate has no subjectAltName; its common name does not count (RFC 9525 §2).
    NoAlternativeNames {
        /// The reference identifier.
        reference: String,
        /// The common name.
        common_name: Option<String>,
    },
    /// The certificate cannot be read well enough.
    CannotTell {
        /// The reference identifier.
        reference: String,
        /// Why not.
        reason: String,
    },
    /// The server sent no certificate.
    NoCertificate,
}

/// Judges whether the first certificate of a chain is for the reference identifier. webpki decides; which
/// presented identifier matched is found out here, to name it.
pub fn names(chain: &[Certificate], reference: &ServerName<'_>) -> NamesFinding {
    let Some(certificate) = chain.first() else {
        return NamesFinding::NoCertificate;
    };
    let name = reference.to_str();
    let reference_text = name.strip_suffix('.').unwrap_or(&name).to_owned();
    let cannot_tell = |reason: String| NamesFinding::CannotTell {
        reference: reference_text.clone(),
        reason,
    };
    let der = CertificateDer::from(&certificate.der[..]);
    let verified = EndEntityCert::try_from(&der)
        .map(|end_entity| end_entity.verify_is_valid_for_subject_name(reference));
    let contents = match (&verified, &certificate.contents) {
        (_, Ok(contents)) => contents,
        (Ok(Ok(())), Err(_)) => {
            return NamesFinding::Matches {
                presented: reference_text.clone(),
                reference: reference_text,
            };
        }
        (_, Err(malformed)) => return cannot_tell(malformed.to_string()),
    };
    let Some(presented) = &contents.alternative_names else {
        if contents
            .unreadable_extensions
            .iter()
            .any(|it| it == SUBJECT_ALT_NAME)
        {
            return cannot_tell("its subjectAltName is malformed".to_owned());
        }
        return NamesFinding::NoAlternativeNames {
            reference: reference_text,
            common_name: contents.subject.common_name().map(str::to_owned),
        };
    };
    match verified {
        Ok(Ok(())) => NamesFinding::Matches {
            presented: matched(presented, reference).unwrap_or_else(|| reference_text.clone()),
            reference: reference_text,
        },
        Ok(Err(webpki::Error::CertNotValidForName(_))) => NamesFinding::Mismatch {
            near: near_miss(presented, &reference_text),
            presented: all(presented),
            omitted: presented.omitted,
            reference: reference_text,
        },
        Ok(Err(_)) => cannot_tell("its subjectAltName is malformed".to_owned()),
        Err(_) => cannot_tell("other parts of it cannot be used".to_owned()),
    }
}

const SUBJECT_ALT_NAME: &str = "2.5.29.17";

fn matched(presented: &AlternativeNames, reference: &ServerName<'_>) -> Option<String> {
    match reference {
        ServerName::DnsName(name) => matching_dns(presented, name.as_ref()).map(str::to_owned),
        ServerName::IpAddress(address) => {
            let address = IpAddr::from(*address);
            matching_ip(presented, address).map(|address| address.to_string())
        }
        _ => None,
    }
}

fn all(presented: &AlternativeNames) -> Vec<String> {
    let addresses = presented.ip.iter().map(IpAddr::to_string);
    let names = presented.dns.iter().cloned().chain(addresses);
    let names = names.chain(presented.srv.iter().cloned());
    names.chain(presented.other.iter().cloned()).collect()
}

impl NamesFinding {
    /// Whether the certificate is for the name.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Matches { .. } | Self::MatchesService { .. } => Outcome::Holds,
            Self::CannotTell { .. } => Outcome::NotTested,
            _ => Outcome::Fails,
        }
    }

    /// What to change, in the imperative; nothing where the name matches.
    pub fn fix(&self) -> Option<String> {
        Some(match self {
            Self::Matches { .. } | Self::MatchesService { .. } => return None,
            Self::Mismatch { reference, .. } => {
                format!("add {reference} to the certificate's subjectAltName")
            }
            Self::NoAlternativeNames { reference, .. } => {
                format!("get a certificate with {reference} in its subjectAltName")
            }
            Self::CannotTell { .. } => "get the certificate issued anew".to_owned(),
            Self::NoCertificate => "configure a certificate for the server".to_owned(),
        })
    }
}

impl fmt::Display for NamesFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Matches {
                reference,
                presented,
            } if reference.eq_ignore_ascii_case(presented) => {
                write!(f, "the certificate is for {reference}")
            }
            Self::Matches {
                reference,
                presented,
            } => write!(
                f,
                "the certificate is for {presented}, which covers {reference}"
            ),
            Self::MatchesService {
                reference,
                presented,
            } => write!(
                f,
                "the certificate is for the service of {reference} that was asked for, by the SRV-ID {presented}"
            ),
            Self::Mismatch {
                reference,
                presented,
                omitted,
                near,
            } => {
                write!(
                    f,
                    "the certificate is for {}, not for {reference}",
                    list(presented, *omitted)
                )?;
                match near {
                    Some(near) => write!(f, "; {near}"),
                    None => Ok(()),
                }
            }
            Self::NoAlternativeNames { common_name, .. } => {
                f.write_str("the certificate has no subjectAltName")?;
                match common_name {
                    Some(name) => write!(f, "; its common name {name} does not count"),
                    None => Ok(()),
                }
            }
            Self::CannotTell { reason, .. } => {
                write!(f, "the names of the certificate cannot be judged: {reason}")
            }
            Self::NoCertificate => f.write_str("the server sent no certificate"),
        }
    }
}

/// `a, b and c`, of a long list the first few and how many more.
fn list(names: &[String], omitted: usize) -> String {
    let listed = names.get(..MOST_LISTED).unwrap_or(names);
    let more = names.len() - listed.len() + omitted;
    match listed.split_last() {
        None => "no name at all".to_owned(),
        Some(_) if more > 0 => format!("{} and {more} more", listed.join(", ")),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
