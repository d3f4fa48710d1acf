//! What was asked on the way to one link, and what came: the evidence for explanations.

use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{DnsResponse, Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};
use std::sync::{Arc, Mutex, PoisonError};

/// How many questions one link may cost; an honest chain of a name with ten labels needs fewer than half.
const QUESTIONS: usize = 64;

/// One question with what came.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) query: Query,
    /// The answer section, as it came; or why there was no answer.
    pub(super) came: Result<Vec<Record>, String>,
}

/// The questions of one link.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    events: Arc<Mutex<Vec<Event>>>,
}

impl Log {
    /// Notes a question.
    pub(super) fn note(&self, query: &Query, came: &Result<DnsResponse, NetError>) {
        let came = match came {
            Ok(response)
                if matches!(
                    response.response_code,
                    ResponseCode::NoError | ResponseCode::NXDomain
                ) =>
            {
                Ok(response.answers.clone())
            }
            Ok(response) => Err(said(response.response_code)),
            Err(NetError::Dns(DnsError::ResponseCode(code))) => Err(said(*code)),
            Err(NetError::Timeout) => Err("was not answered in time".to_owned()),
            Err(error) => Err(format!("failed: {error}")),
        };
        let query = query.clone();
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(Event { query, came });
    }

    /// Whether this link has asked more than it may.
    pub(super) fn is_full(&self) -> bool {
        self.events().len() >= QUESTIONS
    }

    /// Everything that was noted.
    pub(super) fn events(&self) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.clone()
    }
}

fn said(code: ResponseCode) -> String {
    format!("was answered with {}", super::opinion::code_word(code))
}

/// What came to the last such question; nothing where it was not asked or not answered.
pub(super) fn answer<'a>(
    events: &'a [Event],
    name: &Name,
    record_type: RecordType,
) -> Option<&'a [Record]> {
    events
        .iter()
        .rev()
        .find(|event| event.query.name == *name && event.query.query_type == record_type)
        .and_then(|event| event.came.as_deref().ok())
}

/// The first question that had no usable answer, as a sentence fragment.
pub(super) fn failure(events: &[Event]) -> Option<String> {
    events.iter().find_map(|event| {
        let why = event.came.as_ref().err()?;
        Some(format!(
            "{} of {} {why}",
            event.query.query_type,
            event.query.name.to_ascii()
        ))
    })
}
