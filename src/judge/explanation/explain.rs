//! The explanation of one session that failed, and what it changes in the verdicts.

use super::answers::Answers;
use super::finding::{Finding, in_words, is_refused};
use super::flaws;
use super::others::Others;
use super::reason::lacks_schemes;
use crate::judge::check::Check;
use crate::judge::verdict::{Status, Verdict};
use crate::probe::Observation;
use crate::probe::inquiry::{self, Lack};
use crate::smtp::Stage;
use crate::tls::Offered;
use crate::tls::names::TLS_1_2;

/// Why a handshake failed, found out by asking the server once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::judge) struct Explanation {
    /// Goes on where the words on the failure end.
    pub(super) reason: String,
    /// The failure alone, where what its alert commonly means is not what was found.
    bare: Option<String>,
    /// The failure in short, for a run's last line.
    pub(in crate::judge) short: String,
    /// What to do, where that is known better than from the failure alone.
    fix: Option<String>,
    /// What else is to be said of what the server would choose.
    beside: Vec<Verdict>,
    /// Who would have TLS with the server, where that is known better than from the failure alone.
    pub(in crate::judge) others: Option<Others>,
}

impl Explanation {
    /// The explanation of a session by the answers to the questions about it; nothing where none was put.
    pub(in crate::judge) fn of(session: &Observation, questions: &[Observation]) -> Option<Self> {
        questions.first()?;
        session.failure(Stage::StartTls)?;
        let offered = &session.seen.as_ref()?.offered;
        let finding = Answers { questions }.finding(session, offered);
        let usual = Offered::usual();
        Some(Self {
            reason: reason(&finding, offered, &usual),
            bare: finding.bare(session),
            short: finding.short(session),
            fix: finding.fix(offered, &usual),
            beside: finding.choice().map(flaws::verdicts).unwrap_or_default(),
            others: Others::of(&finding, &usual),
        })
    }

    /// Says why in the verdict on the handshake, and beside it what else there is to be said.
    pub(in crate::judge) fn amend(&self, verdicts: &mut Vec<Verdict>) {
        let failed =
            |verdict: &Verdict| verdict.check == Check::Handshake && verdict.status == Status::Fail;
        let Some(place) = verdicts.iter().position(failed) else {
            return;
        };
        if let Some(verdict) = verdicts.get_mut(place) {
            let failure = self.bare.as_ref().unwrap_or(&verdict.reason);
            verdict.reason = format!("{failure}; {}", self.reason);
            if self.fix.is_some() {
                verdict.fix.clone_from(&self.fix);
            }
        }
        let after = place.saturating_add(1);
        verdicts.splice(after..after, self.beside.iter().cloned());
    }
}

/// The finding's words, and where less than usual was offered, that the usual offer would not do either.
fn reason(finding: &Finding<'_>, offered: &Offered, usual: &Offered) -> String {
    let mut versions = offered.versions.iter();
    let has_tls12 = versions.any(|version| u16::from(*version) == TLS_1_2);
    let words = finding.reason();
    let usually = "smtls' usual offer, TLS 1.2 and 1.3,";
    match finding {
        Finding::Retired(..) if !has_tls12 => {
            format!("{words}; {usually} would not reach it either")
        }
        Finding::Lacking { choice, lacks, .. } if matches!(lacks[..], [Lack::Version(_)]) => {
            match inquiry::lacks(choice, usual) {
                beyond if beyond.is_empty() => words,
                beyond => format!("{words}; {usually} would lack {}", in_words(&beyond)),
            }
        }
        Finding::Covered { choice, again, .. }
            if is_refused(*again) && lacks_schemes(choice, offered, usual) =>
        {
            format!(
                "{words}; fewer signature schemes than usual were offered, and by which the server signs in TLS 1.3 it does not show before"
            )
        }
        _ => words,
    }
}
