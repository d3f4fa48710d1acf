//! Long sentences over several lines, with a hanging indent.

/// How far the later lines of a sentence are indented.
const FOLDED: usize = 4;

/// A beginning, which may be coloured, and a text behind it that is broken to fit.
#[derive(Clone, Debug)]
pub(in crate::report) struct Line {
    head: String,
    /// The column in which the text begins.
    indent: usize,
    text: String,
}

impl Line {
    /// A line that is not broken.
    pub(in crate::report) fn whole(head: String) -> Self {
        Self::new(head, 0, String::new())
    }

    pub(in crate::report) fn new(head: String, indent: usize, text: String) -> Self {
        Self { head, indent, text }
    }

    /// The lines on a screen that is `width` columns wide.
    pub(in crate::report) fn broken(self, width: usize) -> Vec<String> {
        let mut lines = wrap(&self.text, self.indent, width).into_iter();
        let mut all = vec![format!("{}{}", self.head, lines.next().unwrap_or_default())];
        all.extend(lines.map(|line| format!("{}{line}", " ".repeat(self.indent))));
        all
    }
}

/// A sentence over as many lines as it takes on a screen that is `width` columns wide, the later ones a little indented.
pub fn folded(sentence: &str, width: usize) -> Vec<String> {
    Line::new(String::new(), FOLDED, sentence.to_owned()).broken(width)
}

/// Breaks `text` between words so that it fits behind `indent` columns; words that are too long stand alone.
fn wrap(text: &str, indent: usize, width: usize) -> Vec<String> {
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_no_word_is_lost() {
        let text = "word ".repeat(60).trim_end().to_owned();
        for width in [60, 80, 100] {
            let lines = wrap(&text, 18, width);
            assert!(lines.len() > 2 && lines.iter().all(|line| line.len() <= width - 18));
            assert_eq!(lines.join(" "), text);
        }
        let long = "x".repeat(300);
        assert_eq!(wrap(&long, 18, 100), [long]);
    }
}
