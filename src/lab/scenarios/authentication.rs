//! What mail clients meet that authenticate, on a port with TLS from the first octet and on others.

use super::row::named;
use crate::lab::sasl::{Account, SaslFlaw};
use crate::lab::scenario::{Scenario, host};
use crate::lab::script::{Act, Manners};
use crate::lab::tls::{TlsProfile, Versions};

/// What a good server offers.
const GOOD: &str = "AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 PLAIN LOGIN";

pub(super) fn rows() -> Vec<Scenario> {
    let password = Account::default().password;
    vec![
        server("auth", "A server that takes the password, by a proof that is bound to the TLS session.", GOOD, Account::default())
            .with_password(&password)
            .ends(0, &["accepted the credentials"]),
        server("auth-wrong-password", "The password is wrong.", GOOD, Account::default())
            .with_password("wrong")
            .ends(28, &["SCRAM-SHA-256-PLUS for alice", "the password is wrong"]),
        server("auth-impostor", "A server says yes to every password, and cannot prove that it knows the right one.", GOOD, flawed(SaslFlaw::NoSignature))
            .with_password(&password)
            .ends(28, &["did not prove that it knows the password"]),
        server("auth-unknown", "A server offers only mechanisms that smtls does not speak.", "AUTH NTLM GSSAPI", Account::default())
            .with_password(&password)
            .ends(28, &["NTLM and GSSAPI", "not spoken by smtls"]),
        Scenario {
            hosts: vec![host(
                "mail.auth-unverified.test",
                script(named("other.test"), "AUTH PLAIN LOGIN", Account::default()),
            )
            .on(465)],
            ..Scenario::new(
                "auth-unverified",
                "A password would have to be given to a server whose certificate is for another name.",
            )
        }
        .with_target("submissions://mail.auth-unverified.test")
        .with_password(&password)
        .ends(28, &["nothing secret was sent", "other.test"]),
        Scenario {
            hosts: vec![host(
                "mail.auth-tls-1-2.test",
                script(
                    Manners {
                        tls: TlsProfile {
                            versions: Versions::Tls12,
                            ..TlsProfile::default()
                        },
                        ..Manners::default()
                    },
                    GOOD,
                    Account::default(),
                ),
            )
            .on(465)],
            ..Scenario::new(
                "auth-tls-1-2",
                "A proof is bound to a session of TLS 1.2, by the server's certificate.",
            )
        }
        .with_target("submissions://mail.auth-tls-1-2.test")
        .with_password(&password)
        .ends(0, &["TLS 1.2", "accepted the credentials"]),
    ]
}

fn flawed(flaw: SaslFlaw) -> Account {
    Account {
        flaw,
        ..Account::default()
    }
}

fn server(name: &str, description: &str, offer: &str, account: Account) -> Scenario {
    let mail = format!("mail.{name}.test");
    Scenario {
        hosts: vec![host(&mail, script(Manners::default(), offer, account)).on(465)],
        ..Scenario::new(name, description)
    }
    .with_target(&format!("submissions://{mail}"))
}

/// TLS from the first octet, then a session in which this is offered.
fn script(mut manners: Manners, offer: &str, account: Account) -> Vec<Act> {
    manners.extensions_inside_tls.push(offer.to_owned());
    vec![
        Act::Handshake(manners.tls.clone()),
        Act::Serve(Manners {
            starttls: None,
            account: Some(account),
            ..manners
        }),
    ]
}
