//! The whole report of `smtls tlsa`.

use super::host::HostRecords;
use crate::exit::ExitCode;
use crate::judge::dane::publish::OnHost;
use crate::report::moment::rfc3339;
use crate::report::run::{ConclusionReport, TargetReport};
use crate::target::Target;
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the JSON form; it changes when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Everything about one target, or about files.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordsReport {
    /// The version of this form.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    pub schema_version: u32,
    /// The version of smtls.
    pub smtls: &'static str,
    /// The command that wrote it.
    #[schemars(extend("const" = "tlsa"))]
    pub command: &'static str,
    /// When the run began (RFC 3339).
    #[schemars(extend("format" = "date-time"))]
    pub started_at: String,
    /// What the user named; for files their host.
    pub target: TargetReport,
    /// The files, where no server was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// What is published was to decide.
    pub check: bool,
    /// The hosts.
    pub hosts: Vec<HostRecords>,
    /// What it comes to.
    pub conclusion: ConclusionReport,
}

/// What the report is made from.
pub struct RecordsInput<'a> {
    /// What the user named; for files their host.
    pub target: &'a Target,
    /// The files.
    pub files: Vec<String>,
    /// The hosts.
    pub hosts: &'a [OnHost],
    /// Every combination was asked for.
    pub every: bool,
    /// What is published was to decide.
    pub check: bool,
    /// What it comes to.
    pub exit: ExitCode,
    /// Why.
    pub sentence: &'a str,
    /// When the run began, in seconds since 1970.
    pub started: i64,
}

impl From<RecordsInput<'_>> for RecordsReport {
    fn from(input: RecordsInput<'_>) -> Self {
        let hosts = input.hosts.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            smtls: env!("CARGO_PKG_VERSION"),
            command: "tlsa",
            started_at: rfc3339(input.started),
            target: TargetReport::new(input.target),
            files: input.files,
            check: input.check,
            hosts: hosts
                .map(|host| HostRecords::new(host, input.every))
                .collect(),
            conclusion: ConclusionReport::new(input.exit, input.sentence.to_owned()),
        }
    }
}
