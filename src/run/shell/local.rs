//! The local commands, carried out.

use super::desk::Desk;
use super::table::Table;
use crate::judge::{attempted_in_words, withheld_by_hand};
use crate::probe::{Moment, Turn};
use crate::quote;
use crate::report::explain::{ExplainReport, text as explanation};
use crate::report::text;
use crate::shell::explain::explain;
use crate::shell::{Ask, COMMANDS, Command, Expectation, Kind, Local, Sought, Typed};
use crate::smtp::Mode;
use crate::smtp::sasl::{Credentials, Mechanism, Secret};
use std::path::Path;

impl Desk {
    pub(super) async fn local(
        &mut self,
        table: &mut Table<'_>,
        local: Local,
        moment: Moment,
    ) -> Moment {
        let is_command = moment.mode == Mode::Command;
        match local {
            Local::Help(one) => {
                self.print(help(one));
                moment
            }
            Local::Comment => moment,
            Local::Sleep(time) => {
                self.sleep(table, time).await;
                moment
            }
            Local::Explain(what) => {
                self.explain(what);
                moment
            }
            Local::Expect(expectation) => self.hold_against(table, &expectation, moment).await,
            Local::Save(file) => self.save(table, &file, moment).await,
            Local::Tls => self.tls(table, moment).await,
            Local::Cert => self.cert(table, moment).await,
            Local::Raw(octets) => self.turn(table, Turn::Octets(octets)).await,
            Local::Send(file) => self.send_file(table, &file, moment).await,
            Local::Drop => self.turn(table, Turn::Drop).await,
            Local::Ehlo | Local::Auth(_) | Local::Quit if !is_command => {
                let why =
                    "that would be a part of what was begun: end it first, or /drop the connection";
                self.refuse(table, why, moment).await
            }
            Local::Ehlo => self.ehlo(table).await,
            Local::Auth(mechanism) => self.auth(table, mechanism, moment).await,
            Local::Quit => self.turn(table, Turn::Quit).await,
        }
    }

    async fn hold_against(
        &mut self,
        table: &mut Table<'_>,
        expectation: &Expectation,
        moment: Moment,
    ) -> Moment {
        let told = match &self.answer {
            Some(reply) => expectation.check(reply),
            None => Err(format!(
                "expected {expectation}, and no reply has come since the last thing was said"
            )),
        };
        match told {
            Ok(()) => moment,
            Err(why) => self.disappoint(table, &why, moment).await,
        }
    }

    async fn save(&mut self, table: &mut Table<'_>, file: &Path, moment: Moment) -> Moment {
        let name = quote::text(&file.display().to_string());
        match self.record.save(file) {
            Ok(lines) => {
                self.say(&format!("{lines} lines were saved in {name}."));
                moment
            }
            Err(error) => {
                let why = format!("the transcript cannot be saved in {name}: {error}");
                self.refuse(table, &why, moment).await
            }
        }
    }

    async fn tls(&mut self, table: &mut Table<'_>, moment: Moment) -> Moment {
        drop(moment);
        let moment = self.turn(table, Turn::Look).await;
        if let Some(report) = table.report(&moment, false).await {
            self.print(text::block(&report, self.style, self.detail));
        }
        moment
    }

    async fn cert(&mut self, table: &mut Table<'_>, moment: Moment) -> Moment {
        drop(moment);
        let moment = self.turn(table, Turn::Look).await;
        if let Some(report) = table.report(&moment, true).await {
            let lines = text::certificates_with_facts(&report, self.style);
            match lines.is_empty() {
                true => self.complain("the server has shown no certificate"),
                false => self.print(lines),
            }
        }
        moment
    }

    async fn ehlo(&mut self, table: &mut Table<'_>) -> Moment {
        self.turn(table, Turn::Hello).await;
        let moment = self.turn(table, Turn::Look).await;
        if self.last.as_ref().is_some_and(|reply| reply.class() == 2)
            && let Some(extensions) = moment.seen.as_ref().and_then(|seen| seen.extensions_now())
        {
            self.print(text::offered_in_words(&extensions, self.style));
        }
        moment
    }

    async fn auth(
        &mut self,
        table: &mut Table<'_>,
        mechanism: Option<Mechanism>,
        moment: Moment,
    ) -> Moment {
        let mut credentials = match &table.run.probe.auth {
            Some(auth) => auth.credentials(table.run.target),
            None => Credentials {
                authorize_as: table.run.probe.later_auth.authorize_as.clone(),
                ..Credentials::default()
            },
        };
        // Nobody is asked for a password that cannot be used.
        let offers = |it: &Vec<u8>| {
            it.get(..4)
                .is_some_and(|it| it.eq_ignore_ascii_case(b"AUTH"))
        };
        let is_forced = table
            .run
            .probe
            .auth
            .as_ref()
            .unwrap_or(&table.run.probe.later_auth)
            .wish
            .forced;
        let is_usable = is_forced || moment.offered.iter().any(offers);
        let asks = credentials.user.is_none() || credentials.password.is_none();
        if is_usable
            && asks
            && self.can_ask()
            && let Some((reason, fix)) = self.withheld(table, mechanism).await
        {
            self.complain(&reason);
            self.say(&quote::text(&format!("fix: {fix}")));
            return self.turn(table, Turn::Look).await;
        }
        if is_usable && let Err(why) = self.complete(table, &mut credentials, mechanism).await {
            return self.refuse(table, &why, moment).await;
        }
        let how = table
            .run
            .authenticate_by_hand(table.peer, table.route, credentials, mechanism);
        let before = self.attempts;
        self.turn(table, Turn::Authenticate(Box::new(how))).await;
        let moment = self.turn(table, Turn::Look).await;
        if let Some(seen) = &moment.seen {
            let is_tried = self.attempts > before;
            let (reason, fix) = attempted_in_words(seen, is_tried);
            match self
                .last
                .as_ref()
                .is_some_and(|reply| is_tried && reply.code() == 235)
            {
                true => self.say(&format!("{}.", quote::text(&reason))),
                false => self.complain(&reason),
            }
            if let Some(fix) = fix {
                self.say(&quote::text(&format!("fix: {fix}")));
            }
        }
        moment
    }

    /// Why nobody is to be asked for a secret, and what to do about it, where all that could be used would give it away to a peer that
    /// is not to have it.
    async fn withheld(
        &mut self,
        table: &mut Table<'_>,
        mechanism: Option<Mechanism>,
    ) -> Option<(String, String)> {
        let moment = self.turn(table, Turn::Look).await;
        let seen = moment.seen.as_deref()?;
        let possible: Vec<Mechanism> = match mechanism {
            Some(mechanism) => vec![mechanism],
            None => {
                let extensions = seen.extensions_now()?;
                let offered = extensions.mechanisms();
                offered
                    .filter_map(|name| std::str::from_utf8(&name).ok()?.parse().ok())
                    .collect()
            }
        };
        if possible.is_empty() || !possible.iter().all(|one| one.gives_secret_away()) {
            return None;
        }
        let why = table.run.withheld(table.peer, table.route, seen)?;
        let names: Vec<&str> = possible.iter().map(|one| one.name()).collect();
        Some(withheld_by_hand(seen, &names.join(" and "), &why))
    }

    /// Asks for what the options do not give, and the mechanism needs.
    async fn complete(
        &mut self,
        table: &mut Table<'_>,
        credentials: &mut Credentials,
        mechanism: Option<Mechanism>,
    ) -> Result<(), String> {
        let needs_token = mechanism.is_some_and(Mechanism::needs_token);
        let needs_secret = mechanism.is_none_or(|it| it.needs_password() || it.needs_token());
        if !needs_secret {
            return Ok(());
        }
        if credentials.user.is_none() {
            let name = self
                .question(table, "user: ", Kind::Text, "--auth-user")
                .await?;
            let name =
                String::from_utf8(name).map_err(|_| "the name is not in UTF-8".to_owned())?;
            if name.is_empty() || name.contains(['\0', '\u{1}']) {
                return Err("a user name is not empty, and has no NUL".to_owned());
            }
            credentials.user = Some(name);
        }
        let has_other = mechanism.is_none() && credentials.token.is_some();
        let (known, what, option) = match needs_token {
            true => (&mut credentials.token, "OAuth token", "--auth-token-file"),
            false => (
                &mut credentials.password,
                "password",
                "--auth-password-file",
            ),
        };
        if known.is_none() && !has_other {
            let typed = self
                .question(table, &format!("{what}: "), Kind::Secret, option)
                .await?;
            if typed.is_empty() || std::str::from_utf8(&typed).is_err() {
                return Err(format!("the {what} is empty, or not in UTF-8"));
            }
            *known = Some(Secret::new(typed));
        }
        Ok(())
    }

    async fn question(
        &mut self,
        table: &mut Table<'_>,
        prompt: &str,
        kind: Kind,
        option: &str,
    ) -> Result<Vec<u8>, String> {
        if !self.can_ask() {
            let what = prompt.trim_end_matches(": ");
            return Err(format!(
                "no {what} was given, and a script is not asked for it: give it with {option} or its like"
            ));
        }
        let ask = Ask {
            prompt: prompt.to_owned(),
            kind,
            keywords: Vec::new(),
        };
        match self.ask(table, ask).await {
            Typed::Line(line) => Ok(line),
            Typed::Interrupted | Typed::End => Err("nothing was sent".to_owned()),
            Typed::Failed(error) => Err(format!("what is typed cannot be read: {error}")),
        }
    }

    fn explain(&mut self, what: Option<Sought>) {
        let lines = match (what, &self.last) {
            (Some(Sought::Code(code)), _) => Some(code.explained()),
            (Some(Sought::Word(found)), _) => {
                Some(explanation(&ExplainReport::new(&found), self.style))
            }
            (None, Some(reply)) if self.called_off && reply.class() == 5 => {
                self.say("The last reply is the answer to *, by which the authentication was called off: RFC 4954, section 4, asks for 501 there. Why it was called off stands above.");
                return;
            }
            (None, Some(reply)) => Some(explain(reply.code(), reply.enhanced_code())),
            (None, None) => None,
        };
        match lines {
            Some(lines) => self.print(lines),
            None => self.complain(
                "there is no reply to explain; /explain WORD explains a code, or any other word",
            ),
        }
    }
}

fn help(one: Option<&Command>) -> Vec<String> {
    let lines = |command: &Command| vec![command.usage(), format!("    {}", command.sentence)];
    if let Some(command) = one {
        return lines(command);
    }
    let mut all = vec![
        "What you type goes to the server as it is, with CR LF. Only a line that begins with a slash is for smtls:".to_owned(),
    ];
    all.extend(COMMANDS.iter().flat_map(lines));
    all.push("A command for the server that begins with a slash begins with two: //. A line of a message goes out as it is, unless all of it is one of these commands.".to_owned());
    all
}
