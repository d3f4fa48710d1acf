//! A command line as the screen has it: without what authenticates.

/// Verbs behind whose mechanism an initial response stands (RFC 4954 §4), also of Exchange's kind.
const WITH_MECHANISM: [&str; 2] = ["AUTH", "X-EXPS"];

/// The line with a star for each octet of an initial response, so that a cursor in it stands where it stood.
pub(super) fn covered(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut words = 0_usize;
    let mut secret_from = None;
    for piece in line.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if word.is_empty() {
            shown.push_str(piece);
            continue;
        }
        words = words.saturating_add(1);
        // What goes out raw is looked at like what is typed.
        match words {
            1 if word.eq_ignore_ascii_case("/raw") => words = 0,
            1 => secret_from = behind(word),
            _ => {}
        }
        if secret_from.is_some_and(|from| words >= from) {
            shown.push_str(&"*".repeat(word.len()));
            shown.push_str(piece.get(word.len()..).unwrap_or_default());
        } else {
            shown.push_str(piece);
        }
    }
    shown
}

/// The word from which on a line that begins like this is secret.
fn behind(verb: &str) -> Option<usize> {
    let verb = verb.trim_start_matches('/');
    let (verb, old_form) = match verb.split_once('=') {
        Some((verb, _)) => (verb, true),
        None => (verb, false),
    };
    let mut all = WITH_MECHANISM.iter();
    if all.any(|other| other.eq_ignore_ascii_case(verb)) {
        return Some(if old_form { 2 } else { 3 });
    }
    // As with POP, which some servers take.
    verb.eq_ignore_ascii_case("PASS").then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k10_an_initial_response_is_stars_on_the_screen() {
        for (line, shown) in [
            ("AUTH PLAIN AGFs", "AUTH PLAIN ****"),
            ("  auth  plain\tAGFs x ", "  auth  plain\t**** * "),
            ("AUTH=PLAIN AGFs", "AUTH=PLAIN ****"),
            ("X-EXPS LOGIN \u{fc}", "X-EXPS LOGIN **"),
            ("/raw AUTH PLAIN AGFs\\r\\n", "/raw AUTH PLAIN ********"),
            ("PASS secret", "PASS ******"),
            ("AUTH PLAI", "AUTH PLAI"),
            ("/auth PLAIN", "/auth PLAIN"),
            ("MAIL FROM:<> AUTH=<> SIZE=1", "MAIL FROM:<> AUTH=<> SIZE=1"),
            ("", ""),
        ] {
            assert_eq!(covered(line), shown);
            assert_eq!(covered(line).len(), line.len());
        }
    }
}
