//! The settings that repair what was found, as reported.

use crate::judge::audit::{Cure, Setting, Software};
use schemars::JsonSchema;
use serde::Serialize;

/// The settings that repair what was found, for one program.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CureReport {
    /// The program.
    #[schemars(with = "Software")]
    pub software: &'static str,
    /// Its greeting names it, which proves nothing; else it is taken for the commonest.
    pub named_by_greeting: bool,
    /// With them, nothing would be left that the server takes today: it is to be taught something newer first.
    pub leaves_nothing: bool,
    /// The settings; one of the same name may come twice, the second with a condition.
    pub settings: Vec<SettingReport>,
}

/// One setting.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SettingReport {
    /// What it is called, or where it is found.
    pub name: &'static str,
    /// What it is to be; empty where it is to be left empty.
    pub value: String,
    /// The value comes to what stands there already.
    pub adds: bool,
    /// What is to be seen to before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub once: Option<&'static str>,
}

impl From<&Cure> for CureReport {
    fn from(cure: &Cure) -> Self {
        Self {
            software: cure.software.name(),
            named_by_greeting: cure.is_named,
            leaves_nothing: cure.leaves_nothing,
            settings: cure.settings.iter().map(SettingReport::from).collect(),
        }
    }
}

impl From<&Setting> for SettingReport {
    fn from(setting: &Setting) -> Self {
        Self {
            name: setting.name,
            value: setting.value.clone(),
            adds: setting.adds,
            once: setting.once,
        }
    }
}
