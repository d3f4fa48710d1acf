//! The standards, by their numbers, with what smtls takes from each: the table of the README, for the manual.

use super::sheet::Sheet;

/// Those in force.
pub(super) const IN_FORCE: &[(u32, &str)] = &[
    (1034, "aliases in DNS: no circles, and nothing beside one"),
    (
        1035,
        "names in DNS: labels and their lengths; long answers by TCP",
    ),
    (1870, "SIZE: limits, and the size of a message with MAIL"),
    (1928, "SOCKS version 5"),
    (1929, "user and password for a SOCKS proxy"),
    (2033, "LMTP: LHLO, and a reply for each recipient"),
    (2034, "enhanced status codes in replies"),
    (2104, "HMAC, of which CRAM-MD5 needs the one with MD5"),
    (
        2181,
        "MX hosts that are aliases, answers that are cut short, TTLs",
    ),
    (2195, "SASL: CRAM-MD5"),
    (2202, "examples of HMAC with MD5"),
    (2308, "what an answer without records means"),
    (2782, "SRV records: priority and weight"),
    (2920, "PIPELINING: what may go out together"),
    (3030, "CHUNKING: messages by BDAT"),
    (3207, "STARTTLS"),
    (3339, "moments as text"),
    (
        3461,
        "DSN: what is asked for with MAIL and RCPT; xtext, for XCLIENT too",
    ),
    (3463, "enhanced status codes"),
    (3526, "primes for Diffie-Hellman: the MODP groups"),
    (3696, "what can be a top-level domain"),
    (3749, "compression in TLS, retired"),
    (3943, "compression by LZS, retired"),
    (3986, "URIs: where TLS reports go"),
    (4033, "DNSSEC: what a trust anchor is"),
    (4034, "DNSSEC: its records"),
    (
        4035,
        "DNSSEC: what secure, insecure, bogus and indeterminate mean",
    ),
    (4422, "SASL: exchanges, channel bindings, EXTERNAL"),
    (4505, "SASL: ANONYMOUS"),
    (4514, "distinguished names as text"),
    (4592, "wildcards and empty non-terminals in DNS"),
    (4616, "SASL: PLAIN"),
    (4648, "base64 and base32hex"),
    (
        4954,
        "AUTH: what is offered when, the exchange, what its replies mean",
    ),
    (4985, "SRV-IDs: certificates for a service of a domain"),
    (5011, "revoked trust anchors of DNSSEC"),
    (5114, "primes for Diffie-Hellman: groups with a subgroup"),
    (5155, "DNSSEC: denials by NSEC3"),
    (5248, "the registry of enhanced status codes"),
    (
        5280,
        "certificates, paths, name constraints, revocation lists",
    ),
    (5321, "SMTP: replies, EHLO, MX"),
    (5322, "messages: what a header must have"),
    (5452, "answers of DNS that fit their question"),
    (5746, "secure renegotiation in TLS 1.2"),
    (5802, "SASL: SCRAM, and what a server must prove"),
    (5890, "internationalised names: U-labels and A-labels"),
    (5891, "internationalised names: what is allowed"),
    (5929, "channel bindings: tls-server-end-point"),
    (6066, "server name indication, OCSP stapling"),
    (6152, "8BITMIME"),
    (6176, "SSL 2.0 retired"),
    (6186, "SRV records of submission"),
    (
        6409,
        "submission: who comes to port 587, and what is owed them",
    ),
    (6520, "heartbeat"),
    (6531, "SMTPUTF8"),
    (6532, "headers with letters beyond ASCII"),
    (6672, "DNAME"),
    (6698, "TLSA records"),
    (6750, "bearer tokens"),
    (6761, "names that no server has (.invalid)"),
    (6840, "DNSSEC: clarifications"),
    (6891, "EDNS, and servers without it"),
    (6960, "OCSP responses"),
    (7218, "TLSA records: the names of their fields"),
    (
        7296,
        "primes for Diffie-Hellman: the two oldest MODP groups",
    ),
    (7301, "application protocols (ALPN)"),
    (7366, "encrypt-then-MAC"),
    (
        7435,
        "opportunistic security: what is not published is not demanded",
    ),
    (7465, "RC4 retired"),
    (7468, "PEM"),
    (7504, "521: a host that accepts no mail"),
    (7505, "null MX"),
    (7507, "the signalling value against fallbacks"),
    (7568, "SSL 3.0 retired"),
    (7628, "SASL: OAUTHBEARER"),
    (7633, "must-staple"),
    (7671, "DANE: how it is operated"),
    (7672, "DANE for SMTP"),
    (7677, "SASL: SCRAM-SHA-256"),
    (7685, "padding of hellos"),
    (7817, "names that a mail client expects in a certificate"),
    (
        7919,
        "named groups of finite-field Diffie-Hellman, and their primes",
    ),
    (8020, "NXDOMAIN means nothing below"),
    (8314, "implicit TLS for submission"),
    (8410, "Ed25519 and Ed448 in certificates"),
    (
        8460,
        "TLS reports: where they go, and what a sending server reports",
    ),
    (8461, "MTA-STS"),
    (8689, "REQUIRETLS"),
    (8701, "GREASE: values that nobody knows"),
    (8914, "extended DNS errors"),
    (8996, "TLS 1.0 and 1.1 retired"),
    (9110, "HTTP: the policy of a domain"),
    (9155, "MD5 and SHA-1 retired from signatures in TLS 1.2"),
    (9266, "channel bindings: tls-exporter"),
    (9276, "NSEC3: how many iterations"),
    (
        9325,
        "recommendations for TLS: version 1.2, extended master secret, key sizes, names, the server name",
    ),
    (9422, "LIMITS"),
    (9525, "names in certificates"),
    (9846, "TLS 1.3"),
];

/// Those that are obsolete or were never in force.
pub(super) const OLD: &[(u32, &str)] = &[
    (2246, "TLS 1.0"),
    (4346, "TLS 1.1"),
    (5077, "session tickets up to TLS 1.2"),
    (5246, "TLS 1.2"),
    (6101, "SSL 3.0"),
    (7627, "extended master secret up to TLS 1.2"),
    (8422, "elliptic curves up to TLS 1.2"),
    (8446, "TLS 1.3 as it was before RFC 9846"),
];

/// What stands above the latter.
const ABOVE_OLD: &str = "These are obsolete or were never in force. A server that still speaks them is asked in their words.";

/// The whole table.
pub(super) fn all(sheet: &mut Sheet) {
    sheet.section("STANDARDS");
    sheet.paragraph("What smtls takes from which standard:");
    rows(sheet, IN_FORCE.iter());
    sheet.subsection("What old servers speak");
    sheet.paragraph(ABOVE_OLD);
    rows(sheet, OLD.iter());
}

/// Those that a page cites.
pub(super) fn cited(sheet: &mut Sheet, page: &str) {
    let cited = citations(page);
    let all = IN_FORCE.iter().chain(OLD);
    sheet.section("STANDARDS");
    rows(sheet, all.filter(|(number, _)| cited.contains(number)));
    sheet.paragraph("smtls(1) lists all standards, with what smtls takes from each.");
}

/// The numbers behind "RFC".
fn citations(page: &str) -> Vec<u32> {
    let pieces = page.split("RFC ").skip(1);
    let numbers = pieces.filter_map(|rest| {
        let end = rest.find(|it: char| !it.is_ascii_digit());
        let digits = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        digits.parse().ok()
    });
    numbers.collect()
}

fn rows<'a>(sheet: &mut Sheet, rows: impl Iterator<Item = &'a (u32, &'a str)>) {
    let rows = rows.map(|(number, what)| (format!("RFC {number}"), (*what).to_owned()));
    sheet.table(10, rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a piece of the README.
    fn listed(text: &str) -> Vec<(u32, &str)> {
        let rows = text.lines().filter_map(|line| {
            let (number, what) = line.strip_prefix("| RFC ")?.split_once(" | ")?;
            Some((number.parse().ok()?, what.strip_suffix(" |")?))
        });
        rows.collect()
    }

    #[test]
    fn the_readme_has_the_same_table() {
        let readme = include_str!("../../../README.md");
        let (_, standards) = readme.split_once("\n## Standards\n").unwrap();
        let (standards, _) = standards.split_once("\n## ").unwrap();
        let (in_force, old) = standards
            .split_once("\n### What old servers speak\n")
            .unwrap();
        assert!(old.contains(ABOVE_OLD), "{old}");
        for (readme, ours, name) in [(in_force, IN_FORCE, "IN_FORCE"), (old, OLD, "OLD")] {
            let readme = listed(readme);
            for row in &readme {
                assert!(ours.contains(row), "{name} in {} lacks {row:?}", file!());
            }
            for row in ours {
                assert!(readme.contains(row), "README.md, Standards, lacks {row:?}");
            }
            assert!(
                ours.windows(2).all(|pair| pair[0].0 < pair[1].0),
                "{name} is not in order"
            );
        }
    }

    #[test]
    fn citations_are_found() {
        assert_eq!(
            citations("RFC 5321 \\(sc5.1, RFC 7505), RFC 3207"),
            [5321, 7505, 3207]
        );
        assert!(citations("no RFC at all").is_empty());
    }
}
