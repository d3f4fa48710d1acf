//! All weaknesses, each found, not found or not tested.

use super::finding::Finding;
use super::subject::Subject;
use super::weakness::Weakness;
use super::{certificates, dh, handshake, starttls, suites, versions};

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
        Weakness::WeakSignature => handshake::weak_signature,
        Weakness::WeakDh => dh::weak,
        Weakness::CommonDh => dh::common,
        Weakness::DhReuse => dh::reuse,
        Weakness::WeakCertificate => certificates::weak,
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
    judge(subject)
}
