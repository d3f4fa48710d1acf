//! Until when the signature over published records holds, and whether it should have been renewed by now.

use crate::dns::Signed;
use crate::judge::pkix::date::{day, span};

/// The part of its time after which a signature is late: signers renew theirs with a tenth of it left, or more.
const LAST_PART: i64 = 20;

/// The **signature** over published records, at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// From when it holds, in seconds since 1970.
    pub inception: i64,
    /// Until when it holds, in seconds since 1970.
    pub expiration: i64,
    /// It should have been renewed by now.
    pub is_late: bool,
    /// What there is to say, as a sentence fragment.
    pub words: String,
}

impl Signature {
    /// What a signature is at a moment in seconds since 1970.
    pub(super) fn of(signed: &Signed, now: i64) -> Self {
        let left = signed.expiration.saturating_sub(now);
        let whole = signed.expiration.saturating_sub(signed.inception);
        // Of several one may be on its way out, as where a zone changes its keys.
        let is_late = !signed.is_one_of_several && left < whole / LAST_PART;
        let end = format!(
            "until {} (UTC), for {} more",
            day(signed.expiration),
            span(left)
        );
        let words = match (is_late, signed.is_one_of_several) {
            (true, _) => format!(
                "{end}: late as seen through this resolver, whose cache may hold an older one than the zone's name servers, as signers renew \
                 theirs earlier. Ask those name servers, and look whether the zone's signer still runs: once the signature has run out, \
                 senders that know DANE keep their mail"
            ),
            (false, false) => format!("{end}; the zone's signer is to renew it before that"),
            (false, true) => format!(
                "{end}, which is the one that was checked; others stand beside it, and may hold longer"
            ),
        };
        Self {
            inception: signed.inception,
            expiration: signed.expiration,
            is_late,
            words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn of(days: i64, left: i64, is_one_of_several: bool) -> Signature {
        let signed = Signed {
            wildcard: None,
            inception: 0,
            expiration: days * DAY,
            is_one_of_several,
        };
        Signature::of(&signed, days * DAY - left)
    }

    #[test]
    fn d93_a_signature_is_late_where_every_signer_has_renewed_it_by_then() {
        for (case, days, left, is_late) in [
            ("BIND renews 30 days with 7.5 left", 30, 7 * DAY, false),
            ("OpenDNSSEC 14 days with 3 left", 14, 3 * DAY, false),
            (
                "Knot DNS 14 days with a tenth left",
                14,
                DAY + 8 * 3600,
                false,
            ),
            ("signed anew for each answer, for 2 days", 2, DAY, false),
            ("the last day of 30", 30, DAY, true),
            ("the last hours of 14 days", 14, 3600, true),
            ("run out while smtls looked", 14, -5, true),
        ] {
            let found = of(days, left, false);
            assert_eq!(found.is_late, is_late, "{case}");
            assert_eq!(found.words.contains("still runs"), is_late, "{case}");
            // A cached signature does not tell what the zone has by now.
            let is_of_cache = found.words.contains("late as seen through this resolver");
            assert_eq!(is_of_cache, is_late, "{case}");
        }
        let one_of_several = of(30, DAY, true);
        assert!(!one_of_several.is_late);
        assert!(one_of_several.words.contains("may hold longer"));
    }
}
