//! What a case says, printable and bounded: the forms that list cases only put it into their own marks.

use super::{Case, CaseLine, CaseResult, Suite};
use crate::exit::ExitCode;
use crate::judge::Status;
use crate::quote;

/// How many characters of a reason are told.
const REASON: usize = 2000;
/// How many characters of a name are told.
const NAME: usize = 300;
/// How many lines of a case are told.
const LINES: usize = 50;

impl Suite {
    /// What it is called, printable and bounded.
    pub fn title(&self) -> String {
        bounded(&self.name(), NAME)
    }
}

impl Case {
    /// What it is called, printable and bounded.
    pub fn title(&self) -> String {
        bounded(&self.id, NAME)
    }

    /// Why it came out so, in one line.
    pub fn reason(&self) -> String {
        let Some(line) = self.decisive() else {
            return String::new();
        };
        match self.is_set_aside() {
            true => format!("does not count: {}", line.said()),
            false => line.said(),
        }
    }

    /// It was tested, and does not count for what the run comes to.
    pub fn is_set_aside(&self) -> bool {
        let tested = |line: &CaseLine| line.status != Status::NotTested;
        self.result == CaseResult::Skipped && self.decisive().is_some_and(tested)
    }

    /// The first of its lines.
    pub fn told(&self) -> impl Iterator<Item = &CaseLine> {
        self.lines.iter().take(LINES)
    }

    /// How many lines are not told.
    pub fn untold(&self) -> usize {
        self.lines.len().saturating_sub(LINES)
    }

    /// Everything there is to say of it, line by line.
    pub fn story(&self) -> Vec<String> {
        let mut story = Vec::new();
        for line in self.told() {
            story.push(format!("{}: {}", line.status.id(), line.said()));
            if let Some(fix) = line.cure() {
                story.push(format!("  fix: {fix}"));
            }
            if let Some(word) = line.result_type {
                story.push(format!("  senders report: {word}"));
            }
        }
        match self.untold() {
            0 => {}
            more => story.push(format!("(and {more} more)")),
        }
        if self.exit_code != 0 {
            let code = self.exit_code;
            story.push(format!("exit code {code}: {}", meaning(code)));
        }
        story
    }

    /// There is something to say of it that its name and its result do not say.
    pub fn is_remarkable(&self) -> bool {
        let remark = |line: &CaseLine| line.status != Status::Pass;
        self.result != CaseResult::Passed || self.lines.iter().any(remark)
    }
}

impl CaseLine {
    /// The reason, printable and bounded.
    pub fn said(&self) -> String {
        bounded(&self.reason, REASON)
    }

    /// What to do, printable and bounded.
    pub fn cure(&self) -> Option<String> {
        self.fix.as_deref().map(|fix| bounded(fix, REASON))
    }
}

/// What an exit code means; nothing where there is no such code.
pub fn meaning(code: u8) -> &'static str {
    let mut codes = ExitCode::ALL.into_iter();
    let code = codes.find(|known| known.number() == code);
    code.map(ExitCode::meaning).unwrap_or_default()
}

/// Printable ASCII, at most so many characters of it and a mark where there were more.
pub fn bounded(text: &str, most: usize) -> String {
    // No character becomes less than one.
    let mut shown = quote::text(
        &text
            .chars()
            .take(most.saturating_add(1))
            .collect::<String>(),
    );
    if shown.len() > most {
        shown.truncate(most);
        shown.push_str("...");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(status: Status, reason: &str) -> CaseLine {
        CaseLine {
            status,
            reason: reason.to_owned(),
            fix: Some("do\nthat".to_owned()),
            result_type: Some("dane-required"),
        }
    }

    fn case(result: CaseResult, lines: Vec<CaseLine>) -> Case {
        Case {
            id: "dane".to_owned(),
            sentence: "all is well".to_owned(),
            result,
            lines,
            exit_code: 42,
        }
    }

    #[test]
    fn what_is_told_is_printable_and_bounded() {
        assert_eq!(bounded("a\u{1b}b", 100), "a\\u{1b}b");
        assert_eq!(bounded("abc", 3), "abc");
        assert_eq!(bounded("abcd", 3), "abc...");
        assert_eq!(bounded(&"\u{202e}".repeat(9), 4), "\\u{2...");
        let long = case(
            CaseResult::Failed,
            vec![line(Status::Fail, &"x\n".repeat(99_999)); 99],
        );
        let story = long.story();
        assert_eq!(story.len(), 3 * LINES + 2);
        for line in &story {
            assert!(line.len() <= REASON + 20, "{}", line.len());
            assert!(line.bytes().all(|it| (b' '..=b'~').contains(&it)), "{line}");
        }
        assert_eq!(story[story.len() - 2], "(and 49 more)");
        assert_eq!(
            story.last().unwrap(),
            "exit code 42: DANE: the TLSA records in the zone"
        );
    }

    #[test]
    fn what_does_not_count_says_so() {
        let both = vec![
            line(Status::NotTested, "not seen"),
            line(Status::Fail, "wrong"),
        ];
        let aside = case(CaseResult::Skipped, both.clone());
        assert_eq!(aside.reason(), "does not count: wrong");
        let untested = case(CaseResult::Skipped, both[..1].to_vec());
        assert_eq!(untested.reason(), "not seen");
        assert!(!untested.is_set_aside());
        assert_eq!(case(CaseResult::Failed, both).reason(), "wrong");
    }
}
