//! Where somebody sits who holds a session: he is asked for lines, and sees what comes, also while he thinks.

use super::note::{Kind as NoteKind, Note};
use super::save::Record;
use super::table::Table;
use super::typist::Typist;
use crate::exit::ExitCode;
use crate::interrupt::Signal;
use crate::judge::Conclusion;
use crate::probe::{Moment, Turn};
use crate::quote;
use crate::report::style::Style;
use crate::report::text::{Detail, Transcript};
use crate::run::screen::Screen;
use crate::shell::{Ask, Input, Kind, Typed, label, understand_in};
use crate::smtp::{Mode, Reply};
use std::convert::Infallible;
use tokio::sync::mpsc::UnboundedReceiver;

/// How long a command line may be with its end, in octets (RFC 5321 §4.5.3.1.4).
const LONGEST_COMMAND: usize = 512;

/// Where somebody sits.
pub(super) struct Desk {
    pub(super) typist: Typist,
    pub(super) screen: Screen,
    pub(super) style: Style,
    pub(super) detail: Detail,
    pub(super) record: Record,
    /// The reply that came last.
    pub(super) last: Option<Reply>,
    /// The same, as long as nothing more was said: what is expected is held against it.
    pub(super) answer: Option<Reply>,
    /// How many times an authentication was tried.
    pub(super) attempts: usize,
    /// What ended a script, or was not as expected: the exit code and a sentence.
    pub(super) fault: Option<(ExitCode, String)>,
    /// What was said last called an authentication off.
    pub(super) called_off: bool,
    /// A chunk is due that may be refused before all of it is there, and whether the server offers CHUNKING.
    chunk: Option<bool>,
    was_opened: bool,
    /// The line that goes out next stands on the terminal already, because it was typed there.
    is_echoed: bool,
}

impl Desk {
    pub(super) fn new(typist: Typist, screen: Screen, style: Style, detail: Detail) -> Self {
        Self {
            typist,
            screen,
            style,
            detail,
            record: Record::default(),
            last: None,
            answer: None,
            attempts: 0,
            fault: None,
            called_off: false,
            chunk: None,
            was_opened: false,
            is_echoed: false,
        }
    }

    /// Sits through a session, until it is over and this is given up.
    pub(super) async fn work(&mut self, table: &mut Table<'_>) -> Infallible {
        let mut moment = self.moment(table).await;
        if !self.was_opened {
            self.was_opened = true;
            // What smtls said by itself was answered, and not what is said from now on.
            self.answer = None;
            self.say("The session is yours. What you type goes to the server; /help lists what begins with a slash.");
        }
        loop {
            self.chunk = matches!(moment.mode, Mode::Chunk(_)).then(|| offers_chunking(&moment));
            let ask = Ask {
                prompt: label(&table.host(), moment.tls, moment.mode),
                kind: kind(&moment),
                keywords: moment.offered.iter().map(|it| quote::octets(it)).collect(),
            };
            moment = match self.ask(table, ask).await {
                Typed::Line(line) => self.obey(table, &line, moment).await,
                Typed::Interrupted => moment,
                Typed::End => self.input_ended(table, moment).await,
                Typed::Failed(error) => {
                    self.stop(
                        ExitCode::Usage,
                        format!("what is typed cannot be read: {error}"),
                    );
                    self.turn(table, Turn::Quit).await
                }
            };
        }
    }

    /// Whether a session came so far that somebody could speak.
    pub(super) fn was_opened(&self) -> bool {
        self.was_opened
    }

    /// The session is over: shows what is still to be shown of it.
    pub(super) fn leave(&mut self, notes: &mut UnboundedReceiver<Note>) {
        while let Ok(note) = notes.try_recv() {
            self.show(note);
        }
        self.screen.flush();
        if self.was_opened && self.typist.is_person() {
            self.typist.close();
        }
    }

    /// What the run comes to, with what somebody who typed expected and met, and a signal that ended it.
    pub(super) fn conclude(&self, conclusion: &mut Conclusion, signal: Option<Signal>) {
        if let Some((exit, sentence)) = &self.fault {
            let worst = ExitCode::worst([conclusion.exit, *exit]);
            conclusion.sentence = match worst == *exit {
                true => format!("{sentence}; {}", conclusion.sentence),
                false => format!("{}; {sentence}", conclusion.sentence),
            };
            conclusion.exit = worst;
        }
        if let Some(signal) = signal
            && conclusion.exit != signal.into()
        {
            conclusion.exit = ExitCode::worst([conclusion.exit, signal.into()]);
            let end = format!("; {} before the session was over", signal.words());
            conclusion.sentence.push_str(&end);
        }
    }

    /// Shows something at once.
    pub(super) fn show(&mut self, note: Note) {
        self.record.add(&note.lines);
        let mut is_refused = None;
        match note.kind {
            NoteKind::Said { calls_off } => {
                self.called_off = calls_off;
                self.chunk = None;
                if std::mem::take(&mut self.is_echoed) {
                    return;
                }
            }
            NoteKind::Unasked { refuses: true } => is_refused = self.chunk,
            NoteKind::Reply(reply) => {
                is_refused = self.chunk.filter(|_| matches!(reply.class(), 4 | 5));
                self.answer = Some((*reply).clone());
                self.last = Some(*reply);
            }
            NoteKind::Attempted => self.attempts = self.attempts.saturating_add(1),
            NoteKind::Waiting => self.screen.flush(),
            NoteKind::Unasked { .. } | NoteKind::Other => {}
        }
        self.screen.lines(note.lines);
        if let Some(is_offered) = is_refused {
            let why = match is_offered {
                true => "",
                false => ": the server does not offer CHUNKING",
            };
            self.say(&format!(
                "That is most likely the reply to BDAT{why}. What is sent as the chunk may be taken for commands; /drop ends the session."
            ));
        }
    }

    /// A sentence of smtls.
    pub(super) fn say(&mut self, sentence: &str) {
        let lines = Transcript::new(self.style).info(sentence);
        self.show(Note::lines(lines));
    }

    /// The same, where something is wrong.
    pub(super) fn complain(&mut self, sentence: &str) {
        let lines = Transcript::new(self.style).error(sentence);
        self.show(Note::lines(lines));
    }

    /// Lines that belong to no transcript.
    pub(super) fn print(&mut self, lines: Vec<String>) {
        self.screen.lines(lines);
        self.screen.flush();
    }

    /// Something cannot be done as it was typed: on a terminal that is told, and a script ends there.
    pub(super) async fn refuse(
        &mut self,
        table: &mut Table<'_>,
        why: &str,
        moment: Moment,
    ) -> Moment {
        self.complain(why);
        match self.typist.is_person() {
            true => moment,
            false => self.give_up(table, ExitCode::Usage, why, moment).await,
        }
    }

    /// Something was not as expected.
    pub(super) async fn disappoint(
        &mut self,
        table: &mut Table<'_>,
        why: &str,
        moment: Moment,
    ) -> Moment {
        self.complain(&self.located(why));
        if self.typist.is_person() {
            self.stop(ExitCode::Check, why.to_owned());
            return moment;
        }
        self.give_up(table, ExitCode::Check, why, moment).await
    }

    /// Whether somebody sits at a terminal, and can be asked for secrets.
    pub(super) fn can_ask(&self) -> bool {
        self.typist.can_ask()
    }

    /// Asks for a line, and shows what comes meanwhile.
    pub(super) async fn ask(&mut self, table: &mut Table<'_>, ask: Ask) -> Typed {
        self.screen.flush();
        loop {
            let note = tokio::select! {
                biased;
                Some(note) = table.notes.recv() => note,
                typed = self.typist.ask(ask.clone()) => return typed,
            };
            self.show(note);
            self.screen.flush();
        }
    }

    /// Does this next, and waits for the moment after it.
    pub(super) async fn turn(&mut self, table: &mut Table<'_>, turn: Turn) -> Moment {
        if !matches!(turn, Turn::Look) {
            self.answer = None;
        }
        // Where nobody hears it the session is over, and this is given up.
        let _ = table.holder.turns.send(turn);
        self.moment(table).await
    }

    /// Waits for so long. Whoever sits at a terminal may end that before its time, as Ctrl-C ends whatever is under way.
    pub(super) async fn sleep(&mut self, table: &mut Table<'_>, time: std::time::Duration) {
        let interrupt = table.run.settings.interrupt.clone();
        let is_person = self.typist.is_person();
        let sleep = async {
            match is_person {
                true => interrupt.nap(time).await,
                false => tokio::time::sleep(time).await,
            }
        };
        tokio::pin!(sleep);
        loop {
            let note = tokio::select! {
                biased;
                Some(note) = table.notes.recv() => note,
                () = &mut sleep => return,
            };
            self.show(note);
            self.screen.flush();
        }
    }

    /// A line for the server.
    pub(super) async fn send_line(
        &mut self,
        table: &mut Table<'_>,
        line: Vec<u8>,
        (mode, kind): (Mode, Kind),
    ) -> Moment {
        if mode == Mode::Command && line.len().saturating_add(2) > LONGEST_COMMAND {
            self.say(&format!(
                "That line has {} octets; a server need not take more than {LONGEST_COMMAND} (RFC 5321, section 4.5.3.1.4).",
                line.len().saturating_add(2)
            ));
        }
        let octets = u64::try_from(line.len()).unwrap_or(u64::MAX);
        match mode {
            Mode::Chunk(left) if octets > left => self.say(&format!(
                "Only the first {left} octets of that line belong to the chunk; the rest was not sent."
            )),
            Mode::Chunk(left) if octets.saturating_add(1) == left => self.say(
                "Of the end of that line only CR belongs to the chunk; LF was not sent.",
            ),
            _ => {}
        }
        self.is_echoed = self.typist.is_echoed(kind);
        let after = self.turn(table, Turn::Line(line)).await;
        self.is_echoed = false;
        if after.mode == Mode::Message && mode == Mode::Command {
            self.say("The next lines are the message; a line that is one dot ends it.");
        }
        if let (Mode::Chunk(octets), Mode::Command) = (after.mode, mode) {
            self.say(&format!(
                "The next {octets} octets are the chunk; the end of each line counts as two."
            ));
            if !offers_chunking(&after) {
                self.say("The server does not offer CHUNKING, and may refuse BDAT without waiting for the chunk.");
            }
        }
        after
    }

    async fn obey(&mut self, table: &mut Table<'_>, line: &[u8], moment: Moment) -> Moment {
        match understand_in(line, moment.mode) {
            Ok(Input::Line(line)) => {
                let what = (moment.mode, kind(&moment));
                self.send_line(table, line, what).await
            }
            Ok(Input::Local(local)) => self.local(table, local, moment).await,
            Err(error) => self.refuse(table, &error.sentence, moment).await,
        }
    }

    /// The end of the input is the end of the session. A message is not ended by it, because that would send it.
    async fn input_ended(&mut self, table: &mut Table<'_>, moment: Moment) -> Moment {
        let within = matches!(moment.mode, Mode::Message | Mode::Chunk(_));
        if within && self.typist.is_person() {
            self.say("This is the middle of a message: a line that is one dot ends and sends it, /drop gives it up.");
            return moment;
        }
        if within {
            let why = "the input ended in the middle of the message, which was not sent";
            self.complain(why);
            self.stop(ExitCode::Usage, why.to_owned());
        }
        self.turn(table, Turn::Quit).await
    }

    async fn give_up(
        &mut self,
        table: &mut Table<'_>,
        exit: ExitCode,
        why: &str,
        moment: Moment,
    ) -> Moment {
        self.stop(exit, self.located(why));
        drop(moment);
        self.turn(table, Turn::Quit).await
    }

    /// With the number of the line, in a script.
    pub(super) fn located(&self, why: &str) -> String {
        match self.typist.is_person() {
            true => why.to_owned(),
            false => format!("line {}: {why}", self.typist.line()),
        }
    }

    /// The first fault counts.
    pub(super) fn stop(&mut self, exit: ExitCode, sentence: String) {
        self.fault.get_or_insert((exit, sentence));
    }

    async fn moment(&mut self, table: &mut Table<'_>) -> Moment {
        loop {
            let note = tokio::select! {
                biased;
                Some(note) = table.notes.recv() => note,
                Some(moment) = table.holder.moments.recv() => return moment,
            };
            self.show(note);
        }
    }
}

/// RFC 3030.
fn offers_chunking(moment: &Moment) -> bool {
    let mut offered = moment.offered.iter();
    offered.any(|it| it.eq_ignore_ascii_case(b"CHUNKING"))
}

fn kind(moment: &Moment) -> Kind {
    match moment.mode {
        // The rest of a line may be a secret, as a response may: nobody knows by the rest alone.
        _ if moment.is_begun => Kind::Response,
        Mode::Command => Kind::Command,
        Mode::Message | Mode::Chunk(_) => Kind::Message,
        Mode::Response => Kind::Response,
    }
}
