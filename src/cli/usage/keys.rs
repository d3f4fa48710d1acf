//! Options as a file has them: by their names, without dashes.

use super::UsageError;

impl UsageError {
    /// The same of a file, where options are keys. `is_key` tells of a name whether the file has it.
    #[must_use]
    pub fn of_keys(self, is_key: impl Fn(&str) -> bool) -> Self {
        Self {
            sentence: without_dashes(&self.sentence, &is_key),
            hint: without_dashes(&self.hint, &is_key),
            code: self.code,
        }
    }
}

/// The text with the names of options as keys.
fn without_dashes(text: &str, is_key: &impl Fn(&str) -> bool) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("--") {
        let end =
            behind.find(|it: char| !(it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'));
        let (name, after) = behind
            .split_at_checked(end.unwrap_or(behind.len()))
            .unwrap_or((behind, ""));
        let begins_a_word = !before.ends_with(|it: char| it.is_alphanumeric() || it == '-');
        plain.push_str(before);
        // What is to be typed is typed with dashes.
        let clause = plain.rsplit([';', ':', ',']).next().unwrap_or_default();
        let is_key = begins_a_word && is_key(name) && !clause.contains("smtls ");
        if !is_key {
            plain.push_str("--");
        }
        plain.push_str(name);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_no_dashes() {
        let is_key = |name: &str| matches!(name, "tls-min" | "tls-max" | "dns");
        for (text, plain) in [
            (
                "--tls-min is higher than --tls-max",
                "tls-min is higher than tls-max",
            ),
            (
                "ask another with --dns ADDRESS",
                "ask another with dns ADDRESS",
            ),
            ("see smtls probe --help", "see smtls probe --help"),
            (
                "--dns-other, a--dns, --- and --",
                "--dns-other, a--dns, --- and --",
            ),
            ("--dns", "dns"),
            (
                "smtls probe --dns ADDRESS tells; leave out --dns",
                "smtls probe --dns ADDRESS tells; leave out dns",
            ),
        ] {
            assert_eq!(without_dashes(text, &is_key), plain);
        }
    }
}
