//! The server's side of AUTH (RFC 4954) with one account: it checks what a client says, and may do wrong on purpose.

use aws_lc_rs::{digest, hmac, pbkdf2};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::num::NonZeroU32;

/// The salt of the account's password.
const SALT: &[u8] = b"salt of the lab";

/// What the server adds to the client's nonce.
const NONCE: &str = "%lab";

/// What a server of the lab challenges CRAM-MD5 with.
const CHALLENGE: &str = "<1.2@lab.test>";

/// The only user of a server, and how the server checks who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's name.
    pub user: String,
    /// The user's password, and OAuth token.
    pub password: String,
    /// How often SCRAM hashes it.
    pub iterations: u32,
    /// What the server does wrong.
    pub flaw: SaslFlaw,
}

/// What a server does wrong in an exchange.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaslFlaw {
    /// Nothing.
    #[default]
    None,
    /// Its signature is not made with the password, which it does not know.
    WrongSignature,
    /// It calls it a success without any signature.
    NoSignature,
    /// It sends back what it was sent.
    Echoes,
    /// It insists on a channel binding of another type.
    OtherBinding,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            user: "alice".to_owned(),
            password: "correct horse battery".to_owned(),
            iterations: 4096,
            flaw: SaslFlaw::None,
        }
    }
}

/// What the server can bind an authentication to.
#[derive(Default)]
pub(super) struct Bindings {
    pub(super) exporter: Option<Vec<u8>>,
    pub(super) end_point: Option<Vec<u8>>,
}

/// What the server says next.
pub(super) enum Turn {
    /// A challenge.
    Challenge(Vec<u8>),
    /// A reply that ends the exchange.
    End(String),
}

/// One exchange, seen from the server.
pub(super) struct Exchange<'a> {
    account: &'a Account,
    mechanism: String,
    bindings: &'a Bindings,
    /// What the client said so far, decoded.
    said: Vec<Vec<u8>>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(account: &'a Account, mechanism: &str, bindings: &'a Bindings) -> Self {
        Self {
            account,
            mechanism: mechanism.to_owned(),
            bindings,
            said: Vec::new(),
        }
    }

    /// What the server says before the client has said anything.
    pub(super) fn begin(&self) -> Turn {
        Turn::Challenge(match self.mechanism.as_str() {
            "LOGIN" => b"Username:".to_vec(),
            "CRAM-MD5" => CHALLENGE.as_bytes().to_vec(),
            _ => Vec::new(),
        })
    }

    /// What the server answers; `message` is in base64.
    pub(super) fn answer(&mut self, message: &str) -> Turn {
        let Ok(octets) = STANDARD.decode(if message == "=" { "" } else { message }) else {
            return end("501 5.5.2 Cannot decode");
        };
        if self.account.flaw == SaslFlaw::Echoes {
            let decoded = String::from_utf8_lossy(&octets).replace(['\0', '\u{1}'], " ");
            return end(&format!(
                "535-5.7.8 Cannot use {message}\r\n535 5.7.8 which is {decoded}"
            ));
        }
        let token = || format!("auth=Bearer {}\u{1}", self.account.password);
        let text = String::from_utf8_lossy(&octets).into_owned();
        let step = self.said.len();
        self.said.push(octets);
        match (self.mechanism.as_str(), step) {
            ("PLAIN", _) => {
                let parts: Vec<&str> = text.split('\0').collect();
                decided(
                    matches!(&parts[..], [_, user, password] if self.is_account(user, password)),
                )
            }
            ("LOGIN", 0) => Turn::Challenge(b"Password:".to_vec()),
            ("LOGIN", _) => {
                let user = self.said.first().map(|user| String::from_utf8_lossy(user));
                decided(self.is_account(&user.unwrap_or_default(), &text))
            }
            ("CRAM-MD5", _) => decided(text == self.cram_md5()),
            ("XOAUTH2" | "OAUTHBEARER", 0) if text.contains(&token()) => decided(true),
            ("XOAUTH2" | "OAUTHBEARER", 0) => {
                Turn::Challenge(br#"{"status":"invalid_token","scope":"smtp"}"#.to_vec())
            }
            ("XOAUTH2", _) if text.is_empty() => decided(false),
            // RFC 7628 §3.2.3.
            ("OAUTHBEARER", _) if text == "\u{1}" => decided(false),
            ("EXTERNAL", _) => decided(text.is_empty() || text == self.account.user),
            ("ANONYMOUS", _) => decided(true),
            (name, 0) if name.starts_with("SCRAM-") => self.scram_first(&text),
            (name, 1) if name.starts_with("SCRAM-") => self.scram_last(&text),
            (name, _) if name.starts_with("SCRAM-") => decided(text.is_empty()),
            _ => end("501 5.5.2 What?"),
        }
    }

    fn is_account(&self, user: &str, password: &str) -> bool {
        user == self.account.user && password == self.account.password
    }

    fn cram_md5(&self) -> String {
        let mut key = self.account.password.clone().into_bytes();
        key.resize(64, 0);
        let pad = |pad: u8| key.iter().map(|octet| octet ^ pad).collect::<Vec<_>>();
        let inner = md5::compute([&pad(0x36), CHALLENGE.as_bytes()].concat());
        let outer = md5::compute([&pad(0x5c)[..], &inner.0].concat());
        format!("{} {outer:x}", self.account.user)
    }

    fn scram_first(&mut self, text: &str) -> Turn {
        let mut parts = text.splitn(3, ',');
        let flag = parts.next().unwrap_or_default();
        let _authorize_as = parts.next();
        let bare = parts.next().unwrap_or_default();
        let is_plus = self.mechanism.ends_with("-PLUS");
        // RFC 5802 §6: a client that believes to meet a server without bindings was deceived.
        if flag == "y"
            && self.bindings.exporter.is_some()
            && self.account.flaw == SaslFlaw::OtherBinding
        {
            return Turn::Challenge(b"e=server-does-support-channel-binding".to_vec());
        }
        if is_plus != flag.starts_with("p=") {
            return Turn::Challenge(b"e=other-error".to_vec());
        }
        if is_plus && self.account.flaw == SaslFlaw::OtherBinding {
            return Turn::Challenge(b"e=unsupported-channel-binding-type".to_vec());
        }
        let nonce = bare.rsplit_once("r=").map_or("", |(_, nonce)| nonce);
        let first = format!(
            "r={nonce}{NONCE},s={},i={}",
            STANDARD.encode(SALT),
            self.account.iterations
        );
        Turn::Challenge(first.into_bytes())
    }

    fn scram_last(&mut self, text: &str) -> Turn {
        let Some((without_proof, proof)) = text.rsplit_once(",p=") else {
            return Turn::Challenge(b"e=other-error".to_vec());
        };
        let first = self
            .said
            .first()
            .map(|first| String::from_utf8_lossy(first));
        let first = first.unwrap_or_default();
        let mut parts = first.splitn(3, ',');
        let header = format!(
            "{},{},",
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default()
        );
        let bare = parts.next().unwrap_or_default();
        let nonce = bare.rsplit_once("r=").map_or("", |(_, nonce)| nonce);
        let data = match header.as_str() {
            "p=tls-exporter,," => self.bindings.exporter.clone(),
            "p=tls-server-end-point,," => self.bindings.end_point.clone(),
            _ => Some(Vec::new()),
        };
        let bound = STANDARD.encode([header.as_bytes(), &data.unwrap_or_default()].concat());
        if without_proof != format!("c={bound},r={nonce}{NONCE}") {
            return Turn::Challenge(b"e=channel-bindings-dont-match".to_vec());
        }
        if !bare.starts_with(&format!("n={},", self.account.user)) {
            return Turn::Challenge(b"e=unknown-user".to_vec());
        }
        let server = format!(
            "r={nonce}{NONCE},s={},i={}",
            STANDARD.encode(SALT),
            self.account.iterations
        );
        let authenticated = format!("{bare},{server},{without_proof}");
        let salted = self.salted();
        let client_key = self.hmac(&salted, b"Client Key");
        let stored = digest::digest(self.hash().2, &client_key);
        let signature = self.hmac(stored.as_ref(), authenticated.as_bytes());
        let right: Vec<u8> = client_key
            .iter()
            .zip(signature)
            .map(|(key, it)| key ^ it)
            .collect();
        if STANDARD.encode(right) != proof {
            return Turn::Challenge(b"e=invalid-proof".to_vec());
        }
        let server_key = self.hmac(&salted, b"Server Key");
        let mut signature = self.hmac(&server_key, authenticated.as_bytes());
        match self.account.flaw {
            SaslFlaw::NoSignature => return decided(true),
            SaslFlaw::WrongSignature => signature.reverse(),
            _ => {}
        }
        Turn::Challenge(format!("v={}", STANDARD.encode(signature)).into_bytes())
    }

    fn salted(&self) -> Vec<u8> {
        let (_, algorithm, digest) = self.hash();
        let mut salted = vec![0; digest.output_len()];
        let iterations = NonZeroU32::new(self.account.iterations).unwrap_or(NonZeroU32::MIN);
        pbkdf2::derive(
            algorithm,
            iterations,
            SALT,
            self.account.password.as_bytes(),
            &mut salted,
        );
        salted
    }

    fn hmac(&self, key: &[u8], text: &[u8]) -> Vec<u8> {
        let key = hmac::Key::new(self.hash().0, key);
        hmac::sign(&key, text).as_ref().to_vec()
    }

    fn hash(
        &self,
    ) -> (
        hmac::Algorithm,
        pbkdf2::Algorithm,
        &'static digest::Algorithm,
    ) {
        if self.mechanism.starts_with("SCRAM-SHA-512") {
            (
                hmac::HMAC_SHA512,
                pbkdf2::PBKDF2_HMAC_SHA512,
                &digest::SHA512,
            )
        } else if self.mechanism.starts_with("SCRAM-SHA-256") {
            (
                hmac::HMAC_SHA256,
                pbkdf2::PBKDF2_HMAC_SHA256,
                &digest::SHA256,
            )
        } else {
            (
                hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
                pbkdf2::PBKDF2_HMAC_SHA1,
                &digest::SHA1_FOR_LEGACY_USE_ONLY,
            )
        }
    }
}

fn decided(good: bool) -> Turn {
    match good {
        true => end("235 2.7.0 Authentication successful"),
        false => end("535 5.7.8 Authentication credentials invalid"),
    }
}

fn end(reply: &str) -> Turn {
    Turn::End(reply.to_owned())
}
