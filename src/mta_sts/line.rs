//! The lines of a policy: `key: value`, ended by LF or CRLF (RFC 8461 §3.2, `sts-policy-term`).

use crate::txt_record::is_name;

/// How much of a faulty line is kept to be shown.
const SHOWN: usize = 80;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Blanks stand at its beginning.
    pub leading_blank: bool,
    /// What it says; nothing where it is blank.
    pub pair: Option<Pair<'a>>,
}

/// A key and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The key.
    pub key: &'a str,
    /// Blanks stand between the key and the colon.
    pub blank_before_colon: bool,
    /// The value, without blanks around it.
    pub value: &'a str,
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It is not UTF-8 (RFC 8461 §3.2, `sts-policy-ext-value`).
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The text begins with a byte order mark, so that the first key has another name.
    #[error("an invisible byte order mark stands before the first key")]
    ByteOrderMark,
    /// A CR that ends no line.
    #[error("a CR stands within the line; lines end with CRLF or LF")]
    BareCr,
    /// Another control character.
    #[error("the line contains the control character 0x{0:02x}")]
    Control(u8),
    /// There is no colon.
    #[error("the line \"{0}\" is no \"key: value\"")]
    NoColon(String),
    /// The key is no name.
    #[error("a key cannot be called \"{0}\"")]
    BadKey(String),
}

/// The lines of a text. A line end at the very end begins no further line.
pub fn lines(body: &[u8]) -> impl Iterator<Item = Result<Line<'_>, LineFault>> {
    let body = body.strip_suffix(b"\n").unwrap_or(body);
    body.split(|octet| *octet == b'\n')
        .map(|line| read(line.strip_suffix(b"\r").unwrap_or(line)))
}

fn read(line: &[u8]) -> Result<Line<'_>, LineFault> {
    let text = std::str::from_utf8(line).map_err(|_| LineFault::NotUtf8)?;
    if text.starts_with('\u{feff}') {
        return Err(LineFault::ByteOrderMark);
    }
    let is_control = |octet: &u8| octet.is_ascii_control() && *octet != b'\t';
    match text.bytes().find(is_control) {
        Some(b'\r') => return Err(LineFault::BareCr),
        Some(octet) => return Err(LineFault::Control(octet)),
        None => {}
    }
    let leading_blank = text.starts_with(is_blank);
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Ok(Line {
            leading_blank,
            pair: None,
        });
    }
    let shown = |text: &str| text.chars().take(SHOWN).collect::<String>();
    let (key, value) = text
        .split_once(':')
        .ok_or_else(|| LineFault::NoColon(shown(text)))?;
    let (before, value) = (key.trim_end_matches(is_blank), value.trim_matches(is_blank));
    if !is_name(before) {
        return Err(LineFault::BadKey(shown(before)));
    }
    let pair = Some(Pair {
        key: before,
        blank_before_colon: before != key,
        value,
    });
    Ok(Line {
        leading_blank,
        pair,
    })
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}
