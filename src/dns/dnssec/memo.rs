//! What was answered about delegations and keys in this run, so that each is asked once, also by lookups side by side.

use hickory_resolver::net::NetError;
use hickory_resolver::proto::op::{DnsResponse, Query};
use hickory_resolver::proto::rr::RecordType;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

/// How long a failure stands, so that a chain which cannot be had is not waited for link by link.
const FAILURE_STANDS: Duration = Duration::from_secs(10);
/// How many answers are kept; a run of a few targets has a few dozen.
const KEPT: usize = 4096;

type Answer = Result<DnsResponse, NetError>;
/// An answer with its moment, once it came.
type Cell = OnceCell<(Instant, Answer)>;

/// The answers of a run.
#[derive(Clone, Default)]
pub(super) struct Memo {
    known: Arc<Mutex<HashMap<Query, Arc<Cell>>>>,
}

impl Memo {
    /// Whether answers to such a question are kept.
    pub(super) fn keeps(query: &Query) -> bool {
        matches!(
            query.query_type,
            RecordType::DS | RecordType::DNSKEY | RecordType::NS
        )
    }

    /// The answer, asked for only where nobody did or does.
    pub(super) async fn answer(&self, query: &Query, ask: impl Future<Output = Answer>) -> Answer {
        let cell = self.cell(query);
        let (_, answer) = cell
            .get_or_init(|| async { (Instant::now(), ask.await) })
            .await;
        answer.clone()
    }

    fn cell(&self, query: &Query) -> Arc<Cell> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = |cell: &Cell| {
            cell.get()
                .is_some_and(|(when, answer)| answer.is_err() && when.elapsed() > FAILURE_STANDS)
        };
        if known.get(query).is_some_and(|cell| is_old(cell)) || known.len() >= KEPT {
            known.remove(query);
        }
        if known.len() >= KEPT {
            known.clear();
        }
        known.entry(query.clone()).or_default().clone()
    }
}
