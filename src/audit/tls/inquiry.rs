//! The questions and answers of one audit: who asks, and all that was heard so far.

use super::hellos::Shape;
use super::said::{Heard, Said};
use super::scope::Scope;
use super::words;
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::wire::{ClientHello, Hello, KeyShare, ServerFlight, Ssl2ClientHello};
use std::cell::{Cell, Ref, RefCell};

/// What a hello was meant for, which decides what its answer may be taken for beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// To learn suites: nothing else was left out of it that the server might want.
    ForSuites,
    /// For anything else.
    Otherwise,
}

/// Why nothing more is asked of a server that answers nothing any more.
pub(super) const GONE: &str = "the server stopped answering what it had answered before";

/// So many refusals at the end of a quick inquiry call for a control.
const REFUSED_IN_A_ROW: usize = 3;

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
    /// How much hellos ask for at once; less, where the server does not bear more.
    pub shape: Cell<Shape>,
    /// The key share of hellos of TLS 1.3; none, unless the server demands one.
    pub key_share: Cell<KeyShare>,
    /// What it does not bear, where that is so.
    pub blamed: RefCell<Option<Blamed>>,
    exchanges: RefCell<Vec<Exchange>>,
    /// Why nothing more is asked.
    stopped: RefCell<Option<NotTested>>,
    /// How many connections may still be made; nothing where that is not for us to say.
    left: Cell<Option<usize>>,
    /// The server was seen to refuse in a way that passing trouble has as well, and not by chance.
    refuses_so: Cell<bool>,
    /// It was seen to do the same by chance.
    pub is_flighty: Cell<bool>,
    /// It answers nothing any more, also not what it answered before.
    pub is_gone: Cell<bool>,
    /// The server has just closed behind a hello that it had answered before.
    is_shut_out: Cell<bool>,
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
            exchanges: RefCell::default(),
            stopped: RefCell::default(),
            left: Cell::new(
                scope
                    .quick
                    .then(|| Scope::QUICK.saturating_sub(scope.spent)),
            ),
            refuses_so: Cell::default(),
            is_flighty: Cell::default(),
            is_gone: Cell::default(),
            is_shut_out: Cell::new(false),
        }
    }

    /// Asks. A server that hangs up without a word, or with an alert that may tell of its own trouble, is asked the same once more,
    /// and then something that it answered before: only then is it taken for a "no".
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
        (self.shape.get() != Shape::Full).then(|| NotTested::Unclear(why.to_owned()))
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
            self.asker.shut_out().inspect_err(|why| {
                self.is_gone.set(true);
                self.stopped.replace(Some(why.clone()));
            })?;
        }
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
        if self.left.get() == Some(1) && self.is_only_refused() {
            self.stopped.borrow_mut().get_or_insert(NotTested::Quick);
            return Err(NotTested::Quick);
        }
        let first = self.once(meant, question.clone(), hello.clone()).await?;
        // Whatever alert of TLS it is: who answers so does not speak SSL 2.0.
        if matches!((&hello, &first.said), (Hello::Ssl2(_), Said::Refused(..))) {
            return Ok(first);
        }
        let Some(how) = first.said.as_trouble() else {
            return Ok(first);
        };
        let first_words = Said::Unclear(format!("the server {how}, and was not asked again"));
        self.correct(first.evidence, &first_words);
        let again = self
            .once(meant, format!("{question}, again"), hello)
            .await?;
        let first_words = Said::Unclear(format!("the server {how}, and not when asked again"));
        let Some(how) = again.said.as_trouble() else {
            self.is_flighty.set(true);
            self.correct(first.evidence, &first_words);
            return Ok(again);
        };
        self.correct(again.evidence, &Said::Unclear(how.clone()));
        let said = match self.controls().await? {
            None => Said::Unclear(format!("the server {how}, twice")),
            Some((false, false)) => {
                self.is_shut_out.set(true);
                Said::Unclear(format!("the server {how}, and then answered nothing"))
            }
            Some((true, true)) if !self.is_flighty.get() => {
                self.refuses_so.set(true);
                Said::Refused(format!("{how}, twice"), again.said.alert())
            }
            Some(_) => {
                self.is_flighty.set(true);
                let anything = "as it does now and then to anything";
                Said::Unclear(format!("the server {how}, {anything}"))
            }
        };
        for evidence in [first.evidence, again.evidence] {
            self.correct(evidence, &said);
        }
        let evidence = first.evidence;
        Ok(Heard { said, evidence })
    }

    /// Whether the last answers were all refusals, so that the last connection is kept for what was answered before.
    fn is_only_refused(&self) -> bool {
        let exchanges = self.exchanges();
        let last = exchanges.iter().rev().take(REFUSED_IN_A_ROW);
        let refused = last.filter(|it| matches!(it.heard.said, Said::Refused(..)));
        refused.count() == REFUSED_IN_A_ROW
    }

    /// Takes an answer for something else than it seemed.
    fn correct(&self, evidence: EvidenceId, said: &Said) {
        let mut exchanges = self.exchanges.borrow_mut();
        let same = exchanges
            .iter_mut()
            .filter(|it| it.heard.evidence == evidence);
        same.for_each(|exchange| exchange.heard.said = said.clone());
    }

    /// Whether the server still answers what it answered before, asked twice: after two refusals in a row, no pattern of every second
    /// or every third connection fits both. Once is enough where the answer is no news. Nothing where it never answered.
    async fn controls(&self) -> Result<Option<(bool, bool)>, NotTested> {
        let Some(one) = self.control().await? else {
            return Ok(None);
        };
        let other = match one && self.refuses_so.get() {
            true => true,
            false => self.control().await? == Some(true),
        };
        Ok(Some((one, other)))
    }

    /// Whether the server still answers what it answered before; nothing where it never did.
    pub(super) async fn control(&self) -> Result<Option<bool>, NotTested> {
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
