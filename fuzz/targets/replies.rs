//! Replies: what is read does not depend on how it arrives, and no octet is lost or made up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls_fuzz::{Read, read};

fuzz_target!(|octets: &[u8]| {
    let Some((&size, octets)) = octets.split_first() else {
        return;
    };
    let whole = read(octets, &[octets.len()]);
    for sizes in [&[1][..], &[usize::from(size)], &[usize::from(size), 1, 700]] {
        assert_eq!(parts(&read(octets, sizes)), parts(&whole), "in {sizes:?}");
    }
    if whole.error.is_none() {
        assert_eq!(written(&whole), octets);
    }
    for reply in &whole.replies {
        assert!((0..1000).contains(&reply.code()) && reply.class() == reply.code() / 100);
        assert!(!reply.lines().is_empty());
    }
});

/// What may not depend on the split. After an error the rest does: no more is read then.
fn parts(read: &Read) -> (usize, String) {
    let rest = match read.error {
        Some(_) => &[][..],
        None => &read.rest,
    };
    let found = format!("{:?} {:?} {rest:?}", read.replies, read.error);
    (read.lines.len(), found)
}

/// The octets of whole replies, and what was left.
fn written(read: &Read) -> Vec<u8> {
    let mut octets = Vec::new();
    for line in read.replies.iter().flat_map(|reply| reply.lines()) {
        octets.extend_from_slice(line.octets());
        octets.extend_from_slice(if line.bare_lf() { b"\n" } else { b"\r\n" });
    }
    octets.extend_from_slice(&read.rest);
    octets
}
