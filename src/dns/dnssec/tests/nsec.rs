//! What NSEC records prove.

use crate::dns::dnssec::denial::{Claim, Proven};
use crate::dns::dnssec::nsec::prove;
use hickory_resolver::proto::dnssec::rdata::NSEC;
use hickory_resolver::proto::rr::{Name, RecordType};

fn name(name: &str) -> Name {
    Name::from_ascii(name).unwrap()
}

/// example. with b.e.example., a delegation, a DNAME and a wildcard.
fn zone() -> Vec<(Name, NSEC)> {
    use RecordType::{A, CNAME, DNAME, DS, MX, NS, SOA};
    let records: [(&str, &str, &[RecordType]); 7] = [
        ("example.", "alias.example.", &[NS, SOA, MX]),
        ("alias.example.", "*.e.example.", &[CNAME]),
        ("*.e.example.", "b.e.example.", &[MX]),
        ("b.e.example.", "sub.example.", &[A]),
        ("sub.example.", "tree.example.", &[NS, DS]),
        ("tree.example.", "www.example.", &[DNAME]),
        ("www.example.", "example.", &[A]),
    ];
    let record = |(owner, next, types): (&str, &str, &[RecordType])| {
        (name(owner), NSEC::new(name(next), types.iter().copied()))
    };
    records.map(record).into()
}

#[test]
fn only_what_the_zone_says_is_proved() {
    use Claim::{Expanded, NoData, NxDomain, Undelegated};
    use Proven::{No, Yes};
    use RecordType::{A, AAAA, DS, MX};
    let zone: Vec<_> = zone();
    let all: Vec<_> = zone.iter().map(|(owner, nsec)| (owner, nsec)).collect();
    for (case, claim, owner, record_type, expected) in [
        ("no such name", NxDomain, "c.example.", A, Yes),
        ("the last name", NxDomain, "zzz.example.", A, Yes),
        ("in another zone", NxDomain, "zzz.other.", A, No),
        ("it exists", NxDomain, "www.example.", A, No),
        ("an empty non-terminal", NxDomain, "e.example.", A, No),
        ("an empty non-terminal", NoData, "e.example.", A, Yes),
        ("a wildcard is there", NxDomain, "x.e.example.", A, No),
        (
            "the wildcard has no such type",
            NoData,
            "x.e.example.",
            A,
            Yes,
        ),
        ("a signed delegation", Undelegated, "sub.example.", DS, No),
        ("below it", Undelegated, "x.sub.example.", DS, No),
        ("no delegation", Undelegated, "www.example.", DS, No),
        ("the wildcard has it", NoData, "x.e.example.", MX, No),
        ("from the wildcard", Expanded(2), "x.e.example.", MX, Yes),
        (
            "from the wildcard, deeper",
            Expanded(2),
            "y.x.e.example.",
            MX,
            Yes,
        ),
        (
            "a closer name is there",
            Expanded(2),
            "y.b.e.example.",
            MX,
            No,
        ),
        ("the name is there", Expanded(2), "b.e.example.", MX, No),
        ("from a wildcard above", Expanded(1), "x.e.example.", MX, No),
        ("no such type", NoData, "www.example.", AAAA, Yes),
        ("the type is there", NoData, "www.example.", A, No),
        ("an alias", NoData, "alias.example.", A, No),
        ("at a delegation", NoData, "sub.example.", A, No),
        ("below a delegation", NxDomain, "x.sub.example.", A, No),
        ("a delegation with DS", NoData, "sub.example.", DS, No),
        ("no delegation", NoData, "www.example.", DS, Yes),
        ("from the side below", NoData, "example.", DS, No),
        ("at a DNAME", NoData, "tree.example.", A, Yes),
        ("below a DNAME", NxDomain, "x.tree.example.", A, No),
    ] {
        assert_eq!(
            prove(claim, &name(owner), record_type, &all),
            expected,
            "{case}"
        );
    }
    // Each record is needed: NXDOMAIN takes the one over the name and the one over the wildcard.
    for missing in ["alias.example.", "example."] {
        let fewer: Vec<_> = all
            .iter()
            .filter(|(owner, _)| **owner != name(missing))
            .copied()
            .collect();
        assert_eq!(
            prove(NxDomain, &name("c.example."), A, &fewer),
            No,
            "{missing}"
        );
    }
    assert_eq!(prove(NoData, &name("www.example."), AAAA, &[]), No);
}

#[test]
fn case_does_not_matter() {
    let zone = zone();
    let all: Vec<_> = zone.iter().map(|(owner, nsec)| (owner, nsec)).collect();
    let found = prove(Claim::NoData, &name("WWW.Example."), RecordType::AAAA, &all);
    assert_eq!(found, Proven::Yes);
}
