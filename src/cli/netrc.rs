//! The netrc file: user and password by the name of the machine, as ftp, curl and others read it.

use super::auth::name;
use super::secrets::sound;
use super::usage::UsageError;
use crate::smtp::sasl::Secret;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The entries of a netrc file.
pub(super) struct Netrc {
    name: String,
    entries: Vec<Entry>,
}

#[derive(Default)]
struct Entry {
    /// Nothing for `default`.
    machine: Option<String>,
    login: Option<String>,
    password: Option<Secret>,
}

impl Netrc {
    /// Reads this file, or the one that everyone reads.
    pub(super) fn read(file: Option<&Path>) -> Result<Self, UsageError> {
        let hint = "--netrc=FILE takes a file with lines such as: machine mx.example.com login alice password ...";
        let usual = || {
            let named = std::env::var_os("NETRC").map(PathBuf::from);
            named.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".netrc")))
        };
        let path = file.map(Path::to_owned).or_else(usual);
        let path = path.ok_or_else(|| UsageError::new("there is no netrc file", hint))?;
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path)
            .map(Zeroizing::new)
            .map_err(|error| {
                let sentence = format!("the netrc file {name} cannot be read: {error}");
                UsageError::new(sentence, hint)
            })?;
        Ok(Self {
            entries: entries(&text),
            name,
        })
    }

    /// User and password for a machine; of several entries that of this user.
    pub(super) fn find(
        &self,
        machine: &str,
        user: Option<&str>,
    ) -> Result<(Option<String>, Secret), UsageError> {
        let fits = |entry: &&Entry| {
            let named = entry.machine.as_deref();
            let is_user = user.is_none() || entry.login.is_none() || entry.login.as_deref() == user;
            named.is_none_or(|name| name.eq_ignore_ascii_case(machine))
                && is_user
                && entry.password.is_some()
        };
        let found = self.entries.iter().find(fits);
        let found = found.and_then(|entry| Some((entry.login.clone(), entry.password.clone()?)));
        let (login, password) = found.ok_or_else(|| {
            let whose = user.map_or_else(String::new, |user| format!(" and the user {user}"));
            UsageError::new(
                format!("{} has no password for {machine}{whose}", self.name),
                "add a line: machine NAME login USER password PASSWORD",
            )
        })?;
        if let Some(fault) = login.as_deref().and_then(|login| name(login).err()) {
            let hint = "write the user's name behind login";
            return Err(UsageError::new(format!("{}: {fault}", self.name), hint));
        }
        let password = Zeroizing::new(password.octets().to_vec());
        Ok((login, sound(password, "password", &self.name)?))
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut in_macro = false;
    let mut expected: Option<String> = None;
    for line in text.lines() {
        // A macro ends with an empty line.
        if in_macro {
            in_macro = !line.trim().is_empty();
            continue;
        }
        let mut rest = line;
        while let Some(word) = word(&mut rest, expected.is_some()) {
            match (expected.take().as_deref(), word.as_str()) {
                (Some("machine"), name) => entries.push(Entry {
                    machine: Some(name.to_owned()),
                    ..Entry::default()
                }),
                (Some("login"), login) => {
                    if let Some(entry) = entries.last_mut() {
                        entry.login = Some(login.to_owned());
                    }
                }
                (Some("password"), password) => {
                    if let Some(entry) = entries.last_mut() {
                        entry.password = Some(Secret::new(password));
                    }
                }
                (Some(_), _) => {}
                (None, "default") => entries.push(Entry::default()),
                (None, "macdef") => {
                    in_macro = true;
                    break;
                }
                (None, word @ ("machine" | "login" | "password" | "account")) => {
                    expected = Some(word.to_owned());
                }
                (None, _) => {}
            }
        }
    }
    entries
}

/// The next word of a line, up to a comment, which a value cannot be; in quotes a word may have blanks, and a backslash makes the next
/// character itself.
fn word(rest: &mut &str, is_value: bool) -> Option<Zeroizing<String>> {
    let line = rest.trim_start();
    if line.is_empty() || (line.starts_with('#') && !is_value) {
        *rest = "";
        return None;
    }
    let mut word = Zeroizing::new(String::new());
    let mut quoted = false;
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' if quoted || at == 0 => quoted = !quoted,
            '\\' if quoted => word.push(characters.next().map_or('\\', |(_, next)| next)),
            blank if blank.is_whitespace() && !quoted => break,
            other => word.push(other),
        }
    }
    *rest = characters.as_str();
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, machine: &str, user: Option<&str>) -> String {
        let netrc = Netrc {
            name: "netrc".to_owned(),
            entries: entries(text),
        };
        match netrc.find(machine, user) {
            Ok((login, password)) => format!(
                "{} {}",
                login.unwrap_or_default(),
                String::from_utf8_lossy(password.octets())
            ),
            Err(error) => error.sentence,
        }
    }

    #[test]
    fn k30_netrc_is_read_as_others_read_it() {
        let text = "# comment\nmachine mx.test login alice password #1x account z\n\
                    machine mx.test\n  login bob\n  password \"two words \\\" x\"\n\
                    macdef init\nmachine evil.test login x password y\n\n\
                    machine other.test login carol\ndefault login dave password p\n";
        assert_eq!(found(text, "MX.test", None), "alice #1x");
        assert_eq!(found(text, "mx.test", Some("bob")), "bob two words \" x");
        assert_eq!(found(text, "evil.test", None), "dave p");
        assert_eq!(found(text, "other.test", None), "dave p");
        // What stands where a value is due is no comment, wherever in a line that is.
        let odd = "default login alice password #x # and a comment password z";
        assert_eq!(found(odd, "mx.test", None), "alice #x");
        let odd = "machine mx.test login alice password\n#x account y";
        assert_eq!(found(odd, "mx.test", None), "alice #x");
        // What no mechanism can carry is told, with the file.
        for text in [
            "default login a password \"\"",
            "default login a password x\u{1}y",
            "default login a\u{1}b password x",
        ] {
            let fault = found(text, "mx.test", None);
            assert!(fault.contains("netrc"), "{text:?}: {fault}");
        }
        let none = found(text, "mx.test", Some("erin"));
        assert_eq!(none, "netrc has no password for mx.test and the user erin");
        assert_eq!(
            found("", "mx.test", None),
            "netrc has no password for mx.test"
        );
    }
}
