//! Trust anchors of other kinds and for other zones than the root's key.

use crate::lab::{address, anchors, ask, folder, wait};
use smtls::dns::{DnssecAnchors, DnssecMode, DnssecStatus, Resolver, ResolverChoice};
use std::fs;

/// The lines of the key-signing keys of a zone.
fn keys(zone: &str) -> String {
    let files = fs::read_dir(folder().join("zones")).unwrap();
    let named = files.map(|file| file.unwrap().path()).filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        name.starts_with(&format!("K{zone}.+")) && name.ends_with(".key")
    });
    named
        .map(|path| fs::read_to_string(path).unwrap())
        .filter(|text| text.contains("DNSKEY 257"))
        .collect()
}

fn verdict(anchors: DnssecAnchors, name: &str, record_type: &str) -> (DnssecStatus, String) {
    let choice = ResolverChoice::At(address("plain"));
    let resolver = Resolver::new(choice, DnssecMode::Validate, anchors);
    let found = wait(ask(&resolver, name, record_type));
    let why = found.trail.why().unwrap_or_default().to_owned();
    (found.verdict(), why)
}

#[test]
fn digests_of_keys_are_anchors_too() {
    use DnssecStatus::{Bogus, Insecure, Secure};
    for (name, status) in [
        ("nsec.test.", Secure),
        ("kskzsk.test.", Secure),
        ("unsigned.test.", Insecure),
        ("expired.test.", Bogus),
    ] {
        assert_eq!(verdict(anchors("root.ds"), name, "MX").0, status, "{name}");
    }
}

#[test]
fn an_island_is_verified_from_its_own_anchor() {
    use DnssecStatus::{Bogus, Indeterminate, Insecure, Secure};
    for (zone, name, record_type, status) in [
        ("kskzsk.test", "_25._tcp.mx1.kskzsk.test.", "TLSA", Secure),
        ("kskzsk.test", "nope.kskzsk.test.", "A", Secure),
        ("kskzsk.test", "child.kskzsk.test.", "MX", Secure),
        ("kskzsk.test", "plain.ent2.kskzsk.test.", "MX", Insecure),
        ("kskzsk.test", "nsec.test.", "MX", Indeterminate),
        ("bogussig.test", "www.bogussig.test.", "A", Bogus),
        ("missingsig.test", "mx1.missingsig.test.", "A", Bogus),
        ("expiredksk.test", "expiredksk.test.", "MX", Bogus),
        // No DS record leads there, and no chain from the root; the anchor alone does.
        ("sub.nsec3opt.test", "sub.nsec3opt.test.", "MX", Secure),
        ("sub.nsec3opt.test", "www.sub.nsec3opt.test.", "A", Secure),
    ] {
        let anchors = DnssecAnchors::read(&keys(zone)).unwrap();
        let (found, why) = verdict(anchors, name, record_type);
        assert_eq!(found, status, "{zone} {name}: {why}");
    }
}

#[test]
fn the_closest_anchor_decides() {
    let both = format!("{}{}", keys(""), keys("sub.nsec3opt.test"));
    let anchors = DnssecAnchors::read(&both).unwrap();
    let (found, why) = verdict(anchors, "sub.nsec3opt.test.", "MX");
    assert_eq!(found, DnssecStatus::Secure, "{why}");
}

#[test]
fn an_anchor_that_the_zone_does_not_have_makes_everything_bogus() {
    let foreign = keys("nsec.test").replace("nsec.test.", "kskzsk.test.");
    let anchors = DnssecAnchors::read(&foreign).unwrap();
    let (found, why) = verdict(anchors, "kskzsk.test.", "MX");
    assert_eq!(found, DnssecStatus::Bogus);
    assert_eq!(why, "no DNSKEY of kskzsk.test. matches the trust anchor");
}
