//! The policy: the text that a domain's policy host serves (RFC 8461 §3.2), read line by line so that each fault has its line.

use super::line::{Line, LineFault, lines};
use super::pattern::{MxPattern, PatternFault, PatternRemark};
use crate::dns::DomainName;
use std::fmt;

/// How long a policy may be in octets: the most that RFC 8461 §3.3 suggests to senders.
pub const LONGEST: usize = 64 * 1024;

/// How many faults and how many remarks are kept.
const KEPT: usize = 20;

/// What a sender is to do with a host that the policy does not allow (RFC 8461 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Not deliver there.
    Enforce,
    /// Deliver all the same, and report it.
    Testing,
    /// Behave as if there was no policy.
    None,
}

/// A policy as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The mode, where it is one of the three.
    pub mode: Option<Mode>,
    /// For how many seconds a sender keeps it, where that is a number.
    pub max_age: Option<u64>,
    /// The hosts that it allows, each with its line.
    pub mx: Vec<(usize, MxPattern)>,
    /// Why it is invalid, so that it does not count; each with its line, counted from 1, where it has one.
    pub faults: Vec<At<PolicyFault>>,
    /// What else there is to say of it.
    pub remarks: Vec<At<PolicyRemark>>,
    /// How many more faults and remarks there are than are kept.
    pub omitted: usize,
}

/// Something about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The line, counted from 1; nothing for what is missing.
    pub line: Option<usize>,
    /// What it is.
    pub what: T,
}

/// Why a policy is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is longer than [`LONGEST`].
    #[error("it is longer than 64 KiB")]
    TooLong,
    /// It is a page for a browser.
    #[error("it is an HTML page")]
    Html,
    /// A line cannot be read.
    #[error(transparent)]
    Line(LineFault),
    /// One of `version`, `mode` and `max_age` is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// The version is not `STSv1`; what it is.
    #[error("the version is \"{0}\" instead of STSv1")]
    Version(String),
    /// The mode is none of the three; what it is.
    #[error("the mode is \"{0}\" instead of enforce, testing or none")]
    Mode(String),
    /// The age is no number of at most ten digits; what it is.
    #[error("max_age is \"{0}\" instead of a number of seconds")]
    MaxAge(String),
    /// A pattern is none.
    #[error("mx: {0}")]
    Mx(PatternFault),
    /// A policy that is to be obeyed lists no host.
    #[error("no mx line, and the mode is not none")]
    NoMx,
}

/// What can be said of a policy beside whether it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyRemark {
    /// A blank line, or one line end too many at the end, which the grammar forbids.
    BlankLine,
    /// Blanks before the key, which the grammar forbids.
    LeadingBlank,
    /// Blanks before the colon, which the grammar forbids.
    BlankBeforeColon,
    /// A key that the standard does not know, and which is ignored; its name.
    Unknown(String),
    /// The value of a key that the standard does not know is not of the form that it should have; its name.
    UnknownMalformed(String),
    /// A key is there again and the first counts; its name.
    Repeated(&'static str),
    /// The age is above the maximum of 31557600 seconds, a year.
    MaxAgeAboveMaximum,
    /// A pattern is odd.
    Mx(MxPattern, PatternRemark),
}

/// The longest max_age in seconds (RFC 8461 §3.2).
pub const LONGEST_AGE: u64 = 31_557_600;

impl Mode {
    /// The word in the policy.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Testing => "testing",
            Self::None => "none",
        }
    }

    fn read(word: &str) -> Option<Self> {
        let mut all = [Self::Enforce, Self::Testing, Self::None].into_iter();
        all.find(|mode| mode.word() == word)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Policy {
    /// Reads a policy.
    pub fn read(body: &[u8]) -> Self {
        let mut policy = Self::default();
        if body.len() > LONGEST {
            policy.fault(None, PolicyFault::TooLong);
            return policy;
        }
        if body.trim_ascii().is_empty() {
            policy.fault(None, PolicyFault::Empty);
            return policy;
        }
        if is_html(body) {
            policy.fault(None, PolicyFault::Html);
            return policy;
        }
        let mut keys = Keys::default();
        for (index, line) in lines(body).enumerate() {
            policy.take(index.saturating_add(1), line, &mut keys);
        }
        for (name, there) in [
            ("version", keys.version),
            ("mode", keys.mode),
            ("max_age", keys.max_age),
        ] {
            if !there {
                policy.fault(None, PolicyFault::Missing(name));
            }
        }
        // Where a pattern is faulty, that is what is wrong.
        if !keys.mx && matches!(policy.mode, Some(Mode::Enforce | Mode::Testing)) {
            policy.fault(None, PolicyFault::NoMx);
        }
        policy
    }

    /// Whether it is valid, so that it counts.
    pub fn is_valid(&self) -> bool {
        self.faults.is_empty()
    }

    /// The first pattern that allows a host.
    pub fn allowing(&self, host: &DomainName) -> Option<&MxPattern> {
        let mut patterns = self.mx.iter().map(|(_, pattern)| pattern);
        patterns.find(|pattern| pattern.matches(host))
    }

    fn take(&mut self, number: usize, line: Result<Line<'_>, LineFault>, keys: &mut Keys) {
        let line = match line {
            Ok(line) => line,
            Err(fault) => return self.fault(Some(number), PolicyFault::Line(fault)),
        };
        let Some(pair) = line.pair else {
            return self.remark(number, PolicyRemark::BlankLine);
        };
        if line.leading_blank {
            self.remark(number, PolicyRemark::LeadingBlank);
        }
        if pair.blank_before_colon {
            self.remark(number, PolicyRemark::BlankBeforeColon);
        }
        let value = pair.value;
        let shown = || value.chars().take(80).collect::<String>();
        match pair.key {
            "version" if !self.again(number, "version", &mut keys.version) => {
                if value != "STSv1" {
                    self.fault(Some(number), PolicyFault::Version(shown()));
                }
            }
            "mode" if !self.again(number, "mode", &mut keys.mode) => match Mode::read(value) {
                Some(mode) => self.mode = Some(mode),
                None => self.fault(Some(number), PolicyFault::Mode(shown())),
            },
            "max_age" if !self.again(number, "max_age", &mut keys.max_age) => match age(value) {
                Some(age) => {
                    self.max_age = Some(age);
                    if age > LONGEST_AGE {
                        self.remark(number, PolicyRemark::MaxAgeAboveMaximum);
                    }
                }
                None => self.fault(Some(number), PolicyFault::MaxAge(shown())),
            },
            "version" | "mode" | "max_age" => {}
            "mx" => {
                keys.mx = true;
                match MxPattern::parse(value) {
                    Ok((pattern, remarks)) => {
                        for remark in remarks {
                            self.remark(number, PolicyRemark::Mx(pattern.clone(), remark));
                        }
                        self.mx.push((number, pattern));
                    }
                    Err(fault) => self.fault(Some(number), PolicyFault::Mx(fault)),
                }
            }
            unknown => {
                let name = unknown.to_owned();
                self.remark(
                    number,
                    match value.is_empty() {
                        true => PolicyRemark::UnknownMalformed(name),
                        false => PolicyRemark::Unknown(name),
                    },
                );
            }
        }
    }

    /// Whether a key is there again; then it is ignored (RFC 8461 §3.2).
    fn again(&mut self, line: usize, name: &'static str, seen: &mut bool) -> bool {
        let again = std::mem::replace(seen, true);
        if again {
            self.remark(line, PolicyRemark::Repeated(name));
        }
        again
    }

    fn fault(&mut self, line: Option<usize>, what: PolicyFault) {
        match self.faults.len() < KEPT {
            true => self.faults.push(At { line, what }),
            false => self.omitted = self.omitted.saturating_add(1),
        }
    }

    fn remark(&mut self, line: usize, what: PolicyRemark) {
        match self.remarks.len() < KEPT {
            true => self.remarks.push(At {
                line: Some(line),
                what,
            }),
            false => self.omitted = self.omitted.saturating_add(1),
        }
    }
}

/// Which keys were there.
#[derive(Default)]
struct Keys {
    version: bool,
    mode: bool,
    max_age: bool,
    mx: bool,
}

/// One to ten digits (RFC 8461 §3.2).
fn age(value: &str) -> Option<u64> {
    let digits = (1..=10).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| value.parse().ok()).flatten()
}

/// Whether it is a page for browsers, which many web servers answer anything with.
fn is_html(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    let begins = |tag: &str| {
        start
            .get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes()))
    };
    ["<!doctype", "<html", "<?xml", "<head", "<body"]
        .into_iter()
        .any(begins)
}
