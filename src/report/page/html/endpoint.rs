//! One server that was probed: its checks, and what they rest on.

use super::super::grid::Mood;
use super::super::shortened::{ROWS, listed, shortened};
use super::super::words;
use super::facts::Facts;
use super::grid::{badge, folded};
use super::{cases, certificates, connections};
use crate::report::suite::Suite;
use crate::report::text::deed;
use crate::report::{EndpointReport, ExtensionReport, TlsReport};
use maud::{Markup, html};

/// An endpoint with its checks and its evidence.
pub(super) fn endpoint(endpoint: &EndpointReport, suites: &[&Suite]) -> Markup {
    let chain = endpoint.observations.iter().map(|seen| &seen.chain);
    let chain = chain.into_iter().find(|chain| !chain.is_empty());
    let code = endpoint.exit_code;
    let mood = match (code, endpoint.counts) {
        (0, _) => Mood::Good,
        (_, true) => Mood::Bad,
        (_, false) => Mood::Notable,
    };
    html! {
        section.endpoint {
            h3 { code { (endpoint.peer.peer) } " " (badge(&words::verdict(code), mood)) }
            @if !endpoint.counts { p { "It does not count for what the run comes to." } }
            (facts(endpoint).list())
            (cases::folded(suites, code != 0))
            @if let Some(chain) = chain {
                (folded(&html! { "Certificates: " (chain.len()) }, &certificates::chain(chain), false))
            }
            (extensions(endpoint))
            (connections::connections(&endpoint.observations))
        }
    }
}

fn facts(endpoint: &EndpointReport) -> Facts {
    let mut facts = Facts::default();
    facts.known("connected to", endpoint.peer.connected_to.clone());
    let mut seen = endpoint.observations.iter();
    if let Some(tls) = seen.find_map(|seen| seen.tls.as_ref()) {
        handshake(&mut facts, tls);
    }
    facts.known("trust", endpoint.trust.clone());
    facts.known("judged as", endpoint.reference_name.clone());
    if let Some(found) = &endpoint.authenticated_by_tlsa {
        facts.code("by TLSA", format!("{} ({})", found.record, found.matched));
    }
    if let Some(sender) = &endpoint.sender {
        facts.words("a sender here", deed(sender));
    }
    for seen in endpoint.observations.iter().take(1) {
        let names = seen.identities.iter();
        let names = names.map(|it| format!("{} ({})", it.name, it.sources.join(", ")));
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            facts.code("identities", listed(&names));
        }
        if let Some(staple) = &seen.ocsp {
            let status = staple.answer.as_ref().and_then(|it| it.status.as_ref());
            let status = status.map(|it| it.certificate_status);
            let words = status
                .or(staple.response_status)
                .unwrap_or("cannot be read");
            facts.words("OCSP staple", words);
        }
        if let Some(authentication) = &seen.authentication {
            let words = if authentication.accepted {
                "accepted"
            } else {
                "not accepted"
            };
            facts.words("authentication", words);
        }
        if let Some(transaction) = &seen.transaction {
            let accepted = transaction.recipients.iter().filter(|it| it.accepted);
            let words = format!(
                "MAIL {}, {} of {} recipients accepted",
                if transaction.mail.accepted {
                    "accepted"
                } else {
                    "not accepted"
                },
                accepted.count(),
                transaction.recipients.len()
            );
            facts.words("transaction", words);
        }
    }
    facts
}

fn handshake(facts: &mut Facts, tls: &TlsReport) {
    facts.code("TLS", &tls.version);
    facts.code("cipher suite", &tls.cipher_suite.name);
    if let Some(group) = &tls.group {
        facts.words("group", format!("{} ({})", group.name, group.kind));
    }
    facts.known("signature", tls.signature_scheme.clone());
    facts.known("server name sent", tls.server_name.clone());
    facts.known("ALPN", tls.alpn.clone());
    let asked = match (
        tls.client_certificate.requested,
        tls.client_certificate.sent,
    ) {
        (true, true) => "asked for and sent",
        (true, false) => "asked for, none sent",
        (false, _) => "not asked for",
    };
    facts.words("client certificate", asked);
    let tickets = match tls.tickets.count {
        0 => "none".to_owned(),
        count => format!("{count}"),
    };
    facts.words("tickets", tickets);
}

fn extensions(endpoint: &EndpointReport) -> Markup {
    let Some(seen) = endpoint.observations.first() else {
        return Markup::default();
    };
    let list = |offered: &Option<Vec<ExtensionReport>>| offered.clone().unwrap_or_default();
    let (clear, inside) = (
        list(&seen.extensions.in_the_clear),
        list(&seen.extensions.inside_tls),
    );
    let said = |it: &ExtensionReport, list: &[ExtensionReport]| {
        list.iter()
            .any(|other| other.keyword == it.keyword && other.parameters == it.parameters)
    };
    let mut all = clear.clone();
    all.extend(inside.iter().filter(|it| !said(it, &clear)).cloned());
    let answered =
        |offered: &Option<Vec<ExtensionReport>>, is_there: bool| match (offered, is_there) {
            (None, _) => "not tested",
            (Some(_), true) => "yes",
            (Some(_), false) => "no",
        };
    let table = html! {
        div.wide tabindex="0" role="region" aria-label="Extensions" {
            table {
                thead { tr {
                    th scope="col" { "Extension" }
                    th scope="col" { "In the clear" }
                    th scope="col" { "Inside TLS" }
                    th scope="col" { "Meaning" }
                    th scope="col" { "Standard" }
                } }
                tbody {
                    @for it in all.iter().take(ROWS) {
                        tr {
                            th scope="row" { code { (shortened(&format!("{} {}", it.keyword, it.parameters))) } }
                            td data-head="In the clear" { (answered(&seen.extensions.in_the_clear, said(it, &clear))) }
                            td data-head="Inside TLS" { (answered(&seen.extensions.inside_tls, said(it, &inside))) }
                            td data-head="Meaning" { (it.meaning.as_deref().unwrap_or("not known to smtls")) }
                            td.reference data-head="Standard" { (it.reference.as_deref().unwrap_or_default()) }
                        }
                    }
                }
            }
            @if all.len() > ROWS { p { "and " (all.len() - ROWS) " more" } }
        }
    };
    html! {
        @if !all.is_empty() { (folded(&html! { "Extensions: " (all.len()) }, &table, false)) }
    }
}
