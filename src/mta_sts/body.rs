//! The body of an answer, read up to the longest that a policy may be.

use super::policy::LONGEST;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use std::time::Duration;

/// Why a body was not had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyFault {
    /// It is longer than [`LONGEST`]; what the server said of its length beforehand. The rest was not read.
    TooLong(Option<u64>),
    /// It did not go on within this time.
    TimedOut(Duration),
    /// It ended before its end; what the library says.
    Broken(String),
}

/// Reads a body; `patience` is for each piece of it.
pub(super) async fn read(mut body: Incoming, patience: Duration) -> Result<Vec<u8>, BodyFault> {
    let declared = body.size_hint().exact();
    if declared.is_some_and(|length| length > LONGEST as u64) {
        return Err(BodyFault::TooLong(declared));
    }
    let mut read = Vec::new();
    loop {
        let frame = match tokio::time::timeout(patience, body.frame()).await {
            Err(_) => return Err(BodyFault::TimedOut(patience)),
            Ok(None) => return Ok(read),
            Ok(Some(Err(error))) => return Err(BodyFault::Broken(said(&error))),
            Ok(Some(Ok(frame))) => frame,
        };
        // Trailers say nothing about a policy.
        if let Ok(data) = frame.into_data() {
            read.extend_from_slice(&data);
        }
        if read.len() > LONGEST {
            return Err(BodyFault::TooLong(declared));
        }
    }
}

/// What an error says, with its causes.
pub(super) fn said(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
