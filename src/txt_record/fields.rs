//! The fields of a record: `name=value` between semicolons.

/// How long the name of a field may be (RFC 8461 §3.1, RFC 8460 §3).
const NAME: usize = 32;

/// How many octets of a faulty field are kept to be shown.
const SHOWN: usize = 80;

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value, without blanks around it.
    pub value: String,
}

/// What is wrong with the fields of a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// An octet outside of US-ASCII.
    #[error("the octet 0x{0:02x} in it is no US-ASCII")]
    NotAscii(u8),
    /// A control character.
    #[error("it contains a control character, 0x{0:02x}")]
    Control(u8),
    /// Nothing between two semicolons.
    #[error("nothing stands between two of its semicolons")]
    Empty,
    /// A field without an equals sign.
    #[error("the field \"{0}\" is no name=value")]
    NoEquals(String),
    /// A name with something else than letters, digits, `_`, `-` and `.`, or none, or a long one.
    #[error("a field cannot be called \"{0}\": a name is 1 to 32 letters, digits and - _ .")]
    BadName(String),
    /// Nothing after the equals sign.
    #[error("the field {0} has no value")]
    NoValue(String),
    /// A value with a blank or an equals sign.
    #[error("the value of the field {0} contains a blank or an equals sign")]
    BadValue(String),
    /// Blanks at the very end, without a semicolon before them.
    #[error("it ends with a blank that no semicolon stands before")]
    BlankAtEnd,
}

impl Field {
    /// Whether the value is one that a field of an unknown name may have.
    ///
    /// # Errors
    /// Where it is not.
    pub fn check(&self) -> Result<(), FieldFault> {
        let is_plain = |octet: u8| octet.is_ascii_graphic() && octet != b'=';
        match self.value.as_str() {
            "" => Err(FieldFault::NoValue(self.name.clone())),
            value if value.bytes().all(is_plain) => Ok(()),
            _ => Err(FieldFault::BadValue(self.name.clone())),
        }
    }
}

/// Reads the fields after the version, from the semicolon on. Their values are only separated; [`Field::check`] is for those of
/// unknown fields.
///
/// # Errors
/// Where the record is not of that form.
pub fn fields(rest: &[u8]) -> Result<Vec<Field>, FieldFault> {
    let control = |octet: &&u8| octet.is_ascii_control() && **octet != b'\t';
    if let Some(octet) = rest.iter().find(|octet| !octet.is_ascii()) {
        return Err(FieldFault::NotAscii(*octet));
    }
    if let Some(octet) = rest.iter().find(control) {
        return Err(FieldFault::Control(*octet));
    }
    let text = String::from_utf8_lossy(rest);
    let mut pieces: Vec<&str> = text.split(';').skip(1).collect();
    match pieces.last() {
        // A semicolon may end the record, with blanks after it.
        Some(last) if last.trim_matches(is_blank).is_empty() => {
            pieces.pop();
        }
        Some(last) if last.ends_with(is_blank) => return Err(FieldFault::BlankAtEnd),
        _ => {}
    }
    pieces.into_iter().map(field).collect()
}

fn field(piece: &str) -> Result<Field, FieldFault> {
    let piece = piece.trim_matches(is_blank);
    if piece.is_empty() {
        return Err(FieldFault::Empty);
    }
    let Some((name, value)) = piece.split_once('=') else {
        return Err(FieldFault::NoEquals(shown(piece)));
    };
    if !is_name(name) {
        return Err(FieldFault::BadName(shown(name)));
    }
    Ok(Field {
        name: name.to_owned(),
        value: value.to_owned(),
    })
}

/// Whether a field may be called so: a letter or digit, then at most 31 letters, digits and `_`, `-`, `.`.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() <= NAME
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name
            .bytes()
            .all(|octet| octet.is_ascii_alphanumeric() || b"_-.".contains(&octet))
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
