//! Targets, and the options that they set.

use super::{OptionValue, Place, bad, good, refused};

#[test]
fn what_is_wrong_with_a_target_is_told_with_its_place_and_what_to_write() {
    let head = "[[target]]\ntarget = \"a.test\"\n";
    refused(&[
        (
            "[[target]]\nname = \"x\"",
            (1, 1),
            "does not say what is to be probed",
            "target =",
        ),
        (
            "[[target]]\ntarget = 25",
            (2, 10),
            "target is to be a text",
            "quotes",
        ),
        (
            "[[target]]\ntarget = \" \"",
            (2, 10),
            "a line of text",
            "example.com",
        ),
        (
            "[[target]]\ntarget = \"a\\u0000\"",
            (2, 10),
            "a line of text",
            "",
        ),
        (
            &format!("{head}tiemout = \"3s\""),
            (3, 1),
            "\"tiemout\"",
            "did you mean timeout?",
        ),
        (
            &format!("{head}connect_to = \"3s\""),
            (3, 1),
            "\"connect_to\"",
            "write connect-to",
        ),
        (
            &format!("{head}days-left = 3"),
            (3, 1),
            "\"days-left\"",
            "write it under [target.expect]",
        ),
        (
            &format!("{head}dane = true"),
            (3, 1),
            "\"dane\"",
            "[target.expect]",
        ),
        (
            &format!("{head}all = \"yes\""),
            (3, 7),
            "all takes no value",
            "all = true",
        ),
        (
            &format!("{head}timeout = true"),
            (3, 11),
            "timeout needs a value",
            "timeout =",
        ),
        (
            &format!("{head}timeout = [1, 2]"),
            (3, 11),
            "takes one value",
            "",
        ),
        (
            &format!("{head}connect-to = []"),
            (3, 14),
            "1 to 1000 parts",
            "connect-to = false",
        ),
        (
            &format!("{head}connect-to = [true]"),
            (3, 15),
            "connect-to is to be a text or a number",
            "connect-to = [\"...\"]",
        ),
        (
            &format!("{head}data = \"\""),
            (3, 8),
            "the value of data is empty",
            "or data = true to give it without a value",
        ),
        (
            &format!("{head}data = [true]"),
            (3, 8),
            "data takes one value",
            "data = true",
        ),
        (
            &format!("{head}timeout = {{ a = 1 }}"),
            (3, 11),
            "not a table",
            "",
        ),
        (
            &format!("{head}level = \"dne\""),
            (3, 9),
            "level does not know \"dne\"",
            "did you mean dane?",
        ),
        (
            &format!("{head}expect = 1"),
            (3, 1),
            "target.expect is to be a table",
            "[target.expect]",
        ),
        (
            &format!("{head}{head}"),
            (4, 10),
            "two targets are called \"a.test\": this one, and that of line 1",
            "name =",
        ),
        (
            &format!("{head}name = \"1\"\n{head}name = \"2\"\n"),
            (6, 8),
            "this is \"1\" once more",
            "differ",
        ),
    ]);
}

#[test]
fn an_option_whose_value_may_be_left_out_is_true_or_has_one() {
    let values = |line: &str| {
        let file = good(&format!("[[target]]\ntarget = \"a.test\"\n{line}\n"));
        file.targets[0].options[0].values.clone()
    };
    assert_eq!(values("data = true"), [OptionValue::Flag(true)]);
    assert_eq!(values("data = false"), [OptionValue::Flag(false)]);
    let at = Place { line: 3, column: 8 };
    assert_eq!(
        values("data = \"mail.eml\""),
        [OptionValue::Text("mail.eml".to_owned(), at)]
    );
}

#[test]
fn a_target_may_stand_twice_where_something_differs() {
    let file = good(
        "[[target]]\ntarget = \"a.test\"\n[[target]]\ntarget = \"a.test\"\nname = \"b\"\nresume = true\n",
    );
    assert_eq!(file.targets.len(), 2);
}

#[test]
fn there_are_not_more_targets_than_anybody_would_wait_for() {
    let target = |at: usize| format!("[[target]]\ntarget = \"{at}.test\"\n");
    let text: String = (0..10_000).map(target).collect();
    assert_eq!(good(&text).targets.len(), 10_000);
    let more = text + &target(10_000);
    assert!(bad(&more).sentence.contains("more than 10000 targets"));
}
