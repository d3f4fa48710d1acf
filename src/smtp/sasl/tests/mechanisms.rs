//! The mechanisms of one or two messages.

use super::*;

#[test]
fn k01_names_are_understood_in_any_case() {
    for one in Mechanism::ALL {
        assert_eq!(one.word().to_lowercase().parse(), Ok(one));
    }
    assert_eq!(mechanism("login-initial").name(), "LOGIN");
    let unknown = "NTLM".parse::<Mechanism>().unwrap_err().to_string();
    assert!(unknown.contains("SCRAM-SHA-256-PLUS"), "{unknown}");
}

#[test]
fn k04_plain_is_one_message() {
    // The example of RFC 4616 §4.
    let tim = credentials("tim", "tanstaaftanstaaf");
    let mut plain = exchange("PLAIN", &tim, Setting::default());
    let response = plain.initial_response().unwrap();
    assert_eq!(text(&response), "\0tim\0tanstaaftanstaaf");
    assert!(response.is_secret && plain.accepted().is_ok());
    assert_eq!(plain.respond(b""), Err(SaslFault::OneTooMany));
    let kurt = Credentials {
        authorize_as: Some("Ursel".to_owned()),
        ..credentials("Kurt", "xipj3plmq")
    };
    let mut plain = exchange("PLAIN", &kurt, Setting::default());
    assert_eq!(
        text(&plain.initial_response().unwrap()),
        "Ursel\0Kurt\0xipj3plmq"
    );
}

#[test]
fn k13_login_goes_by_order_and_not_by_the_prompts() {
    let tim = credentials("tim", "secret");
    for prompts in [[&b"Username:"[..], b"Password:"], [b"", b"User Name\0"]] {
        let mut login = exchange("LOGIN", &tim, Setting::default());
        assert_eq!(login.initial_response(), None);
        let user = login.respond(prompts[0]).unwrap();
        assert_eq!((text(&user).as_str(), user.is_secret), ("tim", false));
        let password = login.respond(prompts[1]).unwrap();
        assert_eq!(
            (text(&password).as_str(), password.is_secret),
            ("secret", true)
        );
        assert_eq!(login.respond(b"More:"), Err(SaslFault::OneTooMany));
    }
    let mut login = exchange("LOGIN-INITIAL", &tim, Setting::default());
    assert_eq!(text(&login.initial_response().unwrap()), "tim");
    assert_eq!(text(&login.respond(b"Password:").unwrap()), "secret");
}

#[test]
fn k14_cram_md5_is_as_in_its_standard() {
    // The example of RFC 2195 §2.
    let tim = credentials("tim", "tanstaaftanstaaf");
    let mut cram = exchange("CRAM-MD5", &tim, Setting::default());
    assert_eq!(cram.initial_response(), None);
    let response = cram.respond(b"<1896.697170952@postoffice.reston.mci.net>");
    let response = response.unwrap();
    assert_eq!(text(&response), "tim b913a602c7eda7a495b4e6e7334d3890");
    assert!(response.is_secret);
    // RFC 2104 §2: a key longer than the block is hashed first; the digest is that of RFC 2202 §2, case 6.
    let long = Credentials {
        password: Some(Secret::new(vec![0xaa; 80])),
        ..tim
    };
    let mut cram = exchange("CRAM-MD5", &long, Setting::default());
    let response = cram.respond(b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(
        text(&response.unwrap()),
        "tim 6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"
    );
}

#[test]
fn k19_xoauth2_hears_of_an_error_and_answers_with_nothing() {
    // Google's example.
    let user = with_token(
        "someuser@example.com",
        "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg",
    );
    let mut xoauth2 = exchange("XOAUTH2", &user, Setting::default());
    let message = xoauth2.initial_response().unwrap();
    assert_eq!(
        text(&message),
        "user=someuser@example.com\u{1}auth=Bearer ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg\u{1}\u{1}"
    );
    let error = br#"{"status":"401"}"#;
    assert_eq!(text(&xoauth2.respond(error).unwrap()), "");
    assert_eq!(xoauth2.token_error(), Some(&error[..]));
    assert_eq!(xoauth2.respond(error), Err(SaslFault::OneTooMany));
}

#[test]
fn k20_oauthbearer_is_as_in_its_standard() {
    // The example of RFC 7628 §4.1.
    let token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
    let setting = Setting {
        host: "server.example.com".to_owned(),
        port: 143,
        ..Setting::default()
    };
    let user = with_token("user@example.com", token);
    let mut bearer = exchange("OAUTHBEARER", &user, setting.clone());
    assert_eq!(
        text(&bearer.initial_response().unwrap()),
        format!(
            "n,a=user@example.com,\u{1}host=server.example.com\u{1}port=143\u{1}auth=Bearer {token}\u{1}\u{1}"
        )
    );
    // RFC 7628 §3.2.3: one octet, and the server refuses.
    assert_eq!(text(&bearer.respond(b"{}").unwrap()), "\u{1}");
    assert_eq!(bearer.accepted(), Err(SaslFault::TokenRefused));
    let odd = with_token("a=b,c", "t");
    let mut bearer = exchange("OAUTHBEARER", &odd, setting);
    let message = text(&bearer.initial_response().unwrap());
    assert!(message.starts_with("n,a=a=3Db=2Cc,\u{1}"), "{message}");
}

#[test]
fn k21_k22_external_and_anonymous_say_what_there_is_to_say() {
    let nobody = Credentials::default();
    for (word, credentials, expected) in [
        ("EXTERNAL", nobody.clone(), ""),
        ("ANONYMOUS", nobody.clone(), ""),
        (
            "EXTERNAL",
            Credentials {
                authorize_as: Some("fred".to_owned()),
                ..nobody.clone()
            },
            "fred",
        ),
        // The example of RFC 4505 §3.
        (
            "ANONYMOUS",
            Credentials {
                user: Some("sirhc".to_owned()),
                ..nobody
            },
            "sirhc",
        ),
    ] {
        let mut exchange = exchange(word, &credentials, Setting::default());
        assert_eq!(exchange.accepted(), Err(SaslFault::TooEarly));
        let response = exchange.initial_response().unwrap();
        assert_eq!(
            (text(&response).as_str(), response.is_secret),
            (expected, false)
        );
        assert!(exchange.accepted().is_ok());
    }
}

#[test]
fn what_is_missing_is_missed_and_nothing_secret_is_in_debug() {
    let nobody = Credentials::default();
    for one in Mechanism::ALL {
        let made = Exchange::new(one, &nobody, Setting::default());
        let needs = one.needs_password() || one.needs_token();
        assert_eq!(made.is_err(), needs, "{one:?}");
    }
    let tim = credentials("tim", "tanstaaftanstaaf");
    let mut plain = exchange("PLAIN", &tim, Setting::default());
    let shown = format!("{tim:?} {plain:?} {:?}", plain.initial_response());
    assert!(
        !shown.contains("tanstaaf") && !shown.contains("116"),
        "{shown}"
    );
}
