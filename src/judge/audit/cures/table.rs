//! What may have to be changed in the configuration of a server, and the table of settings of each program.

use super::super::subject::Service;
use super::setting::Setting;
use super::software::Software;
use super::{exchange, exim, opensmtpd, postfix, sendmail};

/// Something to be changed in the configuration of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A certificate and its key, where there are none.
    Certificate,
    /// Leave suites out: OpenSSL's words for them.
    Exclude(Vec<&'static str>),
    /// Speak nothing older than TLS 1.2 or, where senders may need what is old, than TLS 1.0.
    Oldest(u16),
    /// The same, once nobody needs what is older.
    OldestOnce(u16),
    /// Long groups for DHE, of RFC 7919.
    DhGroup,
    /// No compression.
    NoCompression,
    /// AUTH is offered inside TLS only.
    AuthInsideTls,
    /// Mail is taken in the clear too.
    OfferTls,
    /// Mail is taken inside TLS only.
    DemandTls,
}

/// When nobody needs old versions.
const LOG: &str = "once the log shows no sender that needs what is older";

impl Change {
    /// What a program calls it; nothing where it has no setting for it.
    pub(super) fn settings(&self, software: Software, service: Service) -> Vec<Setting> {
        if let Self::OldestOnce(version) = self {
            let settings = Self::Oldest(*version).settings(software, service);
            return settings.into_iter().map(|it| it.only(LOG)).collect();
        }
        match software {
            Software::Postfix => postfix::settings(self, service),
            Software::Exim => exim::settings(self),
            Software::Sendmail => sendmail::settings(self),
            Software::OpenSmtpd => opensmtpd::settings(self),
            Software::Exchange => exchange::settings(self),
        }
    }

    /// The same for whatever program it is.
    pub(super) fn elsewhere(&self) -> &'static str {
        match self {
            Self::Certificate => "name the files of both",
            Self::Exclude(_) => "take it out of the cipher list",
            Self::Oldest(_) | Self::OldestOnce(_) => "switch the older versions off",
            Self::DhGroup => "take a group of RFC 7919",
            Self::NoCompression => "switch compression off",
            Self::AuthInsideTls => "offer AUTH inside TLS only",
            Self::OfferTls => "take mail in the clear too",
            Self::DemandTls => "demand TLS",
        }
    }
}
