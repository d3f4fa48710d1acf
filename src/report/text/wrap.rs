//! Long sentences over several lines, with a hanging indent.

/// How wide a line may be, in columns.
const WIDTH: usize = 100;

/// Breaks `text` between words so that it fits behind `indent` columns; words that are too long stand alone.
pub(super) fn wrap(text: &str, indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent).max(20);
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
        let lines = wrap(&text, 18);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.len() <= WIDTH - 18));
        assert_eq!(lines.join(" "), text);
        let long = "x".repeat(300);
        assert_eq!(wrap(&long, 18), [long]);
    }
}
