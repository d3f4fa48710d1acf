//! The options of a target: those of the command line over those of the file, and what goes beside which.

use crate::cli::format::{Output, is_same};
use crate::cli::usage::UsageError;
use crate::expect::file::{CheckTarget, OptionValue, Place, SetOption};
use std::path::Path;

/// Refuses to write over the file, or over what it names.
pub(super) fn spare(
    outputs: &[Output],
    file: &Path,
    targets: &[CheckTarget],
) -> Result<(), UsageError> {
    let options = targets.iter().flat_map(|target| &target.options);
    let named = options.flat_map(|option| &option.values);
    let named = named.filter_map(|value| match value {
        OptionValue::Text(text, _) => Some(Path::new(text)),
        OptionValue::Flag(_) => None,
    });
    let read: Vec<&Path> = named.chain([file]).collect();
    let written = outputs.iter().filter_map(|output| output.file.as_deref());
    for file in written {
        if read.iter().any(|other| is_same(Some(other), Some(file))) {
            return Err(UsageError::new(
                format!("--format would overwrite {}, which is read", file.display()),
                "name a file of its own for the output",
            ));
        }
    }
    Ok(())
}

/// A file looks at every address of every host, unless it says otherwise.
pub(super) fn with_all(mut options: Vec<SetOption>, place: Place) -> Vec<SetOption> {
    if !options.iter().any(|option| option.name == "all") {
        options.push(SetOption {
            name: "all".to_owned(),
            values: vec![OptionValue::Flag(true)],
            place,
        });
    }
    options
}

/// A message is handed in once: at one address, and not at all that a file looks at.
pub(super) fn one_address(options: &[SetOption]) -> Result<(), (UsageError, Place)> {
    let given = |name: &str| {
        let mut options = options.iter();
        options.find(|it| it.name == name && it.values != [OptionValue::Flag(false)])
    };
    match (given("data"), given("all")) {
        (Some(data), Some(_)) => Err((
            UsageError::new(
                "a message is handed in at one address, and a file looks at all of them",
                "write all = false beside data",
            ),
            data.place,
        )),
        _ => Ok(()),
    }
}

/// Options of the command line over those of the file.
pub(super) fn over(mut options: Vec<SetOption>, typed: &[SetOption]) -> Vec<SetOption> {
    for option in typed {
        options.retain(|other| other.name != option.name);
        options.push(option.clone());
    }
    options
}
