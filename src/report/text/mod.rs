//! Text for people: the transcript as it happens, then a block for each endpoint, then the last line.

mod block;
mod certificates;
mod effort;
mod extensions;
mod fact;
mod hosts;
mod last;
mod negotiated;
mod summary;
mod transcript;
mod wrap;

pub use block::block;
pub use hosts::{route, table};
pub use last::{findings, last, last_of_all};
pub use summary::tls_established;
pub use transcript::Transcript;
