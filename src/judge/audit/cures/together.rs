//! The changes of all findings at once, so that none overwrites another.

use super::super::finding::{Finding, Severity};
use super::super::subject::Subject;
use super::left::{First, first};
use super::setting::Setting;
use super::software::Software;
use super::table::Change;
use std::slice;

/// What to change in one program's configuration about all that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cure {
    /// The program.
    pub software: Software,
    /// Whether its greeting names it; else it is the commonest.
    pub is_named: bool,
    /// With these settings, too little would be left of what the server takes today; this has to be so before.
    pub first: Option<&'static str>,
    /// The settings, each once, but for one with a condition beside one without.
    pub settings: Vec<Setting>,
}

/// What to change about all that is to be repaired; nothing where no setting would.
pub fn together(findings: &[Finding], subject: Subject<'_>) -> Option<Cure> {
    let found = findings
        .iter()
        .filter(|it| matches!(it.severity(), Some(Severity::Fail | Severity::Warn)));
    let merged = merged(found.flat_map(|finding| &finding.changes));
    let named = Software::greeting(subject.smtp);
    let spoken = || {
        subject
            .tls
            .versions
            .iter()
            .filter(|it| !it.suites.is_empty())
    };
    // What takes suites or versions away has to wait, all of it, where too little would be left.
    let takes_away = |change: &Change| matches!(change, Change::Exclude(_) | Change::Oldest(_));
    let waits = |change: &Change| match change {
        Change::Exclude(_) => true,
        Change::Oldest(oldest) => !spoken().any(|it| it.version >= *oldest),
        _ => false,
    };
    let mut waiting = merged.iter().filter(|change| waits(change));
    let once = waiting.find_map(|change| first(subject.tls, slice::from_ref(change)));
    let once = once.map(First::once);
    let settings = |software: Software| -> Vec<Setting> {
        let changes = merged.iter();
        let all = changes.flat_map(|change| {
            let settings = change.settings(software, subject.service);
            let once = once.filter(|_| takes_away(change));
            settings.into_iter().map(move |setting| Setting {
                only: setting.only.or(once),
                ..setting
            })
        });
        all.fold(Vec::new(), with)
    };
    let of_named = named.map(|software| (software, settings(software)));
    let (software, settings) = of_named
        .filter(|(_, settings)| !settings.is_empty())
        .unwrap_or_else(|| (Software::Postfix, settings(Software::Postfix)));
    (!settings.is_empty()).then_some(Cure {
        software,
        is_named: named == Some(software),
        first: first(subject.tls, &merged).map(First::done),
        settings,
    })
}

/// Each kind of change once: the certificate first, all suites together, and of the versions the newest.
fn merged<'a>(changes: impl Iterator<Item = &'a Change>) -> Vec<Change> {
    let (mut suites, mut oldest, mut once) = (Vec::new(), None, None);
    let (mut certificate, mut others): (Vec<Change>, Vec<Change>) = Default::default();
    for change in changes {
        match change {
            Change::Exclude(words) => {
                for word in words {
                    if !suites.contains(word) {
                        suites.push(*word);
                    }
                }
            }
            Change::Oldest(version) => oldest = oldest.max(Some(*version)),
            Change::OldestOnce(version) => once = once.max(Some(*version)),
            Change::Certificate => certificate = vec![Change::Certificate],
            other if others.contains(other) => {}
            other => others.push(other.clone()),
        }
    }
    let suites = (!suites.is_empty()).then_some(Change::Exclude(suites));
    let once = once.filter(|version| oldest < Some(*version));
    let versions = oldest.map(Change::Oldest);
    let later = once.map(Change::OldestOnce);
    let first = certificate.into_iter().chain(suites).chain(versions);
    first.chain(later).chain(others).collect()
}

/// One more setting; what only adds to one that is there goes with it.
fn with(mut all: Vec<Setting>, next: Setting) -> Vec<Setting> {
    match all.iter_mut().find(|known| next.goes_with(known)) {
        Some(known) => known.and(next),
        None => all.push(next),
    }
    all
}
