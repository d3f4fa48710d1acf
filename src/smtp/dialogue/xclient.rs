//! XCLIENT: said after the EHLO that it is planned for; what the server makes of it, and the EHLO that must follow.

use super::Dialogue;
use crate::smtp::{Command, Event, Fault, Reply, Stage, Xclient, XclientOutcome};
use std::collections::VecDeque;

/// How far it has come.
#[derive(Default)]
pub(super) struct SpeakingFor {
    plan: Option<Xclient>,
    /// The commands that are still to be said.
    commands: VecDeque<String>,
    /// Nothing more of it is to be said.
    is_over: bool,
    /// The EHLO after it is the last.
    is_last: bool,
}

impl Dialogue {
    /// Speaks for another client, after the EHLO that the plan says.
    pub fn speaking_for(mut self, plan: Option<Xclient>) -> Self {
        if let Some(plan) = &plan {
            self.events
                .push_back(Event::SpeakingFor(Box::new(plan.clone())));
        }
        self.speaking_for.plan = plan;
        self
    }

    /// Whether it is still to be said in this session.
    pub(super) fn is_to_speak_for(&self) -> bool {
        self.speaking_for.plan.is_some() && !self.speaking_for.is_over
    }

    /// Whether it was said, or given up.
    pub(super) fn speaking_for_is_over(&self) -> bool {
        self.speaking_for.is_over
    }

    /// Whether it is to be said now, after EHLO was accepted and before anything else is done.
    pub(super) fn speaks_for_now(&self) -> bool {
        let plan = self.speaking_for.plan.as_ref();
        let now = plan.is_some_and(|plan| self.tls || plan.before_starttls);
        now && self.is_to_speak_for()
    }

    /// Whether the EHLO that is due or was just accepted comes after it, as the session's last.
    pub(super) fn has_spoken_last(&self) -> bool {
        self.speaking_for.is_last
    }

    /// Whether the EHLO after it is of the same stage as the one before it, unless the session is to end there.
    pub(super) fn says_hello_again(&self, stage: Stage) -> bool {
        let is_first = stage == Stage::FirstEhlo && !self.tls && !self.plan.stop.is_at(stage);
        stage == Stage::Ehlo || is_first
    }

    /// Says it; where TLS is not to come any more, what follows it is the last EHLO.
    pub(super) fn speak_for(&mut self, is_last: bool) {
        let Some(plan) = &self.speaking_for.plan else {
            return;
        };
        self.speaking_for.is_last = is_last;
        match plan.missing_from(&self.offered) {
            Some(missing) => {
                let is_optional = plan.optional;
                self.spoke_for(XclientOutcome::NotOffered(missing.clone()));
                if is_optional {
                    return self.hello_accepted();
                }
                self.failed(Stage::Xclient, Fault::XclientNotOffered(missing));
                self.quit();
            }
            None => {
                self.speaking_for.commands = plan.commands().into();
                self.next_command_of_xclient();
            }
        }
    }

    /// A reply to XCLIENT: 220 is a new greeting, after which the session begins anew with EHLO.
    pub(super) fn xclient(&mut self, reply: Reply) {
        if reply.class() == 2 && !self.speaking_for.commands.is_empty() {
            return self.next_command_of_xclient();
        }
        if reply.class() == 2 {
            self.spoke_for(XclientOutcome::Accepted);
            if self.reached(Stage::Xclient) {
                self.say_hello(Command::Ehlo);
            }
            return;
        }
        self.spoke_for(XclientOutcome::Refused(reply.clone()));
        let is_optional = self
            .speaking_for
            .plan
            .as_ref()
            .is_some_and(|it| it.optional);
        if is_optional && reply.code() != 421 {
            // A command before this one may have been taken; EHLO makes sure of where the session stands.
            return self.say_hello(Command::Ehlo);
        }
        self.reject(Stage::Xclient, reply);
    }

    fn next_command_of_xclient(&mut self) {
        if let Some(line) = self.speaking_for.commands.pop_front() {
            self.say(&line, Command::Xclient);
        }
    }

    fn spoke_for(&mut self, outcome: XclientOutcome) {
        self.speaking_for.is_over = true;
        self.speaking_for.commands.clear();
        self.events.push_back(Event::SpokeFor(Box::new(outcome)));
    }
}
