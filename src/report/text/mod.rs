//! Text for people: the transcript as it happens, then a block for each endpoint, then the last line.

mod authentication;
mod block;
mod certificates;
mod checked;
mod domain;
mod effort;
mod expected;
mod extensions;
mod fact;
mod hosts;
mod identities;
mod last;
mod negotiated;
mod pem;
mod summary;
mod transaction;
mod transcript;
mod wrap;

pub(super) use block::headline;
pub use block::{block, certificates_with_facts, offered_in_words};
pub use checked::checked;
pub use domain::domain;
pub(super) use domain::{deed, policy_words, row_words, sender};
pub use expected::expected;
pub use extensions::Detail;
pub(super) use fact::fact;
pub use hosts::{route, table, tlsa};
pub(super) use last::more;
pub use last::{exit_line, last, last_of_all};
pub use pem::certificates;
pub use summary::tls_established;
pub use transcript::Transcript;
pub(super) use wrap::Line;
pub use wrap::folded;
