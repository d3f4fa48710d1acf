//! The forms of the output, and where each of them goes.

use super::usage::UsageError;
use clap::ValueEnum;
use clap::builder::{EnumValueParser, PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The forms of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub enum Format {
    /// For people: what happens as it happens and the report; of a check a line for each target and what is amiss
    Text,
    /// A few lines, with the key names of openssl s_client -brief
    Brief,
    /// One JSON document
    Json,
    /// One line of JSON for each target
    Jsonl,
    /// JUnit XML for CI: a suite for each endpoint, a case for each check
    Junit,
    /// The Test Anything Protocol, as prove reads it
    Tap,
    /// Annotations for GitHub Actions
    Github,
    /// For Nagios, Icinga and the like: one line with state and perfdata, then one for each check; ends with 0 (OK), 1, 2 or 3
    Nagios,
    /// For Prometheus: metrics, as the textfile collector of node_exporter takes them
    Prometheus,
    /// Markdown as GitHub has it, for summaries, tickets and mails
    Markdown,
    /// One HTML page for a browser, with everything in it
    Html,
}

/// One form of the output, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The form.
    pub format: Format,
    /// The file; standard output where there is none.
    pub file: Option<PathBuf>,
}

impl Format {
    /// The word for it.
    pub fn word(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl Output {
    /// Text on standard output, which comes where nothing else is asked for.
    pub const TEXT: Self = Self {
        format: Format::Text,
        file: None,
    };
}

/// Whether a command line asks for the form of a plugin on standard output, also where the rest of it cannot be understood: who calls
/// a plugin looks nowhere else.
pub fn asks_for_a_plugin(arguments: &[OsString]) -> bool {
    let plugin = Format::Nagios.word();
    let is_plugin = |value: &[u8]| {
        let rest = value.strip_prefix(plugin.as_bytes());
        matches!(rest, Some(b"" | b"=" | b"=-" | b"=/dev/stdout"))
    };
    let after = arguments.iter().skip(1).map(Some).chain([None]);
    arguments.iter().zip(after).any(|(word, next)| {
        let word = word.as_encoded_bytes();
        match (word.strip_prefix(b"--format"), next) {
            (Some(b""), Some(next)) => is_plugin(next.as_encoded_bytes()),
            (Some([b'=', value @ ..]), _) => is_plugin(value),
            _ => false,
        }
    })
}

/// Reads `FORMAT` or `FORMAT=FILE`; these forms there are not.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutputParser(pub(super) &'static [Format]);

/// What only a probe has: the key names are those of a session.
pub(super) const OF_A_PROBE: &[Format] = &[Format::Brief];

impl TypedValueParser for OutputParser {
    type Value = Output;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Output, clap::Error> {
        let typed = value.as_encoded_bytes();
        let (word, file) = match typed.iter().position(|octet| *octet == b'=') {
            Some(at) => {
                let (word, rest) = typed.split_at(at);
                (word, Some(rest.get(1..).unwrap_or_default()))
            }
            None => (typed, None),
        };
        let word = String::from_utf8_lossy(word);
        let known = PossibleValuesParser::new(self.possible_values().into_iter().flatten());
        let word = known.parse_ref(command, argument, OsStr::new(word.as_ref()))?;
        let format =
            EnumValueParser::<Format>::new().parse_ref(command, argument, OsStr::new(&word))?;
        let file = match file {
            None | Some(b"-") => None,
            Some(b"") => {
                let message = format!("no file is named behind {word}=");
                let tip = format!("{word} alone goes to standard output, {word}=FILE to a file");
                let message = format!("{message}\n\n  tip: {tip}\n");
                return Err(clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command));
            }
            // As a file it would be emptied of what else goes there.
            Some(b"/dev/stdout" | b"/dev/fd/1" | b"/proc/self/fd/1") => None,
            Some(octets) => Some(path(value, octets.len())),
        };
        Ok(Output { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = Format::value_variants().iter();
        let values = values.filter(|format| !self.0.contains(format));
        Some(Box::new(
            values.filter_map(|format| format.to_possible_value()),
        ))
    }
}

/// The last so many octets of what was typed, as the name of a file.
#[cfg(unix)]
fn path(typed: &OsStr, length: usize) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    let octets = typed.as_bytes();
    let begin = octets.len().saturating_sub(length);
    PathBuf::from(OsStr::from_bytes(octets.get(begin..).unwrap_or_default()))
}

/// The last so many octets of what was typed, as the name of a file.
#[cfg(not(unix))]
fn path(typed: &OsStr, length: usize) -> PathBuf {
    let typed = typed.to_string_lossy();
    let begin = typed.len().saturating_sub(length);
    PathBuf::from(typed.get(begin..).unwrap_or_default())
}

/// What was asked for by several `--format`; text where nothing was.
///
/// # Errors
/// Where two of them go to the same place.
pub(super) fn outputs(given: &[Output]) -> Result<Vec<Output>, UsageError> {
    if given.is_empty() {
        return Ok(vec![Output::TEXT]);
    }
    for (index, one) in given.iter().enumerate() {
        let word = one.format.word();
        let mut before = given.iter().take(index);
        let Some(other) = before.find(|other| is_same(other.file.as_deref(), one.file.as_deref()))
        else {
            continue;
        };
        let other = other.format.word();
        return Err(match &one.file {
            None => UsageError::new(
                format!("{other} and {word} would both go to standard output"),
                format!("write one of them to a file: --format {word}=FILE"),
            ),
            Some(file) => UsageError::new(
                format!("{other} and {word} would both go to {}", file.display()),
                "name a file of its own for each",
            ),
        });
    }
    Ok(given.to_vec())
}

/// Refuses a JSON document for several targets.
///
/// # Errors
/// Where there is one to be made, and it would hold several.
pub(super) fn one_document(outputs: &[Output], targets: usize) -> Result<(), UsageError> {
    if targets > 1 && outputs.iter().any(|it| it.format == Format::Json) {
        return Err(UsageError::new(
            "--format json holds one target, and there are several",
            "use --format jsonl: one line for each target",
        ));
    }
    Ok(())
}

/// Whether two names lead to one place; nothing is standard output.
pub(super) fn is_same(one: Option<&Path>, other: Option<&Path>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one == other
                || matches!((whole(one), whole(other)), (Ok(one), Ok(other)) if one == other)
        }
        (None, None) => true,
        _ => false,
    }
}

/// The one name that a file has, whether or not it is there already.
fn whole(file: &Path) -> std::io::Result<PathBuf> {
    file.canonicalize().or_else(|error| {
        let name = file.file_name().ok_or(error)?;
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize()?;
        Ok(folder.join(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<Output, clap::Error> {
        let command = clap::Command::new("smtls");
        OutputParser(&[]).parse_ref(&command, None, OsStr::new(typed))
    }

    #[test]
    fn a_form_may_go_to_a_file() {
        for (typed, format, file) in [
            ("text", Format::Text, None),
            ("json=-", Format::Json, None),
            ("json=/dev/stdout", Format::Json, None),
            ("jsonl=a=b.jsonl", Format::Jsonl, Some("a=b.jsonl")),
            ("brief=/tmp/m\u{fc}", Format::Brief, Some("/tmp/m\u{fc}")),
        ] {
            let read = read(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
            let file = file.map(PathBuf::from);
            assert_eq!(read, Output { format, file }, "{typed}");
        }
        for wrong in ["", "=x", "jsno=x", "text =x", "json="] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_plugin_is_told_by_the_words_alone() {
        for (words, expected) in [
            (
                &["smtls", "probe", "--format", "nagios", "a.test"][..],
                true,
            ),
            (&["smtls", "probe", "--format=nagios", "--nonsense"], true),
            (&["smtls", "probe", "--format=nagios=-"], true),
            (&["smtls", "lab", "good", "--", "--format", "nagios="], true),
            (&["smtls", "probe", "--format=nagios=file"], false),
            (&["smtls", "probe", "--format=json", "nagios"], false),
            (&["smtls", "probe", "--formatnagios", "--format"], false),
            (&["smtls", "probe", "--format", "nagiosx"], false),
            (&[], false),
        ] {
            let words: Vec<OsString> = words.iter().map(Into::into).collect();
            assert_eq!(asks_for_a_plugin(&words), expected, "{words:?}");
        }
    }

    #[test]
    fn each_form_has_a_place_of_its_own() {
        let read = |typed: &[&str]| -> Vec<Output> {
            typed.iter().filter_map(|word| read(word).ok()).collect()
        };
        let (none, several) = (read(&[]), read(&["text", "json=a", "text=b"]));
        assert_eq!(outputs(&none).unwrap(), [Output::TEXT]);
        assert_eq!(outputs(&several).unwrap(), several);
        for (given, sentence) in [
            (
                &["json", "jsonl"][..],
                "json and jsonl would both go to standard output",
            ),
            (
                &["json=a", "text", "jsonl=a"],
                "json and jsonl would both go to a",
            ),
            (
                &["json=new.file", "jsonl=./new.file"],
                "json and jsonl would both go to ./new.file",
            ),
            (
                &["json", "jsonl=/dev/stdout"],
                "json and jsonl would both go to standard output",
            ),
        ] {
            let error = outputs(&read(given)).unwrap_err();
            assert_eq!(error.sentence, sentence);
        }
    }
}
