//! What the server offers by EHLO: whether it is well-formed, and whether it should be offered to everyone.

use super::check::Check;
use super::verdict::{Status, Verdict};
use crate::probe::Observation;
use crate::quote;
use crate::smtp::{Extension, Extensions, Keyword, SizeLimit};
use std::collections::BTreeSet;

/// How much of a line a reason quotes, in octets.
const QUOTED: usize = 80;

/// The verdicts on both lists; nothing where there is none.
pub(super) fn verdicts(seen: &Observation) -> Vec<Verdict> {
    let clear = seen.extensions_in_the_clear();
    let inside = seen.extensions_inside_tls();
    let lists: Vec<&Extensions> = clear.iter().chain(&inside).collect();
    if lists.is_empty() {
        return by_helo(seen).into_iter().collect();
    }
    let all = || lists.iter().flat_map(|list| list.iter());
    let mut verdicts = Vec::new();
    verdicts.extend(clear.as_ref().and_then(password_in_the_clear));
    verdicts.extend(other_mechanisms(clear.as_ref(), inside.as_ref()));
    verdicts.extend(all().find_map(impersonation));
    verdicts.extend(all().find_map(malformed));
    verdicts.extend(all().find_map(unreadable_size));
    verdicts.extend(all().find_map(starttls_with_parameters));
    verdicts.extend(lists.iter().find_map(|list| listed_twice(list)));
    verdicts.extend(all().find_map(old_auth));
    if verdicts.is_empty() {
        let reason = "nothing is amiss in what the server offers";
        verdicts.push(Verdict::new(Check::Extensions, Status::Pass, reason));
    }
    verdicts
}

/// RFC 5321 §3.2: a server does not answer HELO as it would EHLO.
fn by_helo(seen: &Observation) -> Option<Verdict> {
    let reply = seen.ehlo_in_the_clear.as_ref().filter(|_| seen.helo)?;
    let listed = Extensions::from_reply(reply);
    let known = listed
        .iter()
        .find(|one| Keyword::find(&one.keyword).is_some())?;
    let reason = format!(
        "the reply to HELO lists extensions, which were not used: \"{}\"",
        line(known)
    );
    let fix =
        "let the server list them by EHLO, and answer HELO with one line (RFC 5321, section 3.2)";
    Some(warn(reason, fix))
}

/// RFC 4954 §9: mechanisms that give the password away are not for a connection that anyone can read (§6 says the same of
/// mechanisms that the server would then refuse).
fn password_in_the_clear(clear: &Extensions) -> Option<Verdict> {
    let open = ["PLAIN", "LOGIN"];
    let open = open.into_iter().filter(|one| clear.offers_mechanism(one));
    let open: Vec<&str> = open.collect();
    (!open.is_empty()).then(|| {
        let reason = format!(
            "AUTH with {} is offered before TLS: a password would travel in the clear",
            open.join(" and ")
        );
        let fix = "offer AUTH only inside TLS (in Postfix: smtpd_tls_auth_only = yes)";
        warn(reason, fix)
    })
}

/// RFC 4954 §3, RFC 3207 §4.2: what is offered inside TLS counts. A list in the clear may have been written by anybody on the way,
/// who wants a client to choose a weak mechanism.
fn other_mechanisms(clear: Option<&Extensions>, inside: Option<&Extensions>) -> Option<Verdict> {
    let names = |list: &Extensions| list.mechanisms().collect::<BTreeSet<_>>();
    let (before, behind) = (names(clear?), names(inside?));
    if before.is_empty() || behind.is_empty() || before == behind {
        return None;
    }
    let words = |one: &BTreeSet<Vec<u8>>, other: &BTreeSet<Vec<u8>>| {
        let only: Vec<&[u8]> = one.difference(other).map(Vec::as_slice).collect();
        match only.is_empty() {
            true => "nothing".to_owned(),
            false => quote::start(&only.join(&b' '), QUOTED),
        }
    };
    Some(note(format!(
        "AUTH is offered with other mechanisms inside TLS than before it (only before it: {}; only inside: {}); the list in the clear \
         can be changed on the way, and the one inside counts",
        words(&before, &behind),
        words(&behind, &before),
    )))
}

/// Postfix offers these to those only that its administrator named.
fn impersonation(extension: &Extension) -> Option<Verdict> {
    let known = [
        ("XCLIENT", "could pass for any other by it"),
        (
            "XFORWARD",
            "could write false origins into the server's log by it",
        ),
    ];
    let mut known = known.into_iter();
    let (name, harm) = known.find(|(name, _)| extension.is(name))?;
    let reason = format!("{name} is offered to this client, which {harm}");
    let fix = format!(
        "offer it only to machines that are trusted with it (in Postfix: smtpd_authorized_{}_hosts); if this one is, all is well",
        name.to_ascii_lowercase()
    );
    Some(warn(reason, fix))
}

fn malformed(extension: &Extension) -> Option<Verdict> {
    if extension.is_well_formed() || extension.is_old_auth() {
        return None;
    }
    // A keyword that a maker's servers have shown for years harms nobody.
    if Keyword::find(&extension.keyword).is_some() {
        let name = quote::start(&extension.keyword, QUOTED);
        return Some(note(format!(
            "{name} is not written as extensions are named, and known all the same"
        )));
    }
    let reason = format!(
        "the EHLO reply has a line that is not written as an extension: \"{}\"",
        line(extension)
    );
    let fix = "let the server name extensions with letters, digits and hyphens, and parameters in printable ASCII (RFC 5321, section 4.1.1.1)";
    Some(warn(reason, fix))
}

fn unreadable_size(extension: &Extension) -> Option<Verdict> {
    (extension.size_limit() == Some(SizeLimit::Unreadable)).then(|| {
        let reason = format!(
            "the limit on the size of messages cannot be read: \"{}\"",
            line(extension)
        );
        let fix =
            "let the server give the limit in octets, as in SIZE 52428800 (RFC 1870, section 3)";
        warn(reason, fix)
    })
}

/// RFC 3207 §2: the keyword has no parameters.
fn starttls_with_parameters(extension: &Extension) -> Option<Verdict> {
    (extension.is("STARTTLS") && !extension.parameters.is_empty()).then(|| {
        let reason = format!(
            "STARTTLS is offered with parameters, of which it has none: \"{}\"",
            line(extension)
        );
        let fix = "let the server list STARTTLS alone (RFC 3207, section 2): some clients may not find it so";
        warn(reason, fix)
    })
}

fn listed_twice(list: &Extensions) -> Option<Verdict> {
    let mut all = list.iter().enumerate();
    let (_, twice) = all.find(|(index, one)| {
        let mut before = list.iter().take(*index);
        before.any(|other| other.keyword.eq_ignore_ascii_case(&one.keyword))
    })?;
    let reason = format!(
        "{} is listed more than once; what all its lines say was taken together",
        quote::start(&twice.keyword, QUOTED)
    );
    Some(note(reason))
}

fn old_auth(extension: &Extension) -> Option<Verdict> {
    extension.is_old_auth().then(|| {
        let reason = format!(
            "AUTH is listed in the old form, with an equals sign, which only clients of the past need: \"{}\"",
            line(extension)
        );
        note(reason)
    })
}

fn line(extension: &Extension) -> String {
    let words = [&extension.keyword[..], &extension.parameters].join(&b' ');
    quote::start(words.trim_ascii_end(), QUOTED)
}

fn warn(reason: String, fix: impl Into<String>) -> Verdict {
    Verdict::new(Check::Extensions, Status::Warn, reason).with_fix(fix)
}

fn note(reason: String) -> Verdict {
    Verdict::new(Check::Extensions, Status::Note, reason)
}
