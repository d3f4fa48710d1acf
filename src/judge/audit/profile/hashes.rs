//! The digests by which a server signs its key exchange against a profile.

use super::super::schemes::{WEAK_HASHES, hash};
use super::super::signatures::{InTls12, Signatures};
use super::super::words::{version_name, versions};
use super::rule::Rule;
use super::topic::Topic;
use super::verdict::{Graded, ProfileLine};
use crate::audit::TlsFacts;
use crate::tls::names;

/// A line for each digest that the key exchange is signed with, and one for each MUST that none breaks or that could not be tested.
pub(super) fn lines(rules: &[&Rule], tls: &TlsFacts) -> Vec<ProfileLine> {
    let topic = Topic::KeyExchangeHash;
    let signatures = Signatures::of(tls);
    let deciding = |hash: &str| rules.iter().find(|rule| rule.fits_words(&[hash]));
    let mut lines = Vec::new();
    let mut met: Vec<&str> = Vec::new();
    for facts in &tls.schemes {
        for (scheme, evidence) in &facts.accepted {
            let Some(hash) = hash(*scheme) else { continue };
            let name = names::signature_scheme(*scheme).map_or("unknown", |known| known.name);
            let what = format!("{name} ({hash}) at {}", version_name(facts.version));
            let Some(rule) = deciding(hash) else {
                lines.extend(ProfileLine::not_named(topic, rules, what));
                continue;
            };
            met.push(hash);
            let graded = Graded::As(rule.grade);
            lines.push(ProfileLine::by(topic, rule, what, graded, [*evidence]));
        }
    }
    for rule in rules.iter().filter(|rule| rule.must) {
        let decides = |hash: &str| deciding(hash).is_some_and(|first| std::ptr::eq(*first, *rule));
        if met.iter().any(|hash| decides(hash)) {
            continue;
        }
        let what = match &rule.words {
            Some(words) => {
                // What an earlier rule says of one of them does not belong here.
                let own = words.iter().filter(|word| decides(word));
                let own: Vec<&str> = own.copied().collect();
                format!("signatures over the key exchange with {}", own.join(" or "))
            }
            None => "other signatures over the key exchange".to_owned(),
        };
        let fixed = WEAK_HASHES.into_iter().any(decides);
        let open = match &signatures.in_tls12 {
            InTls12::Open(why) => Some(why.clone()),
            InTls12::Asked => signatures.left(decides),
            InTls12::Never if fixed && !signatures.in_older.is_empty() => continue,
            InTls12::Never if fixed => signatures.older_open.clone(),
            InTls12::Never => None,
        };
        let in_older = !signatures.in_older.is_empty() || signatures.older_open.is_some();
        let what = match fixed && in_older && open.is_none() {
            true => format!("{what} in TLS 1.2"),
            false => what,
        };
        lines.push(ProfileLine::on_must(topic, rule, &what, open));
    }
    lines.extend(in_older(rules, &signatures));
    lines
}

/// The line on versions that sign with MD5 and SHA-1 by definition: there the version is what a profile judges.
fn in_older(rules: &[&Rule], signatures: &Signatures<'_>) -> Option<ProfileLine> {
    let older = signatures.in_older.iter().map(|(version, _)| *version);
    let mut against = rules.iter().filter(|rule| rule.is_bad());
    let rule = against.find(|rule| rule.fits_words(&WEAK_HASHES))?;
    let why = "there are none but those with MD5 and SHA-1, so that the version is what is judged";
    (!signatures.in_older.is_empty()).then(|| {
        let what = format!("signatures over the key exchange in {}", versions(older));
        ProfileLine::not_applicable(Topic::KeyExchangeHash, rule, what, why)
    })
}
