//! What to try in a session that a sender would not.

use super::usage::UsageError;
use crate::smtp::Trials;
use clap::Args;

/// Options on what to try.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Trying more than a sender would")]
pub struct SessionArgs {
    /// Send STARTTLS although it is not offered
    #[arg(long)]
    force_starttls: bool,
    /// Send MAIL after EHLO, in the clear and on submission ports inside TLS, to see whether TLS and authentication are
    /// demanded; RSET undoes it, and no message is sent
    #[arg(long)]
    try_mail: bool,
    /// Send MAIL inside TLS before EHLO, to see whether the server forgot the EHLO of the clear; RSET undoes it, and no
    /// message is sent
    #[arg(long)]
    mail_before_ehlo: bool,
}

impl SessionArgs {
    /// What is to be tried, on whatever port.
    pub fn trials(&self) -> Trials {
        Trials {
            starttls_unoffered: self.force_starttls,
            mail_in_the_clear: self.try_mail,
            mail_inside_tls: self.try_mail,
            mail_before_ehlo: self.mail_before_ehlo,
            ..Trials::NONE
        }
    }

    /// Whether it can be tried where a mail transaction follows.
    ///
    /// # Errors
    /// Where MAIL would be said for its own sake as well.
    pub fn fits_transaction(&self, transacts: bool) -> Result<(), UsageError> {
        match transacts && (self.try_mail || self.mail_before_ehlo) {
            false => Ok(()),
            true => Err(UsageError::new(
                "the same run cannot only try MAIL and hand in a message as well",
                "leave out --try-mail and --mail-before-ehlo, or --from, --to and --data",
            )),
        }
    }

    /// Whether it can be tried where TLS stands from the first octet.
    ///
    /// # Errors
    /// Where it is about what comes before TLS.
    pub fn fits_implicit_tls(&self) -> Result<(), UsageError> {
        if self.force_starttls {
            return Err(UsageError::new(
                "there is no STARTTLS to force where TLS stands from the first octet",
                "leave out --force-starttls, or name a target on a port that begins in the clear",
            ));
        }
        if self.mail_before_ehlo {
            return Err(UsageError::new(
                "there is no EHLO to forget where TLS stands from the first octet",
                "leave out --mail-before-ehlo, or name a target on a port that begins in the clear",
            ));
        }
        Ok(())
    }
}
