//! The zone and the answers of RFC 5155, Appendices A and B.

use crate::dns::dnssec::denial::{Claim, Proven};
use crate::dns::dnssec::nsec3::{base32hex, prove};
use hickory_resolver::proto::dnssec::Nsec3HashAlgorithm;
use hickory_resolver::proto::dnssec::rdata::NSEC3;
use hickory_resolver::proto::rr::{Name, RecordType};

/// Appendix A: hashes, each followed by the types at its name.
const ZONE: [(&str, &[RecordType]); 12] = {
    use RecordType::{A, AAAA, DNSKEY, DS, HINFO, MX, NS, NSEC3PARAM, RRSIG, SOA};
    [
        (
            "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
            &[MX, DNSKEY, NS, SOA, NSEC3PARAM, RRSIG],
        ),
        ("2t7b4g4vsa5smi47k61mv5bv1a22bojr", &[A, RRSIG]),
        ("2vptu5timamqttgl4luu9kg21e0aor3s", &[MX, RRSIG]),
        ("35mthgpgcu1qg68fab165klnsnk3dpvl", &[NS, DS, RRSIG]),
        ("b4um86eghhds6nea196smvmlo4ors995", &[MX, RRSIG]),
        ("gjeqe526plbf1g8mklp59enfd789njgi", &[HINFO, A, AAAA, RRSIG]),
        ("ji6neoaepv8b5o6k4ev33abha8ht9fgc", &[]),
        ("k8udemvp1j2f7eg6jebps17vp3n8i58h", &[]),
        ("kohar7mbb8dc2ce8a9qvl8hon4k53uhi", &[A, RRSIG]),
        ("q04jkcevqvmu85r014c7dkba38o0ji5r", &[A, RRSIG]),
        ("r53bq7cc2uvmubfu5ocmm6pers9tk9en", &[MX, RRSIG]),
        ("t644ebqk9bibcna874givr6joj62mlhv", &[HINFO, A, AAAA, RRSIG]),
    ]
};

fn name(name: &str) -> Name {
    Name::from_ascii(name).unwrap()
}

/// The records at some of the hashes, by their beginnings; all of them without any.
fn records(wanted: &[&str], opt_out: bool, iterations: u16) -> Vec<(Name, NSEC3)> {
    let salt = vec![0xaa, 0xbb, 0xcc, 0xdd];
    let next = ZONE.iter().cycle().skip(1);
    let pairs = ZONE.iter().zip(next).filter(|((hash, _), _)| {
        wanted.is_empty() || wanted.iter().any(|start| hash.starts_with(start))
    });
    let record = |hash: &str, next: &str, types: &[RecordType]| {
        let algorithm = Nsec3HashAlgorithm::SHA1;
        let next = base32hex(next.as_bytes()).unwrap();
        let types = types.iter().copied();
        let nsec3 = NSEC3::new(algorithm, opt_out, iterations, salt.clone(), next, types);
        (name(&format!("{hash}.example.")), nsec3)
    };
    pairs
        .map(|((hash, types), (next, _))| record(hash, next, types))
        .collect()
}

fn proven(claim: Claim, owner: &str, record_type: RecordType, records: &[(Name, NSEC3)]) -> Proven {
    let records: Vec<_> = records
        .iter()
        .map(|(owner, nsec3)| (owner, nsec3))
        .collect();
    prove(
        claim,
        &name(owner),
        record_type,
        &name("example."),
        &records,
    )
}

#[test]
fn the_answers_of_appendix_b_are_proved_and_others_are_not() {
    use Claim::{Expanded, NoData, NxDomain, Undelegated};
    use Proven::{No, OptOut, Yes};
    use RecordType::{A, AAAA, DS, MX};
    for (case, claim, owner, record_type, wanted, expected) in [
        (
            "B.1",
            NxDomain,
            "a.c.x.w.example.",
            A,
            &["0p9m", "b4um", "35mt"][..],
            OptOut,
        ),
        (
            "B.1 no encloser",
            NxDomain,
            "a.c.x.w.example.",
            A,
            &["0p9m", "35mt"],
            No,
        ),
        (
            "B.1 no cover",
            NxDomain,
            "a.c.x.w.example.",
            A,
            &["b4um", "35mt"],
            No,
        ),
        (
            "B.1 no wildcard",
            NxDomain,
            "a.c.x.w.example.",
            A,
            &["0p9m", "b4um"],
            No,
        ),
        (
            "B.1 as NODATA, by opt-out",
            NoData,
            "a.c.x.w.example.",
            A,
            &["0p9m", "b4um"],
            OptOut,
        ),
        ("B.2", NoData, "ns1.example.", MX, &["2t7b"], Yes),
        (
            "B.2 the type is there",
            NoData,
            "ns1.example.",
            A,
            &["2t7b"],
            No,
        ),
        ("B.2 as NXDOMAIN", NxDomain, "ns1.example.", MX, &[], No),
        ("B.2.1", NoData, "y.w.example.", A, &["ji6n"], Yes),
        ("B.2.1 as NXDOMAIN", NxDomain, "y.w.example.", A, &[], No),
        ("B.3", NoData, "c.example.", DS, &["35mt", "0p9m"], OptOut),
        ("B.4", Expanded(2), "a.z.w.example.", MX, &["q04j"], OptOut),
        (
            "B.4 below a closer name",
            Expanded(2),
            "a.y.w.example.",
            MX,
            &[],
            No,
        ),
        (
            "B.5",
            NoData,
            "a.z.w.example.",
            AAAA,
            &["k8ud", "q04j", "r53b"],
            OptOut,
        ),
        ("B.6", NoData, "example.", DS, &["0p9m"], No),
        (
            "B.3 as a delegation",
            Undelegated,
            "c.example.",
            DS,
            &["35mt", "0p9m"],
            OptOut,
        ),
        (
            "a signed delegation",
            Undelegated,
            "a.example.",
            DS,
            &[],
            No,
        ),
        (
            "below a signed delegation",
            Undelegated,
            "x.a.example.",
            DS,
            &[],
            No,
        ),
        (
            "no delegation",
            Undelegated,
            "ns1.example.",
            DS,
            &["2t7b"],
            No,
        ),
        ("below a delegation", NxDomain, "x.a.example.", A, &[], No),
        ("at a delegation", NoData, "a.example.", A, &["35mt"], No),
        (
            "nothing at all",
            NxDomain,
            "nope.example.",
            A,
            &["zzzz"],
            No,
        ),
    ] {
        assert_eq!(
            proven(claim, owner, record_type, &records(wanted, true, 12)),
            expected,
            "{case}"
        );
        // Without opt-out the same is proved for certain, and what only opt-out leaves open is not.
        let certain = match (case, expected) {
            ("B.3" | "B.3 as a delegation" | "B.1 as NODATA, by opt-out", _) => No,
            (_, OptOut) => Yes,
            (_, other) => other,
        };
        let records = records(wanted, false, 12);
        assert_eq!(
            proven(claim, owner, record_type, &records),
            certain,
            "{case}"
        );
    }
}

#[test]
fn many_iterations_are_not_computed() {
    let records = records(&["2t7b"], false, 101);
    let found = proven(Claim::NoData, "ns1.example.", RecordType::MX, &records);
    assert_eq!(found, Proven::TooManyIterations(101));
}

#[test]
fn records_of_another_chain_do_not_help() {
    let mut mixed = records(&["0p9m", "35mt"], false, 12);
    mixed.extend(records(&["b4um"], false, 11));
    let found = proven(Claim::NxDomain, "a.c.x.w.example.", RecordType::A, &mixed);
    assert_eq!(found, Proven::No);
}
