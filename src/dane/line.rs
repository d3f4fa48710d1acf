//! A TLSA record as a line of a zone file (RFC 1035 §5.1, RFC 6698 §2.2).

use std::fmt;

use super::Tlsa;
use crate::dns::DomainName;

/// Where TLSA records stand, and for how long caches may keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The TLSA base domain.
    pub base_domain: DomainName,
    /// The port (RFC 6698 §3).
    pub port: u16,
    /// Where the records stand instead, where that name is an alias: beside a CNAME record nothing else may (RFC 1034 §3.6.2).
    pub alias_of: Option<DomainName>,
    /// The wildcard, as `*._tcp.mx.example.com`, that answers for that name, which has no records of its own (RFC 4592 §2.1.1).
    pub wildcard: Option<String>,
    /// The TTL that the lines are to have, in seconds; nothing where the zone's own counts.
    pub ttl: Option<u32>,
}

impl Place {
    /// The owner with its final dot: `_25._tcp.mx.example.com.`, or what that is an alias for; or the wildcard that answers for it.
    pub fn owner(&self) -> String {
        match &self.wildcard {
            Some(wildcard) => format!("{wildcard}."),
            None => format!("{}.", self.end()),
        }
    }

    /// The name at which the records are found, where aliases end, without a final dot.
    pub fn end(&self) -> String {
        match &self.alias_of {
            Some(target) => target.to_string(),
            None => self.to_string(),
        }
    }

    /// A record as a line of the zone, with the owner in full.
    pub fn line(&self, record: &Tlsa) -> String {
        match self.ttl {
            Some(ttl) => format!("{} {ttl} IN TLSA {record}", self.owner()),
            None => format!("{} IN TLSA {record}", self.owner()),
        }
    }
}

/// The name that senders ask for, as a sentence has it, without a final dot.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "_{}._tcp.{}", self.port, self.base_domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_the_whole_owner_and_can_be_read_back() {
        let record: Tlsa = "3 1 1 abcd".parse().expect("a record");
        let mut place = Place {
            base_domain: DomainName::parse("mx.example.com").expect("a name"),
            port: 25,
            alias_of: None,
            wildcard: None,
            ttl: None,
        };
        let line = place.line(&record);
        assert_eq!(line, "_25._tcp.mx.example.com. IN TLSA 3 1 1 abcd");
        assert_eq!(line.parse(), Ok(record.clone()));
        place.ttl = Some(3600);
        let line = place.line(&record);
        assert_eq!(line, "_25._tcp.mx.example.com. 3600 IN TLSA 3 1 1 abcd");
        assert_eq!(line.parse(), Ok(record.clone()));
        place.alias_of = DomainName::parse("tlsa._dane.example.com").ok();
        assert_eq!(
            place.line(&record),
            "tlsa._dane.example.com. 3600 IN TLSA 3 1 1 abcd"
        );
        place.wildcard = Some("*._dane.example.com".to_owned());
        assert_eq!(
            place.line(&record),
            "*._dane.example.com. 3600 IN TLSA 3 1 1 abcd"
        );
        assert_eq!(place.line(&record).parse(), Ok(record));
        assert_eq!(place.end(), "tlsa._dane.example.com");
        assert_eq!(place.to_string(), "_25._tcp.mx.example.com");
    }
}
