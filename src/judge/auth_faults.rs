//! What it means that the client itself ended an exchange of SASL, or does not believe in its success (RFC 4954 §4, RFC 5802).

use crate::quote;
use crate::smtp::sasl::{
    Attempt, BindingType, InitialResponse, Mechanism, Outcome, SaslFault, ScramFault,
};

/// How much of a peer's text a reason quotes, in octets.
const QUOTED: usize = 160;

/// Why the client did not go on, or does not believe in a success, and what to do.
pub(super) struct GivenUp {
    /// Goes on after the mechanism and the user.
    pub(super) reason: String,
    pub(super) fix: &'static str,
}

/// What it means that the client gave up an exchange, or does not believe in its success.
pub(super) fn given_up(fault: &SaslFault, attempt: &Attempt) -> GivenUp {
    let (what, fix) = match fault {
        SaslFault::OneTooMany | SaslFault::Scram(ScramFault::Unreadable(_))
            if wants_it_again(attempt) => (
            "the server asked for the first response again, which it had with the command (RFC 4954, section 4)".to_owned(),
            "--no-sasl-ir sends it only when the server asks; let the server take it with the command, too",
        ),
        SaslFault::NotBase64(text) => (
            format!(
                "the server's challenge is not base64, so that the client had to call it off (RFC 4954, section 4): \"{}\"",
                quote::start(text, QUOTED)
            ),
            "let the server send challenges in base64 and nothing else beside them",
        ),
        SaslFault::OneTooMany => (
            "the server asked on after the last message that the mechanism has, so that the client called it off".to_owned(),
            "look into the server's log: it may lack what it checks the credentials with",
        ),
        SaslFault::TooEarly => (
            format!(
                "the server said 235 before it had {}, so that it has checked nothing",
                what_it_checks(attempt.mechanism)
            ),
            "do not take it for a success: let the server ask for the credentials, and check them, before it says 235",
        ),
        SaslFault::TokenRefused => (
            format!(
                "the server had refused the token before it said 235 (RFC 7628, section 3.2.3){}",
                attempt.token_error.as_ref().map_or_else(String::new, |error| {
                    format!(": \"{}\"", quote::start(error, QUOTED))
                })
            ),
            "do not take it for a success: get a new token, and let the server end with 535 what it refused",
        ),
        SaslFault::TooLong(octets) => (
            format!("the response would have {octets} octets, more than RFC 4954 (section 4) calls sufficient"),
            "use a shorter token",
        ),
        SaslFault::NotPrepared | SaslFault::Lacking => (
            "the credentials are not what the mechanism needs".to_owned(),
            "give others, or another mechanism with --auth",
        ),
        SaslFault::CalledOff => ("it was called off".to_owned(), "begin anew"),
        SaslFault::Scram(fault) => scram(fault, attempt),
    };
    let verb = match attempt.outcome {
        Outcome::Unproved(_) => "got 235, and is not to be believed",
        _ => "failed",
    };
    GivenUp {
        reason: format!("{verb}: {what}"),
        fix,
    }
}

/// Whether the server passed over the first response that went with the command: it asks for it with an empty challenge.
fn wants_it_again(attempt: &Attempt) -> bool {
    let first = attempt.challenges.first();
    attempt.initial == InitialResponse::Sent
        && attempt.challenges.len() == 1
        && first.is_some_and(Vec::is_empty)
        && matches!(attempt.outcome, Outcome::Cancelled(..))
}

/// What a mechanism gives a server to check.
fn what_it_checks(mechanism: Mechanism) -> &'static str {
    match (mechanism.needs_password(), mechanism.needs_token()) {
        (true, _) if mechanism.gives_secret_away() => "the password",
        (true, _) => "the proof of the password",
        (_, true) => "the token",
        _ => "the client's response",
    }
}

fn scram(fault: &ScramFault, attempt: &Attempt) -> (String, &'static str) {
    let guard =
        "do not give this server a password: find out who answers, and how it keeps its passwords";
    match fault {
        ScramFault::Unreadable(what) => (
            format!("the server's message has not {what}, where SCRAM has it (RFC 5802, section 7)"),
            "look for a newer version of the server's SASL library",
        ),
        ScramFault::Nonce => (
            "the server's nonce does not begin with the client's, or adds nothing to it: the answer was made for another exchange"
                .to_owned(),
            guard,
        ),
        ScramFault::Iterations(count) => (
            format!("the server asks for {count} iterations of the hash, far more than any needs, and was not obeyed"),
            "let the server ask for some tens or hundreds of thousands",
        ),
        ScramFault::Extension => (
            "the server demands an extension of SCRAM that nobody knows (m=)".to_owned(),
            "look for a newer version of the server's SASL library",
        ),
        ScramFault::Error(word) => error(word, attempt),
        ScramFault::Signature => (
            "the server's signature is wrong: it does not know the password, or somebody stands in between".to_owned(),
            guard,
        ),
        ScramFault::NoSignature => (
            "the server did not prove that it knows the password, which SCRAM asks for before any success".to_owned(),
            guard,
        ),
    }
}

/// The words of RFC 5802 §7.
fn error(word: &[u8], attempt: &Attempt) -> (String, &'static str) {
    let said = format!(
        "the server ended it with \"{}\"",
        quote::start(word, QUOTED)
    );
    match (word, attempt.binding) {
        (b"invalid-proof", _) => (
            format!("{said}: the password is wrong"),
            "check user name and password",
        ),
        (b"unknown-user", _) => (
            format!("{said}: it does not know the user"),
            "check the user name: some servers want it with the domain, some without",
        ),
        (b"channel-bindings-dont-match" | b"unsupported-channel-binding-type", binding) => (
            format!(
                "{said}: it sees another TLS session than the client ({}){}",
                binding.map_or("no binding", BindingType::name),
                match binding {
                    Some(BindingType::TlsServerEndPoint) =>
                        ", or insists on tls-unique, which smtls cannot make",
                    _ => "",
                }
            ),
            "look for a proxy that ends TLS before the server; --auth SCRAM-SHA-256 goes without binding",
        ),
        (b"server-does-support-channel-binding", _) => (
            format!(
                "{said}: it offers a mechanism of the -PLUS kind that never arrived here: its list was cut on the way, or is incomplete"
            ),
            "let the server list SCRAM-SHA-256-PLUS if it knows it; if it does, somebody on the way takes it out",
        ),
        (b"channel-binding-not-supported", _) => (
            format!("{said}, although it offers a mechanism of the -PLUS kind"),
            "let the server not offer what it cannot do",
        ),
        _ => (said, "look into the server's log"),
    }
}
