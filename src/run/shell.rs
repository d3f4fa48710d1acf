//! `smtls shell`: a probe up to the last EHLO, and then the user speaks.

mod behind;
mod desk;
mod local;
mod message;
mod note;
mod save;
mod script;
mod table;
mod typist;

use super::endpoint::Endpoint;
use super::footing::Footing;
use super::one::Outcome;
use super::pipeline::Run;
use super::policies::{self, LookUp};
use super::probe::environment;
use super::roots::Roots;
use super::save::{self as saved_chain, Chains};
use super::screen::Screen;
use super::told;
use crate::cli::{ByHand, Format, Output, Probe, UsageError};
use crate::dns::Resolver;
use crate::exit::ExitCode;
use crate::judge::Level;
use crate::probe::Holder;
use crate::report::style::Style;
use crate::report::text::Transcript;
use crate::report::{Dossier, Ended, Report, Thresholds, brief, json, text};
use crate::shell::prompt::Settings;
use desk::Desk;
use note::Note;
use std::sync::Arc;
use table::Table;
use tokio::sync::mpsc::unbounded_channel;
use typist::Typist;

/// Holds a session by hand and gives the exit code of the run.
pub(super) fn run(probe: &Probe, by_hand: &ByHand) -> anyhow::Result<ExitCode> {
    saved_chain::begin(probe.save_chain.as_deref())?;
    let footing = Footing::new(probe.new_resolver(), probe.deadline)?;
    let mut talk = Screen::stderr();
    told::warnings(&probe.warnings, &mut talk);
    let roots = Roots::begin(&probe.roots)?;
    let format = format(probe)?;
    let is_text = format == Format::Text;
    let style = match is_text {
        true => Style::chosen(probe.color, &environment()),
        // Standard output is data then, and standard error has what is said.
        false => Style::new(false, None),
    };
    let Some(target) = probe.targets.first() else {
        anyhow::bail!("there is no target");
    };
    let run = Run::new(probe, target, &roots, footing.deadline).heeding(&footing.interrupt);
    let (run, mut holder) = run.held();
    let typist = Typist::open(Settings {
        history: by_hand.history.clone(),
        colour: style.is_coloured(),
        is_aside: !is_text,
        veil: run.veil(),
        shows_secrets: shows_secrets(probe),
    })?;
    let screen = match (typist.screen(), is_text) {
        (Some(above), _) => Screen::new(Box::new(above)),
        (None, true) => Screen::stdout(),
        (None, false) => Screen::stderr(),
    };
    let mut desk = Desk::new(typist, screen, style, probe.detail);
    let mut outcome =
        footing
            .runtime
            .block_on(held(&run, &mut holder, &footing.resolver, &mut desk));
    if let Some(file) = &probe.save_chain {
        let mut chains = Chains::default();
        for endpoint in &outcome.endpoints {
            chains.add(endpoint);
        }
        let saved = chains.save(file, &mut talk);
        saved_chain::conclude(&mut outcome.conclusion, saved, file);
    }
    let mut code = outcome.conclusion.exit;
    show(&outcome.report(&run), format, style, &mut desk.screen)?;
    told::notes(roots.complaints(), &mut talk);
    if let Some(error) = desk.screen.trouble() {
        talk.line(&format!("smtls: the output could not be written: {error}"));
        talk.line("hint: make room for it, or send it elsewhere");
        code = ExitCode::worst([code, ExitCode::Usage]);
    }
    Ok(code)
}

/// The one form of the output: what a person at a prompt does is no matter for files and monitoring.
fn format(probe: &Probe) -> Result<Format, UsageError> {
    match probe.outputs.as_slice() {
        [
            Output {
                format:
                    format @ (Format::Junit
                    | Format::Tap
                    | Format::Github
                    | Format::Nagios
                    | Format::Prometheus),
                ..
            },
        ] => Err(UsageError::new(
            format!("there is no form {} of a shell", format.word()),
            "smtls probe has it; a shell has text, brief, json, jsonl, markdown and html",
        )),
        [Output { format, file: None }] => Ok(*format),
        [] => Ok(Format::Text),
        _ => Err(UsageError::new(
            "a shell has one form of output, on standard output",
            "give one --format, without a file",
        )),
    }
}

/// How somebody can speak with a server all the same, where the session ended before it was his.
fn another_way(run: &Run<'_>, exit: ExitCode) -> Option<&'static str> {
    match exit {
        // There is none in the clear where TLS comes first, or is demanded.
        ExitCode::StartTls | ExitCode::EhloInsideTls
            if !run.target.implicit_tls
                && matches!(run.probe.level, Level::May | Level::Verify) =>
        {
            Some("with --no-tls the session is yours in the clear")
        }
        ExitCode::Auth => {
            Some("with --start-after ehlo the session is yours before the authentication")
        }
        ExitCode::Xclient => Some("with --xclient-optional the session is yours without XCLIENT"),
        _ => None,
    }
}

/// Whether what authenticates is to be seen.
fn shows_secrets(probe: &Probe) -> bool {
    let auth = probe.auth.as_ref().unwrap_or(&probe.later_auth);
    auth.show_secrets
}

/// The end: in text the last line only, because `/tls` shows the rest.
fn show(report: &Report, format: Format, style: Style, screen: &mut Screen) -> anyhow::Result<()> {
    let mut data = Screen::stdout();
    match format {
        Format::Text => {
            screen.lines(text::last(report, style));
            screen.flush();
        }
        Format::Brief => data.lines(brief::brief(report)),
        Format::Json => data.line(&json::pretty(report)?),
        Format::Jsonl => data.line(&json::line(report)?),
        at_the_end => {
            let dossiers = [Dossier::of_probe(report.clone())];
            let ended = Ended {
                dossiers: &dossiers,
                exit_code: report.conclusion.exit_code,
                ..Ended::of("shell", Thresholds::default())
            };
            if let Some(page) = super::outputs::at_the_end(at_the_end, &ended) {
                data.line(page.trim_end_matches('\n'));
            }
        }
    }
    Ok(())
}

/// Speaks with the first host that comes as far as that.
async fn held(
    run: &Run<'_>,
    holder: &mut Holder,
    resolver: &Arc<Resolver>,
    desk: &mut Desk,
) -> Outcome {
    let found = policies::begin(run, resolver);
    let route = run.route(resolver.clone()).await;
    let look_up = LookUp::new(run, &route, found);
    let transcript = Transcript::new(desk.style);
    desk.show(Note::lines(told::route(&transcript, run, &route)));
    let verdicts = run.judge_route(&route);
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for peer in &route.peers(run.target.port, &run.probe.route.connect_to) {
        let (notes, mut heard) = unbounded_channel();
        let session = run.endpoint(peer, &look_up, |seen, timed, known| {
            // Nobody hears it any more only where the session is over.
            let _ = notes.send(Note::of(&transcript, run, seen, timed, known));
        });
        let mut table = Table {
            run,
            route: &route,
            look_up: &look_up,
            peer,
            holder: &mut *holder,
            notes: &mut heard,
        };
        let mut endpoint = tokio::select! {
            biased;
            endpoint = session => endpoint,
            never = desk.work(&mut table) => match never {},
        };
        desk.leave(&mut heard);
        if run.settings.interrupt.signal().is_none() {
            desk.look_behind(&mut endpoint).await;
        }
        let next = endpoint.judgement.session_failed() && !desk.was_opened();
        endpoints.push(endpoint);
        if !next || run.is_over() {
            break;
        }
    }
    let domain = look_up.domain(&endpoints).await;
    let mut conclusion = run.conclude(&route, &verdicts, &domain, &endpoints);
    desk.conclude(&mut conclusion, run.settings.interrupt.signal());
    if let (false, Some(way)) = (desk.was_opened(), another_way(run, conclusion.exit)) {
        conclusion.sentence.push_str("; ");
        conclusion.sentence.push_str(way);
    }
    drop(look_up);
    Outcome {
        domain,
        verdicts,
        endpoints,
        conclusion,
        route,
    }
}
