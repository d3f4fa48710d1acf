//! What a server does with a connection, as data: a list of acts.

use std::time::Duration;

use super::hello::HelloOf;
use super::old_tls::OldTls;
use super::post::Post;
use super::sasl::Account;
use super::tls::TlsProfile;
use crate::probe::ProxyVersion;

/// One act of a server. When the last act is done, the server closes the connection as [`Act::Close`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a script has a few acts, and most of them serve"
)]
pub enum Act {
    /// Sends the bytes in one write: in the clear, or inside TLS after a handshake.
    Send(Vec<u8>),
    /// Sends the bytes in pieces of `size`, each a segment of its own, with a pause between them.
    SendSplit {
        /// The bytes.
        bytes: Vec<u8>,
        /// How many bytes a piece has.
        size: usize,
        /// The pause after each piece.
        every: Duration,
    },
    /// Sends the bytes over and over, until the client goes away.
    SendEndlessly(Vec<u8>),
    /// Waits.
    Wait(Duration),
    /// Reads and records one command line, which must begin with this word (in any case; empty takes any line).
    /// With another line the connection ends.
    Expect(&'static str),
    /// Reads a header of the PROXY protocol of this version, and records it as a command line: that of version 2 in hexadecimal.
    /// With anything else the connection ends.
    Introduced(ProxyVersion),
    /// Reads and records the head of an HTTP request, line by line, up to the empty line.
    Request,
    /// Reads whatever arrives next, such as a ClientHello, and forgets it.
    Swallow,
    /// Waits until something arrives, such as a ClientHello, and leaves it unread.
    Await,
    /// Waits for a ClientHello. Where it is such a one, reads it, sends the bytes and closes the connection politely; else leaves
    /// it unread.
    Refuse(HelloOf, Vec<u8>),
    /// Reads a ClientHello and answers it as a server of long ago does, up to where the client would have to speak.
    Old(OldTls),
    /// Does the server's side of a TLS handshake, with nothing said before it.
    Handshake(TlsProfile),
    /// Holds a well-behaved session, greeting first, until the client leaves.
    Serve(Manners),
    /// Plays one of these scripts: the first to the first client, the next to the next one, and after the last the first again.
    InTurn(Vec<Vec<Act>>),
    /// Closes the connection politely: close_notify where there is TLS, FIN, and no reset while bytes are on their way.
    Close,
    /// Closes the connection without close_notify.
    HangUp,
    /// Resets the connection (RST).
    Reset,
    /// Holds the connection open and says nothing more.
    Stall,
}

/// How a well-behaved SMTP server presents itself. The `Default` is a good one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// The name in greeting and replies; empty means the host's own.
    pub hostname: String,
    /// The greeting's bytes; `None` means `220 HOSTNAME ESMTP`, empty none at all.
    pub greeting: Option<Vec<u8>>,
    /// Whether it speaks LMTP (RFC 2033) instead of SMTP.
    pub lmtp: bool,
    /// The lines of the EHLO reply in the clear, after the one with the hostname; STARTTLS is added where offered.
    pub extensions: Vec<String>,
    /// The same inside TLS.
    pub extensions_inside_tls: Vec<String>,
    /// The exact bytes that answer STARTTLS, trailing plaintext included; a handshake follows if they begin with 220.
    /// `None` means that STARTTLS is not offered.
    pub starttls: Option<Vec<u8>>,
    /// STARTTLS is taken, but not offered.
    pub hides_starttls: bool,
    /// What was said in the clear behind STARTTLS is carried out inside TLS, against RFC 3207 §4.2.
    pub keeps_plaintext: bool,
    /// The TLS behind STARTTLS.
    pub tls: TlsProfile,
    /// Whom AUTH lets in; anybody where nobody is named.
    pub account: Option<Account>,
    /// What it makes of mail.
    pub post: Post,
    /// What is answered instead of the usual reply, by verb; a 421 also closes the connection.
    pub instead: Vec<(&'static str, Vec<u8>)>,
}

impl Default for Manners {
    fn default() -> Self {
        let extensions = [
            "PIPELINING",
            "SIZE 52428800",
            "8BITMIME",
            "ENHANCEDSTATUSCODES",
        ];
        let extensions = extensions.map(str::to_owned).to_vec();
        Self {
            hostname: String::new(),
            greeting: None,
            lmtp: false,
            extensions: extensions.clone(),
            extensions_inside_tls: extensions,
            starttls: Some(b"220 2.0.0 Ready to start TLS\r\n".to_vec()),
            hides_starttls: false,
            keeps_plaintext: false,
            tls: TlsProfile::default(),
            account: None,
            post: Post::default(),
            instead: Vec::new(),
        }
    }
}

/// The profiles of TLS that a script calls for.
pub(super) fn profiles(script: &[Act]) -> Vec<&TlsProfile> {
    let mut all = Vec::new();
    for act in script {
        let found = match act {
            Act::Handshake(profile) => vec![profile],
            Act::Old(old) => old.certificate.iter().collect(),
            Act::Serve(manners) if manners.starttls.is_some() => vec![&manners.tls],
            Act::InTurn(scripts) => scripts.iter().flat_map(|script| profiles(script)).collect(),
            _ => Vec::new(),
        };
        for profile in found {
            if !all.contains(&profile) {
                all.push(profile);
            }
        }
    }
    all
}
