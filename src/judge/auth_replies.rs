//! What a refusal of AUTH means, by its code (RFC 4954 §4, §6) and by its enhanced status code.

use crate::smtp::Reply;
use crate::smtp::sasl::{Attempt, Mechanism};

/// What a reply means, and what to do.
pub(super) struct Meaning {
    /// Begins with a separator; empty where the reply has to speak for itself.
    pub(super) reason: String,
    pub(super) fix: &'static str,
}

/// What it means that AUTH, or a response to a challenge, was answered so.
pub(super) fn meaning(reply: &Reply, attempt: &Attempt, offered: &[String]) -> Meaning {
    let name = attempt.mechanism.name();
    let is_offered = offered.iter().any(|it| it.eq_ignore_ascii_case(name));
    let code = reply.enhanced_code().map(|code| code.to_string());
    let (reason, fix) = match (reply.code(), code.as_deref()) {
        (_, Some("5.7.13")) => (
            "the account is disabled",
            "ask the server's administrator to enable it",
        ),
        (535, _) | (_, Some("5.7.8")) => credentials(attempt.mechanism),
        (538, _) | (_, Some("5.7.11")) => (
            "the mechanism is allowed only inside TLS",
            "use TLS, and let the server offer AUTH only there",
        ),
        (534, _) | (_, Some("5.7.9")) => (
            "the mechanism is too weak for the server or for this user",
            "use a stronger one; some providers mean that they want an OAuth token, or a password made for this program alone",
        ),
        (432, _) | (_, Some("4.7.12")) => (
            "the server has yet to learn the password in the form that this mechanism needs",
            "authenticate once with --auth PLAIN, inside TLS; after that this mechanism should work",
        ),
        (454, _) | (_, Some("4.7.0")) => (
            "a failure for the time being, which says nothing about the credentials",
            "look into the server's log: what it checks passwords with may be down; then try again",
        ),
        (504, _) | (_, Some("5.5.4")) if !is_offered => (
            "the server does not know the mechanism, and did not offer it",
            "leave out --force-auth, and name a mechanism that the server offers",
        ),
        (504, _) | (_, Some("5.5.4")) => (
            "the server does not know the mechanism, or not without encryption",
            "let the server list only what it accepts; name another mechanism with --auth",
        ),
        (530, _) => (
            "something else is required first, which the server's words tell: most often TLS",
            "do what the server asks for, with STARTTLS or another port",
        ),
        (500, Some("5.5.6")) => (
            "the response is longer than the server takes",
            "raise the server's limit: RFC 4954 (section 4) speaks of 12288 octets; or use a shorter token",
        ),
        (500 | 502, _) => (
            "the server does not know AUTH here",
            "look whether AUTH is switched on for this port",
        ),
        (501, _) => (
            "the server could not read what it was sent, or does not take a first response with the command",
            "try --no-sasl-ir, which waits for the server's challenge",
        ),
        (503, _) => (
            "not at this point of the session, or authenticated already (RFC 4954, section 4)",
            "look whether the server takes AUTH on this port at all: some switch it off by answering so",
        ),
        (400..=499, _) => (
            "a failure for the time being",
            "look into the server's log, and try again later",
        ),
        (200..=399, _) => (
            "a success has the code 235",
            "look at what answers there: no SMTP server should say that to AUTH",
        ),
        _ => ("", "look into the server's log"),
    };
    Meaning {
        reason: match reason {
            "" => String::new(),
            reason => format!(": {reason}"),
        },
        fix,
    }
}

/// 535 is also what most servers say where they do not want to tell more.
fn credentials(mechanism: Mechanism) -> (&'static str, &'static str) {
    match mechanism {
        Mechanism::OAuthBearer | Mechanism::XOAuth2 => (
            "the token does not hold",
            "get a new token, with the scope for SMTP, for this very user",
        ),
        Mechanism::External => (
            "the server does not take the client certificate for this",
            "look whether the certificate was sent (--cert, --key) and whom it is for; --auth-as says as whom to act",
        ),
        Mechanism::Anonymous => (
            "the server lets nobody in without a name",
            "give a user and a password",
        ),
        _ => (
            "user name or password is wrong, or this way in is closed to the user",
            "check both: some servers want the user name with the domain, some without, and some a password made for this program alone",
        ),
    }
}
