//! AUTH (RFC 4954 §4): the mechanism's messages in base64, line by line, and what the replies make of them.

use super::{Dialogue, Phase};
use crate::smtp::sasl::{Attempt, Exchange, InitialResponse, Outcome, Response, SaslFault};
use crate::smtp::{Command, Event, Fault, Reply, ReplyLine, Stage};
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// How long a command may be with its line end, in octets (RFC 5321 §4.5.3.1.4).
const LONGEST_COMMAND: usize = 512;

/// How long a response may be, in octets (RFC 4954 §4).
const LONGEST_RESPONSE: usize = 12_288;

/// How many challenges are kept as facts; no mechanism has so many.
const MOST_KEPT: usize = 8;

/// The padding must be right (RFC 4954 §4); bits that mean nothing are let be, as others do.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// How far the authentication of a session has come.
#[derive(Default)]
pub(super) struct Authentication {
    /// The attempt that is under way.
    current: Option<Box<Current>>,
    /// The reply that refused the last mechanism, where another may be tried.
    refusal: Option<Reply>,
    /// Nothing more is to be done.
    is_over: bool,
    /// Somebody who holds the session by hand asked for the attempt.
    pub(super) by_hand: bool,
}

/// An attempt that is under way.
struct Current {
    exchange: Exchange,
    attempt: Attempt,
    /// The first response, where it waits for the first challenge.
    waiting: Option<Response>,
    cancelled: Option<SaslFault>,
}

impl Dialogue {
    /// Begins to authenticate; for use when [`Step::Authenticate`](crate::smtp::Step::Authenticate) or
    /// [`Step::Ready`](crate::smtp::Step::Ready) was answered.
    pub fn authenticate(&mut self, mut exchange: Exchange) {
        self.authentication.by_hand = self.phase == Phase::Ready;
        let first = exchange.initial_response();
        let command = format!("AUTH {}", exchange.mechanism());
        // RFC 4954 §4: an empty first response is an equals sign.
        let encoded = first.as_ref().map(|response| match encode(response) {
            empty if empty.is_empty() => "=".to_owned(),
            encoded => encoded,
        });
        let initial = match &encoded {
            None => InitialResponse::NotDue,
            Some(_) if !exchange.setting().initial_response => InitialResponse::NotWanted,
            Some(first) if command.len() + first.len() + 3 > LONGEST_COMMAND => {
                InitialResponse::TooLong
            }
            Some(_) => InitialResponse::Sent,
        };
        self.cover(&exchange, first.as_ref());
        let attempt = Attempt {
            mechanism: exchange.mechanism(),
            tls: self.tls,
            initial,
            binding: exchange.binding(),
            iterations: None,
            challenges: Vec::new(),
            token_error: None,
            server_proved: None,
            outcome: Outcome::Broken,
        };
        let mut current = Current {
            exchange,
            attempt,
            waiting: None,
            cancelled: None,
        };
        match (initial, encoded, first) {
            (InitialResponse::Sent, Some(encoded), Some(first)) => {
                let shown = current.shown(&first, &encoded);
                let shown = [command.as_bytes(), b" ", &shown].concat();
                self.say_as(
                    format!("{command} {encoded}").as_bytes(),
                    shown,
                    Command::Auth,
                );
            }
            (_, _, first) => {
                current.waiting = first;
                self.say(&command, Command::Auth);
            }
        }
        self.authentication.current = Some(Box::new(current));
    }

    /// No mechanism fits, or none any more: the stage is not reached, and the session ends.
    pub fn give_up_authentication(&mut self) {
        let fault = match self.authentication.refusal.take() {
            Some(reply) => Fault::Rejected(reply),
            None => Fault::NoMechanism,
        };
        self.authentication.is_over = true;
        self.failed(Stage::Auth, fault);
        self.quit();
    }

    /// Whether the client is still to authenticate.
    pub(super) fn is_to_authenticate(&self) -> bool {
        self.plan.authenticate && !self.authentication.is_over
    }

    /// The session stands: what is next is to authenticate and a transaction where that is planned, and else the driver's to choose.
    pub(super) fn ready(&mut self) {
        self.phase = match (self.is_to_authenticate(), self.is_to_transact()) {
            (true, _) => Phase::Authenticate,
            (false, true) => Phase::Transact,
            (false, false) => Phase::Ready,
        };
    }

    /// A reply to AUTH or to a response: as it was sent, and as it may be shown.
    pub(super) fn auth(&mut self, as_sent: &Reply, reply: Reply) {
        let Some(current) = self.authentication.current.take() else {
            return;
        };
        match (reply.code(), current.cancelled.is_some()) {
            (334, false) => self.challenged(current, as_sent),
            (235, false) => self.accepted(current),
            _ => self.refused(current, reply),
        }
    }

    /// The connection ends in the middle of an attempt.
    pub(super) fn break_off_authentication(&mut self) {
        if let Some(mut current) = self.authentication.current.take() {
            let outcome = match current.cancelled.take() {
                Some(fault) => Outcome::Cancelled(fault, None),
                None => Outcome::Broken,
            };
            self.attempted(*current, outcome);
        }
    }

    fn challenged(&mut self, mut current: Box<Current>, as_sent: &Reply) {
        let challenge = match decode(as_sent) {
            Ok(challenge) => challenge,
            Err(text) => {
                let text = self.veil.hide(&text);
                return self.cancel(current, SaslFault::NotBase64(text));
            }
        };
        if current.attempt.challenges.len() < MOST_KEPT {
            let shown = self.veil.hide(&challenge);
            current.attempt.challenges.push(shown);
        }
        // RFC 4422 §5.1: where the first response waited, the challenge is empty, and asks for it.
        let response = match current.waiting.take() {
            Some(first) => Ok(first),
            None => current.exchange.respond(&challenge),
        };
        let response = match response {
            Ok(response) => response,
            Err(fault) => return self.cancel(current, fault),
        };
        self.cover(&current.exchange, Some(&response));
        let encoded = encode(&response);
        if encoded.len() > LONGEST_RESPONSE {
            return self.cancel(current, SaslFault::TooLong(encoded.len()));
        }
        let shown = current.shown(&response, &encoded);
        self.say_as(encoded.as_bytes(), shown, Command::Auth);
        self.authentication.current = Some(current);
    }

    /// RFC 4954 §4: a line with a single asterisk, which the server answers with 501.
    fn cancel(&mut self, mut current: Box<Current>, fault: SaslFault) {
        current.cancelled = Some(fault.with_hidden(|octets| self.veil.hide(octets)));
        self.authentication.current = Some(current);
        self.say("*", Command::Auth);
    }

    fn accepted(&mut self, current: Box<Current>) {
        self.authentication.is_over = true;
        // A first response that waits was never sent.
        let accepted = match current.waiting {
            Some(_) => Err(SaslFault::TooEarly),
            None => current.exchange.accepted(),
        };
        match accepted {
            Ok(()) => {
                self.attempted(*current, Outcome::Accepted);
                if self.authentication.by_hand {
                    self.note(Stage::Auth);
                    self.phase = Phase::Ready;
                } else if self.reached(Stage::Auth) {
                    self.ready();
                }
            }
            Err(fault) => {
                self.attempted(*current, Outcome::Unproved(fault.clone()));
                self.not_accepted(Fault::Sasl(fault));
            }
        }
    }

    /// A session that was to authenticate ends, and in one that somebody holds by hand that somebody decides: he may try again.
    fn not_accepted(&mut self, fault: Fault) {
        if self.authentication.by_hand {
            self.phase = Phase::Ready;
        } else {
            self.failed(Stage::Auth, fault);
            self.quit();
        }
    }

    fn refused(&mut self, mut current: Box<Current>, reply: Reply) {
        let cancelled = current.cancelled.take();
        let outcome = match &cancelled {
            Some(fault) => Outcome::Cancelled(fault.clone(), Some(reply.clone())),
            None => Outcome::Refused(reply.clone()),
        };
        self.attempted(*current, outcome);
        let is_leaving = reply.code() == 421;
        // RFC 4954 §4: 504 and 534 are about the mechanism and not about the credentials, so that another may be tried.
        let another = cancelled.is_none() && matches!(reply.code(), 504 | 534);
        if another && !self.authentication.by_hand {
            self.authentication.refusal = Some(reply);
            self.phase = Phase::Authenticate;
            return;
        }
        self.authentication.is_over = true;
        // A server that goes on with an exchange that was called off takes the next command for a part of it.
        let is_lost = cancelled.is_some() && matches!(reply.code(), 235 | 334);
        let fault = match cancelled {
            Some(fault) => Fault::Sasl(fault),
            None => Fault::Rejected(reply),
        };
        if is_leaving || is_lost {
            self.fail_authentication(fault);
        } else {
            self.not_accepted(fault);
        }
    }

    /// The session cannot go on.
    fn fail_authentication(&mut self, fault: Fault) {
        match self.authentication.by_hand {
            true => self.events.push_back(Event::BrokenOff(fault)),
            false => self.failed(Stage::Auth, fault),
        }
        self.phase = Phase::Over;
    }

    /// Tells what came of an attempt.
    fn attempted(&mut self, current: Current, outcome: Outcome) {
        let Current {
            exchange, attempt, ..
        } = current;
        let attempt = Attempt {
            iterations: exchange.iterations(),
            token_error: exchange.token_error().map(|error| self.veil.hide(error)),
            server_proved: exchange.server_proved(),
            outcome,
            ..attempt
        };
        self.events.push_back(Event::Attempted(Box::new(attempt)));
    }

    /// Hides what an exchange has to hide, also where the server sends it back.
    fn cover(&mut self, exchange: &Exchange, response: Option<&Response>) {
        if exchange.setting().show_secrets {
            return;
        }
        for secret in exchange.secrets() {
            self.veil.cover(secret);
        }
        if let Some(response) = response.filter(|response| response.is_secret) {
            self.veil.cover_message(&response.octets);
        }
    }
}

impl Current {
    /// What is shown of a response.
    fn shown(&self, response: &Response, encoded: &str) -> Vec<u8> {
        match response.is_secret && !self.exchange.setting().show_secrets {
            true => b"[hidden]".to_vec(),
            false => encoded.as_bytes().to_vec(),
        }
    }
}

fn encode(response: &Response) -> String {
    BASE64.encode(response.octets.octets())
}

/// The challenge of a 334; the text where it is none.
fn decode(reply: &Reply) -> Result<Vec<u8>, Vec<u8>> {
    match reply.lines() {
        [line] => BASE64.decode(line.text()).map_err(|_| line.text().to_vec()),
        lines => Err(lines
            .iter()
            .map(ReplyLine::text)
            .collect::<Vec<_>>()
            .join(&b'\n')),
    }
}
