//! Hides secrets in what is shown of a session, also where the server sends them back.

use super::Secret;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::collections::HashSet;
use std::fmt;

/// What stands in a secret's place.
pub(crate) const HIDDEN: &[u8] = b"[hidden]";

/// How long a piece of a longer secret is that is hidden too, in octets: servers cut what they quote.
const PIECE: usize = 8;

/// How long the beginning of a secret is that is hidden at the end of what was cut off, in octets.
const REST: usize = 3;

/// The encodings of the secrets of a session.
#[derive(Clone, Default)]
pub struct Veil {
    /// Every piece of the longer ones.
    pieces: HashSet<[u8; PIECE]>,
    /// The shorter ones.
    short: Vec<Secret>,
    /// How each begins.
    beginnings: Vec<Secret>,
}

impl Veil {
    /// Hides a secret from now on, as it is and in the encodings in which it may come back.
    pub fn cover(&mut self, secret: &Secret) {
        let octets = secret.octets();
        if octets.is_empty() {
            return;
        }
        self.add(octets);
        self.add(STANDARD.encode(octets).as_bytes());
        self.add(URL_SAFE.encode(octets).as_bytes());
        for hex in [
            |octet: &u8| format!("{octet:02x}"),
            |octet: &u8| format!("{octet:02X}"),
        ] {
            self.add(octets.iter().map(hex).collect::<String>().as_bytes());
        }
        self.add(percent(octets).as_bytes());
        // Among other octets base64 has one of three forms, whose edges belong to the neighbours too.
        for before in 0..3 {
            let padded = [&vec![0; before][..], octets].concat();
            let encoded = STANDARD.encode(&padded);
            let start = (before * 8).div_ceil(6);
            let inner = encoded.as_bytes().get(start..padded.len() * 8 / 6);
            if let Some(inner @ [_, _, _, _, ..]) = inner {
                self.add(inner);
            }
        }
    }

    /// Hides a message that has a secret in it, as it goes over the wire.
    pub fn cover_message(&mut self, message: &Secret) {
        self.add(STANDARD.encode(message.octets()).as_bytes());
    }

    /// The octets with every secret in them hidden.
    pub fn hide(&self, octets: &[u8]) -> Vec<u8> {
        let mut hidden = vec![false; octets.len()];
        let mut mark = |at: usize, length: usize| {
            hidden
                .iter_mut()
                .skip(at)
                .take(length)
                .for_each(|it| *it = true);
        };
        if !self.pieces.is_empty() {
            for (at, window) in octets.windows(PIECE).enumerate() {
                if self.pieces.contains(window) {
                    mark(at, PIECE);
                }
            }
        }
        for short in &self.short {
            let short = short.octets();
            for (at, window) in octets.windows(short.len().max(1)).enumerate() {
                if window == short {
                    mark(at, short.len());
                }
            }
        }
        let mut shown = Vec::with_capacity(octets.len());
        let mut before = false;
        for (octet, is_hidden) in octets.iter().zip(hidden) {
            match (is_hidden, before) {
                (false, _) => shown.push(*octet),
                (true, false) => shown.extend_from_slice(HIDDEN),
                (true, true) => {}
            }
            before = is_hidden;
        }
        shown
    }

    /// The same for octets that were cut off somewhere, where a secret may have begun.
    pub fn hide_cut(&self, octets: &[u8]) -> Vec<u8> {
        let mut shown = self.hide(octets);
        let begun = self.beginnings.iter().filter_map(|beginning| {
            let beginning = beginning.octets();
            let mut lengths = (REST..=beginning.len()).rev();
            lengths.find(|length| {
                beginning
                    .get(..*length)
                    .is_some_and(|it| shown.ends_with(it))
            })
        });
        if let Some(length) = begun.max() {
            shown.truncate(shown.len().saturating_sub(length));
            shown.extend_from_slice(HIDDEN);
        }
        shown
    }

    fn add(&mut self, pattern: &[u8]) {
        if pattern.len() < PIECE {
            let short = Secret::new(pattern);
            if !self.short.contains(&short) {
                self.short.push(short);
            }
        } else {
            let pieces = pattern.windows(PIECE);
            self.pieces
                .extend(pieces.filter_map(|piece| <[u8; PIECE]>::try_from(piece).ok()));
        }
        let beginning = Secret::new(pattern.get(..PIECE).unwrap_or(pattern));
        if !self.beginnings.contains(&beginning) {
            self.beginnings.push(beginning);
        }
    }
}

impl fmt::Debug for Veil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Veil([hidden])")
    }
}

/// As in a URL.
fn percent(octets: &[u8]) -> String {
    let encoded = octets.iter().map(|octet| match octet {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(*octet).to_string()
        }
        _ => format!("%{octet:02X}"),
    });
    encoded.collect()
}
