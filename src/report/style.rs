//! The palette: decided once, by the rules of `--color`, `NO_COLOR` and `CLICOLOR_FORCE`. Colour never says anything alone.

use colored::{Color, Colorize};

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

/// What decides the colour beside the user's choice.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// Standard output is a terminal.
    pub is_terminal: bool,
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
}

impl Style {
    /// A palette with or without colours, for a screen that is so many columns wide; text is set in 60 to 100 of them.
    pub fn new(colors: bool, columns: Option<usize>) -> Self {
        // The crate would otherwise decide anew, by rules of its own, at every call.
        colored::control::set_override(colors);
        Self {
            colors,
            width: columns.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST),
        }
    }

    /// How many columns the text is set in.
    pub fn width(self) -> usize {
        self.width
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
