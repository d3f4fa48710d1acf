//! Which mechanism is chosen, and what is said of the others.

use super::*;

fn offered(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

fn means(credentials: &Credentials) -> Means<'_> {
    Means {
        credentials,
        certificate: false,
        binding: true,
        trusts_peer: true,
    }
}

fn wish(words: &str) -> Wish {
    Wish {
        mechanisms: words.split_whitespace().map(mechanism).collect(),
        forced: false,
    }
}

fn chosen(list: &str, wish: &Wish, means: &Means<'_>) -> (String, String) {
    let choice = choose(&offered(list), wish, means, &[]);
    let passed = choice.passed_over.iter();
    let passed = passed.map(|(name, why)| format!("{name} {why:?}"));
    (
        choice.mechanism.map_or("", Mechanism::word).to_owned(),
        passed.collect::<Vec<_>>().join(", "),
    )
}

#[test]
fn k33_the_strongest_is_chosen_and_the_others_are_accounted_for() {
    let tim = credentials("tim", "secret");
    let all = "PLAIN LOGIN NTLM CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-256-PLUS GSSAPI XOAUTH2 ANONYMOUS";
    let (one, passed) = chosen(all, &wish(""), &means(&tim));
    assert_eq!(one, "SCRAM-SHA-256-PLUS");
    assert_eq!(passed, "NTLM Unknown, GSSAPI Unknown");

    let unbound = Means {
        binding: false,
        ..means(&tim)
    };
    let (one, passed) = chosen(all, &wish(""), &unbound);
    assert_eq!(one, "SCRAM-SHA-256");
    assert!(
        passed.starts_with("SCRAM-SHA-256-PLUS NoBinding"),
        "{passed}"
    );

    let token = with_token("tim", "token");
    let (one, passed) = chosen(all, &wish(""), &means(&token));
    assert_eq!(one, "XOAUTH2");
    assert!(passed.contains("SCRAM-SHA-1 NoPassword"), "{passed}");

    let (one, passed) = chosen("NTLM DIGEST-MD5", &wish(""), &means(&tim));
    assert_eq!(
        (one.as_str(), passed.as_str()),
        ("", "NTLM Unknown, DIGEST-MD5 Unknown")
    );
}

#[test]
fn k26_k27_no_secret_is_given_to_a_stranger() {
    let tim = credentials("tim", "secret");
    let stranger = Means {
        trusts_peer: false,
        ..means(&tim)
    };
    let (one, passed) = chosen("PLAIN LOGIN", &wish(""), &stranger);
    assert_eq!(one, "");
    assert_eq!(passed, "PLAIN GivesSecretAway, LOGIN GivesSecretAway");
    let (one, _) = chosen("PLAIN LOGIN", &wish("LOGIN"), &stranger);
    assert_eq!(one, "", "also where it is named");
    let (one, _) = chosen("PLAIN CRAM-MD5", &wish(""), &stranger);
    assert_eq!(one, "CRAM-MD5");
    let token = with_token("tim", "token");
    let stranger = Means {
        trusts_peer: false,
        ..means(&token)
    };
    let (one, _) = chosen("XOAUTH2 OAUTHBEARER", &wish(""), &stranger);
    assert_eq!(one, "");
}

#[test]
fn what_the_user_names_comes_in_this_order_and_nothing_else() {
    let tim = credentials("tim", "secret");
    let all = "PLAIN LOGIN SCRAM-SHA-1";
    let (one, passed) = chosen(all, &wish("EXTERNAL CRAM-MD5 LOGIN PLAIN"), &means(&tim));
    assert_eq!(one, "LOGIN");
    assert_eq!(
        passed,
        "EXTERNAL NotOffered, CRAM-MD5 NotOffered, SCRAM-SHA-1 NotWished"
    );
    let (one, _) = chosen(all, &wish("LOGIN-INITIAL"), &means(&tim));
    assert_eq!(one, "LOGIN-INITIAL");
    let delegate = Credentials {
        authorize_as: Some("fred".to_owned()),
        ..tim
    };
    let (one, passed) = chosen("LOGIN", &wish(""), &means(&delegate));
    assert_eq!(
        (one.as_str(), passed.as_str()),
        ("", "LOGIN NoAuthorization")
    );
}

#[test]
fn k21_k22_external_and_anonymous_are_for_those_who_want_them() {
    let tim = credentials("tim", "secret");
    let nobody = Credentials::default();
    let list = "EXTERNAL ANONYMOUS";
    let certified = Means {
        certificate: true,
        ..means(&nobody)
    };
    assert_eq!(chosen(list, &wish(""), &certified).0, "EXTERNAL");
    let certified = Means {
        certificate: true,
        ..means(&tim)
    };
    assert_eq!(chosen(list, &wish(""), &certified).0, "");
    assert_eq!(chosen(list, &wish(""), &means(&nobody)).0, "");
    assert_eq!(
        chosen(list, &wish("ANONYMOUS"), &means(&nobody)).0,
        "ANONYMOUS"
    );
}

#[test]
fn k03_what_is_forced_need_not_be_offered() {
    let tim = credentials("tim", "secret");
    let forced = |words| Wish {
        forced: true,
        ..wish(words)
    };
    assert_eq!(chosen("", &forced(""), &means(&tim)).0, "PLAIN");
    assert_eq!(chosen("LOGIN", &forced(""), &means(&tim)).0, "LOGIN");
    assert_eq!(chosen("", &forced("CRAM-MD5"), &means(&tim)).0, "CRAM-MD5");
    assert_eq!(chosen("", &wish("PLAIN"), &means(&tim)).0, "");
    let choice = choose(
        &offered("PLAIN LOGIN"),
        &wish(""),
        &means(&tim),
        &[Mechanism::Plain],
    );
    assert_eq!(choice.mechanism, Some(Mechanism::Login));
    assert_eq!(
        choice.passed_over,
        [("PLAIN".to_owned(), PassedOver::Tried)]
    );
}
