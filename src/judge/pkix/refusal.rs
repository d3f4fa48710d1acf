//! webpki's reasons for refusing a path, told apart and pinned on a certificate.

use webpki::Error;

use super::issuers::{End, Issuers};
use super::outcome::Which;
use super::path_finding::PathFinding;
use super::remark::is_weak;
use super::unusable::{explain_parse, malformation, refusal_to_parse};
use crate::certificate::{Certificate, Contents, PublicKey, SignatureAlgorithm, SignedBy};
use crate::tls::Anchors;

/// Why webpki found no path.
pub(super) fn explain(
    error: &Error,
    chain: &[Certificate],
    issuers: &Issuers,
    anchors: &Anchors,
) -> PathFinding {
    let case = Case {
        chain,
        issuers,
        anchors,
    };
    match error {
        Error::UnknownIssuer => case.unknown_issuer(),
        Error::InvalidSignatureForPublicKey
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => case.signature(),
        Error::UnsupportedSignatureAlgorithmContext(context) => {
            case.signature_algorithm(&context.signature_algorithm_id)
        }
        Error::CaUsedAsEndEntity => case.ca_as_end_entity(),
        Error::EndEntityUsedAsCa => case.pinned(
            |_, contents| !contents.is_ca,
            |certificate| PathFinding::EndEntityAsCa { certificate },
        ),
        Error::PathLenConstraintViolated => case.pinned(is_too_far_up, |certificate| {
            PathFinding::PathTooLong { certificate }
        }),
        Error::NameConstraintViolation => case.name_constraints(),
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension => case.purpose(),
        Error::CertDistrusted => PathFinding::Distrusted,
        Error::MaximumSignatureChecksExceeded
        | Error::MaximumPathBuildCallsExceeded
        | Error::MaximumPathDepthExceeded
        | Error::MaximumNameConstraintComparisonsExceeded => {
            PathFinding::TooComplex { sent: chain.len() }
        }
        Error::InvalidCertValidity => case.pinned_anywhere(
            |contents| contents.not_before > contents.not_after,
            malformation(error),
        ),
        error => case.pinned_anywhere(
            |contents| !contents.unreadable_extensions.is_empty(),
            malformation(error),
        ),
    }
}

struct Case<'a> {
    chain: &'a [Certificate],
    issuers: &'a Issuers,
    anchors: &'a Anchors,
}

impl Case<'_> {
    fn unknown_issuer(&self) -> PathFinding {
        let position = self.issuers.positions.iter();
        let mut unusable = position
            .filter_map(|position| Some((*position, refusal_to_parse(self.chain, *position)?)));
        if let Some((position, error)) = unusable.next()
            && let Some(certificate) = self.chain.get(position)
        {
            return explain_parse(Which::new(position, certificate), certificate, &error);
        }
        let top = Which::at(self.chain, self.issuers.top());
        if let Some(Err(malformed)) = self.chain.get(top.position).map(|it| &it.contents) {
            return PathFinding::Malformed {
                certificate: top,
                reason: malformed.to_string(),
            };
        }
        let store = self.anchors.store_name.clone();
        match self.issuers.end {
            End::SelfIssued if top.position == 0 => PathFinding::SelfSigned {
                certificate: top,
                store,
            },
            End::SelfIssued => PathFinding::UntrustedRoot { root: top, store },
            End::OtherKey(position) => PathFinding::SignedByOtherKey {
                certificate: top,
                issuer: Which::at(self.chain, position).name,
                sent: true,
            },
            End::NotSent => {
                let contents = self.contents(top.position);
                PathFinding::IssuerMissing {
                    issuer: contents.map(|it| it.issuer.to_string()).unwrap_or_default(),
                    ca_issuers: contents.map(|it| it.ca_issuers.clone()).unwrap_or_default(),
                    certificate: top,
                    store,
                }
            }
        }
    }

    /// A signature does not verify: by whose key, and is it that one's length or kind?
    fn signature(&self) -> PathFinding {
        for pair in self.issuers.positions.windows(2) {
            let &[signed, issuer] = pair else { continue };
            let (Some(certificate), Some(by)) = (self.chain.get(signed), self.chain.get(issuer))
            else {
                continue;
            };
            if certificate.is_signed_by(by) == SignedBy::CannotTell
                && let Ok(contents) = &by.contents
            {
                return PathFinding::UnusableKey {
                    issuer: by.to_string(),
                    key: contents.key.to_string(),
                    is_short: is_weak(&contents.key),
                };
            }
        }
        if let End::OtherKey(_) = self.issuers.end {
            return self.unknown_issuer();
        }
        self.signature_of_anchor()
    }

    /// The same where all that was sent fits together, so that the anchor's key is left.
    fn signature_of_anchor(&self) -> PathFinding {
        let below = self.issuers.below_root();
        let position = below.last().copied().unwrap_or(0);
        let (Some(certificate), Some(contents)) =
            (self.chain.get(position), self.contents(position))
        else {
            return self.unknown_issuer();
        };
        for anchor in self.anchors.named(contents.issuer.as_der()) {
            let spki = anchor.spki();
            if certificate.is_signed_by_key(&spki) == SignedBy::CannotTell {
                let key = PublicKey::from_der(&spki);
                return PathFinding::UnusableKey {
                    issuer: anchor.name().to_string(),
                    is_short: key.as_ref().is_some_and(is_weak),
                    key: key.map_or_else(|| "an unreadable key".to_owned(), |key| key.to_string()),
                };
            }
        }
        PathFinding::SignedByOtherKey {
            certificate: Which::new(position, certificate),
            issuer: contents.issuer.to_string(),
            sent: false,
        }
    }

    fn signature_algorithm(&self, identifier: &[u8]) -> PathFinding {
        let algorithm = SignatureAlgorithm::from_algorithm_identifier(identifier);
        let mut positions = self.issuers.positions.iter();
        let signed = positions.find(|position| {
            let contents = self.contents(**position);
            contents.is_some_and(|contents| contents.signature_algorithm == algorithm)
        });
        PathFinding::UnusableSignatureAlgorithm {
            certificate: Which::at(self.chain, signed.copied().unwrap_or(0)),
            algorithm,
        }
    }

    fn ca_as_end_entity(&self) -> PathFinding {
        let first = Which::at(self.chain, 0);
        let end_entity = self.chain.iter().position(|certificate| {
            certificate
                .contents
                .as_ref()
                .is_ok_and(|contents| !contents.is_ca)
        });
        match end_entity {
            Some(position) => PathFinding::EndEntityNotFirst {
                first,
                end_entity: Which::at(self.chain, position),
            },
            None if self.issuers.end == End::SelfIssued && self.issuers.top() == 0 => {
                PathFinding::SelfSigned {
                    certificate: first,
                    store: self.anchors.store_name.clone(),
                }
            }
            None => PathFinding::CaAsEndEntity { certificate: first },
        }
    }

    fn purpose(&self) -> PathFinding {
        let mut limited = self.issuers.positions.iter().filter_map(|position| {
            let purposes = self.contents(*position)?.extended_key_usage.as_ref()?;
            let serves = purposes.iter().any(|purpose| purpose == "serverAuth");
            (!serves).then(|| (Which::at(self.chain, *position), purposes.clone()))
        });
        let (certificate, purposes) = limited
            .next()
            .unwrap_or_else(|| (Which::at(self.chain, 0), Vec::new()));
        PathFinding::NotForServers {
            certificate,
            purposes,
        }
    }

    fn name_constraints(&self) -> PathFinding {
        let constrains = |_, contents: &Contents| contents.has_name_constraints;
        let constraining = self
            .first_issuer(constrains)
            .map(|certificate| certificate.name);
        let contents = self.contents(self.issuers.below_root().last().copied().unwrap_or(0));
        PathFinding::NameConstraints {
            certificate: Which::at(self.chain, 0),
            // Where no CA that was sent has constraints, they are the anchor's.
            ca: constraining.or_else(|| contents.map(|contents| contents.issuer.to_string())),
        }
    }

    /// The finding on the first issuer of which `is_it` is true, given how many CAs are below it.
    fn pinned(
        &self,
        is_it: impl Fn(usize, &Contents) -> bool,
        finding: impl Fn(Which) -> PathFinding,
    ) -> PathFinding {
        let found = self.first_issuer(is_it);
        finding(found.unwrap_or_else(|| Which::at(self.chain, self.issuers.top())))
    }

    fn first_issuer(&self, is_it: impl Fn(usize, &Contents) -> bool) -> Option<Which> {
        let issuers = self.issuers.positions.iter().skip(1).enumerate();
        let mut found = issuers.filter(|(below, position)| {
            self.contents(**position)
                .is_some_and(|contents| is_it(*below, contents))
        });
        found
            .next()
            .map(|(_, position)| Which::at(self.chain, *position))
    }

    fn pinned_anywhere(&self, is_it: impl Fn(&Contents) -> bool, reason: &str) -> PathFinding {
        let mut positions = self.issuers.positions.iter();
        let found = positions.find(|position| self.contents(**position).is_some_and(&is_it));
        PathFinding::Malformed {
            certificate: Which::at(self.chain, found.copied().unwrap_or(0)),
            reason: reason.to_owned(),
        }
    }

    fn contents(&self, position: usize) -> Option<&Contents> {
        self.chain.get(position)?.contents.as_ref().ok()
    }
}

/// RFC 5280 §4.2.1.9: a path length limits how many CAs may stand between this one and the end entity.
fn is_too_far_up(below: usize, contents: &Contents) -> bool {
    let limit = contents
        .path_length
        .and_then(|limit| usize::try_from(limit).ok());
    limit.is_some_and(|limit| below > limit)
}
