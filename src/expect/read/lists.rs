//! Values that are lists of names.

use super::super::given::{Given, Shape};
use super::super::kind::{KEY_TYPES, Kind};
use super::super::name::{Fact, Name};
use super::super::value::{Keywords, Subject, Value};
use super::{empty, wrong_kind, wrong_part};
use crate::certificate::Pin;
use crate::dns::DomainName;
use crate::judge::audit::Weakness;
use crate::tls::names::{
    CipherSuiteName, GroupName, PROTOCOL_VERSIONS, ProtocolVersionName, SignatureSchemeName,
    UnknownName,
};
use crate::toml_source::{Wrong, advice};
use std::net::IpAddr;
use std::ops::Range;

/// Why a word is none of those that are meant, and what to write instead.
type Unfit = (String, String);

/// The value that was meant: a list, or one of its parts alone.
pub(super) fn read(name: Name, kind: Kind, given: &Given) -> Result<Value, Wrong> {
    let words = words(name, given)?;
    let value = match kind {
        Kind::Versions => {
            let version = |it| known(ProtocolVersionName::parse(it)).map_err(with_versions);
            Value::Versions(each(&words, version)?)
        }
        Kind::Groups => Value::Groups(each(&words, |it| known(GroupName::parse(it)))?),
        Kind::Suites => Value::Suites(each(&words, |it| known(CipherSuiteName::parse(it)))?),
        Kind::Schemes => Value::Schemes(each(&words, |it| known(SignatureSchemeName::parse(it)))?),
        Kind::Subjects => Value::Subjects(each(&words, subject)?),
        Kind::Pins => Value::Pins(each(&words, pin)?),
        Kind::KeyTypes => Value::KeyTypes(each(&words, key_type)?),
        Kind::Hosts => Value::Hosts(each(&words, host)?),
        Kind::Extensions => Value::Extensions(each(&words, keywords)?),
        Kind::Uris => Value::Uris(each(&words, uri)?),
        Kind::Weaknesses => Value::Weaknesses(each(&words, weakness)?),
        _ => return Err(wrong_kind(name, given)),
    };
    negotiable(name, &value, &given.span)?;
    Ok(value)
}

/// The texts of a list, with their places.
fn words(name: Name, given: &Given) -> Result<Vec<(&str, &Range<usize>)>, Wrong> {
    let all = match &given.shape {
        Shape::List(list) => list.iter().collect(),
        _ => vec![given],
    };
    if all.is_empty() {
        return Err(empty(name, &given.span));
    }
    let is_list = matches!(given.shape, Shape::List(_));
    let words = all.into_iter().map(|given| match &given.shape {
        Shape::Text(text) => Ok((text.trim(), &given.span)),
        _ if is_list => Err(wrong_part(name, "a text", given)),
        _ => Err(wrong_kind(name, given)),
    });
    words.collect()
}

fn each<'w, T>(
    words: &[(&'w str, &Range<usize>)],
    read: impl Fn(&'w str) -> Result<T, Unfit>,
) -> Result<Vec<T>, Wrong> {
    let all = words.iter().map(|(word, span)| {
        read(word).map_err(|(sentence, hint)| Wrong::new(span, sentence, hint))
    });
    all.collect()
}

fn known<T>(found: Result<T, UnknownName>) -> Result<T, Unfit> {
    found.map_err(|unknown| {
        let hint = match unknown.nearest() {
            Some(nearest) => format!("did you mean {nearest}?"),
            None => "write the name as IANA or OpenSSL has it".to_owned(),
        };
        (unknown.to_string(), hint)
    })
}

/// There are so few versions that the hint names them all.
fn with_versions((sentence, _): Unfit) -> Unfit {
    let names: Vec<&str> = PROTOCOL_VERSIONS.iter().map(|it| it.name).collect();
    (sentence, format!("there are {}", names.join(", ")))
}

/// A session that has one of what smtls cannot negotiate is never seen.
fn negotiable(name: Name, value: &Value, span: &Range<usize>) -> Result<(), Wrong> {
    let (possible, what, instead) = match (name, value) {
        (Name::Fact(Fact::Groups), Value::Groups(all)) => {
            let possible = all.iter().any(|it| it.is_negotiable());
            (possible, "groups", "accepts-groups")
        }
        (Name::Fact(Fact::Suites), Value::Suites(all)) => {
            let possible = all.iter().any(|it| it.is_negotiable());
            (possible, "suites", "accepts-suites")
        }
        _ => return Ok(()),
    };
    match possible {
        true => Ok(()),
        false => Err(Wrong::new(
            span,
            format!("smtls negotiates none of these {what}, so that no session has one of them"),
            format!("{instead} asks an audit about them"),
        )),
    }
}

fn subject(typed: &str) -> Result<Subject, Unfit> {
    if let Ok(address) = typed.parse::<IpAddr>() {
        return Ok(Subject::Address(address));
    }
    if typed.contains('*') {
        let sentence = format!("{typed:?} is a pattern, and no name that a certificate is for");
        let hint = "name a host; a wildcard in the certificate covers it";
        return Err((sentence, hint.to_owned()));
    }
    host(typed).map(Subject::Name)
}

fn host(typed: &str) -> Result<DomainName, Unfit> {
    let unfit = |why: String| {
        let hint = "write a host name such as mx.example.com".to_owned();
        (format!("{typed:?} is no host name: {why}"), hint)
    };
    DomainName::parse(typed).map_err(|error| unfit(error.to_string()))
}

fn pin(typed: &str) -> Result<Pin, Unfit> {
    let unfit = |hint| (format!("{typed:?} is no pin"), hint);
    typed.parse().map_err(unfit)
}

fn key_type(typed: &str) -> Result<&'static str, Unfit> {
    let mut all = KEY_TYPES.into_iter();
    let found = all.find(|known| known.eq_ignore_ascii_case(typed));
    found.ok_or_else(|| {
        let sentence = format!("there is no kind of key {typed:?}");
        (sentence, advice(typed, KEY_TYPES))
    })
}

fn weakness(typed: &str) -> Result<Weakness, Unfit> {
    let found = Weakness::ALL.into_iter().find(|known| known.id() == typed);
    found.ok_or_else(|| {
        let sentence = format!("there is no weakness {typed:?}");
        (sentence, advice(typed, Weakness::ALL.map(Weakness::id)))
    })
}

/// RFC 8460 §3: reports go by mail or HTTPS.
fn uri(typed: &str) -> Result<String, Unfit> {
    let scheme = typed.split_once(':').map(|(scheme, _)| scheme);
    let is_known = |it: &str| matches!(it.to_ascii_lowercase().as_str(), "mailto" | "https");
    if scheme.is_some_and(is_known) && typed.bytes().all(|octet| octet.is_ascii_graphic()) {
        return Ok(typed.to_owned());
    }
    let hint = match typed.contains('@') && scheme.is_none() {
        true => format!("write mailto:{typed}"),
        false => "write mailto:ADDRESS or an https: URI, without blanks".to_owned(),
    };
    Err((format!("reports cannot go to {typed:?}"), hint))
}

/// RFC 5321 §4.1.1.1: a keyword, and parameters behind blanks.
fn keywords(typed: &str) -> Result<Keywords, Unfit> {
    let mut words = typed.split_ascii_whitespace().map(str::to_ascii_uppercase);
    let keyword = words.next().unwrap_or_default();
    if let Some(mechanism) = keyword.strip_prefix("AUTH=") {
        let sentence =
            format!("{typed:?} is the old form of AUTH, which is never taken for an offer");
        return Err((
            sentence,
            format!("write {:?}", format!("AUTH {mechanism}").trim()),
        ));
    }
    let inner = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-';
    let first = keyword.as_bytes().first();
    if !first.is_some_and(u8::is_ascii_alphanumeric) || !keyword.bytes().all(inner) {
        let sentence = format!("{typed:?} does not begin with an EHLO keyword");
        return Err((sentence, "write for example SIZE or AUTH PLAIN".to_owned()));
    }
    let parameters: Vec<String> = words.collect();
    match parameters
        .iter()
        .all(|it| it.bytes().all(|octet| octet.is_ascii_graphic()))
    {
        true => Ok(Keywords {
            keyword,
            parameters,
        }),
        false => Err((
            format!("{typed:?} has a character that no parameter has"),
            "write it in ASCII".to_owned(),
        )),
    }
}
