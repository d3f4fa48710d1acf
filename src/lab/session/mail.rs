//! The part of a session in which mail is handed in.

use std::io;

use super::{Next, Session};
use crate::lab::log::Delivery;
use crate::lab::post::{Words, limit, offers};

/// The largest message that is taken, in octets.
const LARGEST: usize = 64 * 1024 * 1024;

/// What is known of the transaction that is under way.
#[derive(Default)]
pub(super) struct Envelope {
    /// The MAIL command.
    mail: Option<String>,
    /// The RCPT commands that were accepted.
    recipients: Vec<String>,
    /// What came by BDAT so far, and in how many chunks.
    chunks: Option<(Vec<u8>, usize)>,
}

impl Session<'_> {
    pub(super) async fn mail(&mut self, line: &str, arguments: &str) -> io::Result<()> {
        let offered = self.extensions();
        let reply = match Words::read(arguments, "FROM:") {
            _ if !self.greeted || self.envelope.mail.is_some() => {
                "503 5.5.1 Bad sequence of commands"
            }
            _ if self.manners.post.wants_auth && !self.authenticated => {
                "530 5.7.0 Authentication required"
            }
            None => "501 5.5.4 MAIL FROM:<address>",
            Some(words) => match words.refusal_of_mail(offered) {
                Some(refusal) => refusal,
                None => {
                    self.envelope.mail = Some(line.to_owned());
                    "250 2.1.0 Ok"
                }
            },
        };
        self.reply(reply).await
    }

    pub(super) async fn rcpt(&mut self, line: &str, arguments: &str) -> io::Result<()> {
        let post = &self.manners.post;
        let reply = match Words::read(arguments, "TO:") {
            _ if self.envelope.mail.is_none() => "503 5.5.1 Bad sequence of commands",
            None => "501 5.5.4 RCPT TO:<address>",
            Some(words) => {
                let by_parameter = words.refusal_of_rcpt(self.extensions());
                let put_off = || {
                    let is_new = post.greylists && !self.wire.has_heard_before(line);
                    is_new.then_some("450 4.2.0 Greylisted, come back in a minute")
                };
                let refusal = by_parameter.or_else(|| post.refusal(words.address));
                match refusal.or_else(put_off) {
                    Some(refusal) => refusal,
                    None => {
                        self.envelope.recipients.push(line.to_owned());
                        "250 2.1.5 Ok"
                    }
                }
            }
        };
        self.reply(reply).await
    }

    pub(super) async fn data(&mut self) -> io::Result<Next> {
        let reply = match &self.envelope {
            Envelope { mail: None, .. } => "503 5.5.1 No transaction",
            Envelope {
                chunks: Some(_), ..
            } => "503 5.5.1 BDAT was said already",
            Envelope { recipients, .. } if recipients.is_empty() => "554 5.5.1 No valid recipients",
            Envelope { .. } => "354 End data with a line that is one dot",
        };
        self.reply(reply).await?;
        if !reply.starts_with("354") {
            return Ok(Next::Command);
        }
        let Some(octets) = self.wire.message(LARGEST).await? else {
            return Ok(Next::End);
        };
        self.store(octets, 0).await?;
        Ok(Next::Command)
    }

    /// RFC 3030 §2: the octets come whatever is answered.
    pub(super) async fn bdat(&mut self, arguments: &str) -> io::Result<Next> {
        if !offers(self.extensions(), "CHUNKING") {
            self.reply("500 5.5.1 Command not recognised").await?;
            return Ok(Next::Command);
        }
        let mut words = arguments.split(' ');
        let size = words.next().and_then(|size| size.parse::<usize>().ok());
        let last = match words.next() {
            None => Some(false),
            Some(word) => word.eq_ignore_ascii_case("LAST").then_some(true),
        };
        let (Some(size), Some(last)) = (size.filter(|size| *size <= LARGEST), last) else {
            self.reply("501 5.5.4 BDAT size LAST").await?;
            // What follows cannot be told from commands.
            return Ok(Next::End);
        };
        let Some(chunk) = self.wire.octets(size).await? else {
            return Ok(Next::End);
        };
        if self.envelope.recipients.is_empty() {
            self.reply("503 5.5.1 No valid recipients").await?;
            return Ok(Next::Command);
        }
        let (mut octets, chunks) = self.envelope.chunks.take().unwrap_or_default();
        // One octet more than is taken is enough to know.
        let room = LARGEST.saturating_add(1).saturating_sub(octets.len());
        octets.extend(chunk.into_iter().take(room));
        if last {
            self.store(octets, chunks + 1).await?;
        } else {
            self.envelope.chunks = Some((octets, chunks + 1));
            self.reply(&format!("250 2.0.0 {size} octets")).await?;
        }
        Ok(Next::Command)
    }

    /// Answers for a message, and keeps it where anybody is to have it.
    async fn store(&mut self, octets: Vec<u8>, chunks: usize) -> io::Result<()> {
        let envelope = std::mem::take(&mut self.envelope);
        let recipients = envelope.recipients.iter();
        let refusals: Vec<_> = recipients
            .map(|recipient| self.manners.post.refusal_after(recipient))
            .collect();
        let limit = limit(self.extensions()).unwrap_or(LARGEST).min(LARGEST);
        let too_large = octets.len() > limit;
        // RFC 2033 §4.2: LMTP answers once for each recipient.
        let replies = match self.manners.lmtp {
            true => refusals,
            false => vec![refusals.into_iter().flatten().next()],
        };
        let mut taken = None;
        if !too_large && replies.iter().any(Option::is_none) {
            let all = envelope.recipients;
            let recipients = match self.manners.lmtp {
                true => all
                    .into_iter()
                    .zip(&replies)
                    .filter(|(_, refusal)| refusal.is_none())
                    .map(|(recipient, _)| recipient)
                    .collect(),
                false => all,
            };
            taken = self.wire.keep(Delivery {
                mail: envelope.mail.unwrap_or_default(),
                recipients,
                octets,
                chunks,
            });
        }
        for refusal in replies {
            let reply = match (refusal, &taken) {
                (_, _) if too_large => "552 5.3.4 Message size exceeds the limit".to_owned(),
                (Some(refusal), _) => refusal.to_owned(),
                (None, Some(name)) => format!("250 2.0.0 Ok: kept as {name}"),
                (None, None) => "452 4.3.1 There is no room for more messages".to_owned(),
            };
            self.reply(&reply).await?;
        }
        Ok(())
    }
}
