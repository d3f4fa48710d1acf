//! The questions and answers of one audit: who asks, and all that was heard so far.

use super::again::{Due, Reopened};
use super::certificates::WRONG_NAME;
use super::exchange::{Exchange, Meant};
use super::hellos::Shape;
use super::said::{Complaint, Heard, Said};
use super::scope::Scope;
use super::trust::Trust;
use super::words;
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::wire::{ClientHello, Hello, KeyShare, Ssl2ClientHello};
use std::cell::{Cell, Ref, RefCell};

/// Why nothing more is asked of a server that answers nothing any more.
pub(super) const GONE: &str = "the server stopped answering what it had answered before";

/// The questions and answers of one audit.
pub(super) struct Inquiry<'a, A> {
    asker: &'a A,
    /// The name that hellos bear; taken back where the server refuses it.
    pub server_name: RefCell<Option<String>>,
    /// How much hellos ask for at once; less, where the server does not bear more.
    pub shape: Cell<Shape>,
    /// The key share of hellos of TLS 1.3; none, unless the server demands one.
    pub key_share: Cell<KeyShare>,
    /// What it does not bear, where that is so.
    pub blamed: RefCell<Option<Blamed>>,
    /// How far its refusals can be trusted.
    pub trust: Trust,
    exchanges: RefCell<Vec<Exchange>>,
    /// Why nothing more is asked.
    stopped: RefCell<Option<NotTested>>,
    /// Several questions may be under way at the same time.
    pub is_parallel: bool,
    /// How many connections may still be made; nothing where that is not for us to say.
    left: Cell<Option<usize>>,
    /// The server has just refused a hello that it had answered before.
    pub is_shut_out: Cell<bool>,
    /// What is to be asked once more before its refusal is believed.
    pub due: RefCell<Vec<Due>>,
    /// What was answered then.
    pub reopened: RefCell<Vec<Reopened>>,
    /// Something is being asked once more.
    pub is_repeating: Cell<bool>,
    /// Nothing is put off any more.
    pub is_second_round: Cell<bool>,
    /// An ordinary session came to a handshake.
    pub has_session: bool,
}

/// A hello that was refused, although a lesser one was accepted.
#[derive(Clone, Debug)]
pub(super) struct Blamed {
    /// The hello.
    pub hello: ClientHello,
    /// What of it the server does not get on with.
    pub what: &'static str,
    /// The refusal.
    pub evidence: EvidenceId,
}

impl<'a, A: Ask> Inquiry<'a, A> {
    /// An inquiry in which nothing was asked yet.
    pub(super) fn new(asker: &'a A, scope: &Scope) -> Self {
        Self {
            asker,
            server_name: RefCell::new(scope.server_name.clone()),
            shape: Cell::default(),
            key_share: Cell::new(KeyShare::Empty),
            blamed: RefCell::default(),
            trust: Trust::default(),
            exchanges: RefCell::default(),
            stopped: RefCell::default(),
            is_parallel: scope.side_by_side > 1,
            left: Cell::new(
                scope
                    .quick
                    .then(|| Scope::QUICK.saturating_sub(scope.spent)),
            ),
            is_shut_out: Cell::new(false),
            due: RefCell::default(),
            reopened: RefCell::default(),
            is_repeating: Cell::new(false),
            is_second_round: Cell::new(false),
            has_session: scope.has_session,
        }
    }

    /// Asks. What may be passing trouble and no refusal is asked again, and then something that the server answered before: only then
    /// is it taken for a "no".
    pub(super) async fn ask(
        &self,
        meant: Meant,
        what: &str,
        hello: ClientHello,
    ) -> Result<Heard, NotTested> {
        let question = match what {
            "" => words::question(&hello),
            _ => format!("{what}: {}", words::question(&hello)),
        };
        let hello = Hello::Tls(hello);
        self.patiently(meant, question, hello).await
    }

    /// Asks in SSL 2.0.
    pub(super) async fn ask_ssl2(&self, kinds: Vec<u32>) -> Result<Heard, NotTested> {
        let question = format!("SSL 2.0, {} cipher kinds", kinds.len());
        let hello = Hello::Ssl2(Ssl2ClientHello { kinds });
        self.patiently(Meant::Otherwise, question, hello).await
    }

    /// Why something is left unknown, where the server does not bear hellos that ask for all.
    pub(super) fn cramped_by(&self) -> Option<NotTested> {
        let why = "a hello that asks for all is too much for the server";
        (self.shape.get() != Shape::Full).then_some(NotTested::NoMeans(why))
    }

    /// Whether only so many connections are to be made that none can be spared for doubts on the way.
    pub(super) fn is_quick(&self) -> bool {
        self.left.get().is_some()
    }

    /// Keeps the last connection of a quick inquiry for a control at its end, unless the question is one itself.
    ///
    /// # Errors
    /// Where it is the last, and the server has refused since it last answered.
    pub(super) fn keep_the_last(&self, hello: &Hello) -> Result<(), NotTested> {
        let is_control = matches!(hello, Hello::Tls(hello) if self.is_acceptable(hello));
        if self.left.get() != Some(1) || self.unanswered() == 0 || is_control {
            return Ok(());
        }
        self.stopped.borrow_mut().get_or_insert(NotTested::Quick);
        Err(NotTested::Quick)
    }

    /// Whether a hello offers everything of what was chosen together before.
    fn is_acceptable(&self, hello: &ClientHello) -> bool {
        self.exchanges().iter().any(|exchange| {
            exchange.choice().is_some_and(|(before, flight)| {
                let scheme = flight.key_exchange.as_ref().and_then(|it| it.scheme);
                // The server's own name it bears, or it would not be asked with; those that refuse an unknown one are rare.
                let is_named = hello.server_name.as_deref() == Some(WRONG_NAME)
                    || hello.server_name == *self.server_name.borrow()
                    || before.server_name == hello.server_name;
                is_named
                    && flight.version == hello.max_version
                    && hello.suites.contains(&flight.suite)
                    && flight.group.is_none_or(|it| hello.groups.contains(&it))
                    && scheme.is_none_or(|it| hello.schemes.contains(&it))
            })
        })
    }

    /// Makes the connection available that was kept for the end.
    pub(super) fn spend_the_last(&self) {
        self.stopped
            .borrow_mut()
            .take_if(|it| *it == NotTested::Quick);
    }

    /// Everything that was heard so far.
    pub(super) fn exchanges(&self) -> Ref<'_, Vec<Exchange>> {
        self.exchanges.borrow()
    }

    /// Why nothing more is asked, where that is so.
    pub(super) fn stopped(&self) -> Option<NotTested> {
        self.stopped.borrow().clone()
    }

    /// Why something could not be asked: what ended the asking goes before any other reason.
    pub(super) fn or_stopped(&self, why: &'static str) -> NotTested {
        self.stopped().unwrap_or(NotTested::NotApplicable(why))
    }

    /// Takes an answer for something else than it seemed.
    pub(super) fn correct(&self, evidence: EvidenceId, said: &Said) {
        let mut exchanges = self.exchanges.borrow_mut();
        let same = exchanges
            .iter_mut()
            .filter(|it| it.heard.evidence == evidence);
        same.for_each(|exchange| exchange.heard.said = said.clone());
    }

    /// Asks again after a while where the server answers nothing any more; it waits only once.
    async fn patiently(
        &self,
        meant: Meant,
        question: String,
        hello: Hello,
    ) -> Result<Heard, NotTested> {
        loop {
            let heard = self.insist(meant, question.clone(), hello.clone());
            let heard = heard.await?;
            if !self.is_shut_out.take() {
                return Ok(heard);
            }
            self.shut_out()?;
        }
    }

    /// Takes note that nothing is answered any more.
    ///
    /// # Errors
    /// Where it was waited before.
    pub(super) fn shut_out(&self) -> Result<(), NotTested> {
        self.asker.shut_out().inspect_err(|why| {
            self.trust.is_gone.set(true);
            self.stopped.replace(Some(why.clone()));
        })
    }

    /// Asks on one connection, and takes the answer as it is.
    pub(super) async fn once(
        &self,
        meant: Meant,
        question: String,
        hello: Hello,
    ) -> Result<Heard, NotTested> {
        if let Some(why) = self.stopped() {
            return Err(why);
        }
        let asked = match self.left.get() {
            Some(0) => Err(NotTested::Quick),
            left => {
                self.left.set(left.map(|left| left.saturating_sub(1)));
                self.asker.ask(question, hello.clone()).await
            }
        };
        let asked = asked.inspect_err(|why| {
            self.stopped.replace(Some(why.clone()));
        })?;
        let heard = Heard {
            said: Said::by(asked.answer),
            evidence: asked.evidence,
            is_sure: false,
            may_complain_of: Complaint::of(&hello),
        };
        let mut exchanges = self.exchanges.borrow_mut();
        exchanges.push(Exchange {
            meant,
            hello: match hello {
                Hello::Tls(hello) => Some(hello),
                Hello::Ssl2(_) => None,
            },
            heard: heard.clone(),
        });
        self.trust.compare(&exchanges);
        Ok(heard)
    }
}
