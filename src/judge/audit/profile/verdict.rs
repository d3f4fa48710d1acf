//! How a server stands by a profile, line by line.

use super::grade::Grade;
use super::topic::{Kind, Topic};
use crate::audit::{EvidenceId, NotTested};
use crate::exit::ExitCode;

/// How a server stands by a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileVerdict {
    /// The word by which the profile is called.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// One line for each thing that it speaks of.
    pub lines: Vec<ProfileLine>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileLine {
    /// What it is about.
    pub topic: Topic,
    /// What is graded: "TLS 1.1", "TLS_RSA_WITH_3DES_EDE_CBC_SHA at TLS 1.2".
    pub what: String,
    /// How.
    pub graded: Graded,
    /// The clause of the rule book that the line rests on.
    pub clause: String,
    /// The rule book says MUST.
    pub is_must: bool,
    /// What shows it.
    pub evidence: Vec<EvidenceId>,
}

/// The grade of a line, or why it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Graded {
    /// The grade.
    As(Grade),
    /// There is none; why.
    NotTested(NotTested),
}

impl ProfileLine {
    /// By what name the line is compared with that of another run: what it is about, and never what came out.
    pub fn case(&self) -> String {
        let topic = self.topic.name();
        match self.topic.kind() {
            Kind::YesOrNo => topic.to_owned(),
            _ => format!("{topic}: {}", self.what.trim_end_matches(" is refused")),
        }
    }

    /// The rule book says MUST, and the server does otherwise.
    pub fn fails(&self) -> bool {
        self.is_must
            && matches!(
                self.graded,
                Graded::As(Grade::PhaseOut | Grade::Insufficient)
            )
    }

    /// The rule book says MUST, and another run could find out what this one could not: later, with more connections, without
    /// `--quick`, or where what the server answered allowed no conclusion. Without the versions nothing is known of a server, whatever
    /// the reason.
    pub fn is_undecided(&self) -> bool {
        let Graded::NotTested(why) = &self.graded else {
            return false;
        };
        self.is_must && (why.may_pass() || self.topic == Topic::TlsVersions)
    }
}

impl ProfileVerdict {
    /// The MUSTs that the server fails.
    pub fn failed(&self) -> impl Iterator<Item = &ProfileLine> {
        self.lines.iter().filter(|line| line.fails())
    }

    /// The MUSTs that could not be tested, so that they are no pass.
    pub fn untested(&self) -> impl Iterator<Item = &ProfileLine> {
        let untested = |line: &&ProfileLine| matches!(line.graded, Graded::NotTested(_));
        self.lines
            .iter()
            .filter(|line| line.is_must)
            .filter(untested)
    }

    /// The worst grade of all lines; nothing where no line has one.
    pub fn worst(&self) -> Option<Grade> {
        let grades = self.lines.iter().filter_map(|line| match line.graded {
            Graded::As(grade) => Some(grade),
            Graded::NotTested(_) => None,
        });
        grades.max()
    }

    /// The exit code: 44 where a MUST fails, 45 where one is open that another run could decide ([`ProfileLine::is_undecided`]). What
    /// can never be tested, and what the user left out, is told and changes nothing.
    pub fn exit(&self) -> ExitCode {
        if self.failed().next().is_some() {
            ExitCode::Check
        } else if self.lines.iter().any(ProfileLine::is_undecided) {
            ExitCode::NotNow
        } else {
            ExitCode::Success
        }
    }
}
