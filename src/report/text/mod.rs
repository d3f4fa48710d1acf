//! Text for people: the transcript as it happens, then a block for each endpoint, then the last line.

mod authentication;
mod block;
mod certificates;
mod domain;
mod effort;
mod extensions;
mod fact;
mod hosts;
mod identities;
mod last;
mod negotiated;
mod pem;
mod summary;
mod transcript;
mod wrap;

pub(super) use block::headline;
pub use block::{block, certificates_with_facts, offered_in_words};
pub use domain::domain;
pub use extensions::Detail;
pub(super) use fact::fact;
pub use hosts::{route, table, tlsa};
pub(super) use last::exit_line;
pub use last::{last, last_of_all};
pub use pem::certificates;
pub use summary::tls_established;
pub use transcript::Transcript;
pub(super) use wrap::Line;
pub(super) use wrap::folded;
