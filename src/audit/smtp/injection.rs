//! Is a command that was said in the clear behind STARTTLS carried out inside TLS (CVE-2011-0411 and its kin)?
//!
//! Whoever sits on the path can add such a command to a victim's connection. The test says `STARTTLS` and a harmless `NOOP` in one
//! write, and NOOP and QUIT inside TLS; a server that has not thrown the first NOOP away (RFC 3207 §4.2) gives one reply too many. The
//! control run says the same in turn.

use super::first::First;
use crate::audit::Pacer;
use crate::audit::known::{Known, NotTested};
use crate::audit::smtp_facts::Injection;
use crate::probe::{Cause, Client, Observation, Peer, Purpose, Settings};
use crate::quote;
use crate::smtp::{Command, Fault, Noop, Reply, Trials};
use crate::tls::TlsFault;

/// How much of a reply is quoted, in octets.
const QUOTED: usize = 160;

/// What one try came to.
enum Came {
    /// Nothing that another try could change.
    To(Known<Injection>),
    /// A reply too many came inside TLS; the first.
    Carried(Vec<u8>),
    /// The server ended the connection; in words.
    Ended(String),
}

/// Tests for it, where the control run went well. What might as well be an accident counts where it comes again, and the control run
/// goes well in between.
pub async fn injection(
    pacer: &Pacer<'_>,
    peer: &Peer,
    settings: &Settings,
    first: &First,
    control: &Result<Observation, NotTested>,
) -> Known<Injection> {
    let control = match control {
        Ok(control) => control,
        Err(why) => return Known::NotTested(why.clone()),
    };
    let Some(due) = replies_due(control) else {
        return unclear("NOOP was not answered in the control run");
    };
    let run = async |noop: Noop| {
        // A client of its own, so that the handshake is a whole one.
        let client = Client::new(peer, settings);
        let trials = Trials {
            noop,
            ..first.trials
        };
        let connect = async || {
            let session = client.connect_and_try(trials, Purpose::Session, |_, _| {});
            session.await
        };
        pacer.hold(connect).await.map_err(|denied| denied.why)
    };
    let before = match run(Noop::BehindStartTls).await {
        Ok(seen) => came_to(&seen, due),
        Err(why) => return Known::NotTested(why),
    };
    if let Came::To(answer) = before {
        return answer;
    }
    match run(Noop::InTurn).await {
        Ok(control) if replies_due(&control) == Some(due) => {}
        Ok(_) => return unclear("a second control run went otherwise than the first"),
        Err(why) => return Known::NotTested(why),
    }
    let again = match run(Noop::BehindStartTls).await {
        Ok(seen) => came_to(&seen, due),
        Err(why) => return Known::NotTested(why),
    };
    match (before, again) {
        (Came::Carried(_), Came::Carried(reply)) => Known::Known(Injection::Yes(reply)),
        (Came::Ended(_), Came::Ended(how)) => Known::Known(Injection::Refused(format!(
            "{how}, twice, and not where NOOP was said in turn"
        ))),
        (Came::Ended(_), Came::To(answer)) => answer,
        (Came::Carried(_), _) => unclear("a reply too many came inside TLS once, and not again"),
        _ => unclear("a reply too many came inside TLS in one of two tries"),
    }
}

fn unclear(what: &str) -> Known<Injection> {
    Known::NotTested(NotTested::Unclear(what.to_owned()))
}

/// How many replies are due inside TLS, by the control run.
fn replies_due(control: &Observation) -> Option<usize> {
    control.reply(Command::Noop, false)?;
    control.reply(Command::Noop, true)?;
    Some(inside(control).count())
}

fn came_to(seen: &Observation, due: usize) -> Came {
    if seen.reply(Command::Noop, true).is_none() {
        return without_reply(seen);
    }
    let replies = inside(seen).count();
    if replies == due {
        return Came::To(Known::Known(Injection::No));
    }
    if replies < due {
        let what = format!("{replies} replies inside TLS, {due} in the control run");
        return Came::To(unclear(&what));
    }
    let first = inside(seen).next();
    Came::Carried(first.map(octets).unwrap_or_default())
}

/// How the server answered otherwise than in the control run, up to the first reply inside TLS. Only what can have no other reason is
/// a refusal.
fn without_reply(seen: &Observation) -> Came {
    let refused = |how: String| Came::To(Known::Known(Injection::Refused(how)));
    let open = |what: &str| Came::To(unclear(what));
    if !seen.spoke_behind_starttls() {
        return open("the session did not come to STARTTLS");
    }
    let answer = seen.reply(Command::StartTls, false);
    if let Some(reply) = answer.filter(|reply| reply.code() != 220) {
        let shown = quote::start(&octets(reply), QUOTED);
        let how = format!("it answered STARTTLS with {shown}");
        return match reply.class() {
            5 => refused(how),
            _ => open(&how),
        };
    }
    let cause = seen.failures.first().map(|failure| &failure.cause);
    let stage = match (answer, &seen.handshake) {
        (None, _) => "behind STARTTLS",
        (_, None) => "in the handshake",
        _ => "inside TLS",
    };
    match cause {
        Some(Cause::Smtp(Fault::TrailingPlaintext(octets))) => {
            let shown = quote::start(octets, QUOTED);
            match octets.first().is_some_and(u8::is_ascii_digit) {
                true => refused(format!(
                    "it answered NOOP in the clear, before TLS: {shown}"
                )),
                false => open(&format!("before TLS it sent {shown}")),
            }
        }
        Some(
            Cause::Smtp(Fault::Closed { .. })
            | Cause::Tls(TlsFault::Closed | TlsFault::Reset | TlsFault::Alert(_)),
        ) => Came::Ended(format!("it ended the connection {stage}")),
        cause => {
            let how = cause.map_or("no reply", Cause::word);
            open(&format!("the session broke off {stage} ({how})"))
        }
    }
}

/// The replies inside TLS.
fn inside(seen: &Observation) -> impl Iterator<Item = &Reply> {
    let inside = seen.replies.iter().filter(|answer| answer.tls);
    inside.map(|answer| &answer.reply)
}

/// A reply as it came.
fn octets(reply: &Reply) -> Vec<u8> {
    let lines = reply.lines().iter().map(|line| line.octets());
    lines.collect::<Vec<_>>().join(&b"\r\n"[..])
}
