//! What a script has behind the end of the session: what it expects there is held against the reply that came last, and nothing else of it
//! can be carried out.

use super::desk::Desk;
use crate::exit::ExitCode;
use crate::probe::Cause;
use crate::run::endpoint::Endpoint;
use crate::shell::{Expectation, Input, Local, understand};
use crate::smtp::{Fault, Reply};

impl Desk {
    /// Looks at what is left of a script. Where a reply ended the session, and the script expects that very reply, it is no failure.
    pub(super) async fn look_behind(&mut self, endpoint: &mut Endpoint) {
        if !self.was_opened() || self.typist.is_person() || self.fault.is_some() {
            return;
        }
        let end = ended_by(endpoint);
        if let Some(reply) = &end {
            self.answer = Some(reply.clone());
        }
        // The session's own failure says more than what was expected behind it.
        let has_failed = endpoint.judgement.session_failed();
        let (mut left, mut has_skipped) = (None, false);
        while let Some(line) = self.typist.left().await {
            match understand(&line) {
                Ok(Input::Local(
                    Local::Comment
                    | Local::Sleep(_)
                    | Local::Help(_)
                    | Local::Explain(_)
                    | Local::Quit
                    | Local::Drop,
                )) => {}
                Ok(Input::Local(Local::Expect(expectation))) => {
                    match self.met_behind(&expectation, has_skipped) {
                        Ok(()) if end.is_some() => endpoint.judgement.ended_as_expected(),
                        Ok(()) => {}
                        Err(why) => {
                            let why = self.located(&why);
                            self.complain(&why);
                            if !has_failed {
                                self.stop(ExitCode::Check, why);
                            }
                            return;
                        }
                    }
                }
                other => {
                    let says_nothing = matches!(
                        other,
                        Ok(Input::Local(Local::Save(_) | Local::Tls | Local::Cert))
                    );
                    has_skipped |= !says_nothing;
                    left.get_or_insert_with(|| self.typist.line());
                }
            }
        }
        if let Some(line) = left {
            self.complain(&format!(
                "line {line}, and what is behind it, was not carried out: the session was over"
            ));
        }
    }

    fn met_behind(&self, expectation: &Expectation, has_skipped: bool) -> Result<(), String> {
        match &self.answer {
            Some(reply) if !has_skipped => expectation.check(reply),
            _ => Err(format!("expected {expectation}, and the session was over")),
        }
    }
}

/// The reply that ended the session before its time.
fn ended_by(endpoint: &Endpoint) -> Option<Reply> {
    match &endpoint.session.observation.broken_off {
        Some(Cause::Smtp(Fault::Rejected(reply))) => Some(reply.clone()),
        _ => None,
    }
}
