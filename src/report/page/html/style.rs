//! The style sheet, and the policy that lets nothing but it into the page.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html};

/// The style sheet.
const CSS: &str = include_str!("style.css");

/// The sheet in its element; what is digested is exactly what stands between the tags.
pub(super) fn element() -> Markup {
    html! { style { (PreEscaped(CSS)) } }
}

/// Nothing may be loaded, run or sent from the page, and only that style sheet counts.
pub(super) fn policy() -> String {
    let digest = STANDARD.encode(digest(&SHA256, CSS.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_as_it_is_digested_and_loads_nothing() {
        assert!(
            CSS.bytes()
                .all(|it| it == b'\n' || (b' '..=b'~').contains(&it))
        );
        for word in ["url(", "@import", "</", "expression"] {
            assert!(!CSS.contains(word), "{word}");
        }
        assert!(
            element()
                .into_string()
                .ends_with(&format!("<style>{CSS}</style>"))
        );
        assert!(policy().contains("style-src 'sha256-"));
    }
}
