//! What a row of the tables holds, and how it is played.

use crate::judge::explanation::{Explanation, Others};
use crate::judge::{Check, Status, Verdict};
use crate::probe::inquiry::tests::scripted::{question, session};
use crate::probe::{Observation, Question};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, DhParameters, ServerKeyExchange};

/// A session that failed so with the usual offer.
pub(super) fn usual(fault: TlsFault) -> Observation {
    session(fault, |_| {})
}

pub(super) fn exchange(bits: usize) -> Option<ServerKeyExchange> {
    Some(ServerKeyExchange {
        curve: None,
        dh: (bits > 0).then(|| DhParameters {
            prime: vec![0xff; bits / 8],
            generator: vec![2],
            public: vec![3],
        }),
        export_rsa_bits: None,
        scheme: Some(0x0401),
    })
}

/// What the verdicts on the handshake become: the failure first.
pub(super) fn explained(
    session: &Observation,
    answers: Vec<(Question, Option<Answer>)>,
) -> (Vec<Verdict>, Option<Others>) {
    let questions = answers
        .into_iter()
        .map(|(asked, answer)| question(session, asked, answer));
    let questions: Vec<Observation> = questions.collect();
    let explanation = Explanation::of(session, &questions).unwrap();
    // The last line is short, and does not repeat the verdict.
    let short = &explanation.short;
    assert!(short.len() < 200 && !short.ends_with('.'), "{short}");
    let mut verdicts = vec![
        Verdict::new(Check::StartTls, Status::Pass, "offered"),
        Verdict::new(Check::Handshake, Status::Fail, "it failed").with_fix("what is known before"),
        Verdict::new(Check::Ehlo, Status::NotTested, "not reached"),
    ];
    explanation.amend(&mut verdicts);
    assert_eq!(verdicts.first().unwrap().check, Check::StartTls);
    assert_eq!(verdicts.last().unwrap().check, Check::Ehlo);
    let handshake = verdicts[1..verdicts.len() - 1].to_vec();
    let first = &handshake[0].reason;
    let is_bare = first.starts_with("the server ended TLS with alert ");
    assert!(is_bare || first.starts_with("it failed; "), "{first}");
    assert!(!is_bare || !first.contains("acceptable"), "{first}");
    for verdict in &handshake {
        assert_eq!(verdict.check, Check::Handshake);
        let reason = &verdict.reason;
        assert!(!reason.ends_with('.') && reason.is_ascii(), "{reason}");
        assert!(!reason.contains("  ") && !reason.contains('\n'), "{reason}");
        assert!(verdict.fix.is_some(), "{reason}");
    }
    (handshake, explanation.others)
}

pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) session: Observation,
    pub(super) answers: Vec<(Question, Option<Answer>)>,
    pub(super) reason: &'static [&'static str],
    pub(super) fix: &'static [&'static str],
    pub(super) others: Option<Others>,
    /// Words of the warnings beside.
    pub(super) beside: &'static [&'static str],
}

pub(super) const NO_EMS: &str = "extended master secret";
pub(super) const NO_RENEGOTIATION: &str = "secure renegotiation";
