//! Servers that check credentials, and what the tests give them.

pub use crate::support::{Theatre, one_host};
pub use smtls::lab::{Account, Act, Behaviour, Host, Manners, SaslFlaw, Scenario};

/// The password of the lab's user.
pub const PASSWORD: &str = "correct horse battery";

/// As whom the tests authenticate.
pub const ALICE: &[&str] = &["--auth-user", "alice"];

/// A host on port 465 with TLS from the first octet.
pub fn submissions(behaviour: impl Into<Behaviour>, password: &str) -> Theatre {
    Theatre::new(&Scenario {
        target: "submissions://mx.lab.test".to_owned(),
        password: Some(password.to_owned()),
        hosts: vec![Host {
            port: 465,
            preference: None,
            ..one_host(behaviour).hosts.remove(0)
        }],
        ..one_host(Behaviour::Down)
    })
}

/// A server that offers these mechanisms inside TLS, to the lab's user.
pub fn offering(mechanisms: &str, manners: Manners) -> Vec<Act> {
    offering_to(Account::default(), mechanisms, manners)
}

pub fn offering_to(account: Account, mechanisms: &str, mut manners: Manners) -> Vec<Act> {
    if !mechanisms.is_empty() {
        manners
            .extensions_inside_tls
            .push(format!("AUTH {mechanisms}"));
    }
    vec![
        Act::Handshake(manners.tls.clone()),
        Act::Serve(Manners {
            starttls: None,
            account: Some(account),
            ..manners
        }),
    ]
}

pub fn flawed(flaw: SaslFlaw, mechanisms: &str) -> Vec<Act> {
    let account = Account {
        flaw,
        ..Account::default()
    };
    offering_to(account, mechanisms, Manners::default())
}

pub fn with<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [ALICE, options].concat()
}
