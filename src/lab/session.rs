//! The session of a well-behaved SMTP or LMTP server.

mod mail;

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;

use super::sasl::{Exchange, Turn};
use super::script::Manners;
use super::wire::Wire;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail::Envelope;

/// A session in progress.
pub(super) struct Session<'a> {
    wire: &'a mut Wire,
    manners: &'a Manners,
    hostname: &'a str,
    /// What STARTTLS leads to, where it is offered.
    tls: Option<Arc<ServerConfig>>,
    greeted: bool,
    authenticated: bool,
    envelope: Envelope,
}

/// Whether a session goes on after a command.
#[derive(PartialEq, Eq)]
enum Next {
    Command,
    End,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        wire: &'a mut Wire,
        manners: &'a Manners,
        host: &'a str,
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        let hostname = match manners.hostname.as_str() {
            "" => host,
            hostname => hostname,
        };
        Self {
            wire,
            manners,
            hostname,
            tls,
            greeted: false,
            authenticated: false,
            envelope: Envelope::default(),
        }
    }

    /// Greets, and answers every command until the client leaves or is sent away.
    pub(super) async fn hold(mut self) -> io::Result<()> {
        match &self.manners.greeting {
            Some(greeting) => self.wire.send(greeting).await?,
            None => {
                let protocol = if self.manners.lmtp { "LMTP" } else { "ESMTP" };
                let greeting = format!("220 {} {protocol}", self.hostname);
                self.reply(&greeting).await?;
            }
        }
        while let Some(line) = self.wire.command().await? {
            if self.answer(&line).await? == Next::End {
                break;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, line: &str) -> io::Result<Next> {
        let (verb, arguments) = line.split_once(' ').unwrap_or((line, ""));
        let verb = verb.to_ascii_uppercase();
        let mut exceptions = self.manners.instead.iter();
        if let Some((_, reply)) = exceptions.find(|(exception, _)| *exception == verb) {
            self.wire.send(reply).await?;
            // RFC 5321 §3.8: with 421 the server closes the channel.
            let end = reply.starts_with(b"421");
            return Ok(if end { Next::End } else { Next::Command });
        }
        match verb.as_str() {
            "EHLO" | "HELO" | "LHLO" => self.hello(&verb, arguments).await?,
            "STARTTLS" => return self.start_tls(arguments).await,
            "XCLIENT" => self.xclient(arguments).await?,
            "AUTH" => return self.auth(arguments).await,
            "MAIL" => self.mail(line, arguments).await?,
            "RCPT" => self.rcpt(line, arguments).await?,
            "BDAT" => return self.bdat(arguments).await,
            "DATA" => return self.data().await,
            "RSET" => {
                self.reset();
                self.reply("250 2.0.0 Ok").await?;
            }
            "NOOP" => self.reply("250 2.0.0 Ok").await?,
            // RFC 5321 §7.3: a site may withhold what VRFY asks for, and then says 252.
            "VRFY" => self.reply("252 2.0.0 Cannot VRFY user").await?,
            "HELP" => self.reply("214 2.0.0 See RFC 5321").await?,
            "QUIT" => {
                self.reply("221 2.0.0 Bye").await?;
                return Ok(Next::End);
            }
            _ => self.reply("500 5.5.2 Command not recognised").await?,
        }
        Ok(Next::Command)
    }

    async fn hello(&mut self, verb: &str, name: &str) -> io::Result<()> {
        // RFC 2033 §4.1: LMTP has LHLO in place of HELO and EHLO.
        if self.manners.lmtp != (verb == "LHLO") {
            return self.reply("500 5.5.2 Command not recognised").await;
        }
        if name.trim().is_empty() {
            return self.reply("501 5.5.4 A name must follow").await;
        }
        self.reset();
        self.greeted = true;
        let mut lines = vec![self.hostname.to_owned()];
        if verb != "HELO" {
            lines.extend(self.extensions().iter().cloned());
            // RFC 3207 §4.2: not offered once TLS is there.
            let offered = self.tls.is_some() && !self.manners.hides_starttls;
            if offered && !self.wire.inside_tls() {
                lines.push("STARTTLS".to_owned());
            }
        }
        let last = lines.len() - 1;
        let mut reply = String::new();
        for (index, line) in lines.iter().enumerate() {
            let separator = if index == last { ' ' } else { '-' };
            reply.push_str(&format!("250{separator}{line}\r\n"));
        }
        self.wire.send(reply.as_bytes()).await
    }

    async fn start_tls(&mut self, arguments: &str) -> io::Result<Next> {
        let (Some(reply), Some(tls)) = (&self.manners.starttls, self.tls.clone()) else {
            self.reply("502 5.5.1 STARTTLS is not offered").await?;
            return Ok(Next::Command);
        };
        if self.wire.inside_tls() {
            self.reply("503 5.5.1 TLS is active already").await?;
        } else if !arguments.is_empty() {
            // RFC 3207 §4: 501 where parameters are given.
            self.reply("501 5.5.4 STARTTLS takes no parameters").await?;
        } else {
            self.wire.send(reply).await?;
            if reply.starts_with(b"421") {
                return Ok(Next::End);
            }
            if reply.starts_with(b"220") {
                if self.manners.keeps_plaintext {
                    self.wire.keep_plaintext();
                }
                self.wire.handshake(tls).await?;
                // RFC 3207 §4.2: both forget what was said before.
                self.greeted = false;
                self.authenticated = false;
                self.reset();
            }
        }
        Ok(Next::Command)
    }

    /// Takes what it offers, and says in a new greeting what it was told.
    async fn xclient(&mut self, arguments: &str) -> io::Result<()> {
        let lines = self.extensions().iter();
        let names = lines.filter_map(|line| line.strip_prefix("XCLIENT "));
        let names: Vec<&str> = names.flat_map(|names| names.split(' ')).collect();
        if names.is_empty() {
            return self.reply("550 5.7.0 You are not authorised").await;
        }
        let is_known = |attribute: &str| {
            let name = attribute.split_once('=').map(|(name, _)| name);
            name.is_some_and(|name| names.contains(&name))
        };
        if arguments.is_empty() || !arguments.split(' ').all(is_known) {
            return self.reply("501 5.5.4 Bad attribute").await;
        }
        self.greeted = false;
        self.reset();
        let greeting = format!("220 {} ESMTP, now for {arguments}", self.hostname);
        self.reply(&greeting).await
    }

    /// Takes any credentials: what they were is in the log.
    async fn auth(&mut self, arguments: &str) -> io::Result<Next> {
        let (mechanism, initial) = arguments.split_once(' ').unwrap_or((arguments, ""));
        let mechanism = mechanism.to_ascii_uppercase();
        let offered = self.extensions().iter().any(|extension| {
            let mut words = extension.split(' ');
            words.next() == Some("AUTH") && words.any(|word| word == mechanism)
        });
        if offered && let Some(account) = &self.manners.account {
            let bindings = self.wire.bindings();
            let exchange = Exchange::new(account, &mechanism, &bindings);
            return self.exchange(exchange, initial).await;
        }
        let challenges: &[&str] = match (mechanism.as_str(), initial) {
            _ if !offered => {
                self.reply("504 5.5.4 Mechanism not offered").await?;
                return Ok(Next::Command);
            }
            ("LOGIN", "") => &["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"],
            ("LOGIN", _) => &["334 UGFzc3dvcmQ6"],
            (_, "") => &["334 "],
            (_, _) => &[],
        };
        for challenge in challenges {
            self.reply(challenge).await?;
            match self.wire.command().await?.as_deref() {
                None => return Ok(Next::End),
                // RFC 4954 §4: the client cancels.
                Some("*") => {
                    self.reply("501 5.7.0 Authentication cancelled").await?;
                    return Ok(Next::Command);
                }
                Some(_) => (),
            }
        }
        self.authenticated = true;
        self.reply("235 2.7.0 Authentication successful").await?;
        Ok(Next::Command)
    }

    /// Holds an exchange that decides who the client is.
    async fn exchange(&mut self, mut exchange: Exchange<'_>, initial: &str) -> io::Result<Next> {
        let mut turn = match initial {
            "" => exchange.begin(),
            initial => exchange.answer(initial),
        };
        loop {
            let challenge = match turn {
                Turn::End(reply) => {
                    self.authenticated |= reply.starts_with("235");
                    self.reply(&reply).await?;
                    return Ok(Next::Command);
                }
                Turn::Challenge(challenge) => STANDARD.encode(challenge),
            };
            self.reply(&format!("334 {challenge}")).await?;
            turn = match self.wire.command().await?.as_deref() {
                None => return Ok(Next::End),
                Some("*") => Turn::End("501 5.7.0 Authentication cancelled".to_owned()),
                Some(line) => exchange.answer(line),
            };
        }
    }

    fn extensions(&self) -> &'a [String] {
        if self.wire.inside_tls() {
            &self.manners.extensions_inside_tls
        } else {
            &self.manners.extensions
        }
    }

    fn reset(&mut self) {
        self.envelope = Envelope::default();
    }

    async fn reply(&mut self, text: &str) -> io::Result<()> {
        self.wire.send(format!("{text}\r\n").as_bytes()).await
    }
}
