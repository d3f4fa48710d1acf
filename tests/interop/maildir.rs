//! What the servers stored of a message that was handed in.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::services::services;

/// What Postfix stored for that recipient: the fields that servers put before the message, and the message.
pub fn arrived(recipient: &str) -> (String, Vec<u8>) {
    let label = format!("X-Original-To: {recipient}\n");
    stored("mail/all/new", &label)
}

/// What Dovecot stored for a user whose mailbox is not yet used.
pub fn arrived_by_lmtp(user: &str) -> (String, Vec<u8>) {
    stored(&format!("dovecot/mail/{user}/new"), "Return-Path:")
}

/// The message in a folder whose first fields have these words.
fn stored(folder: &str, words: &str) -> (String, Vec<u8>) {
    let folder = services().folder.join(folder);
    for _ in 0..300 {
        if let Some(found) = find(&folder, words) {
            return found;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("nothing arrived with {words:?} within half a minute");
}

/// Takes it out, so that a later test finds its own.
fn find(folder: &Path, words: &str) -> Option<(String, Vec<u8>)> {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (fields, message) = split(&fs::read(file.path()).ok()?);
        if fields.contains(words) {
            fs::remove_file(file.path()).expect("the message can be taken out");
            return Some((fields, message));
        }
    }
    None
}

/// The fields that servers which take a message, pass it on and store it put before it.
fn split(stored: &[u8]) -> (String, Vec<u8>) {
    const OURS: [&str; 5] = [
        "Return-Path:",
        "X-Original-To:",
        "Delivered-To:",
        "Received:",
        "\t",
    ];
    let mut rest = stored;
    let mut fields = String::new();
    for line in stored.split_inclusive(|octet| *octet == b'\n') {
        if !OURS.iter().any(|field| line.starts_with(field.as_bytes())) {
            break;
        }
        fields.push_str(&String::from_utf8_lossy(line));
        rest = &rest[line.len()..];
    }
    (fields, rest.to_vec())
}

/// Fails where they differ, and shows the end of what is the same.
pub fn assert_same(stored: &[u8], expected: &[u8], which: &str) {
    let same = stored
        .iter()
        .zip(expected)
        .take_while(|(a, b)| a == b)
        .count();
    let around = |octets: &[u8]| {
        let part = &octets[same.saturating_sub(20)..octets.len().min(same + 40)];
        part.escape_ascii().to_string()
    };
    assert!(
        stored == expected,
        "{which}: {} octets arrived, {} were sent; they differ from octet {same} on: {:?} instead of {:?}",
        stored.len(),
        expected.len(),
        around(stored),
        around(expected)
    );
}
