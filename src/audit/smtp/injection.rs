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

/// How much of a reply is quoted, in octets.
const QUOTED: usize = 160;

/// Tests for it, where the control run went well.
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
        let what = "NOOP was not answered in the control run";
        return Known::NotTested(NotTested::Unclear(what.to_owned()));
    };
    // A client of its own, so that the handshake is a whole one.
    let client = Client::new(peer, settings);
    let trials = Trials {
        noop: Noop::BehindStartTls,
        ..first.trials
    };
    let connect = async || {
        let session = client.connect_and_try(trials, Purpose::Session, |_, _| {});
        session.await
    };
    match pacer.hold(connect).await {
        Ok(seen) => read(&seen, due),
        Err(denied) => Known::NotTested(denied.why),
    }
}

/// How many replies are due inside TLS, by the control run.
fn replies_due(control: &Observation) -> Option<usize> {
    control.reply(Command::Noop, false)?;
    control.reply(Command::Noop, true)?;
    Some(inside(control).count())
}

fn read(seen: &Observation, due: usize) -> Known<Injection> {
    if let Some(how) = refused(seen) {
        return Known::Known(Injection::Refused(how));
    }
    let replies = inside(seen).count();
    if replies == due {
        return Known::Known(Injection::No);
    }
    if replies < due {
        let what = format!("{replies} replies inside TLS, {due} in the control run");
        return Known::NotTested(NotTested::Unclear(what));
    }
    let first = inside(seen).next();
    Known::Known(Injection::Yes(first.map(octets).unwrap_or_default()))
}

/// How the server answered otherwise than in the control run, up to the first reply inside TLS.
fn refused(seen: &Observation) -> Option<String> {
    let answer = seen.reply(Command::StartTls, false);
    if let Some(reply) = answer.filter(|reply| reply.code() != 220) {
        let shown = quote::start(&octets(reply), QUOTED);
        return Some(format!("it answered STARTTLS with {shown}"));
    }
    let cause = seen.failures.first().map(|failure| &failure.cause);
    if let Some(Cause::Smtp(Fault::TrailingPlaintext(octets))) = cause {
        let shown = quote::start(octets, QUOTED);
        return Some(format!(
            "it answered NOOP in the clear, before TLS: {shown}"
        ));
    }
    let how = cause.map_or("closed", Cause::word);
    if seen.handshake.is_none() {
        return Some(format!("it did not finish the handshake ({how})"));
    }
    let silent = seen.reply(Command::Noop, true).is_none();
    silent.then(|| format!("it ended the session inside TLS ({how})"))
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
