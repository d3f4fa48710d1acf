//! What is typed on the terminal without being shown, such as a password.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, poll, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use std::io::{self, Write};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long it may take until what happens beside the typing is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// More octets than any secret has.
const LONGEST: usize = 16_384;

/// What was typed.
#[derive(Debug)]
pub enum Hidden {
    /// A line, without its end.
    Line(Zeroizing<Vec<u8>>),
    /// Ctrl-C was pressed.
    Interrupted,
    /// Ctrl-D was pressed on an empty line.
    End,
    /// Whoever asked does not want to know any more.
    Left,
}

/// What happens while somebody types.
#[derive(Debug)]
pub enum Aside {
    /// Nothing.
    Nothing,
    /// Lines that are to be shown.
    Lines(String),
    /// The question is taken back.
    Leave,
}

/// Asks on the terminal. The line begins with what is `begun`. `aside` is asked many times a second what happens meanwhile. The terminal is given back in any case.
///
/// # Errors
/// Where the terminal cannot be switched or read.
pub fn hidden(prompt: &str, begun: String, mut aside: impl FnMut() -> Aside) -> io::Result<Hidden> {
    let _raw = Raw::begin()?;
    let mut screen = screen();
    let mut typed = Zeroizing::new(begun);
    write!(screen, "{prompt}")?;
    screen.flush()?;
    let answer = loop {
        match aside() {
            Aside::Nothing => {}
            Aside::Lines(lines) => {
                write!(screen, "\r\n{}{prompt}", lines.replace('\n', "\r\n"))?;
                screen.flush()?;
            }
            Aside::Leave => break Hidden::Left,
        }
        if !poll(GLANCE)? {
            continue;
        }
        if let Event::Key(key) = read()?
            && let Some(answer) = press(&mut typed, key)
        {
            break answer;
        }
    };
    write!(screen, "\r\n")?;
    screen.flush()?;
    Ok(answer)
}

/// What a key does to the line; the answer where it ends it.
fn press(typed: &mut Zeroizing<String>, key: KeyEvent) -> Option<Hidden> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Enter => return Some(Hidden::Line(Zeroizing::new(typed.as_bytes().to_vec()))),
        KeyCode::Char('j' | 'm') if is_control => {
            return Some(Hidden::Line(Zeroizing::new(typed.as_bytes().to_vec())));
        }
        KeyCode::Char('c') if is_control => return Some(Hidden::Interrupted),
        KeyCode::Char('d') if is_control && typed.is_empty() => return Some(Hidden::End),
        KeyCode::Char('u') if is_control => typed.clear(),
        KeyCode::Char('h') if is_control => drop(typed.pop()),
        KeyCode::Backspace => drop(typed.pop()),
        KeyCode::Tab => typed.push('\t'),
        KeyCode::Char(character) if !is_control && typed.len() < LONGEST => typed.push(character),
        _ => {}
    }
    None
}

/// Where the question is seen also where the outputs go into files.
fn screen() -> Box<dyn Write> {
    #[cfg(unix)]
    if let Ok(terminal) = std::fs::OpenOptions::new().write(true).open("/dev/tty") {
        return Box::new(terminal);
    }
    Box::new(io::stderr())
}

/// The terminal without echo, and with each key as it comes.
struct Raw;

impl Raw {
    fn begin() -> io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing back.
        let _ = disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of these keys.
    fn typed(keys: &[(KeyCode, KeyModifiers)]) -> Option<Hidden> {
        let mut line = Zeroizing::new(String::new());
        let mut keys = keys.iter();
        keys.find_map(|(code, modifiers)| press(&mut line, KeyEvent::new(*code, *modifiers)))
    }

    fn letters(text: &str) -> Vec<(KeyCode, KeyModifiers)> {
        let each = text.chars();
        each.map(|one| (KeyCode::Char(one), KeyModifiers::NONE))
            .collect()
    }

    #[test]
    fn a_secret_is_typed_and_mended_and_given_up() {
        let enter = (KeyCode::Enter, KeyModifiers::NONE);
        let control = |letter| (KeyCode::Char(letter), KeyModifiers::CONTROL);
        let line = |keys: &[_]| match typed(keys) {
            Some(Hidden::Line(line)) => String::from_utf8(line.to_vec()).unwrap(),
            other => panic!("{other:?}"),
        };
        let mut keys = letters("gehe\u{fc}m");
        keys.push((KeyCode::Backspace, KeyModifiers::NONE));
        keys.push(control('x'));
        keys.push(enter);
        assert_eq!(line(&keys), "gehe\u{fc}");
        let mut keys = letters("wrong");
        keys.push(control('u'));
        keys.extend(letters("S"));
        keys.push(control('m'));
        assert_eq!(line(&keys), "S");
        assert!(matches!(typed(&[control('d')]), Some(Hidden::End)));
        assert!(matches!(typed(&[control('c')]), Some(Hidden::Interrupted)));
        let mut keys = letters("a");
        keys.push(control('d'));
        assert!(typed(&keys).is_none());
        assert_eq!(line(&[enter]), "");
    }
}
