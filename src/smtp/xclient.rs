//! XCLIENT, by which a client that a server trusts speaks for another one: the attributes and the command lines. No RFC has it;
//! Postfix defines it in its XCLIENT_README, and others follow that.

use super::Extensions;
use std::fmt;
use std::net::Ipv6Addr;
use std::str::FromStr;

/// How long a command line may be without its end, in octets (RFC 5321 §4.5.3.1.4).
const LONGEST: usize = 510;

/// For whom a client is to speak, and when it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xclient {
    /// What is to be said of the other client, in the user's order.
    pub attributes: Vec<Attribute>,
    /// Said after the first EHLO, in the clear; else after the last.
    pub before_starttls: bool,
    /// The session goes on where the server does not offer it, or refuses it.
    pub optional: bool,
}

/// One attribute of the other client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name, in upper case: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT, REVERSE_NAME or what else a server offers.
    pub name: String,
    /// The value as it is meant, which goes out as xtext.
    pub value: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XclientOutcome {
    /// The server took all of it.
    Accepted,
    /// It was not said.
    NotOffered(NotOffered),
    /// The server refused it with this reply.
    Refused(super::Reply),
}

/// What a server does not offer that was to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOffered {
    /// The attributes that it does offer, as sent; nothing where it does not offer XCLIENT at all.
    pub offered: Option<Vec<Vec<u8>>>,
    /// The attributes that are missing among them.
    pub missing: Vec<String>,
}

/// An attribute that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseAttributeError {
    /// It is not NAME=VALUE.
    #[error(
        "write NAME=VALUE, such as ADDR=192.0.2.1 or NAME=[UNAVAILABLE]; the names are NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT and REVERSE_NAME"
    )]
    Form,
    /// It does not fit into a command.
    #[error("the attribute is too long for a command, which has 512 octets")]
    TooLong,
}

impl Xclient {
    /// What the server does not offer of it; nothing where it offers all.
    pub fn missing_from(&self, offered: &Extensions) -> Option<NotOffered> {
        let lines = offered.iter().filter(|extension| extension.is("XCLIENT"));
        let lines: Vec<&[u8]> = lines
            .map(|extension| extension.parameters.as_slice())
            .collect();
        let names = lines
            .iter()
            .flat_map(|line| line.split(|octet| *octet == b' '));
        let names: Vec<Vec<u8>> = names
            .filter(|name| !name.is_empty())
            .map(<[u8]>::to_vec)
            .collect();
        let offers = |attribute: &Attribute| {
            let mut names = names.iter();
            names.any(|name| name.eq_ignore_ascii_case(attribute.name.as_bytes()))
        };
        let missing = self.attributes.iter().filter(|one| !offers(one));
        let missing: Vec<String> = missing.map(|one| one.name.clone()).collect();
        (lines.is_empty() || !missing.is_empty()).then(|| NotOffered {
            offered: (!lines.is_empty()).then_some(names),
            missing,
        })
    }

    /// The commands, without their line ends: one where it is not too long. Of several the last have NAME and ADDR, because a server
    /// that was told them may not trust the client any more.
    pub fn commands(&self) -> Vec<String> {
        let whole = command(&self.attributes);
        if whole.len() <= LONGEST {
            return vec![whole];
        }
        let mut ordered: Vec<&Attribute> = self.attributes.iter().collect();
        ordered.sort_by_key(|attribute| match attribute.name.as_str() {
            "NAME" => 1,
            "ADDR" => 2,
            _ => 0,
        });
        let mut commands: Vec<String> = Vec::new();
        for attribute in ordered {
            let room = |last: &&mut String| last.len() + 1 + attribute.to_string().len() <= LONGEST;
            match commands.last_mut().filter(room) {
                Some(last) => last.push_str(&format!(" {attribute}")),
                None => commands.push(command(std::slice::from_ref(attribute))),
            }
        }
        commands
    }
}

impl FromStr for Attribute {
    type Err = ParseAttributeError;

    /// Reads NAME=VALUE; the value is what is meant, and an IPv6 address needs no prefix.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (name, value) = given.split_once('=').ok_or(ParseAttributeError::Form)?;
        let inner = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_');
        if name.is_empty() || value.is_empty() || !name.bytes().all(inner) {
            return Err(ParseAttributeError::Form);
        }
        // swaks writes it with a hyphen, Postfix without.
        let name = match name.to_ascii_uppercase().as_str() {
            "REVERSE-NAME" => "REVERSE_NAME".to_owned(),
            name => name.to_owned(),
        };
        let is_address = matches!(name.as_str(), "ADDR" | "DESTADDR");
        let value = match value.parse::<Ipv6Addr>() {
            Ok(address) if is_address => format!("IPV6:{address}"),
            _ => value.to_owned(),
        };
        let attribute = Self { name, value };
        match command(std::slice::from_ref(&attribute)).len() {
            0..=LONGEST => Ok(attribute),
            _ => Err(ParseAttributeError::TooLong),
        }
    }
}

impl fmt::Display for Attribute {
    /// As it goes out, in xtext (RFC 3461 §4).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}=", self.name)?;
        for octet in self.value.bytes() {
            match octet {
                b'+' | b'=' => write!(f, "+{octet:02X}")?,
                33..=126 => write!(f, "{}", char::from(octet))?,
                _ => write!(f, "+{octet:02X}")?,
            }
        }
        Ok(())
    }
}

fn command(attributes: &[Attribute]) -> String {
    let mut line = "XCLIENT".to_owned();
    for attribute in attributes {
        line.push_str(&format!(" {attribute}"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xclient(attributes: &[&str]) -> Xclient {
        let attributes = attributes.iter().map(|one| one.parse().unwrap());
        Xclient {
            attributes: attributes.collect(),
            before_starttls: false,
            optional: false,
        }
    }

    #[test]
    fn attributes_are_sent_as_xtext() {
        for (given, sent) in [
            ("name=mail.example.com", "NAME=mail.example.com"),
            ("NAME=[UNAVAILABLE]", "NAME=[UNAVAILABLE]"),
            ("addr=192.0.2.1", "ADDR=192.0.2.1"),
            ("ADDR=2001:db8::1", "ADDR=IPV6:2001:db8::1"),
            ("DESTADDR=::1", "DESTADDR=IPV6:::1"),
            ("ADDR=IPV6:2001:db8::1", "ADDR=IPV6:2001:db8::1"),
            // A HELO name is what it is.
            ("HELO=::1", "HELO=::1"),
            ("LOGIN=a b+c=d", "LOGIN=a+20b+2Bc+3Dd"),
            ("LOGIN=\u{e9}\r\n", "LOGIN=+C3+A9+0D+0A"),
            ("reverse-name=x", "REVERSE_NAME=x"),
        ] {
            assert_eq!(given.parse::<Attribute>().unwrap().to_string(), sent);
        }
        for given in ["", "NAME", "=x", "NAME=", "NA ME=x", "NA\r\nME=x"] {
            let refused = given.parse::<Attribute>();
            assert_eq!(refused, Err(ParseAttributeError::Form), "{given:?}");
        }
        let long = format!("NAME={}", "x".repeat(LONGEST));
        assert_eq!(long.parse::<Attribute>(), Err(ParseAttributeError::TooLong));
    }

    #[test]
    fn what_is_too_long_for_a_command_is_split_with_the_address_last() {
        let short = xclient(&["ADDR=192.0.2.1", "NAME=a"]);
        assert_eq!(short.commands(), ["XCLIENT ADDR=192.0.2.1 NAME=a"]);
        let name = format!("NAME={}", "n".repeat(250));
        let helo = format!("HELO={}", "h".repeat(250));
        let long = xclient(&["ADDR=192.0.2.1", &name, &helo, "PORT=25", "PROTO=ESMTP"]);
        let commands = long.commands();
        assert_eq!(
            commands,
            [
                format!("XCLIENT {helo} PORT=25 PROTO=ESMTP"),
                format!("XCLIENT {name} ADDR=192.0.2.1"),
            ]
        );
        assert!(commands.iter().all(|line| line.len() <= LONGEST));
    }

    #[test]
    fn b49_only_what_is_offered_can_be_said() {
        use crate::smtp::ReplyReader;
        let offered = |line: &str| {
            let mut reader = ReplyReader::default();
            reader.push(format!("250-mx\r\n250 {line}\r\n").as_bytes());
            loop {
                if let (_, Some(reply)) = reader.next_line().unwrap().unwrap() {
                    return Extensions::from_reply(&reply);
                }
            }
        };
        let wanted = xclient(&["NAME=a", "ADDR=192.0.2.1"]);
        assert_eq!(
            wanted.missing_from(&offered("XCLIENT name ADDR PORT")),
            None
        );
        let missing = wanted.missing_from(&offered("XCLIENT NAME  PORT")).unwrap();
        assert_eq!(missing.missing, ["ADDR"]);
        assert_eq!(missing.offered.unwrap(), [&b"NAME"[..], b"PORT"]);
        let missing = wanted.missing_from(&offered("XFORWARD NAME ADDR")).unwrap();
        assert_eq!((missing.offered, missing.missing.len()), (None, 2));
        assert!(xclient(&[]).missing_from(&offered("SIZE")).is_some());
    }
}
