//! All weaknesses, each found, not found or not tested.

use super::finding::{Finding, Outcome};
use super::subject::Subject;
use super::weakness::Weakness;
use super::{certificates, dh, handshake, signed, starttls, suites, versions};

/// What follows from the facts for every weakness, in the order of the table.
pub fn findings(subject: Subject<'_>) -> Vec<Finding> {
    let all = Weakness::ALL.into_iter();
    all.map(|weakness| finding(weakness, subject)).collect()
}

fn finding(weakness: Weakness, subject: Subject<'_>) -> Finding {
    let judge = match weakness {
        Weakness::CommandInjection => starttls::command_injection,
        Weakness::PlaintextAfterReply => starttls::plaintext_after_reply,
        Weakness::Drown => versions::drown,
        Weakness::Poodle => versions::poodle,
        Weakness::NullEncryption => suites::null,
        Weakness::Freak => suites::freak,
        Weakness::Logjam => dh::logjam,
        Weakness::Rc4 => suites::rc4,
        Weakness::Sweet32 => suites::sweet32,
        Weakness::Anonymous => suites::anonymous,
        Weakness::OldVersions => versions::old_versions,
        Weakness::NoModernVersion => versions::no_modern_version,
        Weakness::NoTls13 => versions::no_tls13,
        Weakness::StaticKeyExchange => suites::static_key_exchange,
        Weakness::Robot => suites::robot,
        Weakness::Beast => suites::beast,
        Weakness::Lucky13 => suites::lucky13,
        Weakness::Crime => handshake::crime,
        Weakness::InsecureRenegotiation => handshake::insecure_renegotiation,
        Weakness::ClientRenegotiation => handshake::client_renegotiation,
        Weakness::NoExtendedMasterSecret => handshake::no_extended_master_secret,
        Weakness::Heartbleed => handshake::heartbleed,
        Weakness::NoFallbackSignal => handshake::no_fallback_signal,
        Weakness::NoDowngradeSentinel => handshake::no_downgrade_sentinel,
        Weakness::WeakSignature => signed::weak_signature,
        Weakness::WeakDh => dh::weak,
        Weakness::CommonDh => dh::common,
        Weakness::DhReuse => dh::reuse,
        Weakness::WeakCertificate => certificates::weak,
        Weakness::CertificateExpired => certificates::expired,
        Weakness::NameDependsOnSni => certificates::depends_on_name,
        Weakness::NeedsServerName => certificates::needs_name,
        Weakness::RefusesOwnName => certificates::refuses_own_name,
        Weakness::Alpaca => certificates::alpaca,
        Weakness::EarlyData => handshake::early_data,
        Weakness::NoPostQuantum => handshake::no_post_quantum,
        Weakness::ChoseUnoffered => handshake::chose_unoffered,
        Weakness::Intolerance => handshake::intolerance,
        Weakness::MaskedStartTls => starttls::masked,
        Weakness::OfferedAgain => starttls::offered_again,
        Weakness::TlsEnforcement => starttls::enforcement,
        Weakness::AuthInTheClear => starttls::auth_in_the_clear,
        Weakness::RequireTlsInTheClear => starttls::require_tls,
        Weakness::ChangedExtensions => starttls::changed,
        Weakness::DifferentBackends => starttls::backends,
    };
    let finding = judge(subject);
    match not_in_tls13(weakness) {
        Some(why)
            if finding.outcome == Outcome::NotTested && versions::is_tls13_only(subject.tls) =>
        {
            Finding::not_found(weakness, format!("only TLS 1.3 is spoken: {why}"))
        }
        _ => finding,
    }
}

/// Why a server of TLS 1.3 alone cannot have what no hello up to TLS 1.2 could be asked about.
fn not_in_tls13(weakness: Weakness) -> Option<&'static str> {
    Some(match weakness {
        Weakness::Crime => "it has no compression",
        Weakness::InsecureRenegotiation => "it has no renegotiation",
        Weakness::NoExtendedMasterSecret => "its keys are always bound to the handshake",
        // The extension itself is known there too (RFC 9846 §4.3).
        Weakness::Heartbleed => "what has the fault, OpenSSL 1.0.1 to 1.0.1f, does not know it",
        Weakness::NoFallbackSignal | Weakness::NoDowngradeSentinel => {
            "there is nothing older to be led to"
        }
        _ => return None,
    })
}
