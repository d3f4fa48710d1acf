//! Each failure has its reason and its cure.

use super::row::explained;
use super::{lacking, retired, shape, trouble};
use crate::judge::Status;
use crate::judge::explanation::Explanation;
use crate::probe::inquiry::tests::scripted::{alert, peer, question, session};
use crate::probe::{Observation, Purpose, Question};
use crate::tls::TlsFault;

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
