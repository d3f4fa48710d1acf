//! Where reports go: the URIs of a record's `rua` (RFC 8460 §3, RFC 3986).

/// How much of a URI is kept to be shown.
const SHOWN: usize = 200;

/// One place to which reports are to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// By mail; the whole URI.
    Mailto(String),
    /// By HTTPS; the whole URI.
    Https(String),
    /// By something else, to which RFC 8460 §5.4 and §5.5 send nothing; the whole URI.
    Other(String),
}

/// Why something is no URI to which reports can go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DestinationFault {
    /// Nothing between two commas, or nothing at all.
    #[error("a place in rua is empty")]
    Empty,
    /// No scheme before a colon.
    #[error("the place \"{0}\" has no scheme; an address is written mailto:ADDRESS")]
    NoScheme(String),
    /// A character that no URI may have.
    #[error("the place \"{0}\" has a character that no URI may have: {1:?}")]
    BadCharacter(String, char),
    /// A `%` without two hexadecimal digits.
    #[error("in the place \"{0}\" two hexadecimal digits must follow every %")]
    BadPercent(String),
    /// A `mailto:` without an address.
    #[error("the place \"{0}\" has no mail address")]
    NoAddress(String),
    /// An `https:` without a host.
    #[error("the place \"{0}\" has no host")]
    NoHost(String),
}

/// What is odd about a destination that can be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DestinationRemark {
    /// It is `http:`, which is not among what RFC 8460 §3 knows.
    Unencrypted(String),
    /// It is of a scheme that no report is sent by.
    UnknownScheme(String),
    /// It has an exclamation point that is not encoded.
    ExclamationPoint(String),
}

impl Destination {
    /// Reads one URI.
    ///
    /// # Errors
    /// Where it is none, or reports cannot go there.
    pub fn parse(uri: &str) -> Result<Self, DestinationFault> {
        let shown = || uri.chars().take(SHOWN).collect::<String>();
        if uri.is_empty() {
            return Err(DestinationFault::Empty);
        }
        let (scheme, rest) = uri
            .split_once(':')
            .filter(|(scheme, _)| is_scheme(scheme))
            .ok_or_else(|| DestinationFault::NoScheme(shown()))?;
        if let Some(bad) = rest.chars().find(|character| !is_uri(*character)) {
            return Err(DestinationFault::BadCharacter(shown(), bad));
        }
        if !rest.split('%').skip(1).all(begins_with_hexadecimal) {
            return Err(DestinationFault::BadPercent(shown()));
        }
        match scheme.to_ascii_lowercase().as_str() {
            "mailto" if !has_address(rest) => Err(DestinationFault::NoAddress(shown())),
            "mailto" => Ok(Self::Mailto(uri.to_owned())),
            "https" if !has_host(rest) => Err(DestinationFault::NoHost(shown())),
            "https" => Ok(Self::Https(uri.to_owned())),
            _ => Ok(Self::Other(uri.to_owned())),
        }
    }

    /// The URI.
    pub fn uri(&self) -> &str {
        match self {
            Self::Mailto(uri) | Self::Https(uri) | Self::Other(uri) => uri,
        }
    }

    /// What is odd about it.
    pub(super) fn remarks(&self) -> Vec<DestinationRemark> {
        let shown = || self.uri().chars().take(SHOWN).collect::<String>();
        let mut remarks = Vec::new();
        match self {
            Self::Other(uri) if uri.to_ascii_lowercase().starts_with("http:") => {
                remarks.push(DestinationRemark::Unencrypted(shown()));
            }
            Self::Other(_) => remarks.push(DestinationRemark::UnknownScheme(shown())),
            Self::Mailto(_) | Self::Https(_) => {}
        }
        if self.uri().contains('!') {
            remarks.push(DestinationRemark::ExclamationPoint(shown()));
        }
        remarks
    }
}

/// RFC 3986 §3.1.
fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet))
}

/// Whether a URI may have this character (RFC 3986 §2).
fn is_uri(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
}

fn begins_with_hexadecimal(after_percent: &str) -> bool {
    let digits = after_percent.as_bytes().get(..2);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Something on both sides of an `@`, which may be encoded, before what a `?` begins.
fn has_address(rest: &str) -> bool {
    let address = rest.split('?').next().unwrap_or_default();
    let address = address.replace("%40", "@");
    address
        .rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

fn has_host(rest: &str) -> bool {
    let authority = rest.strip_prefix("//").unwrap_or_default();
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    !host.split(':').next().unwrap_or_default().is_empty()
}
