//! What a profile forbids by a MUST, so that a quick audit asks for it.

use super::super::schemes::hash;
use super::super::subject::Service;
use super::super::suite::Suite;
use super::judge::effective;
use super::load::Profile;
use super::rule::Rule;
use super::topic::Topic;
use crate::audit::tls::Forbids;
use crate::tls::names::{CIPHER_SUITES, GROUPS, SIGNATURE_SCHEMES};

impl Profile {
    /// What it forbids by a MUST where these come, as far as hellos can find it out.
    pub fn forbids(&self, service: Service) -> Forbids {
        let forbidden =
            |deciding: Option<&&Rule>| deciding.is_some_and(|it| it.must && it.is_bad());
        let suites = self.rules_on(Topic::Ciphersuites, service);
        let groups = self.rules_on(Topic::TlsCurves, service);
        let hashes = self.rules_on(Topic::KeyExchangeHash, service);
        let versions = Forbids::VERSIONS.into_iter();
        let of_versions = versions.flat_map(|version| {
            let all = CIPHER_SUITES
                .iter()
                .filter(move |it| it.may_be_used_at(version));
            let bad = all.filter(|it| {
                let number = it.code_point.into();
                let mut fitting = suites.iter();
                let fits = |rule: &&&Rule| rule.fits_suite(version, number, Suite::Tls(it));
                forbidden(fitting.find(fits))
            });
            let bad: Vec<_> = bad.map(|it| (version, it.code_point)).collect();
            bad
        });
        let bad_group = |number: u16| forbidden(groups.iter().find(|rule| rule.fits_group(number)));
        let bad_scheme = |number: u16| {
            let fits = |hash| forbidden(hashes.iter().find(|rule| rule.fits_words(&[hash])));
            hash(number).is_some_and(fits)
        };
        let named = GROUPS.iter().map(|group| group.code_point);
        let schemes = SIGNATURE_SCHEMES.iter().map(|scheme| scheme.code_point);
        Forbids {
            suites: of_versions.collect(),
            groups: named.filter(|it| bad_group(*it)).collect(),
            schemes: schemes.filter(|it| bad_scheme(*it)).collect(),
            fields: self.has_must(Topic::Ffdhe, service),
            refusing_names: self.has_must(Topic::UnknownServerNameRefused, service),
        }
    }

    /// Whether it has a MUST on this topic where these come.
    pub fn has_must(&self, topic: Topic, service: Service) -> bool {
        self.rules_on(topic, service).iter().any(|rule| rule.must)
    }

    /// The rules on a topic that can decide where these come.
    pub(super) fn rules_on(&self, topic: Topic, service: Service) -> Vec<&Rule> {
        let rules = self.rules.get(&topic).into_iter().flatten();
        effective(rules.filter(|rule| rule.on.is_none_or(|on| on == service)))
    }
}
