//! The address of a sender or a recipient, as it goes between angle brackets (RFC 5321 §4.1.2, RFC 6531 §3.3).

use std::fmt;
use std::str::FromStr;

/// How long an address may be here, in octets; a path has 256 with its brackets (RFC 5321 §4.5.3.1.3), and servers want to be tried
/// with more.
const LONGEST: usize = 400;

/// The address of a sender or a recipient. Servers are to be tried with odd ones too, so that only what would break the command is
/// refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox(String);

/// Why an address cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseMailboxError {
    /// Nothing stands there.
    #[error("an address is not empty; the null reverse-path is written <>")]
    Empty,
    /// It has more octets than smtls sends.
    #[error("an address has at most {LONGEST} octets")]
    TooLong,
    /// It has octets that would break the command.
    #[error("an address has neither control characters nor angle brackets inside it")]
    Breaking,
    /// Its domain is no domain name.
    #[error("the domain after the @ is no domain name")]
    Domain,
}

impl Mailbox {
    /// The null reverse-path, to which no answer can be sent (RFC 5321 §4.5.5).
    pub fn null() -> Self {
        Self(String::new())
    }

    /// Whether it is the null reverse-path.
    pub fn is_null(&self) -> bool {
        self.0.is_empty()
    }

    /// The address without angle brackets; empty for the null reverse-path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether only SMTPUTF8 can carry it (RFC 6531 §3.3).
    pub fn needs_utf8(&self) -> bool {
        !self.0.is_ascii()
    }
}

impl fmt::Display for Mailbox {
    /// Between angle brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

impl FromStr for Mailbox {
    type Err = ParseMailboxError;

    /// Reads an address, with or without angle brackets around it. A domain in U-labels behind a local part of ASCII becomes
    /// A-labels, so that no extension is needed for it.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let given = given.trim();
        if given == "<>" {
            return Ok(Self::null());
        }
        let inner = given.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let address = inner.unwrap_or(given);
        if address.is_empty() {
            return Err(ParseMailboxError::Empty);
        }
        if address.len() > LONGEST {
            return Err(ParseMailboxError::TooLong);
        }
        if address.contains(|it: char| it.is_control() || it == '<' || it == '>') {
            return Err(ParseMailboxError::Breaking);
        }
        match address.rsplit_once('@') {
            Some((local_part, domain)) if local_part.is_ascii() && !domain.is_ascii() => {
                let domain =
                    idna::domain_to_ascii(domain).map_err(|_| ParseMailboxError::Domain)?;
                Ok(Self(format!("{local_part}@{domain}")))
            }
            _ => Ok(Self(address.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_the_command_is_refused_and_nothing_else() {
        for (given, shown) in [
            ("<>", "<>"),
            ("user@example.com", "<user@example.com>"),
            ("<user@example.com>", "<user@example.com>"),
            (
                "\"odd one\"@[IPv6:2001:db8::1]",
                "<\"odd one\"@[IPv6:2001:db8::1]>",
            ),
            ("postmaster", "<postmaster>"),
            ("a@b@c", "<a@b@c>"),
            ("user@b\u{fc}cher.example", "<user@xn--bcher-kva.example>"),
            (
                "j\u{fc}rgen@b\u{fc}cher.example",
                "<j\u{fc}rgen@b\u{fc}cher.example>",
            ),
        ] {
            let mailbox: Mailbox = given.parse().unwrap();
            assert_eq!(mailbox.to_string(), shown);
            assert_eq!(mailbox.needs_utf8(), !shown.is_ascii(), "{given}");
            assert_eq!(mailbox.is_null(), given == "<>");
        }
        use ParseMailboxError::{Breaking, Empty, TooLong};
        for (given, error) in [
            ("", Empty),
            (" ", Empty),
            ("a@b\r\nRCPT TO:<c@d>", Breaking),
            ("a@b> SIZE=1", Breaking),
            ("a\0@b", Breaking),
            (&"a".repeat(401), TooLong),
        ] {
            assert_eq!(given.parse::<Mailbox>(), Err(error), "{given:?}");
        }
    }
}
