//! Which records are made of what a server shows, and which are refused.

use super::super::{Advice, Coverage, Credential, Role, check, propose};
use crate::certificate::forge::{Authority, NOW, self_signed_with};
use crate::dane::{Combination, Tlsa};
use crate::judge::dane::tests::scene::{name, record};

#[test]
fn d73_records_of_a_ca_are_made_only_where_it_is_sent_and_vouches_for_the_server() {
    let ca = Authority::root("a CA");
    let other = Authority::root("another CA");
    let own = ca.issue();
    let foreign = ca.issue_with(|params| {
        params.subject_alt_names = vec![rcgen::SanType::DnsName(
            "www.other.test".try_into().expect("a name"),
        )];
    });
    let issuer = ca.certificate.clone();
    let top = [Combination::ISSUER];
    for (case, chain, words) in [
        ("sent", vec![own.clone(), issuer.clone()], None),
        (
            "sent behind another",
            vec![own.clone(), other.certificate.clone(), issuer.clone()],
            None,
        ),
        ("not sent", vec![own.clone()], Some("is not sent with it")),
        (
            "another CA is sent",
            vec![own.clone(), other.certificate.clone()],
            Some("CN=a CA, is not sent with it"),
        ),
        (
            "signed by itself",
            vec![self_signed_with(|_| ())],
            Some("signed by itself"),
        ),
        (
            "another name",
            vec![foreign, issuer.clone()],
            Some("www.other.test"),
        ),
    ] {
        let credential = Credential::of_chain(Role::Current, "mx".to_owned(), chain);
        let made = propose(&[credential], &top, &[name("mx.example.com")], NOW);
        match words {
            None => {
                let records: Vec<&Tlsa> = made.records.iter().map(|it| &it.record).collect();
                assert_eq!(records, [&record(&issuer, 2, 1, 1)], "{case}");
                assert!(matches!(made.records[0].advice, Advice::Usable(_)));
            }
            Some(words) => {
                assert!(made.records.is_empty(), "{case}");
                let why = &made.refused[0].why;
                assert!(why.contains(words), "{case}: {why}");
            }
        }
    }
}

#[test]
fn d55_what_several_servers_show_alike_is_one_record() {
    let ca = Authority::root("a CA");
    let (one, two) = (ca.issue(), ca.issue());
    let credentials: Vec<Credential> = [&one, &two, &one]
        .iter()
        .map(|it| Credential::of_chain(Role::Current, "mx".to_owned(), vec![(*it).clone()]))
        .collect();
    let made = propose(&credentials, &[Combination::RECOMMENDED], &[], NOW);
    assert_eq!(made.records.len(), 2);
    assert_eq!(made.records[0].of, [0, 2]);
    assert_eq!(made.records[1].record, record(&two, 3, 1, 1));
}

#[test]
fn d82_a_weaker_digest_of_the_next_key_does_not_count_beside_a_stronger_of_the_current() {
    let ca = Authority::root("a CA");
    let (old, new) = (ca.issue(), ca.issue());
    let records = [
        record(&old, 3, 1, 1),
        record(&old, 3, 1, 2),
        record(&new, 3, 1, 1),
    ];
    let key = new.contents.as_ref().expect("contents").key.clone();
    for credential in [
        Credential::of_chain(Role::Next, "next.pem".to_owned(), vec![new.clone()]),
        Credential::of_key(Role::Next, "next.csr".to_owned(), key),
    ] {
        let checked = check(&records, &[credential], &[], NOW);
        assert_eq!(checked.coverage, [Coverage::Not]);
        assert_eq!(checked.gaps, [(Combination::new(3, 1, 2), 0)]);
    }
}
