//! The suites of a version: their names, or in columns.

use crate::judge::audit::Protection;
use crate::report::audit::versions::{AcceptedSuiteReport, BY_THE_GROUP, VersionReport};
use crate::report::style::{Ink, Style};
use crate::report::text::Line;
use std::cmp::Reverse;

/// The column in which suites begin.
const SUITES: usize = 6;
/// The column in which the words on what is weak begin.
const WEAK: usize = 4;
/// The column in which the rest of a suite begins that is too long for one line.
const REST: usize = 8;

/// Whether the server decides on the order of the suites, so that the list tells it.
pub(super) fn decides(version: &VersionReport) -> bool {
    let partly = version.order.not_tested.as_ref();
    matches!(version.order.answer, Some("server" | "mixed"))
        || partly.is_some_and(|why| why.is_partly_ordered())
}

/// The suites: as the server has them in order, else the strongest first.
pub(super) fn ordered(version: &VersionReport) -> Vec<&AcceptedSuiteReport> {
    let mut suites: Vec<&AcceptedSuiteReport> = version.suites.iter().collect();
    if !decides(version) {
        suites.sort_by_cached_key(|suite| weakness(suite));
    }
    suites
}

/// Where a suite stands among others: the lower, the stronger.
type Weakness = (
    u8,
    Vec<&'static str>,
    Protection,
    u8,
    Reverse<Option<u16>>,
    String,
);

/// What is weak about a suite decides, then how it protects what is sent, then the key exchange and the length of the key.
fn weakness(suite: &AcceptedSuiteReport) -> Weakness {
    let tier = suite.weak.iter().map(|word| match *word {
        "cbc" => 1,
        "no-forward-secrecy" => 2,
        "64-bit-block" => 3,
        "below-112-bits" => 4,
        "rc4" => 5,
        "export" => 6,
        "null" => 7,
        _ => 8,
    });
    let exchange = match suite.key_exchange {
        "ECDHE" => 0,
        "DHE" => 1,
        _ => 2,
    };
    (
        tier.max().unwrap_or(0),
        suite.weak.clone(),
        suite.protection,
        exchange,
        Reverse(suite.bits),
        suite.name.clone(),
    )
}

/// The names of the suites that a cipher list takes, together where the same is weak about them.
pub(super) fn names(version: &VersionReport) -> Vec<Line> {
    let mut runs: Vec<(&[&str], Vec<&str>)> = Vec::new();
    for suite in ordered(version) {
        let name = suite.openssl.unwrap_or(&suite.name);
        match runs.last_mut() {
            Some((weak, names)) if *weak == suite.weak => names.push(name),
            _ => runs.push((&suite.weak, vec![name])),
        }
    }
    let lines = runs.into_iter().map(|(weak, names)| {
        let text = format!("{} {}", in_common(weak), names.join(", "));
        Line::new(" ".repeat(WEAK), SUITES, text)
    });
    lines.collect()
}

/// What is weak about suites, in words.
fn in_common(weak: &[&str]) -> String {
    match weak {
        [] => "not weak:".to_owned(),
        some => format!("weak ({}):", some.join(", ")),
    }
}

/// The lines of the suites; what is weak about them stands once before those that have it in common.
pub(super) fn table(version: &VersionReport, style: Style) -> Vec<Line> {
    let suites = ordered(version);
    let rows = suites.iter().map(|suite| columns(suite));
    let rows: Vec<[String; 4]> = rows.collect();
    let width = |column: fn(&[String; 4]) -> &String| {
        rows.iter().map(|row| column(row).len()).max().unwrap_or(0)
    };
    let widths = [
        width(|[name, ..]| name),
        width(|[_, openssl, ..]| openssl),
        width(|[_, _, bits, _]| bits),
        width(|[.., exchange]| exchange),
    ];
    let mut lines = Vec::new();
    let mut before: &[&str] = &[];
    for (suite, row) in suites.iter().zip(&rows) {
        if suite.weak != before {
            let words = in_common(&suite.weak);
            lines.push(Line::new(" ".repeat(WEAK), WEAK, words));
            before = &suite.weak;
        }
        lines.extend(line(suite, row, widths, style));
    }
    lines
}

/// Name, OpenSSL's name, bits and key exchange.
fn columns(suite: &AcceptedSuiteReport) -> [String; 4] {
    let openssl = suite.openssl.filter(|openssl| *openssl != suite.name);
    let exchange = match suite.key_exchange {
        BY_THE_GROUP => "",
        other => other,
    };
    [
        suite.name.clone(),
        openssl.unwrap_or_default().to_owned(),
        suite
            .bits
            .map(|bits| format!("{bits} bits"))
            .unwrap_or_default(),
        exchange.to_owned(),
    ]
}

fn line(
    suite: &AcceptedSuiteReport,
    [name, openssl, bits, exchange]: &[String; 4],
    [names, openssls, all_bits, exchanges]: [usize; 4],
    style: Style,
) -> Vec<Line> {
    let ink = match suite.weak.is_empty() {
        true => Ink::Good,
        false => Ink::Notable,
    };
    let indent = " ".repeat(SUITES);
    let painted = style.paint(name, ink);
    let gap = match openssls {
        0 => String::new(),
        _ => format!("  {openssl:<openssls$}"),
    };
    let rest = format!("{gap}  {bits:>all_bits$}  {exchange}");
    let rest = rest.trim_end();
    // All of a version stand in columns, or none does.
    let widest = SUITES + names + gap.len() + 2 + all_bits + 2 + exchanges;
    if widest <= style.width() {
        let blanks = " ".repeat(names.saturating_sub(name.len()));
        let whole = format!("{indent}{painted}{blanks}{rest}");
        return vec![Line::whole(whole.trim_end().to_owned())];
    }
    vec![
        Line::whole(format!("{indent}{painted}")),
        Line::whole(format!("{}{}", " ".repeat(REST), rest.trim_start())),
    ]
}
