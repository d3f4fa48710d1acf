//! One host with its TLSA records: what to publish, what is published, and what that comes to.

use super::super::policy::{DanePolicy, Records};
use super::advice::Advice;
use super::check::{Checked, Coverage, check};
use super::credential::{Credential, Role};
use super::origin::Origin;
use super::pattern::Pattern;
use super::plan::Plan;
use super::proposal::{Proposed, propose};
use super::rollover::Rollover;
use super::signature::Signature;
use super::standing::{Standing, standing};
use crate::dane::{Combination, Place, Tlsa};
use crate::dns::{DnssecReach, DomainName};
use crate::exit::ExitCode;
use crate::route::TlsaSearch;

/// What is known of a host, and what is asked.
#[derive(Clone, Debug)]
pub struct HostInput<'a> {
    /// Where its records stand.
    pub place: Place,
    /// The names of which the certificate must be for one where a record speaks of its CA.
    pub names: Vec<DomainName>,
    /// What it shows, and what it is to show next.
    pub credentials: Vec<Credential>,
    /// Not all that it may show was looked at.
    pub in_part: bool,
    /// Why nothing was seen of it, and what a run ends with by that.
    pub unseen: Option<(ExitCode, String)>,
    /// The search for its records, and whether DNSSEC reaches us; nothing where nobody asked.
    pub search: Option<(&'a TlsaSearch, &'a DnssecReach)>,
    /// The combinations that were asked for; none where nothing was said.
    pub combinations: &'a [Combination],
    /// They are all that there are, so that it is no fault if one cannot be had.
    pub every: bool,
    /// What is published decides.
    pub check: bool,
    /// In seconds since 1970.
    pub now: i64,
    /// What there is to know besides.
    pub notes: Vec<String>,
}

/// What it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnHost {
    /// Where the records stand, and the TTL of their lines.
    pub place: Place,
    /// What the host shows, and what it is to show next.
    pub credentials: Vec<Credential>,
    /// The records of that.
    pub proposed: Proposed,
    /// Whether the published records count; nothing where nobody asked.
    pub standing: Option<Standing>,
    /// The published records, whether they count or not.
    pub published: Vec<Tlsa>,
    /// How long caches keep those, in seconds.
    pub published_ttl: Option<u32>,
    /// The signature over those, where it was checked here; what there is to say of its end.
    pub signature: Option<Signature>,
    /// Those records against what is shown.
    pub checked: Checked,
    /// The pattern that they follow, where they count.
    pub pattern: Option<Pattern>,
    /// What to do in which order; nothing where no next key was named and nothing fails.
    pub plan: Option<Plan>,
    /// What there is to know besides.
    pub notes: Vec<String>,
    /// What a run ends with by this host.
    pub exit: ExitCode,
    /// Why, as a sentence fragment.
    pub sentence: String,
}

impl OnHost {
    /// Judges a host.
    pub fn of(input: HostInput<'_>) -> Self {
        let credentials = input.credentials.iter();
        let credentials: Vec<Credential> = credentials
            .map(|one| match one.role {
                Role::Current => one.clone(),
                Role::Next => one.clone().behind(&input.credentials),
            })
            .collect();
        let combinations = match input.combinations {
            [] => &[Combination::RECOMMENDED],
            wanted => wanted,
        };
        let proposed = propose(&credentials, combinations, &input.names, input.now);
        let standing = input.search.map(|(search, reach)| {
            let policy = DanePolicy::of(Records::Published(search), reach);
            standing(&policy, &input.place.to_string())
        });
        let (published, published_ttl) = published(input.search);
        let checked = check(&published, &credentials, &input.names, input.now);
        let counts = standing.as_ref().is_some_and(|it| it.counts);
        let origin = Origin::of(input.search, counts);
        let pattern = counts.then(|| Pattern::of(&checked, &credentials));
        let has_next = credentials.iter().any(|one| one.role == Role::Next);
        let refused = |it: &Coverage| matches!(it, Coverage::Not | Coverage::InPart);
        let fails = input.check && checked.coverage.iter().any(refused);
        // What no sender can use is there all the same.
        let is_secure = standing
            .as_ref()
            .is_some_and(|it| it.counts || it.id == "unusable");
        // Where a lookup failed, nobody can say what is to be added to what is published.
        let unknown = standing.as_ref().is_some_and(|it| !it.is_known());
        let place = Place {
            ttl: input.place.ttl.or(published_ttl),
            alias_of: origin.alias_of.clone(),
            wildcard: origin.wildcard(),
            ..input.place
        };
        let mut notes = input.notes;
        notes.extend(origin.notes(&place));
        let plan =
            ((has_next || fails && counts) && !unknown && input.unseen.is_none()).then(|| {
                Rollover {
                    published: if is_secure { &published } else { &[] },
                    is_known: standing.is_some(),
                    of_others: input.in_part || origin.may_be_shared(),
                    of_unknown_origin: origin.is_uncertain,
                    credentials: &credentials,
                    wanted: if input.every { &[] } else { input.combinations },
                    names: &input.names,
                    now: input.now,
                    // Caches may hold the RRset as it was, and as it comes to be.
                    ttl: published_ttl.max(place.ttl),
                }
                .plan()
            });
        if plan.as_ref().is_some_and(|plan| !plan.steps.is_empty()) {
            notes.extend(origin.doubt(&place));
        }
        let mut on_host = Self {
            place,
            credentials,
            proposed,
            standing,
            published,
            published_ttl,
            signature: origin.signed.map(|it| Signature::of(it, input.now)),
            checked,
            pattern,
            plan,
            notes,
            exit: ExitCode::Success,
            sentence: String::new(),
        };
        (on_host.exit, on_host.sentence) = match input.unseen {
            Some(unseen) => unseen,
            None if input.check => on_host.on_check(input.in_part),
            None => on_host.on_records(input.every),
        };
        on_host
    }

    /// The lines of the zone, each with what the records speak of: the RRset that the plan begins with, or the records of what is shown.
    pub fn lines(&self) -> Vec<Tlsa> {
        match &self.plan {
            Some(plan) => plan.rrset.clone(),
            None => {
                let records = self.proposed.records.iter();
                records.map(|one| one.record.clone()).collect()
            }
        }
    }

    /// The credentials that a record speaks of, by their places in the list; of a CA's record those that were issued by it.
    pub fn speaks_of(&self, record: &Tlsa) -> Vec<usize> {
        let is_of = |credential: &Credential| {
            let own = credential.end_entity().is_some_and(|it| record.matches(it));
            let bare = credential.bare_key.as_ref();
            let bare = bare.and_then(|key| Combination::of(record).record_of_key(key));
            let above = credential.chain.iter().skip(1).any(|it| record.matches(it));
            match record.usage {
                1 | 3 => own || bare.as_ref() == Some(record),
                _ => above,
            }
        };
        let credentials = self.credentials.iter().enumerate();
        credentials
            .filter(|(_, credential)| is_of(credential))
            .map(|(at, _)| at)
            .collect()
    }

    fn on_check(&self, in_part: bool) -> (ExitCode, String) {
        let owner = &self.place;
        match &self.standing {
            // Where some key was not seen, records without it would keep mail away.
            Some(standing) if standing.id == "none" && !in_part && !self.lines().is_empty() => {
                let next = "publish what stands here, and check again";
                let words = format!("no TLSA records are published at {owner} yet: {next}");
                return (standing.exit, words);
            }
            Some(standing) if standing.exit != ExitCode::Success => {
                return (standing.exit, standing.words.clone());
            }
            _ => {}
        }
        let rank = |coverage: &Coverage| match coverage {
            Coverage::Not => 0,
            Coverage::InPart => 1,
            Coverage::Unknown(_) => 2,
            Coverage::Covered => 3,
        };
        let pairs = self.checked.coverage.iter().zip(&self.credentials);
        let worst = pairs.min_by_key(|(coverage, of)| (rank(coverage), of.role == Role::Next));
        let has_next = self.credentials.iter().any(|one| one.role == Role::Next);
        match worst {
            None => (
                ExitCode::NotNow,
                format!("nothing was held against the TLSA records at {owner}"),
            ),
            Some((Coverage::Not, of)) => (
                ExitCode::Dane,
                match of.role {
                    Role::Current => format!(
                        "no TLSA record at {owner} matches the {of}, which the server shows: senders that know DANE keep their mail"
                    ),
                    Role::Next => format!(
                        "no TLSA record at {owner} covers the next certificate yet, the {of}"
                    ),
                },
            ),
            Some((Coverage::InPart, of)) => {
                let which = match of.role {
                    Role::Current => "",
                    Role::Next => "next, the ",
                };
                (
                    ExitCode::Dane,
                    format!(
                        "the TLSA records at {owner} match the {which}{of} by SHA2-512(2) only: senders that do not know that digest find \
                         none among the others, and keep their mail"
                    ),
                )
            }
            Some((Coverage::Unknown(why), _)) => (
                ExitCode::NotNow,
                format!(
                    "whether the TLSA records at {owner} cover everything cannot be said: {why}"
                ),
            ),
            Some((Coverage::Covered, _)) => (
                ExitCode::Success,
                format!(
                    "the TLSA records at {owner} cover what the server shows{}{}{}",
                    if has_next {
                        ", and what comes next"
                    } else {
                        ""
                    },
                    match in_part {
                        true => "; not all of it could be looked at",
                        false => "",
                    },
                    match self.signature.as_ref().is_some_and(|it| it.is_late) {
                        true =>
                            "; but their signature is about to run out, as seen through this resolver",
                        false => "",
                    }
                ),
            ),
        }
    }

    /// What was asked for and cannot be had fails: of what comes next, where that is known, because it is for that that records are made.
    fn on_records(&self, every: bool) -> (ExitCode, String) {
        let place = &self.place;
        let has_next = self.credentials.iter().any(|one| one.role == Role::Next);
        let decides = |of: &usize| {
            let credential = self.credentials.get(*of);
            credential.is_some_and(|one| (one.role == Role::Next) == has_next)
        };
        let mut refused = self.proposed.refused.iter();
        match refused.find(|one| decides(&one.of)) {
            Some(refused) if !every || self.proposed.records.is_empty() => (
                ExitCode::Dane,
                format!(
                    "no record {} for {place}: {}",
                    refused.combination, refused.why
                ),
            ),
            _ => {
                let lines = self.lines();
                let is_apart = |record: &&Tlsa| {
                    every && Advice::on(Combination::of(record)).against().is_some()
                };
                let count = lines.iter().filter(|record| !is_apart(record)).count();
                let records = if count == 1 { "record" } else { "records" };
                (ExitCode::Success, format!("{count} {records} for {place}"))
            }
        }
    }
}

/// The records at the last candidate that was asked, and their TTL, where that is known: a cache counts down what it says.
fn published(search: Option<(&TlsaSearch, &DnssecReach)>) -> (Vec<Tlsa>, Option<u32>) {
    let Some((TlsaSearch::Asked(candidates), reach)) = search else {
        return (Vec::new(), None);
    };
    let deciding = candidates.last();
    let Some(records) = deciding.and_then(|it| it.lookup.outcome.as_ref().ok()) else {
        return (Vec::new(), None);
    };
    let records = super::super::records::considered(records).to_vec();
    let ttl = deciding.and_then(|it| it.lookup.ttl);
    (records, ttl.filter(|_| *reach == DnssecReach::Validated))
}
