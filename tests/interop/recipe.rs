//! The recipes of recipes.txt.

const TABLE: &str = include_str!("recipes.txt");

/// What is swaks', and what is smtls'.
#[derive(Clone, Copy)]
pub struct Pair {
    pub swaks: &'static str,
    pub smtls: &'static str,
}

/// Two lines for a shell that are to do the same.
pub struct Recipe {
    pub name: &'static str,
    /// The service that both speak to.
    pub on: &'static str,
    pub lines: Pair,
    pub exit: Pair,
    /// What the server counts.
    pub server: Pair,
    /// Why the two differ, where they do.
    pub because: Option<&'static str>,
}

impl Pair {
    /// `0`, or `0 and 24`.
    fn read(text: &'static str) -> Self {
        let (swaks, smtls) = text.split_once(" and ").unwrap_or((text, text));
        Self { swaks, smtls }
    }

    pub fn is_same(&self) -> bool {
        self.swaks == self.smtls
    }
}

impl Recipe {
    /// Whether DNS is to lead to the server.
    pub fn is_routed(&self) -> bool {
        self.on == "routed"
    }
}

/// All of them, in order.
pub fn recipes() -> impl Iterator<Item = Recipe> {
    let blocks = TABLE.split("\n\n").map(str::trim);
    blocks
        .filter(|block| block.starts_with("recipe "))
        .map(recipe)
}

fn recipe(block: &'static str) -> Recipe {
    let find = |key: &str| {
        let mut lines = block.lines().filter_map(|line| line.split_once(' '));
        let found = lines.find(|(word, _)| *word == key);
        found.map(|(_, text)| text.trim())
    };
    let of = |key: &str| find(key).unwrap_or_else(|| panic!("no {key} in\n{block}"));
    let recipe = Recipe {
        name: of("recipe"),
        on: of("on"),
        lines: Pair {
            swaks: of("swaks"),
            smtls: of("smtls"),
        },
        exit: Pair::read(of("exit")),
        server: Pair::read(of("server")),
        because: find("because"),
    };
    let differs = !recipe.exit.is_same() || !recipe.server.is_same();
    assert!(
        !differs || recipe.because.is_some(),
        "the two differ, and nothing says why:\n{block}"
    );
    recipe
}
