//! A mail transaction on a connection: what is said in it follows from what was asked for and what the server offers there.

use super::authentication::{Gate, Permit};
use super::observation::Observation;
use crate::smtp::{
    Content, Extensions, Fault, Lack, Mailbox, Means, Message, Transaction, with_line_ends,
};
use std::sync::Arc;

/// A transaction that was asked for.
#[derive(Clone, Debug)]
pub struct Transact {
    /// The sender.
    pub from: Mailbox,
    /// The recipients, in order.
    pub recipients: Vec<Mailbox>,
    /// What follows them.
    pub then: Then,
    /// What is said with MAIL and RCPT.
    pub parameters: Parameters,
    /// Say as much as possible at once, where the server offers PIPELINING (RFC 2920).
    pub pipeline: bool,
}

/// What follows the recipients.
#[derive(Clone, Debug)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// DATA, and the end of the connection after its reply.
    Announce,
    /// This message, by BDAT in chunks of so many octets, or else by DATA.
    HandIn(Arc<MessageToSend>, Option<usize>),
}

/// A message that is to be sent, and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageToSend {
    octets: Arc<[u8]>,
    /// It has octets beyond ASCII (RFC 6152 §2).
    is_8bit: bool,
    /// Its header has (RFC 6532 §3).
    has_utf8_header: bool,
}

/// What is said with MAIL and RCPT beside the addresses.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// SMTPUTF8, also where no address and no header field needs it.
    pub utf8: bool,
    /// REQUIRETLS, where this gate lets it pass (RFC 8689 §4.2.1).
    pub require_tls: Option<Gate>,
    /// RET=: FULL or HDRS (RFC 3461 §4.3).
    pub dsn_return: Option<&'static str>,
    /// ENVID=, in xtext (RFC 3461 §4.4).
    pub dsn_envelope_id: Option<String>,
    /// NOTIFY= (RFC 3461 §4.1).
    pub dsn_notify: Option<String>,
    /// What else is said with MAIL, as typed.
    pub with_mail: Vec<String>,
    /// What else is said with each RCPT, as typed.
    pub with_rcpt: Vec<String>,
}

impl MessageToSend {
    /// A message as it stands in a file.
    pub fn new(octets: &[u8]) -> Self {
        let octets = with_line_ends(octets);
        let end = octets.windows(4).position(|it| it == b"\r\n\r\n");
        let header = octets.get(..end.unwrap_or(octets.len()));
        Self {
            is_8bit: !octets.is_ascii(),
            has_utf8_header: !header.unwrap_or_default().is_ascii(),
            octets: octets.into(),
        }
    }

    /// Its octets as they are to arrive: each line ends with CRLF.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }
}

impl Transact {
    /// What to say in a session of which so much is known.
    ///
    /// # Errors
    /// Where the session lacks what the transaction needs.
    pub(super) fn order(&self, seen: &Observation) -> Result<Transaction, Fault> {
        let extensions = match seen.handshake {
            Some(_) => seen.extensions_inside_tls(),
            None => seen.extensions_in_the_clear(),
        };
        let extensions = extensions.unwrap_or_default();
        let needs = |keyword: &'static str, what: &'static str| match extensions.offers(keyword) {
            true => Ok(()),
            false => Err(Fault::Lacks(Lack::Extension(keyword, what))),
        };
        let message = match &self.then {
            Then::HandIn(message, _) => Some(message.as_ref()),
            Then::Nothing | Then::Announce => None,
        };
        let mut mail = format!("MAIL FROM:{}", self.from);
        let mut say = |parameter: &str| {
            mail.push(' ');
            mail.push_str(parameter);
        };
        if let Some(message) = message {
            // RFC 1870 §6: the size as it goes over the wire, without doubled dots.
            if extensions.offers("SIZE") {
                say(&format!("SIZE={}", message.octets.len()));
            }
            if message.is_8bit {
                needs("8BITMIME", "the message has octets beyond ASCII")?;
                say("BODY=8BITMIME");
            }
        }
        let addresses = self.recipients.iter().chain([&self.from]);
        let utf8 = match message {
            _ if self.parameters.utf8 => Some("--smtputf8 asks for it"),
            _ if addresses.clone().any(Mailbox::needs_utf8) => {
                Some("an address has letters beyond ASCII")
            }
            Some(message) if message.has_utf8_header => {
                Some("the message's header has letters beyond ASCII")
            }
            _ => None,
        };
        if let Some(what) = utf8 {
            needs("SMTPUTF8", what)?;
            say("SMTPUTF8");
        }
        if let Some(gate) = &self.parameters.require_tls {
            self.tls_is_required(seen, &extensions, gate)?;
            say("REQUIRETLS");
        }
        let dsn = "delivery status notifications are asked for";
        if let Some(what) = self.parameters.dsn_return {
            needs("DSN", dsn)?;
            say(&format!("RET={what}"));
        }
        if let Some(id) = &self.parameters.dsn_envelope_id {
            needs("DSN", dsn)?;
            say(&format!("ENVID={id}"));
        }
        for parameter in &self.parameters.with_mail {
            say(parameter);
        }
        let mut recipients = Vec::new();
        for recipient in &self.recipients {
            let mut rcpt = format!("RCPT TO:{recipient}");
            if let Some(notify) = &self.parameters.dsn_notify {
                needs("DSN", dsn)?;
                rcpt.push_str(&format!(" NOTIFY={notify}"));
            }
            for parameter in &self.parameters.with_rcpt {
                rcpt.push(' ');
                rcpt.push_str(parameter);
            }
            recipients.push(rcpt.into_bytes());
        }
        let content = match &self.then {
            Then::Nothing => Content::Nothing,
            Then::Announce => Content::Announced,
            Then::HandIn(message, chunks) => {
                if chunks.is_some() {
                    needs("CHUNKING", "the message is to be handed in by BDAT")?;
                }
                Content::Message(Message {
                    octets: message.octets.clone(),
                    by: chunks.map_or(Means::Data, Means::Chunks),
                })
            }
        };
        Ok(Transaction {
            mail: mail.into_bytes(),
            recipients,
            content,
            // RFC 2920 §3.1: only where it is offered.
            pipelined: self.pipeline && extensions.offers("PIPELINING"),
        })
    }

    /// RFC 8689 §2: only on a session inside TLS, with a host and a certificate that are proved, and where it is offered.
    fn tls_is_required(
        &self,
        seen: &Observation,
        extensions: &Extensions,
        gate: &Gate,
    ) -> Result<(), Fault> {
        let lacks = |why: String| Err(Fault::Lacks(Lack::RequiredTls(why)));
        if seen.handshake.is_none() {
            return lacks("the session is not inside TLS".to_owned());
        }
        if !extensions.offers("REQUIRETLS") {
            return lacks("the server does not offer REQUIRETLS inside TLS".to_owned());
        }
        match gate.permit(seen) {
            Permit::Granted => Ok(()),
            Permit::Withheld(why) => lacks(why),
        }
    }
}
