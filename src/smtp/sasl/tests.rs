//! The SASL core against the examples of the standards, and against servers that do wrong.

mod choice;
mod mechanisms;
mod scram;
mod veil;

use super::*;

fn credentials(user: &str, password: &str) -> Credentials {
    Credentials {
        user: Some(user.to_owned()),
        password: Some(Secret::new(password)),
        ..Credentials::default()
    }
}

fn with_token(user: &str, token: &str) -> Credentials {
    Credentials {
        user: Some(user.to_owned()),
        token: Some(Secret::new(token)),
        ..Credentials::default()
    }
}

fn mechanism(word: &str) -> Mechanism {
    word.parse().unwrap()
}

fn exchange(word: &str, credentials: &Credentials, setting: Setting) -> Exchange {
    Exchange::new(mechanism(word), credentials, setting).unwrap()
}

fn text(response: &Response) -> String {
    String::from_utf8(response.octets.octets().to_vec()).unwrap()
}
