//! `smtls lab`: a scenario is started and probed through the very arguments that a user would type.

mod all;
mod played;

use super::screen::Screen;
use super::{clock, probe};
use crate::cli::{Choice, Cli, Command, LabArgs, Probe, UsageError};
use crate::exit::{End, ExitCode};
use crate::lab::{self, Lab};
use crate::quote;
use clap::Parser;
use std::path::Path;

/// What shells say of a process that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// How often it is tried to remove a folder.
const REMOVALS: usize = 10;

/// The report on a scenario, with these options beside its own: what is made of reports is tested on real ones.
#[cfg(test)]
pub(crate) fn report_on(scenario: &str, options: &[&str]) -> crate::report::Report {
    let mut scenario = lab::find(scenario).expect("a scenario");
    let options = options.iter().map(|option| (*option).to_owned());
    scenario.options.extend(options);
    let folder = tempfile::tempdir().expect("a folder");
    played::report(&scenario, folder.path()).expect("a report")
}

pub(super) fn run(arguments: &LabArgs) -> anyhow::Result<End> {
    let mut screen = Screen::stdout();
    let scenario = match &arguments.choice {
        None => {
            screen.lines(list());
            return Ok(ExitCode::Success.into());
        }
        Some(Choice::All) => return Ok(all(arguments, &mut screen)?.into()),
        Some(Choice::One(scenario)) => scenario,
    };
    let lab = Lab::start(scenario)?;
    let mut words = lab.probe_arguments();
    // Options of the user's own go before the target, which is last.
    let target = words.pop();
    words.extend(arguments.options.iter().cloned());
    words.extend(target);
    let command = line(&words);
    if arguments.serve {
        let others = ["audit", "shell", "tlsa"].map(|it| (it, line(&words_for(it, &words))));
        let check = line(&words_of_a_file(&words));
        return Ok(serve(&mut screen, &lab, (&command, &check), &others)?.into());
    }
    clean_up_when_interrupted(lab.folder())?;
    // What is refused is not repeated: a password could be part of it.
    let probe = meant(words)?;
    if probe.targets.len() > 1 {
        return Err(UsageError::new(
            "behind -- stand options of the probe, and no targets",
            "the scenario has its own target; smtls probe takes others",
        )
        .into());
    }
    if probe.by_hand.is_some() {
        return Err(UsageError::new(
            "the lab probes, and lets nobody speak by hand",
            format!(
                "smtls lab {} --serve keeps the servers, and prints the line of smtls shell",
                scenario.name
            ),
        )
        .into());
    }
    let mut talk = Screen::stderr();
    talk.line(&format!("lab {}: {}", scenario.name, scenario.description));
    talk.line(&format!("smtls probe {command}"));
    talk.line(&format!(
        "(the servers end with this run; smtls lab {} --serve keeps them)",
        scenario.name
    ));
    talk.line("");
    talk.flush();
    probe::run(&probe)
}

/// Plays every scenario and says what came out.
fn all(arguments: &LabArgs, screen: &mut Screen) -> anyhow::Result<ExitCode> {
    if arguments.serve || !arguments.options.is_empty() {
        return Err(UsageError::new(
            "all scenarios together take no options of the probe, and are not served",
            "name one scenario; smtls lab lists them",
        )
        .into());
    }
    let folder = tempfile::Builder::new().prefix("smtls-lab-").tempdir()?;
    clean_up_when_interrupted(folder.path())?;
    all::run(screen, folder.path())
}

/// What somebody means who types these words after `smtls probe`.
fn meant(words: Vec<String>) -> anyhow::Result<Probe> {
    let typed = ["smtls".to_owned(), "probe".to_owned()]
        .into_iter()
        .chain(words);
    let cli = Cli::try_parse_from(typed).map_err(|error| {
        UsageError::from_clap(&error, Some("probe")).unwrap_or_else(|| {
            UsageError::new("help is asked for without a scenario", "smtls probe --help")
        })
    })?;
    match cli.command {
        Command::Probe(arguments) => Ok(arguments.meant(clock::now())?),
        _ => {
            anyhow::bail!("this is no probe")
        }
    }
}

/// Keeps the servers running; an interrupt ends the process and them with it.
fn serve(
    screen: &mut Screen,
    lab: &Lab,
    (probe, check): (&str, &str),
    others: &[(&str, String)],
) -> anyhow::Result<ExitCode> {
    screen.line(&format!(
        "lab {} is running; interrupt it to end it. To probe it, to audit it, to speak with it by hand, to make TLSA records \
         for it, or to hold it against a file of expectations:",
        lab.scenario().name
    ));
    screen.line(&format!("smtls probe {probe}"));
    for (command, words) in others {
        screen.line(&format!("smtls {command} {words}"));
    }
    screen.line(&format!("smtls check {check} && smtls check"));
    for host in &lab.scenario().hosts {
        if let Some(address) = lab.address_of(&host.name) {
            screen.line(&format!("{}:{} is at {address}", host.name, host.port));
        }
    }
    screen.line(&format!("DNS is at {}", lab.dns_address()));
    screen.line(&format!(
        "messages that are taken are kept in {}",
        lab.mail_folder().display()
    ));
    screen.flush();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        Interrupt::new()?.wait().await;
        std::io::Result::Ok(())
    })?;
    Ok(ExitCode::Success)
}

/// Removes the lab's folder where the process is ended while it probes; at its own end the lab does so itself.
fn clean_up_when_interrupted(folder: &Path) -> std::io::Result<()> {
    let folder = folder.to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // From here on the signals are ours, before anything else happens.
    let interrupt = {
        let _context = runtime.enter();
        Interrupt::new()?
    };
    std::thread::Builder::new()
        .name("smtls-interrupt".to_owned())
        .spawn(move || {
            runtime.block_on(interrupt.wait());
            // Where many labs run, one may begin while the others are removed; without the folder none can.
            for _ in 0..REMOVALS {
                if std::fs::remove_dir_all(&folder).is_ok() {
                    break;
                }
            }
            std::process::exit(INTERRUPTED);
        })?;
    Ok(())
}

/// Somebody's wish that the process end.
struct Interrupt {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
}

impl Interrupt {
    /// Takes the signals over; to be called in a runtime.
    fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let signals = [
                signal(SignalKind::interrupt())?,
                signal(SignalKind::terminate())?,
                signal(SignalKind::hangup())?,
            ];
            Ok(Self { signals })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn wait(self) {
        #[cfg(unix)]
        {
            let [mut interrupt, mut terminate, mut hangup] = self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}

fn list() -> Vec<String> {
    let scenarios = lab::scenarios();
    let width = scenarios
        .iter()
        .map(|scenario| scenario.name.len())
        .max()
        .unwrap_or(0);
    let rows = scenarios.iter().map(|scenario| {
        format!(
            "{:<width$}  exit {:>2}  {}",
            scenario.name, scenario.exit, scenario.description
        )
    });
    rows.collect()
}

/// The words of a probe without the options that mean nothing to another command.
fn words_for(command: &str, words: &[String]) -> Vec<String> {
    let definition = Cli::definition();
    let of = |command: &str, word: &str| {
        let mut arguments = definition.find_subcommand(command)?.get_arguments();
        let long = word.strip_prefix("--")?;
        arguments.find(|argument| argument.get_long() == Some(long))
    };
    let has_place = |word: &str| of(command, word).is_some_and(|option| !option.is_hide_set());
    let mut words = words.iter().cloned().peekable();
    let mut kept = Vec::new();
    while let Some(word) = words.next() {
        let value = of("probe", &word)
            .filter(|option| option.get_action().takes_values())
            .filter(|option| !option.is_require_equals_set())
            // Where the value may be left out, an option behind it is none.
            .and_then(|option| match option.get_num_args() {
                Some(number) if number.min_values() == 0 => {
                    words.next_if(|next| !next.starts_with("--"))
                }
                _ => words.next(),
            });
        if !word.starts_with("--") || has_place(&word) {
            kept.push(word);
            kept.extend(value);
        }
    }
    kept
}

/// The words by which `smtls check` writes a file of what the target shows.
fn words_of_a_file(words: &[String]) -> Vec<String> {
    let mut kept = words_for("check", words);
    let target = kept.pop();
    kept.push("--init".to_owned());
    kept.extend(target);
    kept
}

/// The words as a shell takes them.
fn line(words: &[String]) -> String {
    let words = words.iter().map(|word| quote::shell_word(word));
    words.collect::<Vec<_>>().join(" ")
}
