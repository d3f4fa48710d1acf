//! The questions and answers of one audit: who asks, and all that was heard so far.

use super::said::{Heard, Said};
use super::scope::Scope;
use super::words;
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::wire::{ClientHello, Hello, ServerFlight, Ssl2ClientHello};
use std::cell::{Cell, Ref, RefCell};

/// What a hello was meant for, which decides what its answer may be taken for beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// To learn suites: nothing else was left out of it that the server might want.
    ForSuites,
    /// For anything else.
    Otherwise,
}

/// A question and what was heard.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    /// What the hello was meant for.
    pub meant: Meant,
    /// The hello; nothing for one of SSL 2.0.
    pub hello: Option<ClientHello>,
    /// What was heard.
    pub heard: Heard,
}

impl Exchange {
    /// What was offered and what was chosen out of it.
    pub(super) fn choice(&self) -> Option<(&ClientHello, &ServerFlight)> {
        match (&self.hello, &self.heard.said) {
            (Some(hello), Said::Chose(flight)) => Some((hello, flight)),
            _ => None,
        }
    }
}

/// The questions and answers of one audit.
pub(super) struct Inquiry<'a, A> {
    asker: &'a A,
    /// The name that hellos bear; taken back where the server refuses it.
    pub server_name: RefCell<Option<String>>,
    /// The server answers only hellos of moderate size.
    pub is_cramped: Cell<bool>,
    exchanges: RefCell<Vec<Exchange>>,
    /// Why nothing more is asked.
    stopped: RefCell<Option<NotTested>>,
    /// How many connections may still be made; nothing where that is not for us to say.
    left: Cell<Option<usize>>,
}

impl<'a, A: Ask> Inquiry<'a, A> {
    /// An inquiry in which nothing was asked yet.
    pub(super) fn new(asker: &'a A, scope: &Scope) -> Self {
        Self {
            asker,
            server_name: RefCell::new(scope.server_name.clone()),
            is_cramped: Cell::new(false),
            exchanges: RefCell::default(),
            stopped: RefCell::default(),
            left: Cell::new(
                scope
                    .quick
                    .then(|| Scope::QUICK.saturating_sub(scope.spent)),
            ),
        }
    }

    /// Asks. A server that hangs up without a word is asked the same once more, and then something that it answered before: only
    /// then is it taken for a "no".
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
        self.insist(meant, question, hello).await
    }

    /// Asks in SSL 2.0.
    pub(super) async fn ask_ssl2(&self, kinds: Vec<u32>) -> Result<Heard, NotTested> {
        let question = format!("SSL 2.0, {} cipher kinds", kinds.len());
        let hello = Hello::Ssl2(Ssl2ClientHello { kinds });
        self.insist(Meant::Otherwise, question, hello).await
    }

    /// What the first hello came to, where the server answers only small ones since; and why that leaves something unknown.
    pub(super) fn cramped_by(&self) -> Option<(EvidenceId, NotTested)> {
        let exchanges = self.exchanges();
        let first = exchanges.first().filter(|_| self.is_cramped.get())?;
        let why = "a hello that asks for all is too large for the server".to_owned();
        Some((first.heard.evidence, NotTested::Unclear(why)))
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

    async fn insist(
        &self,
        meant: Meant,
        question: String,
        hello: Hello,
    ) -> Result<Heard, NotTested> {
        let first = self.once(meant, question.clone(), hello.clone()).await?;
        let Said::HungUp(_) = first.said else {
            return Ok(first);
        };
        let again = self
            .once(meant, format!("{question}, again"), hello)
            .await?;
        let Said::HungUp(how) = again.said else {
            return Ok(again);
        };
        let said = match self.control().await? {
            Some(true) => Said::Refused(format!("{how}, twice"), None),
            Some(false) => Said::Unclear(format!("the server {how}, and then answered nothing")),
            None => Said::Unclear(format!("the server {how}, twice")),
        };
        let evidence = first.evidence;
        Ok(Heard { said, evidence })
    }

    /// Whether the server still answers what it answered before; nothing where it never did.
    async fn control(&self) -> Result<Option<bool>, NotTested> {
        let answered = self.exchanges().iter().rev().find_map(|exchange| {
            let (hello, _) = exchange.choice()?;
            Some(hello.clone())
        });
        let Some(hello) = answered else {
            return Ok(None);
        };
        let question = format!("does it still answer: {}", words::question(&hello));
        let heard = self.once(Meant::Otherwise, question, Hello::Tls(hello));
        Ok(Some(matches!(heard.await?.said, Said::Chose(_))))
    }

    async fn once(&self, meant: Meant, question: String, hello: Hello) -> Result<Heard, NotTested> {
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
        };
        self.exchanges.borrow_mut().push(Exchange {
            meant,
            hello: match hello {
                Hello::Tls(hello) => Some(hello),
                Hello::Ssl2(_) => None,
            },
            heard: heard.clone(),
        });
        Ok(heard)
    }
}

/// The first proof of each thing that the exchanges show, in the order in which they showed it.
pub(super) fn first_of_each<T: PartialEq>(
    shown: impl Iterator<Item = (T, EvidenceId)>,
) -> Vec<(T, EvidenceId)> {
    let mut each: Vec<(T, EvidenceId)> = Vec::new();
    for (thing, evidence) in shown {
        if !each.iter().any(|(known, _)| *known == thing) {
            each.push((thing, evidence));
        }
    }
    each
}
