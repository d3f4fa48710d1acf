//! Hides secrets in what is shown of a session, also where the server sends them back.

use super::{Credentials, Mechanism, Secret};
use crate::smtp::{EnhancedCode, Keyword};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// What stands in a secret's place.
pub(crate) const HIDDEN: &[u8] = b"[hidden]";

/// How long a piece of a longer secret is that is hidden too, in octets: servers cut what they quote.
const PIECE: usize = 8;

/// How long the beginning of a secret is that is hidden at the end of what was cut off, in octets.
const REST: usize = 3;

/// Hides the secrets of a run. Its clones share what they hide, so that what one session has made of a password is hidden in the next too.
#[derive(Clone, Default)]
pub struct Veil(Arc<Mutex<Patterns>>);

/// The encodings of the secrets, in lower case: a server may change the case of what it quotes.
#[derive(Default)]
struct Patterns {
    /// Every piece of the longer ones.
    pieces: HashSet<[u8; PIECE]>,
    /// The shorter ones.
    short: Vec<Secret>,
    /// How each begins.
    beginnings: Vec<Secret>,
}

impl Veil {
    /// Hides the password and the token from now on.
    pub fn cover_credentials(&self, credentials: &Credentials) {
        let secrets = [&credentials.password, &credentials.token];
        secrets.into_iter().flatten().for_each(|it| self.cover(it));
    }

    /// Hides a secret from now on, as it is and in the encodings in which it may come back.
    pub fn cover(&self, secret: &Secret) {
        let octets = secret.octets();
        if octets.is_empty() {
            return;
        }
        let mut patterns = self.patterns();
        patterns.add(octets);
        let in_base64 = STANDARD.encode(octets);
        patterns.add(STANDARD.encode(&in_base64).as_bytes());
        patterns.add(in_base64.as_bytes());
        patterns.add(URL_SAFE.encode(octets).as_bytes());
        let hex: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
        for between in ["", ":", " ", "-", "%"] {
            patterns.add(hex.join(between).as_bytes());
        }
        patterns.add(percent(octets).as_bytes());
        // Among other octets base64 has one of three forms, whose edges belong to the neighbours too.
        for before in 0..3 {
            let padded = [&vec![0; before][..], octets].concat();
            let encoded = STANDARD.encode(&padded);
            let start = (before * 8).div_ceil(6);
            let inner = encoded.as_bytes().get(start..padded.len() * 8 / 6);
            if let Some(inner @ [_, _, _, _, ..]) = inner {
                patterns.add(inner);
            }
        }
    }

    /// Hides a message that has a secret in it, as it goes over the wire.
    pub fn cover_message(&self, message: &Secret) {
        self.patterns()
            .add(STANDARD.encode(message.octets()).as_bytes());
    }

    /// The octets with every secret in them hidden.
    pub fn hide(&self, octets: &[u8]) -> Vec<u8> {
        masked(octets, &self.patterns().mask(octets))
    }

    /// The same for octets behind others that were shown, in which a secret may have begun.
    pub(in crate::smtp) fn hide_behind(&self, before: &[u8], octets: &[u8]) -> Vec<u8> {
        let mask = self.patterns().mask(&[before, octets].concat());
        masked(octets, mask.get(before.len()..).unwrap_or_default())
    }

    /// The same for the text of a reply, of which the words that the protocol goes by stay: the enhanced status code, and in a `list`,
    /// as EHLO is answered with, all of them. Such a word is hidden only where a secret is the whole of it, or a long one is in it; what
    /// EHLO replies have anyway not even then.
    pub(in crate::smtp) fn hide_text(&self, text: &[u8], list: bool) -> Vec<u8> {
        let mut mask = self.patterns().mask(text);
        if !mask.contains(&true) {
            return text.to_vec();
        }
        let mut start = 0;
        let is_code = EnhancedCode::from_text(text).is_some();
        for (index, word) in text.split(|octet| matches!(octet, b' ' | b'=')).enumerate() {
            let end = start + word.len();
            let next = end + 1;
            let is_alone = |at: Option<usize>| at.and_then(|at| mask.get(at)) != Some(&true);
            let spills = !is_alone(start.checked_sub(1)) || !is_alone(Some(end));
            let is_structure = list || (index == 0 && is_code);
            let here = mask.get(start..end).unwrap_or_default();
            let run = here.split(|is_hidden| !is_hidden).map(<[bool]>::len).max();
            let is_part = run.is_some_and(|run| run < PIECE && run < word.len());
            if is_structure && !spills && (is_part || (list && is_known(word))) {
                mask.iter_mut()
                    .take(end)
                    .skip(start)
                    .for_each(|it| *it = false);
            }
            start = next;
        }
        masked(text, &mask)
    }

    /// The same for octets that were cut off somewhere, where a secret may have begun.
    pub fn hide_cut(&self, octets: &[u8]) -> Vec<u8> {
        let mut shown = self.hide(octets);
        let patterns = self.patterns();
        let lower = shown.to_ascii_lowercase();
        let begun = patterns.beginnings.iter().filter_map(|beginning| {
            let beginning = beginning.octets();
            let mut lengths = (REST..=beginning.len()).rev();
            lengths.find(|length| {
                beginning
                    .get(..*length)
                    .is_some_and(|it| lower.ends_with(it))
            })
        });
        if let Some(length) = begun.max() {
            shown.truncate(shown.len().saturating_sub(length));
            shown.extend_from_slice(HIDDEN);
        }
        shown
    }

    /// What one who panicked left is as good as before.
    fn patterns(&self) -> MutexGuard<'_, Patterns> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Patterns {
    fn add(&mut self, pattern: &[u8]) {
        let pattern = Zeroizing::new(pattern.to_ascii_lowercase());
        if pattern.len() < PIECE {
            let short = Secret::new(pattern.as_slice());
            if !self.short.contains(&short) {
                self.short.push(short);
            }
        } else {
            let pieces = pattern.windows(PIECE);
            self.pieces
                .extend(pieces.filter_map(|piece| <[u8; PIECE]>::try_from(piece).ok()));
        }
        let beginning = Secret::new(pattern.get(..PIECE).unwrap_or(&pattern));
        if !self.beginnings.contains(&beginning) {
            self.beginnings.push(beginning);
        }
    }

    /// Which of the octets are to be hidden.
    fn mask(&self, octets: &[u8]) -> Vec<bool> {
        let lower = octets.to_ascii_lowercase();
        let mut hidden = vec![false; octets.len()];
        let mut mark = |at: usize, length: usize| {
            hidden
                .iter_mut()
                .skip(at)
                .take(length)
                .for_each(|it| *it = true);
        };
        if !self.pieces.is_empty() {
            for (at, window) in lower.windows(PIECE).enumerate() {
                if self.pieces.contains(window) {
                    mark(at, PIECE);
                }
            }
        }
        for short in &self.short {
            let short = short.octets();
            for (at, window) in lower.windows(short.len().max(1)).enumerate() {
                if window == short {
                    mark(at, short.len());
                }
            }
        }
        hidden
    }
}

/// The octets, each run of hidden ones replaced.
fn masked(octets: &[u8], mask: &[bool]) -> Vec<u8> {
    let mut shown = Vec::with_capacity(octets.len());
    let mut before = false;
    for (octet, is_hidden) in octets.iter().zip(mask) {
        match (is_hidden, before) {
            (false, _) => shown.push(*octet),
            (true, false) => shown.extend_from_slice(HIDDEN),
            (true, true) => {}
        }
        before = *is_hidden;
    }
    shown
}

/// A word that stands in EHLO replies anyway, so that it tells nothing.
fn is_known(word: &[u8]) -> bool {
    let mut names = Mechanism::ALL.into_iter().map(Mechanism::name);
    Keyword::find(word).is_some() || names.any(|name| name.as_bytes().eq_ignore_ascii_case(word))
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
