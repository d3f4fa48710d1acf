//! What to do about a server that took nothing.

use super::postfix::SERVER;
use super::reason::is_at_odds_with_itself;
use crate::probe::inquiry::Question;
use crate::tls::wire::Answer;

/// What to do, by what came of the hellos; nothing where the failure itself says more.
pub(super) fn never(
    answers: &[(Question, &Answer)],
    is_dropped: bool,
    is_nameless: bool,
) -> Option<String> {
    let any = |is: fn(&Answer) -> bool| answers.iter().any(|(_, answer)| is(answer));
    // Of the server name that alert itself speaks.
    if any(is_about_the_name) {
        return None;
    }
    let words = if is_at_odds_with_itself(answers) {
        return Some(format!(
            "let the server do TLS 1.2 or 1.3 ({SERVER}): so answers an OpenSSL that is set to TLS 1.0 or 1.1 alone, which its \
             security level forbids; else look into its log"
        ));
    } else if any(|answer| matches!(answer, Answer::NotTls(_))) {
        "find out what answers behind STARTTLS, for what came is no TLS: look into the server's log, and for a proxy or filter before it"
    } else if any(|answer| matches!(answer, Answer::Flight(_) | Answer::Malformed(_))) {
        "bring the server's TLS library, or the device before it, up to date: what it answers breaks the rules of TLS; its log may say \
         more"
    } else if any(Answer::is_refusal) {
        "look into the server's log: where a server takes nothing that is offered, its certificate or private key is often missing or \
         unreadable, or it refuses this client"
    } else if is_dropped {
        "look into the server's log, and for a device on the path that lets no TLS through: no octet came of any hello"
    } else {
        "look into the server's log; allow more time with --timeout where it was not done"
    };
    let name = match is_nameless {
        true => "; if it insists on its name, send that (here: --sni NAME)",
        false => "",
    };
    Some(format!("{words}{name}"))
}

/// unrecognized_name (RFC 6066 §3).
fn is_about_the_name(answer: &Answer) -> bool {
    matches!(answer, Answer::Alert(alert) if alert.number == 112)
}
