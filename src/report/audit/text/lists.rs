//! The lists: versions with their suites, groups, signatures, certificates, and what is taken up.

use super::block::heading;
use super::known::{said, yes_or_no};
use super::rows::Rows;
use super::suites;
use crate::quote;
use crate::report::CertificateReport;
use crate::report::audit::features::FeaturesReport;
use crate::report::audit::input::AuditDetail;
use crate::report::audit::run::AuditedReport;
use crate::report::audit::shown::ShownReport;
use crate::report::audit::versions::VersionReport;
use crate::report::moment::date;
use crate::report::style::{Ink, Style};
use crate::report::text::{Line, fact};

/// All lists.
pub(super) fn lists(endpoint: &AuditedReport, style: Style, detail: AuditDetail) -> Vec<Line> {
    let mut lines = heading("versions and cipher suites", style);
    let mut before: Option<&VersionReport> = None;
    for version in &endpoint.versions {
        lines.extend(version_lines(version, before, style, detail));
        if !version.suites.is_empty() {
            before = Some(version);
        }
    }
    lines.extend(heading("key exchange and signatures", style));
    for groups in &endpoint.groups {
        let names = groups
            .accepted
            .iter()
            .map(|group| match group.post_quantum {
                Some(true) => format!("{} (post-quantum)", group.name),
                _ => group.name.clone(),
            });
        let names: Vec<String> = names.collect();
        let mut text = format!(
            "{}: {}",
            groups.version,
            known(&names, groups.incomplete.is_some())
        );
        match groups.order.answer {
            Some("mixed") => text.push_str("; by the server's order, with exceptions"),
            Some(whose) => text.push_str(&format!("; by the {whose}'s order")),
            None => {}
        }
        if let Some(why) = &groups.incomplete {
            text.push_str(&format!("; not complete: {}", why.words));
        }
        lines.extend(fact("groups", &text));
    }
    for group in &endpoint.dh {
        let whose = group.known_as.unwrap_or("a group of the server's own");
        let again = if group.public_reused {
            ", key used again"
        } else {
            ""
        };
        lines.extend(fact("DHE", &format!("{} bits, {whose}{again}", group.bits)));
    }
    for schemes in &endpoint.signature_schemes {
        let names = schemes.accepted.iter().map(|scheme| scheme.name.clone());
        let names: Vec<String> = names.collect();
        let mut text = format!(
            "{}: {}",
            schemes.version,
            known(&names, schemes.incomplete.is_some())
        );
        if let Some(why) = &schemes.incomplete {
            text.push_str(&format!("; not complete: {}", why.words));
        }
        lines.extend(fact("signatures", &text));
    }
    lines.extend(heading("certificates", style));
    let whose = "path, names and revocation are judged by smtls probe";
    lines.push(Line::new("  ".to_owned(), 2, whose.to_owned()));
    lines.extend(certificates(&endpoint.certificates));
    lines.extend(heading("in the handshake", style));
    lines.extend(features(&endpoint.features, detail));
    lines
}

/// What is known of a list; none of a whole list is a "no", and none of another is not.
fn known(names: &[String], is_cut_off: bool) -> String {
    match names.is_empty() && is_cut_off {
        true => "none known".to_owned(),
        false => listed(names),
    }
}

/// A version, and its suites, unless they are those of the version before.
fn version_lines(
    version: &VersionReport,
    before: Option<&VersionReport>,
    style: Style,
    detail: AuditDetail,
) -> Vec<Line> {
    let is_spoken = version.spoken.answer == Some(true);
    let is_old = !matches!(version.name.as_str(), "TLS 1.2" | "TLS 1.3");
    let ink = if is_spoken && is_old {
        Ink::Bad
    } else {
        Ink::Heading
    };
    let words = match (&version.spoken.answer, &version.refused_by) {
        (Some(true), _) => {
            let order = match (version.order.answer, &version.order.not_tested) {
                (Some("mixed"), _) => ", by the server's order, with exceptions".to_owned(),
                (Some("server"), _) => ", in the server's order".to_owned(),
                (Some(whose), _) => format!(", by the {whose}'s order; the strongest first"),
                (None, Some(why)) if why.is_partly_ordered() => {
                    ", by the server's order, of which only a part is known".to_owned()
                }
                (None, Some(why)) if why.reason != "not-applicable" => {
                    format!(", order not tested: {}", why.words)
                }
                (None, _) => String::new(),
            };
            let number = version.suites.len();
            let plural = if number == 1 { "" } else { "s" };
            format!("spoken, {number} suite{plural}{order}")
        }
        (Some(false), Some(how)) if how.starts_with("chose ") => format!("not spoken: {how}"),
        (Some(false), how) => format!("refused: {}", how.as_deref().unwrap_or_default()),
        (None, _) => yes_or_no(&version.spoken),
    };
    let name = style.paint(&version.name, ink);
    let head = format!(
        "  {name}{}",
        " ".repeat(14usize.saturating_sub(version.name.len()))
    );
    let mut lines = vec![Line::new(head, 16, quote::text(&words))];
    match before {
        Some(before) if !version.suites.is_empty() && same_suites(before, version) => {
            let order = match suites::decides(version) {
                true => ", in the same order",
                false => "",
            };
            let text = format!("the same suites as {}{order}", before.name);
            lines.push(Line::new(" ".repeat(4), 4, text));
        }
        _ if detail.verbose => lines.extend(suites::table(version, style)),
        _ => lines.extend(suites::names(version)),
    }
    if let Some(why) = &version.incomplete {
        let text = format!("not complete: {}", why.words);
        lines.push(Line::new(" ".repeat(4), 4, quote::text(&text)));
    }
    lines
}

/// Whether two versions have the same suites; in the same order, where the server decides on that.
fn same_suites(one: &VersionReport, other: &VersionReport) -> bool {
    let names = |version| -> Vec<&str> {
        let names = suites::ordered(version).into_iter();
        names.map(|suite| suite.name.as_str()).collect()
    };
    suites::decides(one) == suites::decides(other) && names(one) == names(other)
}

/// The chains; a certificate that stands in several is described once.
fn certificates(all: &[ShownReport]) -> Vec<Line> {
    let mut described_before: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for shown in all {
        let to = shown.shown_to.iter().map(|condition| match *condition {
            "right-name" => "the server's name",
            "wrong-name" => "another name",
            _ => "no name",
        });
        let to: Vec<&str> = to.collect();
        let to = format!("clients that send {}", to.join(", or "));
        lines.extend(fact("sent to", &to));
        for (position, certificate) in shown.chain.iter().enumerate() {
            let words = match described_before.contains(&certificate.sha256.as_str()) {
                true => format!("{}, as above", certificate.title()),
                false => described(certificate),
            };
            lines.extend(fact(&position.to_string(), &words));
            described_before.push(&certificate.sha256);
        }
    }
    lines
}

fn described(certificate: &CertificateReport) -> String {
    let Some(contents) = &certificate.contents else {
        let why = certificate.malformed.as_deref().unwrap_or_default();
        return format!("cannot be read: {why}");
    };
    let names: Vec<&str> = contents.names.all().take(4).collect();
    let names = match (contents.is_ca, names.is_empty()) {
        (false, false) => format!(" for {}", names.join(", ")),
        _ => String::new(),
    };
    format!(
        "{}{names}; {}, signed with {}; {} to {}; SHA-256 {}",
        certificate.title(),
        contents.key.description,
        contents.signature_algorithm,
        date(&contents.not_before),
        date(&contents.not_after),
        certificate.sha256
    )
}

fn features(features: &FeaturesReport, detail: AuditDetail) -> Vec<Line> {
    let mut rows = Rows::default();
    rows.add(
        "compression",
        said(&features.compression, |method| match method {
            0 => "no".to_owned(),
            method => format!("yes, method {method}"),
        }),
    );
    for (label, known) in [
        ("secure renegotiation", &features.secure_renegotiation),
        ("extended master secret", &features.extended_master_secret),
        ("encrypt-then-MAC", &features.encrypt_then_mac),
        ("heartbeat", &features.heartbeat),
        ("tickets up to TLS 1.2", &features.tickets),
        ("OCSP staple", &features.staple),
        (
            "asks for a client certificate",
            &features.client_certificate,
        ),
        ("refuses a fallback", &features.fallback_scsv),
        ("sign against downgrades", &features.downgrade_sentinel),
        (
            "refuses an unknown name",
            &features.unknown_server_name_refused,
        ),
        (
            "refuses clients without a name",
            &features.server_name_required,
        ),
        ("refuses its own name", &features.own_server_name_refused),
    ] {
        rows.add(label, yes_or_no(known));
    }
    rows.add(
        "intolerance",
        said(&features.chokes_on, |what| match what.as_slice() {
            [] => "nothing".to_owned(),
            some => some.join(", "),
        }),
    );
    for what in &features.chose_unoffered {
        rows.add("chose what nobody offered", what.clone());
    }
    rows.lines(detail)
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        some => some.join(", "),
    }
}
