//! What to do where a server refuses a sender, a recipient or a message, by the code and the enhanced status code of the refusal.

use super::reply_words::{names_relaying, names_tls};
use crate::smtp::{EnhancedCode, Reply, Stage};

/// What to do about a server that passes mail on only for some.
const RELAY: &str = "look into the server's log for its reason: most often it does not relay for this client; authenticate (--auth), or ask from an address that it relays for";

/// What to do, in the imperative; nothing where the reply does not tell.
pub(super) fn cure(stage: Stage, reply: &Reply) -> Option<&'static str> {
    // RFC 5321 §4.2.5: what is refused now was seen whole.
    let is_message = stage == Stage::Data && matches!(reply.code(), 550 | 554);
    let code = reply.enhanced_code();
    if is_message && code.is_none_or(|code| (code.subject, code.detail) == (7, 1)) {
        return Some(
            "look into the server's log for its reason: a filter may have taken the message for spam",
        );
    }
    // Whatever the code: Postfix puts off what it does not relay, unless it is told to refuse that.
    if names_relaying(reply) {
        return Some(RELAY);
    }
    let by_status = code.and_then(by_status);
    by_status.or_else(|| by_code(reply))
}

/// RFC 3463 §3, and what later RFCs and the registry add to it.
fn by_status(code: EnhancedCode) -> Option<&'static str> {
    Some(match (code.class, code.subject, code.detail) {
        (5, 1, 1) => "name a mailbox that the server knows",
        (5, 1, 2) => "check the domain: the server finds none of that name",
        (5, 1, 3) => "check how the recipient's address is written",
        (_, 1, 7) => "check how the sender's address is written",
        (_, 1, 8) => "send from a domain that DNS knows: the server looked the sender's up",
        (5, 1, 10) => {
            "the domain says by a null MX record that it takes no mail (RFC 7505): name another recipient"
        }
        (_, 2, 1) => "the mailbox is disabled: ask its owner",
        (_, 2, 2) => "the mailbox is full: ask its owner",
        (_, 3, 4) | (_, 2, 3) => {
            "send a smaller message, or raise the server's limit (Postfix: message_size_limit)"
        }
        (_, 3, 1) => "the server has no room left: free some, or try again later",
        (_, 5, 3) => "name fewer recipients at a time",
        // RFC 3463 §3.6: out of range, or of an extension that the server does not know.
        (5, 5, 4) => {
            "leave out the parameters that the server does not know, and check how the others are written"
        }
        (4, 7, 0 | 1) | (4, 2, 0) => {
            "try again in some minutes: so servers put off whom they do not know yet (greylisting), or limit how much they take"
        }
        (5, 7, 0) => return None,
        (5, 7, 1) => RELAY,
        (_, 7, 8) => "check the credentials",
        (5, 7, 10) => "the server wants TLS on the way: leave out --no-tls",
        (_, 7, 20..=22) => "sign the message with DKIM as the sender's domain asks for",
        (_, 7, 23 | 24) => {
            "the sender's domain does not let this address send for it (SPF): send from elsewhere, or add the address to the record"
        }
        (_, 7, 25) => "give the client's address a name in DNS that leads back to it",
        (_, 7, 26) => {
            "the message passes neither SPF nor DKIM for the sender's domain: send from where it may come from"
        }
        (_, 7, 27) => {
            "the sender's domain takes no mail (null MX), so that nothing could be answered: send from another"
        }
        (5, 7, 30) => "a server on the way cannot keep what REQUIRETLS asks for",
        (5, 6, 7..=9) => "use addresses in ASCII, or let the server offer SMTPUTF8",
        _ => return None,
    })
}

fn by_code(reply: &Reply) -> Option<&'static str> {
    Some(match reply.code() {
        // RFC 4954 §6, RFC 3207 §4: only the text says which of the two it asks for.
        530 if names_tls(reply) => "begin TLS before MAIL",
        530 => "authenticate (--auth), as the server asks for",
        503 => "the server expected another command first: look at the order of what was said",
        501 | 553 => "check how the address is written",
        555 | 504 => "leave out the parameters that the server does not know",
        552 => "send a smaller message, or raise the server's limit (Postfix: message_size_limit)",
        // RFC 7504 §4.
        556 => "the domain takes no mail (RFC 7504): name another recipient",
        450..=452 => "try again in some minutes: the server puts it off",
        550 | 551 | 554 => "look into the server's log for its reason",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::smtp::ReplyReader;

    fn cure_of(line: &str) -> &'static str {
        let mut reader = ReplyReader::default();
        reader.push(format!("{line}\r\n").as_bytes());
        let (_, reply) = reader.next_line().expect("a reply").expect("a line");
        let reply = reply.expect("the last line");
        cure(Stage::Rcpt, &reply).expect("a cure")
    }

    /// As Postfix, OpenSMTPD, Sendmail and Exchange have them.
    #[test]
    fn what_servers_say_has_a_cure_that_fits() {
        for (line, words) in [
            (
                "454 4.7.1 <a@b.test>: Relay access denied",
                "does not relay",
            ),
            (
                "554 5.7.1 <a@b.test>: Relay access denied",
                "does not relay",
            ),
            ("550 5.7.1 <a@b.test>... Relaying denied", "does not relay"),
            (
                "550 5.7.54 SMTP; Unable to relay recipient",
                "does not relay",
            ),
            ("550 relay not permitted", "does not relay"),
            ("450 4.7.1 Greylisted, come back later", "in some minutes"),
            (
                "503 5.5.4 Invalid command arguments: Unsupported option X=Y",
                "leave out",
            ),
            ("555 5.5.4 Unsupported option: X=Y", "leave out"),
            (
                "503 5.5.1 Error: need MAIL command",
                "another command first",
            ),
            ("452 4.5.3 Error: too many recipients", "fewer recipients"),
            ("550 5.1.1 <a@b.test>: User unknown", "a mailbox"),
        ] {
            assert!(cure_of(line).contains(words), "{line}: {}", cure_of(line));
        }
    }
}
