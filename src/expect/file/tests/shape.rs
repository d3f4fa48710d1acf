//! The file as a whole: TOML, its tables, and how the run goes.

use super::refused;

#[test]
fn what_is_no_such_file_is_told_with_its_place_and_what_to_write() {
    refused(&[
        ("", (1, 1), "the file is empty", "[[target]]"),
        (" \n\t\n", (1, 1), "the file is empty", "[[target]]"),
        (
            "[run]\nretry = 1\n",
            (1, 1),
            "the file has no target",
            "[[target]]",
        ),
        (
            "target = []",
            (1, 1),
            "the file has no target",
            "[[target]]",
        ),
        ("[[target]\n", (1, 10), "", "write [[target]]"),
        (
            "a = 1\na = 2",
            (2, 1),
            "duplicate key",
            "leave out one of them",
        ),
        (
            "[target]\ntarget = \"a.test\"",
            (1, 2),
            "target is to be a list",
            "[[target]]",
        ),
        (
            "[[targets]]",
            (1, 3),
            "there is no table \"targets\"",
            "did you mean target?",
        ),
        (
            "timeout = \"3s\"\n",
            (1, 1),
            "there is no table \"timeout\"",
            "under [defaults]",
        ),
        ("run = 1\n", (1, 1), "run is to be a table", "[run]"),
        (
            "[run]\nretrys = 1",
            (2, 1),
            "there is no key in [run]: \"retrys\"",
            "did you mean retry?",
        ),
        ("[run]\nconcurrency = 0", (2, 15), "from 1 to 256", ""),
        (
            "[run]\nconcurrency = -1",
            (2, 15),
            "concurrency is to be a number from 1 to 256",
            "concurrency = 2",
        ),
        (
            "[run]\nretry = \"2\"",
            (2, 9),
            "retry is to be a number from 0 to 100, not a text",
            "without quotes",
        ),
        (
            "[run]\nretry-delay = [1]",
            (2, 15),
            "retry-delay is to be a span of time",
            "30s",
        ),
        (
            "[run]\nretry-delay = \"soon\"",
            (2, 15),
            "a span of time",
            "30s",
        ),
        ("\u{e4} = 1", (1, 1), "unquoted key", "stands in quotes"),
        (
            "[defaults]\nname = \"x\"\n",
            (2, 1),
            "there is no option or key in [defaults]",
            "",
        ),
        (
            &format!("# {}\n", "x".repeat(1 << 20)),
            (1, 1),
            "larger than 1 MiB",
            "split",
        ),
    ]);
}
