//! The client's side of SCRAM (RFC 5802, RFC 7677).

use super::scram_message::{ServerFinal, ServerFirst, sasl_name};
use super::{ChannelBinding, Hash, SaslFault, ScramFault, Secret};
use aws_lc_rs::{constant_time, digest, hmac, pbkdf2};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::num::NonZeroU32;

/// How many iterations a server should ask for at least (RFC 7677 §4).
pub const LEAST_ITERATIONS: u32 = 4096;

/// How many are made at most, about a second's work, in which neither a signal nor the deadline is heeded: a hostile server could have
/// the client count for days.
const MOST_ITERATIONS: u64 = 2_000_000;

/// The proofs of both sides, in base64 and as they are.
type Proofs = [Secret; 4];

/// A SCRAM exchange in progress.
pub(super) struct Scram {
    hash: Hash,
    password: Secret,
    /// The GS2 header and the data of the channel binding, which are sent once more behind `c=`.
    bound: Vec<u8>,
    gs2_header: String,
    first_bare: String,
    nonce: String,
    phase: Phase,
    pub(super) iterations: Option<u32>,
    pub(super) proved: bool,
}

enum Phase {
    ServerFirst,
    /// The signature that the server is to send.
    ServerFinal(Vec<u8>),
    Done,
}

/// What a client says of channel bindings (RFC 5802 §6).
pub(super) enum Flag {
    /// `p`: it uses this one.
    Used(ChannelBinding),
    /// `y`: it has one, and the server seems to have none.
    ServerHasNone,
    /// `n`: it has none, or does not use it.
    Unused,
}

impl Scram {
    /// `nonce` is printable and without commas; user and password were prepared.
    pub(super) fn new(
        hash: Hash,
        flag: &Flag,
        user: &str,
        authorize_as: Option<&str>,
        password: Secret,
        nonce: &str,
    ) -> Self {
        let as_whom =
            authorize_as.map_or_else(String::new, |name| format!("a={}", sasl_name(name)));
        let flag_word = match flag {
            Flag::Used(binding) => format!("p={}", binding.kind),
            Flag::ServerHasNone => "y".to_owned(),
            Flag::Unused => "n".to_owned(),
        };
        let gs2_header = format!("{flag_word},{as_whom},");
        let mut bound = gs2_header.clone().into_bytes();
        if let Flag::Used(binding) = flag {
            bound.extend_from_slice(&binding.data);
        }
        Self {
            hash,
            password,
            bound,
            gs2_header,
            first_bare: format!("n={},r={nonce}", sasl_name(user)),
            nonce: nonce.to_owned(),
            phase: Phase::ServerFirst,
            iterations: None,
            proved: false,
        }
    }

    /// The client's first message.
    pub(super) fn first(&self) -> Vec<u8> {
        format!("{}{}", self.gs2_header, self.first_bare).into_bytes()
    }

    /// The answer to the server's next message, and the proofs of both sides, as far as they are made by it: passwords can be guessed
    /// from either.
    pub(super) fn respond(
        &mut self,
        message: &[u8],
    ) -> Result<(Vec<u8>, Option<Proofs>), SaslFault> {
        match std::mem::replace(&mut self.phase, Phase::Done) {
            Phase::ServerFirst => {
                let (response, proofs) = self.last(message).map_err(SaslFault::Scram)?;
                Ok((response, Some(proofs)))
            }
            Phase::ServerFinal(signature) => {
                self.check(message, &signature).map_err(SaslFault::Scram)?;
                Ok((Vec::new(), None))
            }
            Phase::Done => Err(SaslFault::OneTooMany),
        }
    }

    /// The client's last message, with its proof (RFC 5802 §3); that and the server's, which is awaited now.
    fn last(&mut self, message: &[u8]) -> Result<(Vec<u8>, Proofs), ScramFault> {
        let server = ServerFirst::read(message)?;
        let added = server.nonce.strip_prefix(&self.nonce);
        if added.is_none_or(str::is_empty) {
            return Err(ScramFault::Nonce);
        }
        let too_many = ScramFault::Iterations(server.iterations);
        if server.iterations > MOST_ITERATIONS {
            return Err(too_many);
        }
        let iterations = u32::try_from(server.iterations)
            .ok()
            .and_then(NonZeroU32::new);
        let iterations = iterations.ok_or(too_many)?;
        self.iterations = Some(iterations.get());
        let bound = STANDARD.encode(&self.bound);
        let without_proof = format!("c={bound},r={}", server.nonce);
        let authenticated = [
            self.first_bare.as_bytes(),
            message,
            without_proof.as_bytes(),
        ]
        .join(&b',');
        let salted = self.salted(&server.salt, iterations);
        let client_key = self.hmac(salted.octets(), b"Client Key");
        let stored_key = self.digest(client_key.octets());
        let signature = self.hmac(stored_key.octets(), &authenticated);
        let proof = client_key.octets().iter().zip(signature.octets());
        let proof: Vec<u8> = proof.map(|(key, signature)| key ^ signature).collect();
        let server_key = self.hmac(salted.octets(), b"Server Key");
        let expected = self.hmac(server_key.octets(), &authenticated);
        let encoded = STANDARD.encode(&proof);
        let response = format!("{without_proof},p={encoded}").into_bytes();
        let proofs = [
            encoded.into_bytes(),
            STANDARD.encode(expected.octets()).into_bytes(),
            proof,
            expected.octets().to_vec(),
        ];
        self.phase = Phase::ServerFinal(expected.octets().to_vec());
        Ok((response, proofs.map(Secret::new)))
    }

    fn check(&mut self, message: &[u8], expected: &[u8]) -> Result<(), ScramFault> {
        match ServerFinal::read(message)? {
            ServerFinal::Error(error) => Err(ScramFault::Error(error)),
            ServerFinal::Signature(signature) => {
                constant_time::verify_slices_are_equal(&signature, expected)
                    .map_err(|_| ScramFault::Signature)?;
                self.proved = true;
                Ok(())
            }
        }
    }

    fn salted(&self, salt: &[u8], iterations: NonZeroU32) -> Secret {
        let algorithm = match self.hash {
            Hash::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Hash::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Hash::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        };
        let mut salted = vec![0; self.digest_algorithm().output_len()];
        pbkdf2::derive(
            algorithm,
            iterations,
            salt,
            self.password.octets(),
            &mut salted,
        );
        Secret::new(salted)
    }

    fn hmac(&self, key: &[u8], text: &[u8]) -> Secret {
        let algorithm = match self.hash {
            Hash::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Hash::Sha256 => hmac::HMAC_SHA256,
            Hash::Sha512 => hmac::HMAC_SHA512,
        };
        Secret::new(hmac::sign(&hmac::Key::new(algorithm, key), text).as_ref())
    }

    fn digest(&self, octets: &[u8]) -> Secret {
        Secret::new(digest::digest(self.digest_algorithm(), octets).as_ref())
    }

    fn digest_algorithm(&self) -> &'static digest::Algorithm {
        match self.hash {
            Hash::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Hash::Sha256 => &digest::SHA256,
            Hash::Sha512 => &digest::SHA512,
        }
    }
}
