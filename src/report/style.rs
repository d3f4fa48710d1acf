//! The palette and the width of the text: decided once, by the rules of `--color`, `NO_COLOR` and `CLICOLOR_FORCE`, and by
//! `COLUMNS` and the screen. Colour never says anything alone.

mod environment;

use super::text::folded;
use colored::{Color, Colorize};
pub use environment::Environment;

/// The widest that text is set, in columns: longer lines are hard to read.
const WIDEST: usize = 100;
/// The narrowest: the reasons need some room beside the names of the checks.
const NARROWEST: usize = 60;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Whether to colour. `NO_COLOR` counts when it is not empty, and over `CLICOLOR_FORCE`.
    pub fn decide(self, environment: &Environment) -> bool {
        let set =
            |variable: &Option<String>| variable.as_ref().is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set(&environment.no_color) => false,
            Self::Auto
                if environment
                    .clicolor_force
                    .as_ref()
                    .is_some_and(|value| !value.is_empty() && value != "0") =>
            {
                true
            }
            Self::Auto => environment.is_terminal && environment.term.as_deref() != Some("dumb"),
        }
    }
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As it should be.
    Good,
    /// Worth knowing.
    Notable,
    /// Wrong.
    Bad,
    /// A heading.
    Heading,
    /// Less important.
    Faint,
}

/// The palette.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    colors: bool,
    width: usize,
    is_terminal: bool,
}

impl Style {
    /// The palette of a choice in an environment.
    pub fn chosen(choice: ColorChoice, environment: &Environment) -> Self {
        Self {
            is_terminal: environment.is_terminal,
            ..Self::new(choice.decide(environment), environment.columns())
        }
    }

    /// A palette with or without colours, for a screen that is so many columns wide; text is set in 60 to 100 of them.
    pub fn new(colors: bool, columns: Option<usize>) -> Self {
        // The crate would otherwise decide anew, by rules of its own, at every call; a palette without colours does not call it.
        colored::control::set_override(true);
        Self {
            colors,
            width: columns.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST),
            is_terminal: false,
        }
    }

    /// Whether there are colours.
    pub fn is_coloured(self) -> bool {
        self.colors
    }

    /// How many columns the text is set in.
    pub fn width(self) -> usize {
        self.width
    }

    /// Whether a person reads it as it is written.
    pub(super) fn is_terminal(self) -> bool {
        self.is_terminal
    }

    /// A line of what smtls says as a terminal has room for it, the later ones a little indented; elsewhere it stays whole, for
    /// those who search it.
    pub fn fitted(self, line: &str) -> Vec<String> {
        match self.is_terminal {
            true => folded(line, self.width),
            false => vec![line.to_owned()],
        }
    }

    /// The text in its colour.
    pub fn paint(self, text: &str, ink: Ink) -> String {
        if !self.colors {
            return text.to_owned();
        }
        let painted = match ink {
            Ink::Good => text.color(Color::Green),
            Ink::Notable => text.color(Color::Yellow),
            Ink::Bad => text.color(Color::Red).bold(),
            Ink::Heading => text.bold(),
            Ink::Faint => text.dimmed(),
        };
        painted.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_only_where_the_user_does_not() {
        let set = |value: &str| Some(value.to_owned());
        let terminal = Environment {
            is_terminal: true,
            term: set("xterm"),
            ..Environment::default()
        };
        for (name, choice, environment, colors) in [
            ("a terminal", ColorChoice::Auto, terminal.clone(), true),
            ("a pipe", ColorChoice::Auto, Environment::default(), false),
            (
                "NO_COLOR",
                ColorChoice::Auto,
                Environment {
                    no_color: set("1"),
                    ..terminal.clone()
                },
                false,
            ),
            (
                "an empty NO_COLOR",
                ColorChoice::Auto,
                Environment {
                    no_color: set(""),
                    ..terminal.clone()
                },
                true,
            ),
            (
                "a dumb terminal",
                ColorChoice::Auto,
                Environment {
                    term: set("dumb"),
                    ..terminal.clone()
                },
                false,
            ),
            (
                "CLICOLOR_FORCE",
                ColorChoice::Auto,
                Environment {
                    clicolor_force: set("1"),
                    ..Environment::default()
                },
                true,
            ),
            (
                "CLICOLOR_FORCE=0",
                ColorChoice::Auto,
                Environment {
                    clicolor_force: set("0"),
                    ..Environment::default()
                },
                false,
            ),
            (
                "both",
                ColorChoice::Auto,
                Environment {
                    no_color: set("1"),
                    clicolor_force: set("1"),
                    ..terminal.clone()
                },
                false,
            ),
            (
                "always",
                ColorChoice::Always,
                Environment {
                    no_color: set("1"),
                    ..Environment::default()
                },
                true,
            ),
            (
                "never",
                ColorChoice::Never,
                Environment {
                    clicolor_force: set("1"),
                    ..terminal
                },
                false,
            ),
        ] {
            assert_eq!(choice.decide(&environment), colors, "{name}");
        }
    }
}
