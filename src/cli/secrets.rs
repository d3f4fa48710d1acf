//! Where secrets come from: a file, an environment variable, a file descriptor or the terminal, and never the command line.

use super::usage::UsageError;
use crate::smtp::sasl::Secret;
use crate::terminal::{Aside, Hidden, hidden};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The longest secret that is read, in octets: what RFC 4954 §4 calls sufficient for a whole response.
const LONGEST: u64 = 12_288;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Where a secret comes from.
pub(super) enum Source {
    File(PathBuf),
    Variable(String),
    Descriptor(u32),
}

impl Source {
    /// Reads it: the first line. `what` is "password" or "token", as the options have it.
    pub(super) fn read(&self, what: &str) -> Result<Secret, UsageError> {
        self.read_for(what, &format!("--auth-{what}"))
    }

    /// The same for options that begin with `options`.
    pub(super) fn read_for(&self, what: &str, options: &str) -> Result<Secret, UsageError> {
        let (name, octets) = match self {
            Self::File(file) => (file.display().to_string(), first_line(file)),
            Self::Descriptor(0) => ("standard input".to_owned(), line_of(std::io::stdin())),
            Self::Descriptor(number) => {
                let file = PathBuf::from(format!("/dev/fd/{number}"));
                let line = first_line(&file).map_err(|error| match error.kind() {
                    std::io::ErrorKind::NotFound => std::io::Error::other("it is not open"),
                    _ => error,
                });
                (format!("file descriptor {number}"), line)
            }
            Self::Variable(name) => {
                let value = std::env::var_os(name);
                let value = value.map(|value| Zeroizing::new(value.into_encoded_bytes()));
                let value = value.ok_or_else(|| std::io::Error::other("it is not set"));
                (format!("the environment variable {name}"), value)
            }
        };
        let octets = octets.map_err(|error| {
            UsageError::new(
                format!("the {what} cannot be read from {name}: {error}"),
                format!("{options}-file, -env and -fd take it from a file, an environment variable or a file descriptor"),
            )
        })?;
        sound(octets, what, &name)
    }
}

/// The number of a file descriptor.
pub(super) fn descriptor(given: &str) -> Result<u32, String> {
    let number = given.parse();
    number.map_err(|_| {
        "write the number of a file descriptor, such as 3; 0 is standard input".to_owned()
    })
}

/// Asks on the terminal, without echo.
pub(super) fn prompt(what: &str, user: &str) -> Result<Secret, UsageError> {
    let hint = "give it with --auth-password-file, --auth-password-env, --auth-password-fd or --netrc, an OAuth token with --auth-token-file, \
                --auth-token-env or --auth-token-fd";
    if !std::io::stdin().is_terminal() {
        return Err(UsageError::new(
            format!("no {what} was given, and there is no terminal to ask for it"),
            hint,
        ));
    }
    let shown = crate::quote::text(user);
    let question = format!("{what} of {shown}: ");
    let typed = hidden(&question, String::new(), || Aside::Nothing);
    let typed = typed.map_err(|error| {
        UsageError::new(format!("the {what} cannot be asked for: {error}"), hint)
    })?;
    let typed = match typed {
        Hidden::Line(typed) => typed,
        Hidden::Interrupted => return Err(UsageError::interrupted(hint)),
        Hidden::End | Hidden::Left => Zeroizing::new(Vec::new()),
    };
    sound(typed, what, "the terminal")
}

/// A secret that can go into every mechanism's messages.
pub(super) fn sound(
    octets: Zeroizing<Vec<u8>>,
    what: &str,
    name: &str,
) -> Result<Secret, UsageError> {
    let fault = if octets.is_empty() {
        "is empty"
    } else if octets.contains(&0) || octets.contains(&1) {
        "has a NUL or another character that no mechanism can carry"
    } else if std::str::from_utf8(&octets).is_err() {
        "is not in UTF-8"
    } else {
        return Ok(Secret::new(octets.as_slice()));
    };
    Err(UsageError::new(
        format!("the {what} from {name} {fault}"),
        format!("put the {what} alone on the first line, in UTF-8"),
    ))
}

fn first_line(file: &Path) -> std::io::Result<Zeroizing<Vec<u8>>> {
    line_of(File::open(file)?)
}

/// The first line, without its end.
fn line_of(reader: impl Read) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut octets = Zeroizing::new(Vec::new());
    reader.take(LONGEST + 2).read_to_end(&mut octets)?;
    let end = octets.iter().position(|octet| *octet == b'\n');
    let line = octets
        .get(..end.unwrap_or(octets.len()))
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    // What some editors put before UTF-8 is no part of the secret.
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    match u64::try_from(line.len()) {
        Ok(0..=LONGEST) => Ok(Zeroizing::new(line.to_vec())),
        _ => Err(std::io::Error::other(format!(
            "its first line has more than {LONGEST} octets"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k30_a_secret_is_the_first_line() {
        for (text, secret) in [
            ("secret", Ok("secret")),
            ("secret\n", Ok("secret")),
            ("secret\r\nmore\n", Ok("secret")),
            (" with blanks \n", Ok(" with blanks ")),
            ("\u{feff}secret\r\n", Ok("secret")),
            ("\n", Err("is empty")),
            ("a\0b\n", Err("NUL")),
        ] {
            let line = line_of(text.as_bytes()).unwrap();
            let found = sound(line, "password", "x");
            match secret {
                Ok(secret) => assert_eq!(found.unwrap().octets(), secret.as_bytes()),
                Err(why) => assert!(found.unwrap_err().sentence.contains(why), "{text:?}"),
            }
        }
        let long = vec![b'x'; 20_000];
        assert!(line_of(&long[..]).is_err());
        assert_eq!(line_of(&long[..12_288]).unwrap().len(), 12_288);
        let latin = Zeroizing::new(b"\xfc".to_vec());
        assert!(sound(latin, "password", "x").is_err());
    }
}
