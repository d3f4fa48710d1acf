//! The same facts of one server from smtls and from each peer, compared one by one.

use crate::comparison::Comparison;
use crate::services::{Service, services};
use crate::smtls::{Probe, plain};
use crate::{openssl, posttls_finger, smtls, swaks};

/// What the service was set up to be; without it all could agree on the wrong server.
pub struct Known {
    pub protocol: &'static str,
    pub cipher_suite: &'static str,
    pub group: &'static str,
    pub signature: &'static str,
}

pub fn agree(service: &Service, known: &Known) -> Probe {
    let root = services().root.to_str().expect("a path in UTF-8");
    let name = &services().name;
    let ours = smtls::probe(service, &[]);
    let openssl = openssl::look(service, root, name);
    let postfix = posttls_finger::look(service, root, name);
    let swaks = swaks::look(service);

    let mut c = Comparison::of(service.name);
    known_facts(&mut c, &ours, known);
    handshake(&mut c, &ours, &openssl, &postfix, &swaks);
    chain(&mut c, &ours, &openssl, &postfix);
    verification(&mut c, &ours, &openssl, &postfix);
    extensions(&mut c, service, &ours, &swaks);
    c.same("exit code", Some(ours.exit), "swaks", Some(swaks.exit));
    c.finish(&[&ours.text, &openssl.text, &postfix.text, &swaks.text]);
    ours
}

fn known_facts(c: &mut Comparison, ours: &Probe, known: &Known) {
    c.same(
        "version",
        ours.tls("/version"),
        "the set-up",
        Some(known.protocol),
    );
    c.same(
        "suite",
        ours.tls("/cipher_suite/openssl"),
        "the set-up",
        Some(known.cipher_suite),
    );
    c.same("group", ours.group(), "the set-up", Some(known.group));
    c.same(
        "signature",
        ours.signature().0,
        "the set-up",
        Some(known.signature),
    );
    c.same("exit code", Some(ours.exit), "the set-up", Some(0));
}

fn handshake(
    c: &mut Comparison,
    ours: &Probe,
    openssl: &openssl::Facts,
    postfix: &posttls_finger::Facts,
    swaks: &swaks::Facts,
) {
    let version = ours.tls("/version");
    c.same(
        "version",
        version.as_ref(),
        "s_client",
        openssl.protocol.as_ref(),
    );
    c.same(
        "version",
        version.as_ref(),
        "posttls-finger",
        postfix.protocol.as_ref(),
    );
    c.same(
        "version",
        version.as_ref(),
        "swaks",
        swaks.protocol.as_ref(),
    );

    let suite = ours.tls("/cipher_suite/openssl");
    c.same(
        "suite",
        suite.as_ref(),
        "s_client",
        openssl.cipher_suite.as_ref(),
    );
    c.same(
        "suite",
        suite.as_ref(),
        "posttls-finger",
        postfix.cipher_suite.as_ref(),
    );
    c.same(
        "suite",
        suite.as_ref(),
        "swaks",
        swaks.cipher_suite.as_ref(),
    );

    let bits = ours.tls("/cipher_suite/bits");
    c.same(
        "bits",
        bits.as_ref(),
        "posttls-finger",
        postfix.bits.as_ref(),
    );
    c.same("bits", bits.as_ref(), "swaks", swaks.bits.as_ref());

    let group = ours.group();
    c.same("group", group.as_ref(), "s_client", openssl.group.as_ref());
    let (kind, digest) = ours.signature();
    c.same(
        "signature",
        kind.as_ref(),
        "s_client",
        openssl.signature_type.as_ref(),
    );
    c.same(
        "digest",
        digest.as_ref(),
        "s_client",
        openssl.signature_digest.as_ref(),
    );
    // Postfix tells the group and the signature of TLS 1.3 only.
    if version.as_deref() == Some("TLSv1.3") {
        c.same(
            "group",
            group.as_ref(),
            "posttls-finger",
            postfix.group.as_ref(),
        );
        c.same(
            "signature",
            kind.as_ref(),
            "posttls-finger",
            postfix.signature_type.as_ref(),
        );
        c.same(
            "digest",
            digest.as_ref(),
            "posttls-finger",
            postfix.signature_digest.as_ref(),
        );
    }
}

fn chain(
    c: &mut Comparison,
    ours: &Probe,
    openssl: &openssl::Facts,
    postfix: &posttls_finger::Facts,
) {
    let chain = ours.chain();
    c.require("the chain is not empty", !chain.is_empty());
    c.same(
        "chain length",
        Some(chain.len()),
        "s_client",
        Some(openssl.chain.len()),
    );
    c.same(
        "chain length",
        Some(chain.len()),
        "posttls-finger",
        Some(postfix.chain.len()),
    );
    for (depth, (one, theirs)) in chain.iter().zip(&openssl.chain).enumerate() {
        let mut same = |fact: &str, theirs: &String| {
            c.same(
                &format!("{fact} at {depth}"),
                plain(&one[fact]),
                "openssl",
                Some(theirs),
            );
        };
        same("subject", &theirs.subject);
        same("issuer", &theirs.issuer);
        same("serial", &theirs.serial);
        same("not_before", &theirs.not_before);
        same("not_after", &theirs.not_after);
        same("sha256", &theirs.sha256);
    }
    for (depth, (one, theirs)) in chain.iter().zip(&postfix.chain).enumerate() {
        let mut same = |fact: &str, theirs: &String| {
            c.same(
                &format!("{fact} at {depth}"),
                plain(&one[fact]),
                "posttls-finger",
                Some(theirs),
            );
        };
        same("sha256", &theirs.sha256);
        same("spki_sha256", &theirs.spki_sha256);
    }
}

fn verification(
    c: &mut Comparison,
    ours: &Probe,
    openssl: &openssl::Facts,
    postfix: &posttls_finger::Facts,
) {
    c.require("s_client verifies the path", openssl.errors.is_empty());
    c.same(
        "name",
        Some(&services().name),
        "s_client",
        openssl.verified_name.as_ref(),
    );
    let word = postfix.trust.as_ref().map(|word| word.to_lowercase());
    c.same("trust", ours.trust(), "posttls-finger", word);
    for check in ["path", "validity", "names"] {
        c.same(check, ours.verdict(check), "the set-up", Some("pass"));
    }
    c.same(
        "client certificate requested",
        ours.tls("/client_certificate/requested"),
        "s_client",
        Some(openssl.asked_for_client_certificate),
    );
}

fn extensions(c: &mut Comparison, service: &Service, ours: &Probe, swaks: &swaks::Facts) {
    let joined = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
    if !service.wrapper {
        let clear = ours.extensions("in_the_clear");
        c.same("EHLO", joined(&clear), "swaks", joined(&swaks.in_the_clear));
        c.same(
            "removed",
            joined(&ours.extensions("removed")),
            "the set-up",
            Some("STARTTLS"),
        );
    }
    let inside = ours.extensions("inside_tls");
    c.same(
        "EHLO inside TLS",
        joined(&inside),
        "swaks",
        joined(&swaks.inside_tls),
    );
}
