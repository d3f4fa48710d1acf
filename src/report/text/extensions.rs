//! What the server offers by EHLO, in the clear and inside TLS.

use super::fact::fact;
use super::wrap::Line;
use crate::report::observation::{ExtensionReport, ExtensionsReport};

/// Both lists, and how they differ.
pub(super) fn extensions(extensions: &ExtensionsReport) -> Vec<Line> {
    let list = |list: &[ExtensionReport]| {
        let words = list.iter().map(|one| {
            format!("{} {}", one.keyword, one.parameters)
                .trim_end()
                .to_owned()
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(", ")
        }
    };
    match (&extensions.in_the_clear, &extensions.inside_tls) {
        (None, None) => Vec::new(),
        (Some(clear), None) => fact("extensions", &format!("in the clear: {}", list(clear))),
        (None, Some(inside)) => fact("extensions", &list(inside)),
        (Some(_), Some(inside)) => {
            let mut lines = fact("extensions", &format!("inside TLS: {}", list(inside)));
            if !extensions.added.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only inside TLS: {}", list(&extensions.added)),
                ));
            }
            if !extensions.removed.is_empty() {
                lines.extend(fact(
                    "",
                    &format!("only in the clear: {}", list(&extensions.removed)),
                ));
            }
            lines
        }
    }
}
