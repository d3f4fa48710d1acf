//! Reading the file of a profile: TOML, of which every key must be known.

use super::super::subject::Service;
use super::grade::Grade;
use super::load::{Profile, ProfileError};
use super::rule::{Quality, Rule};
use super::topic::{Kind, Topic};
use crate::tls::names::{CipherSuiteName, GroupName, ProtocolVersionName, UnknownName};
use crate::toml_source::{self, TomlSource, Value, Wrong};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

/// A text with its places.
struct Source<'a> {
    toml: TomlSource<'a>,
}

/// Reads a profile, and the name of the one that it extends.
pub(super) fn profile(text: &str) -> Result<(Profile, Option<String>), ProfileError> {
    if text.len() > Profile::LARGEST {
        return Err(error(
            "the file is larger than 1 MiB",
            "a profile is a short text",
        ));
    }
    let source = Source {
        toml: TomlSource::new(text),
    };
    let table = source.toml.parse().map_err(|fault| {
        source.of(Wrong {
            hint: "the file is to be TOML: name = \"value\", and [[table]] before each rule"
                .to_owned(),
            ..fault
        })
    })?;
    let mut profile = Profile {
        name: String::new(),
        title: String::new(),
        rules: BTreeMap::new(),
    };
    let mut base = None;
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "name" => profile.name = source.word(value)?.to_owned(),
            "title" => profile.title = source.word(value)?.to_owned(),
            "extends" => base = Some(source.word(value)?.to_owned()),
            name => {
                let topic = source.topic(name, &key.span())?;
                let rules = source.rules(topic, value)?;
                profile.rules.insert(topic, rules);
            }
        }
    }
    if profile.name.is_empty() {
        return Err(error(
            "the profile has no name",
            "begin the file with name = \"a word of your own\"",
        ));
    }
    if profile.title.is_empty() {
        profile.title.clone_from(&profile.name);
    }
    Ok((profile, base))
}

fn error(sentence: &str, hint: &str) -> ProfileError {
    ProfileError {
        sentence: sentence.to_owned(),
        hint: hint.to_owned(),
    }
}

impl Source<'_> {
    /// The same with its place in words.
    fn of(&self, wrong: Wrong) -> ProfileError {
        let place = self.toml.place(&wrong.span);
        error(&format!("{place}: {}", wrong.sentence), &wrong.hint)
    }

    fn wrong(&self, place: &Range<usize>, what: &str, hint: &str) -> ProfileError {
        self.of(Wrong::new(place, what, hint))
    }

    /// A word that is none of those that there are.
    fn unknown<'w>(
        &self,
        place: &Range<usize>,
        what: &str,
        typed: &str,
        words: impl IntoIterator<Item = &'w str> + Clone,
    ) -> ProfileError {
        self.of(Wrong::unknown(place, what, typed, words))
    }

    fn topic(&self, name: &str, place: &Range<usize>) -> Result<Topic, ProfileError> {
        let found = Topic::ALL.into_iter().find(|topic| topic.name() == name);
        let words = ["name", "title", "extends"];
        let words: Vec<&str> = words
            .into_iter()
            .chain(Topic::ALL.map(Topic::name))
            .collect();
        found.ok_or_else(|| self.unknown(place, "key or table", name, words))
    }

    fn rules(&self, topic: Topic, value: &Value<'_>) -> Result<Vec<Rule>, ProfileError> {
        let shape = || {
            let name = topic.name();
            self.wrong(
                &value.span(),
                &format!("{name} is to be a list of rules"),
                &format!("write [[{name}]] before each rule"),
            )
        };
        let list = value.get_ref().as_array().ok_or_else(shape)?;
        let rules = list.iter().map(|rule| {
            let table = rule.get_ref().as_table().ok_or_else(shape)?;
            self.rule(topic, table, &rule.span())
        });
        rules.collect()
    }

    fn rule(
        &self,
        topic: Topic,
        table: &DeTable<'_>,
        place: &Range<usize>,
    ) -> Result<Rule, ProfileError> {
        let mut grade = None;
        let mut rule = Rule {
            numbers: None,
            words: None,
            none_of: None,
            having: Vec::new(),
            at_least: None,
            below: None,
            above: None,
            is: None,
            versions: None,
            unless_encrypt_then_mac: false,
            on: None,
            grade: Grade::Insufficient,
            must: false,
            clause: String::new(),
        };
        let allowed = keys(topic);
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !allowed.contains(&name) {
                let what = format!("key in [[{}]]:", topic.name());
                return Err(self.unknown(&key.span(), &what, name, allowed.iter().copied()));
            }
            match name {
                "names" => match topic.kind() {
                    Kind::Words(words) => rule.words = Some(self.words(value, words)?),
                    _ => rule.numbers = Some(self.numbers(topic, value)?),
                },
                "none_of" => rule.none_of = Some(self.numbers(topic, value)?),
                "having" => rule.having = self.having(value)?,
                "at_least" => rule.at_least = Some(self.number(value)?),
                "below" => rule.below = Some(self.number(value)?),
                "above" => rule.above = Some(self.number(value)?),
                "is" => rule.is = Some(self.yes_or_no(value)?),
                "tls_versions" => {
                    rule.versions = Some(self.numbers(Topic::TlsVersions, value)?);
                }
                "unless_encrypt_then_mac" => {
                    rule.unless_encrypt_then_mac = self.yes_or_no(value)?;
                }
                "on" => rule.on = Some(self.service(value)?),
                "grade" => grade = Some(self.grade(value)?),
                "must" => rule.must = self.yes_or_no(value)?,
                _ => rule.clause = self.word(value)?.to_owned(),
            }
        }
        let Some(grade) = grade else {
            return Err(self.wrong(
                place,
                "this rule has no grade",
                "add grade = \"good\", \"sufficient\", \"phase-out\" or \"insufficient\"",
            ));
        };
        if rule.clause.is_empty() {
            return Err(self.wrong(
                place,
                "this rule has no clause",
                "add clause = \"...\": what the rule rests on, such as \"RFC 9325, section 4.1\" or \"our own rule 3\"",
            ));
        }
        rule.grade = grade;
        if rule.must && !rule.is_bad() {
            return Err(self.wrong(
                place,
                &format!(
                    "this rule grades as {}, which cannot fail, and says must",
                    grade.word()
                ),
                "a MUST belongs to the rule that says what is phase-out or insufficient",
            ));
        }
        Ok(rule)
    }

    fn word<'v>(&self, value: &'v Value<'_>) -> Result<&'v str, ProfileError> {
        toml_source::word(value).map_err(|wrong| self.of(wrong))
    }

    fn list<'v>(&self, value: &'v Value<'_>) -> Result<Vec<(&'v str, Range<usize>)>, ProfileError> {
        let list = value.get_ref().as_array().ok_or_else(|| {
            let hint = "write [\"one\", \"another\"]";
            self.wrong(&value.span(), "here is to be a list", hint)
        })?;
        let words = list
            .iter()
            .map(|value| Ok((self.word(value)?, value.span())));
        words.collect()
    }

    fn yes_or_no(&self, value: &Value<'_>) -> Result<bool, ProfileError> {
        toml_source::yes_or_no(value).map_err(|wrong| self.of(wrong))
    }

    fn number(&self, value: &Value<'_>) -> Result<u32, ProfileError> {
        toml_source::number(value).map_err(|wrong| self.of(wrong))
    }

    fn grade(&self, value: &Value<'_>) -> Result<Grade, ProfileError> {
        let typed = self.word(value)?;
        let found = Grade::ALL.into_iter().find(|grade| grade.word() == typed);
        found
            .ok_or_else(|| self.unknown(&value.span(), "grade", typed, Grade::ALL.map(Grade::word)))
    }

    fn service(&self, value: &Value<'_>) -> Result<Service, ProfileError> {
        let typed = self.word(value)?;
        let found = Service::ALL
            .into_iter()
            .find(|service| service.id() == typed);
        found.ok_or_else(|| {
            self.unknown(
                &value.span(),
                "service",
                typed,
                Service::ALL.map(Service::id),
            )
        })
    }

    fn having(&self, value: &Value<'_>) -> Result<Vec<Quality>, ProfileError> {
        let list = self.list(value)?.into_iter();
        let qualities = list.map(|(typed, place)| {
            let found = Quality::all().find(|(word, _)| *word == typed);
            let words: Vec<&str> = Quality::all().map(|(word, _)| word).collect();
            let (_, quality) =
                found.ok_or_else(|| self.unknown(&place, "quality", typed, words))?;
            Ok(quality)
        });
        qualities.collect()
    }

    fn words(
        &self,
        value: &Value<'_>,
        words: &'static [&'static str],
    ) -> Result<Vec<&'static str>, ProfileError> {
        let list = self.list(value)?.into_iter();
        let found = list.map(|(typed, place)| {
            let mut all = words.iter().copied();
            let word = all.find(|word| word.eq_ignore_ascii_case(typed));
            word.ok_or_else(|| self.unknown(&place, "name", typed, words.iter().copied()))
        });
        found.collect()
    }

    fn numbers(&self, topic: Topic, value: &Value<'_>) -> Result<Vec<u16>, ProfileError> {
        let list = self.list(value)?.into_iter();
        let numbers = list.map(|(typed, place)| {
            let found = match topic {
                Topic::TlsVersions => ProtocolVersionName::parse(typed).map(|it| it.code_point),
                Topic::Ciphersuites => CipherSuiteName::parse(typed).map(|it| it.code_point),
                _ => GroupName::parse(typed).map(|it| it.code_point),
            };
            found.map_err(|unknown: UnknownName| {
                let hint = match unknown.nearest() {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => "write the name as IANA or OpenSSL has it".to_owned(),
                };
                self.wrong(&place, &unknown.to_string(), &hint)
            })
        });
        numbers.collect()
    }
}

/// The keys that a rule of this topic may have.
fn keys(topic: Topic) -> &'static [&'static str] {
    match (topic, topic.kind()) {
        (Topic::TlsVersions, _) => &["names", "none_of", "on", "grade", "must", "clause"],
        (Topic::Ciphersuites, _) => &[
            "names",
            "having",
            "tls_versions",
            "unless_encrypt_then_mac",
            "on",
            "grade",
            "must",
            "clause",
        ],
        (Topic::Ffdhe, _) => &[
            "names", "having", "at_least", "below", "on", "grade", "must", "clause",
        ],
        (_, Kind::Named) => &["names", "having", "on", "grade", "must", "clause"],
        (_, Kind::Words(_)) => &["names", "on", "grade", "must", "clause"],
        (_, Kind::Number) => &[
            "at_least", "below", "above", "on", "grade", "must", "clause",
        ],
        (_, Kind::YesOrNo) => &["is", "on", "grade", "must", "clause"],
    }
}
