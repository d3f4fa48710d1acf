//! Honest answers about good and broken zones.

use crate::lab::{Found, fresh};
use crate::table::{none, rows, status};
use smtls::dns::{DnssecMode, NoAnswer};

const FIRST: &str = include_str!("queries.tsv");
const MORE: &str = include_str!("more_queries.tsv");

fn difference(service: &str, row: &[&str]) -> Option<String> {
    let [name, record_type, verdict, words @ ..] = row else {
        panic!("{row:?}");
    };
    let found = fresh(service, DnssecMode::Validate, name, record_type);
    let why = found.trail.why().unwrap_or_default();
    let said = words.first().is_none_or(|words| why.contains(words));
    let right = found.verdict() == status(verdict) && said && is_sound(&found);
    (!right).then(|| format!("{service}: {row:?}: {found:?}"))
}

/// Bogus data never come out as records, and whatever is not secure says why unless it is simply unsigned.
fn is_sound(found: &Found) -> bool {
    match found.verdict().word() {
        "bogus" => matches!(found.outcome, Err(NoAnswer::Bogus(_))) && found.trail.why().is_some(),
        "secure" => found.trail.why().is_none(),
        _ => true,
    }
}

#[test]
fn d52_d53_every_query_has_the_reference_s_verdict_through_either_resolver() {
    for table in [FIRST, MORE] {
        let mut differences = Vec::new();
        for row in rows(table) {
            for service in ["plain", "validating"] {
                differences.extend(difference(service, &row));
            }
        }
        none(differences, rows(table).count());
    }
}
