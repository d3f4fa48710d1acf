//! What this process finds of colours and of a screen.

/// How wide a screen counts of which that is not known: as wide as terminals always were.
const COMMON: usize = 80;

/// What decides on colour beside the user's choice, and on the width of the text.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLUMNS`.
    pub columns: Option<String>,
    /// How wide the screen is, in columns, where there is one and it says so.
    pub screen: Option<usize>,
    /// Standard output is a terminal.
    pub is_terminal: bool,
}

impl Environment {
    /// The same for what goes to a file: no terminal, and no screen.
    pub fn of_a_file(&self) -> Self {
        Self {
            columns: None,
            screen: None,
            is_terminal: false,
            // That a pipe is to have colours says nothing of files.
            clicolor_force: None,
            ..self.clone()
        }
    }

    /// How many columns there are; nothing where there is no screen.
    pub fn columns(&self) -> Option<usize> {
        let told = self.columns.as_ref().and_then(|told| told.parse().ok());
        told.filter(|columns| *columns > 0)
            .or(self.screen)
            .or(self.is_terminal.then_some(COMMON))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_knows_better_than_the_screen_how_wide_it_is() {
        let told = |columns: &str| Some(columns.to_owned());
        for (name, columns, screen, is_terminal, width) in [
            ("nothing", None, None, false, None),
            ("a screen", None, Some(120), true, Some(120)),
            ("a pipe into a pager", None, Some(90), false, Some(90)),
            ("COLUMNS", told("72"), Some(120), true, Some(72)),
            ("COLUMNS in a pipe", told("72"), None, false, Some(72)),
            ("no number", told("wide"), Some(120), true, Some(120)),
            ("0", told("0"), None, true, Some(80)),
            ("a screen of unknown width", None, None, true, Some(80)),
        ] {
            let environment = Environment {
                columns,
                screen,
                is_terminal,
                ..Environment::default()
            };
            assert_eq!(environment.columns(), width, "{name}");
        }
    }
}
