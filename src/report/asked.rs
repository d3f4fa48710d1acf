//! What a server answered to a hello made by hand, as reported.

use super::schema;
use super::tls::{GroupReport, SuiteReport};
use crate::judge::answer_in_words;
use crate::judge::{key_exchange_in_words, signature_in_words};
use crate::probe::{Answered, Question};
use crate::tls::names;
use crate::tls::wire::{Answer, ClientHello, ExtensionType, Hello, ServerFlight};
use schemars::JsonSchema;
use serde::Serialize;

/// A question and the answer to it. Nothing of it was negotiated, and nothing proved: no key was made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AskedReport {
    /// What the connection was to find out, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "schema::word")]
    pub question: Option<&'static str>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_in_words: Option<&'static str>,
    /// What the hello offered.
    pub hello: HelloReport,
    /// What came of it: choice, ssl2, alert, not-tls, malformed, closed, reset or timeout.
    #[schemars(schema_with = "schema::word")]
    pub answer: &'static str,
    /// The same in words that follow "the server".
    pub answer_in_words: String,
    /// The number of the alert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<u8>,
    /// What the server would choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_choose: Option<ChoiceReport>,
    /// What it had to choose from, in words that follow the choice: `of all that servers usually have`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_what: Option<&'static str>,
}

/// What a hello offered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HelloReport {
    /// The highest version as OpenSSL and Postfix print it: `TLSv1.2`.
    pub highest_version: String,
    /// How many cipher suites, signalling values included.
    pub cipher_suites: usize,
    /// How many groups.
    pub groups: usize,
    /// How many signature schemes.
    pub signature_schemes: usize,
    /// The server name that was sent; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    /// How long it was, in octets.
    pub octets: usize,
}

/// What a server would choose.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChoiceReport {
    /// The version as OpenSSL and Postfix print it: `TLSv1`.
    pub version: String,
    /// The cipher suite.
    pub cipher_suite: SuiteReport,
    /// How the key is agreed on, in words: `RSA, no forward secrecy`.
    pub key_exchange: String,
    /// The group of the key exchange, where it is a named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupReport>,
    /// The length of the prime of a finite-field key exchange, in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prime_bits: Option<u32>,
    /// The scheme of the server's signature over the key exchange. It was not checked. Before TLS 1.2 it has no name, and is fixed by
    /// the version and the kind of key: `RSA with MD5 and SHA-1, as TLS 1.0 has it`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_scheme: Option<String>,
    /// The server asks for another key share first (HelloRetryRequest).
    pub hello_retry_request: bool,
    /// The number of the compression method, 0 for none.
    pub compression: u8,
    /// The keys would be bound to the whole handshake; absent in TLS 1.3, where they always are, and where that was not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_master_secret: Option<bool>,
    /// The server knows how renegotiation is made safe; absent in TLS 1.3, which has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secure_renegotiation: Option<bool>,
    /// The server asks for a client certificate.
    pub client_certificate_requested: bool,
    /// What it chose although it was not offered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<&'static str>,
}

impl AskedReport {
    pub(super) fn new(question: Option<Question>, answered: &Answered) -> Self {
        let answer = &answered.answer;
        Self {
            question: question.map(Question::id),
            question_in_words: question.map(Question::words),
            hello: HelloReport::new(&answered.hello, answered.sent.len()),
            answer: word(answer),
            answer_in_words: answer_in_words(answer),
            alert: match answer {
                Answer::Alert(alert) => Some(alert.number),
                _ => None,
            },
            would_choose: match answer {
                Answer::Flight(flight) => Some(ChoiceReport::new(flight, &answered.hello)),
                _ => None,
            },
            of_what: question.map(Question::of_what),
        }
    }
}

fn word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Flight(_) => "choice",
        Answer::Ssl2(_) => "ssl2",
        Answer::Alert(_) => "alert",
        Answer::NotTls(_) => "not-tls",
        Answer::Malformed(_) => "malformed",
        Answer::Closed => "closed",
        Answer::Reset => "reset",
        Answer::TimedOut(_) | Answer::Unfinished { .. } => "timeout",
    }
}

impl HelloReport {
    fn new(hello: &Hello, octets: usize) -> Self {
        let (version, suites, tls): (u16, usize, Option<&ClientHello>) = match hello {
            Hello::Ssl2(hello) => (0x0002, hello.kinds.len(), None),
            Hello::Tls(hello) => (hello.max_version, hello.suites_sent().len(), Some(hello)),
        };
        Self {
            highest_version: version_name(version),
            cipher_suites: suites,
            groups: tls.map_or(0, |hello| hello.groups.len()),
            signature_schemes: tls.map_or(0, |hello| hello.schemes.len()),
            server_name: tls.and_then(|hello| hello.server_name.clone()),
            octets,
        }
    }
}

impl ChoiceReport {
    fn new(flight: &ServerFlight, hello: &Hello) -> Self {
        let exchange = flight.key_exchange.as_ref();
        let is_tls13 = flight.version >= 0x0304;
        let has = |number| (!is_tls13).then(|| flight.has(number));
        let binds = match hello {
            Hello::Tls(hello) => hello.extended_master_secret || hello.curious,
            Hello::Ssl2(_) => false,
        };
        Self {
            version: version_name(flight.version),
            cipher_suite: SuiteReport::of(flight.suite),
            key_exchange: key_exchange_in_words(flight),
            group: flight.group.map(GroupReport::of),
            prime_bits: exchange.and_then(|it| it.dh.as_ref()).map(|dh| dh.bits()),
            signature_scheme: signature_in_words(flight),
            hello_retry_request: flight.retry,
            compression: flight.compression,
            extended_master_secret: has(ExtensionType::EXTENDED_MASTER_SECRET).filter(|_| binds),
            secure_renegotiation: has(ExtensionType::RENEGOTIATION_INFO),
            client_certificate_requested: flight.certificate_request.is_some(),
            not_offered: flight.not_offered.clone(),
        }
    }
}

fn version_name(number: u16) -> String {
    let known = names::protocol_version(number);
    known.map_or_else(|| format!("{number:#06x}"), |it| it.postfix.to_owned())
}
