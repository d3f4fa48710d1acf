//! One SASL exchange from the client's side: decoded challenges in, responses out (RFC 4422 §3).

use super::scram::{Flag, Scram};
use super::{
    BindingType, ChannelBinding, Credentials, Mechanism, SaslFault, ScramFault, Secret, cram_md5,
    oauth,
};
use std::fmt;

/// What surrounds an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The server's name, as the user knows it.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Some 20 random characters, printable and without a comma.
    pub nonce: String,
    /// What the authentication can be tied to; nothing outside TLS.
    pub binding: Option<ChannelBinding>,
    /// The server offers a mechanism of the -PLUS kind.
    pub plus_offered: bool,
    /// The first response goes with the AUTH command where it may (RFC 4954 §4).
    pub initial_response: bool,
    /// Secrets may be shown.
    pub show_secrets: bool,
}

/// What the client answers.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The octets, before base64.
    pub octets: Secret,
    /// Whether they give a secret away, or something from which it could be guessed.
    pub is_secret: bool,
}

/// An exchange in progress.
pub struct Exchange {
    mechanism: Mechanism,
    setting: Setting,
    secrets: Vec<Secret>,
    binding: Option<BindingType>,
    state: State,
    token_error: Option<Vec<u8>>,
}

enum State {
    /// One response, and nothing more.
    Single(Response),
    /// User, then password, by order and not by what the server asks.
    Login(Vec<Response>),
    CramMd5(String, Secret),
    Scram(Box<Scram>),
    /// The response, and what the client answers to an error.
    OAuth(Option<Response>, &'static [u8]),
    Done,
    CalledOff,
}

impl Exchange {
    /// An exchange in which nothing was said yet.
    ///
    /// # Errors
    /// Where the credentials are not what the mechanism needs.
    pub fn new(
        mechanism: Mechanism,
        credentials: &Credentials,
        setting: Setting,
    ) -> Result<Self, SaslFault> {
        let user = credentials.user.as_deref();
        let named = || user.ok_or(SaslFault::Lacking);
        // RFC 4954 §4: the name of whom to act as is prepared by SASLprep before it is sent.
        let authorize_as = credentials.authorize_as.as_deref();
        let authorize_as = authorize_as.map(prepared).transpose()?;
        let authorize_as = authorize_as.as_deref();
        let password = || credentials.password.clone().ok_or(SaslFault::Lacking);
        let token = || credentials.token.clone().ok_or(SaslFault::Lacking);
        let mut secrets: Vec<Secret> = Vec::new();
        secrets.extend(credentials.password.clone());
        secrets.extend(credentials.token.clone());
        let mut binding = None;
        let state = match mechanism {
            Mechanism::Plain => {
                // RFC 4616 §2: the authorization identity is left out where it is the user's own.
                let as_whom = authorize_as.unwrap_or_default().as_bytes();
                let parts = [as_whom, named()?.as_bytes(), password()?.octets()].join(&0);
                State::Single(Response::secret(parts))
            }
            Mechanism::Login | Mechanism::LoginInitial => State::Login(vec![
                Response::secret(password()?.octets()),
                Response::open(named()?),
            ]),
            Mechanism::CramMd5 => State::CramMd5(named()?.to_owned(), password()?),
            Mechanism::Scram { hash, plus } => {
                let prepared = prepared(named()?)?;
                let password = password()?;
                let text = std::str::from_utf8(password.octets());
                let password = prepared_password(text.map_err(|_| SaslFault::NotPrepared)?)?;
                secrets.push(password.clone());
                let flag = match (&setting.binding, plus, setting.plus_offered) {
                    (Some(binding), true, _) => Flag::Used(binding.clone()),
                    (None, true, _) => return Err(SaslFault::Lacking),
                    // RFC 5802 §6: `y` tells a server that offered -PLUS, and whose list was cut on the way, of the attack.
                    (Some(_), false, false) => Flag::ServerHasNone,
                    (None, false, _) | (_, false, true) => Flag::Unused,
                };
                if let Flag::Used(used) = &flag {
                    binding = Some(used.kind);
                }
                let scram = Scram::new(
                    hash,
                    &flag,
                    &prepared,
                    authorize_as,
                    password,
                    &setting.nonce,
                );
                State::Scram(Box::new(scram))
            }
            Mechanism::XOAuth2 => {
                let message = oauth::xoauth2(named()?, token()?.octets());
                State::OAuth(Some(Response::secret(message)), b"")
            }
            Mechanism::OAuthBearer => {
                let user = authorize_as.or(user);
                let message = oauth::bearer(user, &setting.host, setting.port, token()?.octets());
                // RFC 7628 §3.2.3: an error is answered with one octet, and then the server refuses.
                State::OAuth(Some(Response::secret(message)), b"\x01")
            }
            Mechanism::External => State::Single(Response::open(authorize_as.unwrap_or_default())),
            Mechanism::Anonymous => State::Single(Response::open(user.unwrap_or_default())),
        };
        Ok(Self {
            mechanism,
            setting,
            secrets,
            binding,
            state,
            token_error: None,
        })
    }

    /// The first response, where the client speaks first.
    pub fn initial_response(&mut self) -> Option<Response> {
        if self.mechanism.is_server_first() {
            return None;
        }
        match &mut self.state {
            State::Single(_) => match std::mem::replace(&mut self.state, State::Done) {
                State::Single(response) => Some(response),
                _ => None,
            },
            State::Login(responses) => responses.pop(),
            State::OAuth(response, _) => response.take(),
            State::Scram(scram) => Some(Response::open(scram.first())),
            State::CramMd5(..) | State::Done | State::CalledOff => None,
        }
    }

    /// The answer to a challenge.
    ///
    /// # Errors
    /// Where there is none: the exchange is to be called off.
    pub fn respond(&mut self, challenge: &[u8]) -> Result<Response, SaslFault> {
        match &mut self.state {
            State::Single(_) | State::Done => Err(SaslFault::OneTooMany),
            State::CalledOff => Err(SaslFault::CalledOff),
            State::Login(responses) => responses.pop().ok_or(SaslFault::OneTooMany),
            State::CramMd5(user, password) => {
                let (digest, response) = cram_md5::response(user, password.octets(), challenge);
                self.state = State::Done;
                self.secrets.push(digest);
                Ok(Response::secret(response))
            }
            State::Scram(scram) => {
                let (response, proofs) = scram.respond(challenge)?;
                Ok(match proofs {
                    Some(proofs) => {
                        self.secrets.extend(proofs);
                        Response::secret(response)
                    }
                    None => Response::open(response),
                })
            }
            // No error: the server wants what it had with the command already.
            State::OAuth(..) if challenge.is_empty() => Err(SaslFault::OneTooMany),
            State::OAuth(_, acknowledgement) => {
                let response = Response::open(*acknowledgement);
                self.token_error = Some(challenge.to_vec());
                self.state = State::Done;
                Ok(response)
            }
        }
    }

    /// The user calls it off: the next challenge has no answer (RFC 4954 §4).
    pub fn call_off(&mut self) {
        self.state = State::CalledOff;
    }

    /// Whether the server may call it a success now.
    ///
    /// # Errors
    /// Where the client has not said all that there is to check, the server has yet to prove that it knows the password, or it said
    /// already that the token is wrong.
    pub fn accepted(&self) -> Result<(), SaslFault> {
        if self.token_error.is_some() {
            return Err(SaslFault::TokenRefused);
        }
        match &self.state {
            State::Scram(scram) if !scram.proved => Err(SaslFault::Scram(ScramFault::NoSignature)),
            State::Single(_) | State::CramMd5(..) | State::OAuth(Some(_), _) => {
                Err(SaslFault::TooEarly)
            }
            State::Login(left) if !left.is_empty() => Err(SaslFault::TooEarly),
            State::Scram(_)
            | State::Login(_)
            | State::OAuth(None, _)
            | State::Done
            | State::CalledOff => Ok(()),
        }
    }

    /// The mechanism.
    pub fn mechanism(&self) -> Mechanism {
        self.mechanism
    }

    /// What surrounds it.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// What must never be shown, beside responses that are secret as a whole.
    pub fn secrets(&self) -> &[Secret] {
        &self.secrets
    }

    /// What it is bound to.
    pub fn binding(&self) -> Option<BindingType> {
        self.binding
    }

    /// How often the server has SCRAM hash the password, as far as it has said so.
    pub fn iterations(&self) -> Option<u32> {
        match &self.state {
            State::Scram(scram) => scram.iterations,
            _ => None,
        }
    }

    /// Whether the server proved that it knows the password too; nothing where the mechanism has no such proof.
    pub fn server_proved(&self) -> Option<bool> {
        match &self.state {
            State::Scram(scram) => Some(scram.proved),
            _ => None,
        }
    }

    /// What the server said of a token that it refuses.
    pub fn token_error(&self) -> Option<&[u8]> {
        self.token_error.as_deref()
    }
}

impl Response {
    fn secret(octets: impl Into<Vec<u8>>) -> Self {
        Self {
            octets: Secret::new(octets),
            is_secret: true,
        }
    }

    fn open(octets: impl Into<Vec<u8>>) -> Self {
        Self {
            octets: Secret::new(octets),
            is_secret: false,
        }
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Exchange");
        shown.field("mechanism", &self.mechanism);
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Response([hidden])")
    }
}

/// RFC 5802 §2.2, §5.1: SASLprep, so that the same name typed in another way is the same name.
fn prepared(text: &str) -> Result<String, SaslFault> {
    match stringprep::saslprep(text) {
        Ok(prepared) if !prepared.is_empty() => Ok(prepared.into_owned()),
        _ => Err(SaslFault::NotPrepared),
    }
}

fn prepared_password(password: &str) -> Result<Secret, SaslFault> {
    prepared(password).map(Secret::new)
}
