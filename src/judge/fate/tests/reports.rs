//! What a sender would report.

use super::table::{HALF, MATCHED, MISMATCH, NO_TLS, UNLISTED, fate};
use crate::judge::fate::SessionPart::{BrokenTls, Tls};
use crate::judge::fate::{DanePart, StsPart};

#[test]
fn r10_r11_r14_what_is_reported_are_the_words_of_the_standard() {
    let dane = [
        MATCHED,
        MISMATCH,
        HALF,
        DanePart::Unusable,
        DanePart::LookupFailed,
        DanePart::None,
    ];
    let sts = [
        StsPart::None,
        StsPart::Enforce(Err(UNLISTED)),
        StsPart::Testing(Err(UNLISTED)),
    ];
    let mut lines = 0;
    for session in [Tls, NO_TLS, BrokenTls] {
        for (dane, sts) in dane
            .iter()
            .flat_map(|dane| sts.iter().map(move |sts| (*dane, *sts)))
        {
            for line in fate(session, dane, sts).reports {
                lines += 1;
                assert!(["tlsa", "sts", "no-policy-found"].contains(&line.policy_type.word()));
                let word = line.result_type.word();
                assert!(
                    word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                    "{word}"
                );
                assert!(line.reason_code.is_none_or(|code| !code.contains(' ')));
            }
        }
    }
    assert!(lines > 20, "{lines}");
}
