//! What the tables are made of.

use crate::judge::ResultType;
use crate::judge::fate::{DanePart, HostFacts, HostFate, SessionPart, StsPart, of_host};

pub(super) const NO_TLS: SessionPart = SessionPart::WithoutTls {
    refuses_mail: false,
};
pub(super) const MATCHED: DanePart = DanePart::Usable {
    matched: true,
    mx_secure: true,
};
pub(super) const MISMATCH: DanePart = DanePart::Usable {
    matched: false,
    mx_secure: true,
};
pub(super) const HALF: DanePart = DanePart::Usable {
    matched: true,
    mx_secure: false,
};
pub(super) const UNLISTED: (ResultType, Option<&str>) = (
    ResultType::ValidationFailure,
    Some("mtasts-policy-mx-mismatch"),
);

pub(super) fn fate(session: SessionPart, dane: DanePart, sts: StsPart) -> HostFate {
    of_host(&HostFacts {
        session,
        dane,
        sts,
        tls_failure: None,
    })
}
