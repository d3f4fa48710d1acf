//! `smtls check`.

mod arguments;
mod keys;
mod known;
mod settings;
mod source;
mod typed;

use super::audit::Audit;
use super::expect::{ExpectArgs, answerable};
use super::format::{OF_A_PROBE, Output, OutputParser, outputs};
use super::moment::span;
use super::output::{Color, FORMAT};
use super::probe::Probe;
use super::thresholds::ThresholdArgs;
use super::usage::UsageError;
use crate::expect::file::{
    CheckFile, CheckTarget, FileError, OptionFor, OptionValue, Place, SetOption,
};
use crate::expect::{self, Expectation, Needs};
use crate::report::Thresholds;
use crate::report::style::ColorChoice;
use arguments::Arguments;
use clap::{Args, ValueHint};
use settings::{one_address, over, spare, with_all};
use source::{located, read};
use std::path::PathBuf;
use std::time::Duration;
use typed::Typed;

pub use keys::in_keys;
pub use known::known_options;

/// The file that is read where none is named.
const FILE: &str = "smtls.toml";

/// How many targets are looked at side by side.
const CONCURRENCY: usize = 8;

/// How long is waited before what was not testable is tried again: as long as greylisting and limits on connections mostly ask for.
const RETRY_DELAY: Duration = Duration::from_secs(60);

/// What was typed after `smtls check`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("all", |all| all.help("Look at every address of every host, side by side; a file does so unless it says all = false")))]
#[command(mut_arg("deadline", |deadline| deadline.help("How long everything may take together for one target [default: 10m]")))]
pub struct CheckArgs {
    /// The file of expectations
    #[arg(value_name = "FILE", default_value = FILE, value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    run: RunArgs,
    #[command(flatten)]
    expect: ExpectArgs,
    #[command(flatten)]
    options: Typed,
    #[command(flatten)]
    output: CheckOutputArgs,
}

/// How the run goes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "The run")]
struct RunArgs {
    /// Write FILE, of what TARGET shows today, as what is expected from now on; with - as FILE to standard output
    #[arg(long, value_name = "TARGET", value_hint = ValueHint::Hostname)]
    init: Option<String>,
    /// With --init: replace a file that is there
    #[arg(long, requires = "init")]
    force: bool,
    /// Check only the target of this name (repeatable)
    #[arg(long, value_name = "NAME", conflicts_with = "init")]
    only: Vec<String>,
    /// How many targets to check side by side [default: 8]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: Option<u16>,
    /// Try again so often what is not testable now (exit code 45), and only that; never once a message was handed in [default: 0]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=100))]
    retry: Option<u32>,
    /// How long to wait before that [default: 60s]
    #[arg(long, value_name = "TIME", value_parser = span)]
    retry_delay: Option<Duration>,
}

/// What comes out.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
struct CheckOutputArgs {
    /// The form of the output, and where it goes: standard output, or with =FILE that file; may be given several times
    #[arg(long, value_name = FORMAT, value_parser = OutputParser(OF_A_PROBE))]
    format: Vec<Output>,
    /// Whether to use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    #[command(flatten)]
    thresholds: ThresholdArgs,
    /// Name in text also what is as expected
    #[arg(short, long)]
    verbose: bool,
}

/// What was meant.
#[derive(Debug)]
pub enum Check {
    /// Write a file.
    Init(Box<Init>),
    /// Check what a file says.
    Run(Box<CheckRun>),
}

/// A file that is to be written.
#[derive(Debug)]
pub struct Init {
    /// The target.
    pub target: String,
    /// Where it goes; standard output where there is none.
    pub file: Option<PathBuf>,
    /// A file that is there may be replaced.
    pub force: bool,
    /// The options that the file is to have, by their long names.
    pub options: Vec<(String, Vec<String>)>,
    /// What is to be probed.
    pub probe: Probe,
}

/// A run by a file.
#[derive(Debug)]
pub struct CheckRun {
    /// The file, as it was named.
    pub file: PathBuf,
    /// The targets, in order.
    pub targets: Vec<Checked>,
    /// How many are looked at side by side.
    pub side_by_side: usize,
    /// How often what is not testable now is tried again.
    pub retry: u32,
    /// How long is waited before that.
    pub retry_delay: Duration,
    /// The forms of the output.
    pub outputs: Vec<Output>,
    /// When to use colour.
    pub color: ColorChoice,
    /// By what days of validity monitoring warns.
    pub thresholds: Thresholds,
    /// What is as expected is named too.
    pub verbose: bool,
    /// When the run begins, in seconds since 1970.
    pub started: i64,
}

/// A target of a file, and what is done with it.
#[derive(Debug)]
pub struct Checked {
    /// What it is called.
    pub name: String,
    /// Where the file has it.
    pub place: Place,
    /// What is expected.
    pub expectations: Vec<Expectation>,
    /// The probe.
    pub probe: Probe,
    /// The audit, where one is needed.
    pub audit: Option<Audit>,
    /// What decides on the resolver, as it stands in the file: targets of which this is the same can share one.
    pub resolver: Vec<String>,
}

impl CheckArgs {
    /// The expectations are to be listed, and nothing else is to be done.
    pub fn lists(&self) -> bool {
        self.expect.list_checks
    }

    /// What was meant, at a given now (seconds since 1970).
    ///
    /// # Errors
    /// Where the file cannot be read or understood, or an option does not fit.
    pub fn meant(&self, now: i64) -> Result<Check, UsageError> {
        match &self.run.init {
            Some(target) => self
                .init(target, now)
                .map(|init| Check::Init(Box::new(init))),
            None => self.run(now).map(|run| Check::Run(Box::new(run))),
        }
    }

    fn init(&self, target: &str, now: i64) -> Result<Init, UsageError> {
        if !self.expect.all().is_empty() || !self.output.format.is_empty() {
            return Err(UsageError::new(
                "--init writes what a target shows, and goes neither with --require nor with --format",
                "write the file first, and add to it what you expect beside that",
            ));
        }
        let to_stdout = self.file.as_os_str() == "-";
        if !to_stdout && !self.run.force && self.file.symlink_metadata().is_ok() {
            return Err(UsageError::new(
                format!("there is a file {} already", self.file.display()),
                "name another, - for standard output, or replace it with --force",
            ));
        }
        let options = self.options.given();
        // As the file will.
        let with_all = with_all(options.to_vec(), Place { line: 0, column: 0 });
        let probe = Arguments::of(target, &with_all, OptionFor::Probe).probe(now);
        Ok(Init {
            target: target.to_owned(),
            file: (!to_stdout).then(|| self.file.clone()),
            force: self.run.force,
            options: options
                .iter()
                .map(|option| {
                    let values = option.values.iter().filter_map(|value| match value {
                        OptionValue::Text(text, _) => Some(text.clone()),
                        OptionValue::Flag(_) => None,
                    });
                    (option.name.clone(), values.collect())
                })
                .collect(),
            probe: probe.map_err(|(error, _)| error)?,
        })
    }

    fn run(&self, now: i64) -> Result<CheckRun, UsageError> {
        let outputs = outputs(&self.output.format)?;
        let text = read(&self.file, FILE)?;
        let at = |error: FileError| {
            located(
                &self.file,
                error.line,
                error.column,
                &error.sentence,
                &error.hint,
            )
        };
        let CheckFile { run, targets } = expect::file::read(&text, known_options()).map_err(at)?;
        spare(&outputs, &self.file, &targets)?;
        let targets = self.chosen(targets)?;
        let typed = self.options.given();
        let is_typed = |name: &str| typed.iter().any(|option| option.name == name);
        let checked = targets.into_iter().map(|target| {
            self.checked(target, now).map_err(|(error, place)| {
                let error = in_keys(error, is_typed);
                located(
                    &self.file,
                    place.line,
                    place.column,
                    &error.sentence,
                    &error.hint,
                )
            })
        });
        Ok(CheckRun {
            targets: checked.collect::<Result<_, _>>()?,
            file: self.file.clone(),
            side_by_side: self
                .run
                .concurrency
                .map(usize::from)
                .or(run.concurrency)
                .unwrap_or(CONCURRENCY),
            retry: self.run.retry.or(run.retry).unwrap_or_default(),
            retry_delay: self
                .run
                .retry_delay
                .or(run.retry_delay)
                .unwrap_or(RETRY_DELAY),
            outputs,
            color: self.output.color.choice(),
            thresholds: self.output.thresholds.meant()?,
            verbose: self.output.verbose,
            started: now,
        })
    }

    /// Those that `--only` names, or all.
    fn chosen(&self, targets: Vec<CheckTarget>) -> Result<Vec<CheckTarget>, UsageError> {
        let names: Vec<String> = targets.iter().map(|target| target.name.clone()).collect();
        if let Some(stray) = self.run.only.iter().find(|name| !names.contains(name)) {
            return Err(UsageError::new(
                format!("{} has no target of the name {stray:?}", self.file.display()),
                match crate::toml_source::nearest(stray, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean {near}?"),
                    None => "--only takes the name of a target, or the target itself where it has no name".to_owned(),
                },
            ));
        }
        let is_chosen =
            |target: &CheckTarget| self.run.only.is_empty() || self.run.only.contains(&target.name);
        Ok(targets.into_iter().filter(is_chosen).collect())
    }

    fn checked(&self, target: CheckTarget, now: i64) -> Result<Checked, (UsageError, Place)> {
        let mut expectations = target.expectations;
        for wanted in self.expect.with_undone() {
            expectations.retain(|other| other.name != wanted.name);
            expectations.extend((!wanted.is_off()).then(|| wanted.clone()));
        }
        let needs = expect::needs(&expectations);
        let mut options = over(target.options, self.options.given());
        options = with_all(options, target.place);
        one_address(&options)?;
        let place = target.target_place;
        let decides = ["dns", "dnssec", "trust-anchor"];
        let resolver = options
            .iter()
            .filter(|it| decides.contains(&it.name.as_str()));
        let resolver = resolver.map(|it| {
            let values: Vec<String> = it.values.iter().map(ToString::to_string).collect();
            format!("{}={}", it.name, values.join(" "))
        });
        let resolver = resolver.collect();
        let arguments = Arguments::of(&target.target, &options, OptionFor::Probe);
        let mut probe = arguments
            .probe(now)
            .map_err(|(error, at)| (error, at.unwrap_or(place)))?;
        probe.resume |= needs.resume;
        answerable(&expectations, &probe).map_err(|(asked, error)| {
            let hint = format!(
                "{}; or write {} = false under [target.expect], to expect nothing of it here",
                error.hint,
                asked.name.id()
            );
            let at = asked.place.unwrap_or(target.place);
            (UsageError { hint, ..error }, at)
        })?;
        let audit = match needs.audit {
            true => Some(audit(&target.target, &options, &needs, now, place)?),
            false => None,
        };
        Ok(Checked {
            name: target.name,
            place: target.place,
            expectations,
            probe,
            audit,
            resolver,
        })
    }
}

/// The audit that the expectations need.
fn audit(
    target: &str,
    options: &[SetOption],
    needs: &Needs,
    now: i64,
    place: Place,
) -> Result<Audit, (UsageError, Place)> {
    let mut arguments = Arguments::of(target, options, OptionFor::Audit);
    if let Some(profile) = &needs.profile {
        arguments
            .words
            .retain(|word| !word.starts_with("--profile="));
        arguments.words.insert(2, format!("--profile={profile}"));
    }
    arguments
        .audit(now)
        .map_err(|(error, at)| (error, at.unwrap_or(place)))
}
