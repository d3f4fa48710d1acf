//! What has to be run, so that expectations can be held against something.

use super::Expectation;
use super::name::{Fact, Name};
use super::value::Value;
use crate::judge::Check;

/// What expectations **need** to be run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// A probe: something is asked of one.
    pub probe: bool,
    /// An audit: something is asked of one.
    pub audit: bool,
    /// The profile that the audit is to be held against: a name or a file, in place of what options say. Nothing where no
    /// expectation names one; the option's then, or the default, and what it comes to is not looked at.
    pub profile: Option<String>,
    /// The probe is to connect a second time, as with `--resume`.
    pub resume: bool,
}

/// What these need. Of several profiles the last counts, as the later of two expectations does in a file.
pub fn needs(expectations: &[Expectation]) -> Needs {
    let mut needs = Needs::default();
    for expectation in expectations.iter().filter(|it| !it.is_off()) {
        match expectation.name.row().is_of_audit() {
            true => needs.audit = true,
            false => needs.probe = true,
        }
        match (expectation.name, &expectation.value) {
            (Name::Check(Check::Resumption), _) => needs.resume = true,
            (Name::Fact(Fact::Profile), Value::Profile(profile)) => {
                needs.profile = Some(profile.clone());
            }
            _ => {}
        }
    }
    needs
}
