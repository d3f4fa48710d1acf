//! What the policy host answered, as far as it matters for a policy.

use super::body::BodyFault;
use hyper::HeaderMap;
use hyper::header::{CONTENT_TYPE, HeaderName, LAST_MODIFIED, LOCATION};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// How many octets of a header field are kept.
const KEPT: usize = 500;

/// One answer over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code (RFC 9110 §15).
    pub status: u16,
    /// The Content-Type field's value.
    pub content_type: Option<Vec<u8>>,
    /// Where a redirection points to; it is not followed (RFC 8461 §3.3).
    pub location: Option<Vec<u8>>,
    /// When the policy was last changed, as its host says, in seconds since 1970.
    pub last_modified: Option<i64>,
    /// The body, or why it was not had; nothing where the status says that it is no policy.
    pub body: Option<Result<Vec<u8>, BodyFault>>,
}

impl Response {
    /// An answer whose body was not read yet. Header fields about caching are passed over, because a sender must not make use
    /// of them (RFC 8461 §3.3).
    pub(super) fn new(status: u16, headers: &HeaderMap) -> Self {
        let last_modified = value(headers, LAST_MODIFIED);
        Self {
            status,
            content_type: value(headers, CONTENT_TYPE),
            location: value(headers, LOCATION),
            last_modified: last_modified.and_then(|value| moment(&value)),
            body: None,
        }
    }

    /// The media type in lower case, without its parameters: they are ignored (RFC 8461 §3.2).
    pub fn media_type(&self) -> Option<String> {
        let value = String::from_utf8_lossy(self.content_type.as_ref()?);
        let media_type = value.split(';').next()?.trim();
        Some(media_type.to_ascii_lowercase())
    }
}

fn value(headers: &HeaderMap, name: HeaderName) -> Option<Vec<u8>> {
    let value = headers.get(name)?.as_bytes();
    Some(value.get(..KEPT).unwrap_or(value).to_vec())
}

/// An HTTP date as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
fn moment(value: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(value).ok()?;
    let civil = DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &'static str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        Response::new(200, &headers)
    }

    #[test]
    fn s18_parameters_of_the_media_type_are_ignored() {
        for (value, media_type) in [
            ("text/plain", "text/plain"),
            ("Text/Plain; charset=utf-8", "text/plain"),
            ("text/plain;x=y;charset=us-ascii", "text/plain"),
            ("text/html", "text/html"),
            ("", ""),
        ] {
            let found = with(CONTENT_TYPE, value).media_type();
            assert_eq!(found.as_deref(), Some(media_type), "{value}");
        }
        assert_eq!(Response::new(200, &HeaderMap::new()).media_type(), None);
    }

    #[test]
    fn s57_the_last_change_is_read() {
        for (value, moment) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("yesterday", None),
        ] {
            assert_eq!(with(LAST_MODIFIED, value).last_modified, moment, "{value}");
        }
    }
}
