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
    /// What has to be so before, or with them too little is left of what the server takes; absent where enough is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<&'static str>,
    /// The settings; one of the same name may come more than once, for another build or with a condition.
    pub settings: Vec<SettingReport>,
}

/// One setting.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SettingReport {
    /// What it is called, or where it is found.
    pub name: &'static str,
    /// The whole of what it is to be; empty where it is to be left empty.
    pub value: String,
    /// What is to be put at the end of it instead, where it stands there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adds: Option<String>,
    /// In which build of the program, where it has several: the TLS library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<&'static str>,
    /// When it is to be made, where not at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<&'static str>,
    /// What else is to be known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// The line as it stands in the program's configuration; absent where the setting is no line by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

impl From<&Cure> for CureReport {
    fn from(cure: &Cure) -> Self {
        Self {
            software: cure.software.name(),
            named_by_greeting: cure.is_named,
            first: cure.first,
            settings: cure.settings.iter().map(SettingReport::from).collect(),
        }
    }
}

impl From<&Setting> for SettingReport {
    fn from(setting: &Setting) -> Self {
        Self {
            name: setting.name,
            value: setting.value.clone(),
            adds: setting.adds.clone(),
            build: setting.build,
            only: setting.only,
            remarks: setting.remarks.clone(),
            line: setting.line(),
        }
    }
}
