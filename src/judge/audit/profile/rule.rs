//! One rule of a profile: what it is about, the grade, and the clause that it rests on.

use super::super::primes::Origin;
use super::super::subject::Service;
use super::super::suite::{Suite, Trait};
use super::grade::Grade;
use crate::tls::names::{GroupKind, group};

/// A rule. The first that fits decides; one that asks for nothing fits everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// One of these: versions, suites or groups by their numbers.
    pub(super) numbers: Option<Vec<u16>>,
    /// One of these words.
    pub(super) words: Option<Vec<&'static str>>,
    /// The rule fits where the server has none of these versions.
    pub(super) none_of: Option<Vec<u16>>,
    /// All of these hold.
    pub(super) having: Vec<Quality>,
    /// It has this much or more.
    pub(super) at_least: Option<u32>,
    /// It has less than this.
    pub(super) below: Option<u32>,
    /// It has more than this.
    pub(super) above: Option<u32>,
    /// The answer is this.
    pub(super) is: Option<bool>,
    /// The suite is taken in one of these versions.
    pub(super) versions: Option<Vec<u16>>,
    /// The rule does not fit where encrypt-then-MAC is taken up.
    pub(super) unless_encrypt_then_mac: bool,
    /// Where it is of force; everywhere if nothing is said.
    pub(super) on: Option<Service>,
    /// How it grades.
    pub(super) grade: Grade,
    /// The rule book says MUST.
    pub(super) must: bool,
    /// The clause that it rests on.
    pub(super) clause: String,
}

/// What a suite or a group may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    /// Of a suite.
    Suite(Trait),
    /// A group that withstands quantum computers.
    PostQuantum,
    /// A curve of less than 224 bits.
    Below224,
    /// A group of finite-field Diffie-Hellman.
    FiniteField,
    /// A group of DHE of the server's own, or one whose making nobody can check.
    Own,
}

impl Rule {
    /// It would be bad to be found by this rule.
    pub(super) fn is_bad(&self) -> bool {
        self.grade >= Grade::PhaseOut
    }

    /// Whether a version is one that it is about.
    pub(super) fn fits_version(&self, version: u16) -> bool {
        self.none_of.is_none() && self.has_number(version)
    }

    /// Whether a suite at a version is one that it is about, encrypt-then-MAC apart.
    pub(super) fn fits_suite(&self, version: u16, number: u32, suite: Suite) -> bool {
        let in_version = self
            .versions
            .as_ref()
            .is_none_or(|all| all.contains(&version));
        // The cipher kinds of SSL 2.0 have three octets and no place in a list of suites.
        let number = match suite {
            Suite::Ssl2(_) => None,
            Suite::Tls(_) | Suite::Unknown(_) => u16::try_from(number).ok(),
        };
        let is_named = match (&self.numbers, number) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(numbers), Some(number)) => numbers.contains(&number),
        };
        let has = |quality: &Quality| match quality {
            Quality::Suite(wanted) => suite.is(*wanted),
            _ => false,
        };
        in_version && is_named && self.having.iter().all(has)
    }

    /// Whether a named group is one that it is about.
    pub(super) fn fits_group(&self, number: u16) -> bool {
        let known = group(number);
        let has = |quality: &Quality| match (quality, known) {
            (Quality::PostQuantum, Some(known)) => known.kind.is_post_quantum(),
            (Quality::FiniteField, Some(known)) => known.kind == GroupKind::FiniteField,
            // NIST reckons 112 bits for a curve of 224.
            (Quality::Below224, Some(known)) => {
                known.kind == GroupKind::EllipticCurve
                    && known.security_bits.is_some_and(|bits| bits < 112)
            }
            _ => false,
        };
        self.has_number(number) && self.having.iter().all(has)
    }

    /// Whether a group of DHE is one that it is about; of the qualities of suites, a group has that it goes with anonymous ones alone.
    pub(super) fn fits_dh(&self, bits: u32, origin: Origin, anonymous_only: bool) -> bool {
        let is_named = match (&self.numbers, origin) {
            (None, _) => true,
            (Some(numbers), Origin::Named(_, number)) => numbers.contains(&number),
            (Some(_), _) => false,
        };
        let has = |quality: &Quality| match quality {
            Quality::Own => matches!(
                origin,
                Origin::Own | Origin::Shared(_) | Origin::NotPrime(_)
            ),
            Quality::Suite(Trait::Anonymous) => anonymous_only,
            _ => false,
        };
        is_named && self.fits_number(bits) && self.having.iter().all(has)
    }

    /// Whether a length or a span is one that it is about.
    pub(super) fn fits_number(&self, number: u32) -> bool {
        self.at_least.is_none_or(|least| number >= least)
            && self.below.is_none_or(|below| number < below)
            && self.above.is_none_or(|above| number > above)
    }

    /// Whether one of these words is one that it is about.
    pub(super) fn fits_words(&self, given: &[&str]) -> bool {
        let fits = |word: &&'static str| given.iter().any(|given| given.eq_ignore_ascii_case(word));
        self.words
            .as_ref()
            .is_none_or(|words| words.iter().any(fits))
    }

    /// Whether an answer is the one that it is about.
    pub(super) fn fits_answer(&self, answer: bool) -> bool {
        self.is.is_none_or(|is| is == answer)
    }

    /// Both fit the same things.
    pub(super) fn asks_the_same(&self, other: &Self) -> bool {
        let matched = |rule: &Self| Self {
            on: None,
            grade: Grade::Good,
            must: false,
            clause: String::new(),
            ..rule.clone()
        };
        matched(self) == matched(other)
    }

    fn has_number(&self, number: u16) -> bool {
        self.numbers
            .as_ref()
            .is_none_or(|numbers| numbers.contains(&number))
    }
}

impl Quality {
    /// Every quality, each with its word in profiles.
    pub(super) fn all() -> impl Iterator<Item = (&'static str, Self)> {
        let suites = Trait::ALL
            .into_iter()
            .map(|it| (it.word(), Self::Suite(it)));
        suites.chain([
            ("post-quantum", Self::PostQuantum),
            ("below-224-bits", Self::Below224),
            ("finite-field", Self::FiniteField),
            ("own", Self::Own),
        ])
    }

    /// What things of it are called.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Suite(it) => it.words(),
            Self::PostQuantum => "groups that withstand quantum computers",
            Self::Below224 => "curves of less than 224 bits",
            Self::FiniteField => "finite-field groups",
            Self::Own => "groups of the server's own",
        }
    }
}
