//! The mail server's program, as far as its greeting names it.

use crate::audit::SmtpFacts;
use schemars::JsonSchema;

/// A program whose settings are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
pub enum Software {
    /// Postfix.
    Postfix,
    /// Exim, built with OpenSSL.
    Exim,
    /// Sendmail.
    Sendmail,
    /// OpenSMTPD.
    #[schemars(rename = "OpenSMTPD")]
    OpenSmtpd,
    /// Exchange, whose TLS is that of Windows (Schannel).
    Exchange,
}

impl Software {
    /// Every program.
    pub const ALL: [Self; 5] = [
        Self::Postfix,
        Self::Exim,
        Self::Sendmail,
        Self::OpenSmtpd,
        Self::Exchange,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postfix => "Postfix",
            Self::Exim => "Exim",
            Self::Sendmail => "Sendmail",
            Self::OpenSmtpd => "OpenSMTPD",
            Self::Exchange => "Exchange",
        }
    }

    /// The one that the greeting names, of the server that was met most often; anybody may write anything there.
    pub(super) fn greeting(facts: &SmtpFacts) -> Option<Self> {
        let most = facts.backends.iter().max_by_key(|it| it.connections)?;
        // The first word is the name of the host (RFC 5321 §4.2).
        let (_, words) = most.greeting.split_once(' ')?;
        let words = words.to_ascii_lowercase();
        let named = |software: &Self| {
            let mark = match software {
                Self::Exchange => "microsoft esmtp".to_owned(),
                other => other.name().to_ascii_lowercase(),
            };
            words.contains(&mark)
        };
        Self::ALL.into_iter().find(named)
    }
}
