//! Forged answers, each judged from scratch.

use crate::lab::fresh;
use crate::table::{none, rows, status};
use smtls::dns::{DnssecMode, DnssecReach, NoAnswer};

const FIRST: &str = include_str!("attacks.tsv");
const MORE: &str = include_str!("more_attacks.tsv");

#[test]
fn no_attack_makes_a_false_verdict() {
    for table in [FIRST, MORE] {
        let mut differences = Vec::new();
        for row in rows(table) {
            let [attack, name, record_type, verdict] = row[..] else {
                panic!("{row:?}");
            };
            let service = format!("attack-{attack}");
            let found = fresh(&service, DnssecMode::Validate, name, record_type);
            let keeps_data = matches!(found.outcome, Err(NoAnswer::Bogus(_)));
            let verdicts: Vec<_> = verdict.split('|').map(status).collect();
            let right = verdicts.contains(&found.verdict())
                && keeps_data == (found.verdict().word() == "bogus")
                && found.reach == DnssecReach::Validated;
            if !right {
                differences.push(format!("{row:?}: {found:?}"));
            }
        }
        none(differences, rows(table).count());
    }
}
