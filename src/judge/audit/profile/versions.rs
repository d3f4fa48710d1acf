//! The versions of a server against a profile.

use super::super::words::{list, version_name};
use super::grade::Grade;
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::{EvidenceId, Known, NotTested, Support, TlsFacts};
use crate::tls::names::PROTOCOL_VERSIONS;

const TOPIC: Topic = Topic::TlsVersions;

/// What is known of a version; nobody asked where it is not among the facts.
fn support(tls: &TlsFacts, version: u16) -> Known<Support> {
    let facts = tls.versions.iter().find(|facts| facts.version == version);
    facts.map(|facts| facts.support.clone()).unwrap_or_default()
}

/// A line for each version that is spoken, or that the profile speaks against.
pub(super) fn lines(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let versions = PROTOCOL_VERSIONS.iter().rev();
    let mut lines: Vec<ProfileLine> = versions
        .filter_map(|version| {
            let version = version.code_point;
            let rule = rules.iter().find(|rule| rule.fits_version(version))?;
            let name = version_name(version);
            match support(tls, version) {
                Known::Known(Support::Yes(evidence)) => Some(ProfileLine::by(
                    TOPIC,
                    rule,
                    name,
                    Graded::As(rule.grade),
                    [evidence],
                )),
                Known::Known(Support::No { evidence, .. }) if rule.is_bad() => {
                    Some(ProfileLine::by(
                        TOPIC,
                        rule,
                        format!("{name} is refused"),
                        Graded::As(Grade::Good),
                        [evidence],
                    ))
                }
                Known::Known(Support::No { .. }) => None,
                Known::NotTested(why) => Some(ProfileLine::untested(TOPIC, rule, name, &why)),
            }
        })
        .collect();
    lines.extend(rules.iter().filter_map(|rule| missing(rule, tls)));
    lines
}

/// The line on a rule that wants one of several versions, where none of them is spoken.
fn missing(rule: &Rule, tls: &TlsFacts) -> Option<ProfileLine> {
    let wanted = rule.none_of.as_ref()?;
    let names = list(wanted.iter().copied().map(version_name));
    let mut open: Option<NotTested> = None;
    let mut refused: Option<EvidenceId> = None;
    for version in wanted {
        match support(tls, *version) {
            Known::Known(Support::Yes(_)) => return None,
            Known::Known(Support::No { evidence, .. }) => refused = Some(evidence),
            Known::NotTested(why) => open = open.or(Some(why)),
        }
    }
    Some(match open {
        Some(why) => ProfileLine::untested(TOPIC, rule, format!("one of {names}"), &why),
        None => ProfileLine::by(
            TOPIC,
            rule,
            format!("no {}", names.replace(" and ", " and no ")),
            Graded::As(rule.grade),
            refused,
        ),
    })
}
