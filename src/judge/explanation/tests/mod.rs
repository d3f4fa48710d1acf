//! What the answers come to: the reason, the cure, and who else would have TLS.

mod lacking;
mod retired;
mod shape;
mod signature;
mod trouble;
mod turns;

use super::{Explanation, Others};
use crate::judge::{Check, Status, Verdict};
use crate::probe::inquiry::scripted::{alert, peer, question, session};
use crate::probe::{Observation, Purpose, Question};
use crate::tls::TlsFault;
use crate::tls::wire::{Answer, DhParameters, ServerKeyExchange};

/// A session that failed so with the usual offer.
fn usual(fault: TlsFault) -> Observation {
    session(fault, |_| {})
}

fn exchange(bits: usize) -> Option<ServerKeyExchange> {
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
fn explained(
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
    assert!(handshake[0].reason.starts_with("it failed; "));
    for verdict in &handshake {
        assert_eq!(verdict.check, Check::Handshake);
        let reason = &verdict.reason;
        assert!(!reason.ends_with('.') && reason.is_ascii(), "{reason}");
        assert!(!reason.contains("  ") && !reason.contains('\n'), "{reason}");
        assert!(verdict.fix.is_some(), "{reason}");
    }
    (handshake, explanation.others)
}

struct Row {
    name: &'static str,
    session: Observation,
    answers: Vec<(Question, Option<Answer>)>,
    reason: &'static [&'static str],
    fix: &'static [&'static str],
    others: Option<Others>,
    /// Words of the warnings beside.
    beside: &'static [&'static str],
}

const NO_EMS: &str = "extended master secret";
const NO_RENEGOTIATION: &str = "secure renegotiation";

#[test]
fn x04_x05_x06_x10_x11_each_failure_has_its_reason_and_cure() {
    let all = [
        lacking::rows(),
        retired::rows(),
        shape::rows(),
        trouble::rows(),
    ];
    for row in all.into_iter().flatten() {
        let (verdicts, others) = explained(&row.session, row.answers);
        let failed = &verdicts[0];
        assert_eq!(failed.status, Status::Fail, "{}", row.name);
        for words in row.reason {
            assert!(
                failed.reason.contains(words),
                "{}: {}",
                row.name,
                failed.reason
            );
        }
        let fix = failed.fix.as_deref().unwrap();
        for words in row.fix {
            assert!(fix.contains(words), "{}: {fix}", row.name);
        }
        assert_eq!(others, row.others, "{}", row.name);
        let beside = &verdicts[1..];
        assert_eq!(beside.len(), row.beside.len(), "{}: {beside:#?}", row.name);
        for (verdict, words) in beside.iter().zip(row.beside) {
            assert_eq!(verdict.status, Status::Warn, "{}", row.name);
            assert!(
                verdict.reason.contains(words),
                "{}: {}",
                row.name,
                verdict.reason
            );
        }
    }
}

#[test]
fn without_questions_nothing_is_explained() {
    let session = session(TlsFault::Alert(70), |_| {});
    assert_eq!(Explanation::of(&session, &[]), None);
    let good = Observation::new(Purpose::Session, peer());
    let asked = question(&session, Question::Everything, Some(alert(70)));
    assert_eq!(Explanation::of(&good, &[asked]), None);
}
