//! Values that are one word or text.

use super::super::kind::{Kind, MODES, SENDERS, SEVERITIES, TRUSTS};
use super::super::name::Name;
use super::super::value::{Leniency, Value};
use super::example;
use crate::judge::audit::profile::Profile;
use crate::mta_sts::Mode;
use crate::smtp::Stage;
use crate::tls::names::{ProtocolVersionName, TLS_1_2};
use crate::toml_source::{Wrong, advice, nearest};
use std::ops::Range;

/// The value that this word stands for.
pub(super) fn read(
    name: Name,
    kind: Kind,
    typed: &str,
    span: &Range<usize>,
) -> Result<Value, Wrong> {
    let choices = kind.choices();
    let unknown = || {
        let sentence = format!("{} is to be {}, not {typed:?}", name.id(), kind.words());
        Wrong::new(span, sentence, instead(name, kind, typed, &choices))
    };
    let value = match kind {
        Kind::Verdict | Kind::VerdictOrExtensions => {
            let all = [Leniency::Pass, Leniency::Note, Leniency::Warn];
            let found = all.into_iter().find(|it| it.word() == typed);
            found.map(Value::Verdict)
        }
        Kind::Stage => typed.parse::<Stage>().ok().map(Value::Stage),
        Kind::Trust => {
            let mut all = TRUSTS.into_iter();
            let found = all.find(|it| it.word().eq_ignore_ascii_case(typed));
            found.map(Value::Trust)
        }
        Kind::Version => return version(name, typed, span),
        Kind::Mode => {
            let all = MODES.iter().zip([Mode::Enforce, Mode::Testing, Mode::None]);
            let mut found = all.filter(|(word, _)| **word == typed);
            found.next().map(|(_, mode)| Value::Mode(mode))
        }
        Kind::Sender => {
            let mut all = SENDERS.into_iter();
            all.find(|it| it.id() == typed).map(Value::Sender)
        }
        Kind::Severity if typed == "none" => Some(Value::Severity(None)),
        Kind::Severity => {
            let mut all = SEVERITIES.into_iter();
            let found = all.find(|it| it.id() == typed);
            found.map(|it| Value::Severity(Some(it)))
        }
        Kind::Profile => return profile(typed, span),
        Kind::Text if !typed.trim().is_empty() => Some(Value::Text(typed.to_owned())),
        _ => None,
    };
    value.ok_or_else(unknown)
}

/// What to write in place of a word that is none of those that are meant.
fn instead(name: Name, kind: Kind, typed: &str, choices: &[String]) -> String {
    let id = name.id();
    let is_yes_or_no = matches!(kind, Kind::Verdict | Kind::VerdictOrExtensions | Kind::Yes);
    let word = typed.trim().to_ascii_lowercase();
    let words = choices.iter().map(String::as_str);
    match word.as_str() {
        "true" | "false" => format!("leave out the quotes: {id} = {word}"),
        "yes" | "on" if is_yes_or_no => format!("write {id} = true"),
        "no" | "off" => format!("write {id} = false, to expect nothing"),
        _ if choices.is_empty() => example(name),
        _ if !is_yes_or_no => {
            let begin = words.clone().filter(|it| it.starts_with(&word));
            let begin: Vec<&str> = begin.collect();
            match begin.as_slice() {
                // Of several that begin so none is nearer than another.
                [_, _, ..] if !word.is_empty() => format!("there are {}", begin.join(", ")),
                _ => advice(typed, words),
            }
        }
        _ => match (nearest(typed, words), kind) {
            (Some(near), _) => format!("did you mean {near}?"),
            (None, Kind::VerdictOrExtensions) if !word.is_empty() => {
                format!("a list stands in brackets: {id} = [{typed:?}]")
            }
            (None, _) => format!("write {id} = true, or one of these words"),
        },
    }
}

fn version(name: Name, typed: &str, span: &Range<usize>) -> Result<Value, Wrong> {
    let hint = || "smtls negotiates TLSv1.2 and TLSv1.3".to_owned();
    let version = ProtocolVersionName::parse(typed)
        .map_err(|unknown| Wrong::new(span, unknown.to_string(), hint()))?;
    // Every session that smtls has would meet an older one.
    if version.code_point < TLS_1_2 {
        let sentence = format!(
            "{} is to be a version that a session can have, and not {}",
            name.id(),
            version.name
        );
        let hint = format!(
            "{}; refuses-versions asks an audit about older ones",
            hint()
        );
        return Err(Wrong::new(span, sentence, hint));
    }
    Ok(Value::Version(version))
}

fn profile(typed: &str, span: &Range<usize>) -> Result<Value, Wrong> {
    if Profile::is_file(typed) {
        return Ok(Value::Profile(typed.to_owned()));
    }
    match Profile::built_in(typed) {
        Ok(profile) => Ok(Value::Profile(profile.name)),
        Err(error) => Err(Wrong::new(span, error.sentence, error.hint)),
    }
}
