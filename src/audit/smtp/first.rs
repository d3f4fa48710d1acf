//! The first session: does the server come as far as TLS, and what does it say on the way?

use crate::audit::NotTested;
use crate::audit::known::Known;
use crate::audit::pacer::{Denied, Pacer};
use crate::probe::{Cause, Client, Observation, Purpose};
use crate::smtp::{Command, Fault, Reply, Stage, Trials};
use crate::tls::TlsFault;

/// internal_error, which tells of nothing that the client did (RFC 9846 §6.2).
const INTERNAL_ERROR: u8 = 80;

/// The first session, and what it means for all later ones.
#[derive(Clone, Debug)]
pub struct First {
    /// The session; where STARTTLS is accepted without being offered, the one that showed that.
    pub session: Observation,
    /// What later connections must try so that they come to TLS.
    pub trials: Trials,
    /// STARTTLS is hidden, and would be there.
    pub masked: Known<bool>,
    /// The reply to MAIL in the clear, whichever session had it.
    pub mail: Known<Reply>,
}

impl First {
    /// Whether the server came as far as a handshake, however that ended, so that it can be asked about TLS.
    pub fn came_to_tls(&self) -> bool {
        self.session.seen.is_some()
    }
}

/// Holds the first session. Where TLS does not stand from the first octet it tries MAIL in the clear, and STARTTLS in a session of its
/// own where it is not offered; with `again`, STARTTLS once more inside TLS. Where the server leaves the handshake without a reason, the
/// session is held once more.
///
/// # Errors
/// Where the server does not let the client in.
pub async fn first(
    pacer: &Pacer<'_>,
    client: &Client<'_>,
    implicit_tls: bool,
    again: bool,
) -> Result<First, Denied> {
    let connect_and_hold = async |trials: Trials| {
        let connect = async || {
            let session = client.connect_and_try(trials, Purpose::Session, |_, _| {});
            session.await
        };
        pacer.hold(connect).await
    };
    let hold = async |trials: Trials| {
        let session = connect_and_hold(trials).await?;
        if !broke_off(&session) {
            return Ok(session);
        }
        // Where another cannot be had, or comes no further, the first is what there is.
        let again = connect_and_hold(trials).await;
        Ok(again
            .ok()
            .filter(|it| it.handshake.is_some())
            .unwrap_or(session))
    };
    if implicit_tls {
        return Ok(First {
            session: hold(Trials::NONE).await?,
            trials: Trials::NONE,
            masked: Known::NotTested(NotTested::NotApplicable(
                "TLS stands from the first octet, without STARTTLS",
            )),
            mail: Known::default(),
        });
    }
    let mut trials = Trials {
        mail_in_the_clear: true,
        starttls_inside_tls: again,
        ..Trials::NONE
    };
    let mut session = hold(trials).await?;
    let mail = reply_to_mail(&session);
    // A server that drops a client over MAIL may serve one that does not say it.
    if session.tried_mail_last() && !session.failures.is_empty() {
        trials.mail_in_the_clear = false;
        session = hold(trials).await?;
    }
    let not_offered = Some(&Cause::Smtp(Fault::NotOffered));
    if session.failure(Stage::StartTls) != not_offered {
        return Ok(First {
            session,
            trials: Trials::NONE,
            masked: Known::Known(false),
            mail,
        });
    }
    trials.starttls_unoffered = true;
    let forced = hold(trials).await;
    let went_on =
        |seen: &&Observation| seen.reply(Command::StartTls, false).map(Reply::code) == Some(220);
    if let Some(accepted) = forced.as_ref().ok().filter(went_on) {
        return Ok(First {
            session: accepted.clone(),
            trials: Trials {
                starttls_unoffered: true,
                ..Trials::NONE
            },
            masked: Known::Known(true),
            mail,
        });
    }
    let why = match forced {
        Err(denied) => denied.why,
        Ok(_) => NotTested::NotApplicable("STARTTLS is neither offered nor taken"),
    };
    Ok(First {
        session,
        trials: Trials::NONE,
        masked: Known::NotTested(why),
        mail,
    })
}

/// Whether the server left the handshake without a reason, which may have been an accident.
fn broke_off(seen: &Observation) -> bool {
    let is_accident = |cause: &Cause| {
        matches!(
            cause,
            Cause::Tls(TlsFault::Closed | TlsFault::Reset | TlsFault::Alert(INTERNAL_ERROR))
        )
    };
    let mut causes = seen.failures.iter().map(|failure| &failure.cause);
    seen.handshake.is_none() && causes.any(is_accident)
}

/// What the server said to MAIL in the clear, or what it did instead.
fn reply_to_mail(seen: &Observation) -> Known<Reply> {
    if let Some(reply) = seen.reply(Command::Mail, false) {
        return Known::Known(reply.clone());
    }
    let timed_out = |cause: &Cause| matches!(cause, Cause::Smtp(Fault::TimedOut { .. }));
    let mut causes = seen.failures.iter().map(|failure| &failure.cause);
    let what = match (seen.tried_mail_last(), causes.any(timed_out)) {
        (false, _) => "the session did not come to MAIL in the clear",
        (true, true) => "MAIL in the clear was not answered in time",
        (true, false) => "the server ended the session at MAIL in the clear, without a reply",
    };
    Known::NotTested(NotTested::Unclear(what.to_owned()))
}
