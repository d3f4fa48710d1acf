//! Addresses of a transaction that are written as none should be, so that a typing error does not pass for a success.

use crate::judge::check::Check;
use crate::judge::verdict::{Status, Verdict};
use crate::quote;
use crate::smtp::{Spoken, Transacted};

/// How much of an address a reason quotes, in octets.
const QUOTED: usize = 80;

/// The remarks on addresses without a domain that the server accepted. Only postmaster may do without one (RFC 5321 §4.1.1.3), and the
/// null reverse-path is no address.
pub(super) fn without_domain(told: &Transacted) -> Vec<Verdict> {
    let mail = [(Check::Mail, &told.mail)];
    let rcpt = told.recipients.iter().map(|one| (Check::Rcpt, one));
    let accepted = mail
        .into_iter()
        .chain(rcpt)
        .filter(|(_, spoken)| spoken.is_accepted());
    let odd = accepted.filter_map(|(check, spoken)| {
        let address = address(spoken)?;
        let is_odd = !address.is_empty()
            && !address.contains(&b'@')
            && !address.eq_ignore_ascii_case(b"postmaster");
        is_odd.then_some((check, address))
    });
    odd.map(|(check, address)| {
        let reason = format!(
            "<{}> has no domain, and is accepted: the server adds one of its own, or will find nobody",
            quote::start(address, QUOTED)
        );
        Verdict::new(check, Status::Note, reason)
    })
    .collect()
}

/// What stands between the angle brackets.
fn address(spoken: &Spoken) -> Option<&[u8]> {
    let begin = spoken.line.iter().position(|octet| *octet == b'<')?;
    let rest = spoken.line.get(begin.saturating_add(1)..)?;
    let end = rest.iter().position(|octet| *octet == b'>')?;
    rest.get(..end)
}
