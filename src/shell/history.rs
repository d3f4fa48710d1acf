//! The history of a shell: what of it may be kept, and the file that keeps it.

use crate::smtp::sasl::Mechanism;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::{Kind, octets};

/// So many lines are kept.
pub const MOST: usize = 1000;

/// A longer line is not kept, in octets.
const LONGEST: usize = 4096;

/// More of a file is not read, in octets.
const LARGEST: u64 = 4_194_304;

/// Verbs whose parameters may be secrets: authentication, also of Exchange's kind and as with POP, and URLs that carry a token.
const SECRETIVE: [&str; 4] = ["AUTH", "X-EXPS", "PASS", "BURL"];

/// What of a line may be kept: nothing of what is no command, and no initial response of AUTH (RFC 4954 §4).
pub fn kept(line: &[u8], kind: Kind) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(line).ok()?;
    let is_plain = text.chars().all(|one| one == '\t' || !one.is_control());
    if kind != Kind::Command || !is_plain || line.len() > LONGEST || text.trim().is_empty() {
        return None;
    }
    let mut words = text.split_whitespace();
    let first = words.next()?;
    let local = first.strip_prefix('/');
    // What goes out raw is looked at as it goes out.
    let rest = text.trim_start().get(first.len()..).unwrap_or_default();
    let is_raw = local.is_some_and(|name| name.eq_ignore_ascii_case("raw"));
    if is_raw && !octets(rest.as_bytes()).is_some_and(|octets| is_harmless(&octets)) {
        return None;
    }
    let inner = |one: char| one.is_ascii_alphabetic() || one == '-';
    let verb = local.unwrap_or(first);
    let end = verb.find(|one| !inner(one)).unwrap_or(verb.len());
    let (verb, behind) = verb.split_at(end);
    let mut secretive = SECRETIVE.iter();
    if !secretive.any(|other| other.eq_ignore_ascii_case(verb)) {
        return Some(line.to_vec());
    }
    // What stands where a mechanism would, and is none, may be anything.
    let is_known = |word: &&str| word.parse::<Mechanism>().is_ok();
    let old_form = behind.strip_prefix('=').filter(is_known);
    let slash = if local.is_some() { "/" } else { "" };
    let kept = match (old_form, words.next().filter(is_known)) {
        (Some(mechanism), _) => format!("{slash}{verb}={mechanism}"),
        (None, Some(mechanism)) if behind.is_empty() => format!("{slash}{verb} {mechanism}"),
        _ => format!("{slash}{verb}"),
    };
    Some(kept.into_bytes())
}

/// Whether octets cannot begin or continue an authentication.
fn is_harmless(octets: &[u8]) -> bool {
    let text = octets.to_ascii_uppercase();
    let mut all = SECRETIVE.iter();
    !all.any(|verb| text.windows(verb.len()).any(|some| some == verb.as_bytes()))
}

/// Where the history is by itself: in the folder for state of the XDG Base Directory Specification, on every system.
pub fn usual_place() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    // The specification: a path that is not absolute is to be ignored.
    let state = named.filter(|folder| folder.is_absolute());
    let state = state.or_else(|| Some(std::env::home_dir()?.join(".local/state")));
    state.map(|state| state.join("smtls").join("history"))
}

/// The error without the number that the system has for it.
fn without_number(error: &io::Error) -> String {
    let words = error.to_string();
    let number = words.rfind(" (os error ");
    number
        .and_then(|at| words.get(..at))
        .map_or(words.clone(), str::to_owned)
}

/// The one line where the history cannot be kept.
pub(super) fn warning(error: &io::Error) -> String {
    let error = crate::quote::text(&error.to_string());
    format!("=== the history is not kept: {error}")
}

/// The file that keeps the history. Several shells may have the same.
#[derive(Debug)]
pub struct HistoryFile {
    place: PathBuf,
    lines: Vec<String>,
}

impl HistoryFile {
    /// Reads the file, and makes it and its folder where they are missing, for nobody but the user. Older lines than the last [`MOST`]
    /// are removed.
    ///
    /// # Errors
    /// Where it cannot be read and written; the error names it.
    pub fn open(place: PathBuf) -> io::Result<Self> {
        match read(&place) {
            Ok(lines) => Ok(Self { place, lines }),
            Err(error) => Err(io::Error::new(
                error.kind(),
                format!("{}: {}", place.display(), without_number(&error)),
            )),
        }
    }

    /// The lines, the oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }

    /// Adds a line, behind those that other shells may have added. What fails now was already said when it was opened, or is not worth a
    /// word amid a session.
    pub fn add(&mut self, line: &str) {
        let _ = append(&self.place, line);
    }
}

fn append(place: &Path, line: &str) -> io::Result<()> {
    let mut file = options().append(true).open(place)?;
    // Where the file system knows no locks, two shells at the same moment are unlikely enough.
    let _ = file.lock();
    file.write_all(format!("{line}\n").as_bytes())
}

fn read(place: &Path) -> io::Result<Vec<String>> {
    if let Some(folder) = place.parent() {
        make(folder)?;
    }
    let mut file = options().read(true).append(true).open(place)?;
    if !file.metadata()?.is_file() {
        return Ok(Vec::new());
    }
    let _ = file.lock();
    let mut octets = Vec::new();
    io::Read::by_ref(&mut file)
        .take(LARGEST)
        .read_to_end(&mut octets)?;
    let text = String::from_utf8_lossy(&octets);
    let all: Vec<&str> = text.lines().collect();
    // By the same rule as when they were written, whoever wrote them.
    let sound = all
        .iter()
        .filter_map(|line| kept(line.as_bytes(), Kind::Command));
    let mut lines: Vec<String> = sound
        .filter_map(|line| String::from_utf8(line).ok())
        .collect();
    lines.drain(..lines.len().saturating_sub(MOST));
    if lines != all {
        rewrite(&mut file, &lines)?;
    }
    Ok(lines)
}

/// In place, so that the lock still holds, and what points to the file still does.
fn rewrite(file: &mut File, lines: &[String]) -> io::Result<()> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    file.rewind()?;
    file.set_len(0)?;
    file.write_all(text.as_bytes())
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests;
