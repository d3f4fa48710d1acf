//! Two lists that a server chooses from at the same time, such as suites and groups of TLS 1.3, exhausted together: each answer names
//! one of each.

use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::Said;
use crate::audit::{Ask, EvidenceId, NotTested};
use crate::tls::wire::{ClientHello, ServerFlight};

/// One of the lists.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// What nothing is known of.
    pub unknown: Vec<u16>,
    /// What was chosen, and the first proof.
    pub known: Vec<(u16, EvidenceId)>,
    /// What was offered without anything known beside, and refused.
    pub refused: Vec<u16>,
    /// Why something is left unknown.
    pub incomplete: Option<NotTested>,
    mode: Mode,
    alone: Alone,
    /// What most servers have; who has all of it has probably nothing else.
    usual: Vec<u16>,
    /// What was chosen since the known stood last; a server that goes by the client's order shows something new each time.
    rotated: usize,
}

/// What it means when the unknown is offered without the known, and refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// All of it is refused.
    Proof,
    /// Nothing, so that this one has to stand behind it: chosen, it refuses what stands before it.
    Unless(u16),
    /// Nothing; why.
    Unclear(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// The unknown first, the known last: nothing can fail by that.
    Rotating,
    /// The unknown alone: a refusal means all of it.
    Removing,
    /// Everything is known.
    Settled,
}

impl List {
    /// All of these are asked for, and some of them are known already.
    pub(super) fn new(asked: Vec<u16>, known: Vec<(u16, EvidenceId)>) -> Self {
        let is_unknown = |one: &u16| !known.iter().any(|(known, _)| known == one);
        Self {
            unknown: asked.into_iter().filter(is_unknown).collect(),
            known,
            refused: Vec::new(),
            incomplete: None,
            mode: Mode::Rotating,
            alone: Alone::Proof,
            usual: Vec::new(),
            rotated: 0,
        }
    }

    /// Leaves the known out from the beginning.
    pub(super) fn removing(self) -> Self {
        let mode = Mode::Removing;
        Self { mode, ..self }
    }

    /// What most servers have.
    pub(super) fn usual(self, usual: &[u16]) -> Self {
        let usual = usual.to_vec();
        Self { usual, ..self }
    }

    /// What a refusal of the unknown alone means.
    pub(super) fn alone(self, alone: Alone) -> Self {
        Self { alone, ..self }
    }

    /// Asks for nothing more of it, for this reason.
    pub(super) fn given_up(self, why: Option<NotTested>) -> Self {
        Self {
            mode: Mode::Settled,
            incomplete: why,
            ..self
        }
    }

    /// Nothing more is asked of it.
    pub(super) fn is_settled(&self) -> bool {
        self.mode == Mode::Settled
    }

    fn is_reduced(&self, is_held: bool) -> bool {
        self.mode == Mode::Removing && !is_held
    }

    /// What the next hello offers of it.
    fn offer(&self, is_held: bool) -> Vec<u16> {
        let known = self.known.iter().map(|(known, _)| *known);
        match self.mode {
            Mode::Removing if !is_held => self.unknown.iter().copied().chain(self.last()).collect(),
            Mode::Settled => known.chain(self.refused.iter().copied()).collect(),
            _ => self.unknown.iter().copied().chain(known).collect(),
        }
    }

    /// Takes note of a choice; says whether that led anywhere.
    fn learn(&mut self, chosen: Option<u16>, evidence: EvidenceId) -> bool {
        let Some(chosen) = chosen else {
            return false;
        };
        let before = self.unknown.len();
        self.unknown.retain(|it| *it != chosen);
        if self.unknown.len() < before {
            self.known.push((chosen, evidence));
            self.rotated += usize::from(self.mode == Mode::Rotating);
            return true;
        }
        if self.mode == Mode::Removing && self.last() == Some(chosen) {
            if !self.known.iter().any(|(known, _)| *known == chosen) {
                self.known.push((chosen, evidence));
            }
            self.refused.append(&mut self.unknown);
            self.mode = Mode::Settled;
            return true;
        }
        let is_turned = self.mode == Mode::Rotating && !self.unknown.is_empty();
        if is_turned {
            self.mode = Mode::Removing;
        }
        is_turned
    }

    /// What stands behind the unknown.
    fn last(&self) -> Option<u16> {
        match self.alone {
            Alone::Unless(last) => Some(last),
            Alone::Proof | Alone::Unclear(_) => None,
        }
    }

    fn refuse(&mut self) {
        if let Alone::Unclear(why) = self.alone {
            return self.give_up(&NotTested::Unclear(why.to_owned()));
        }
        self.refused.append(&mut self.unknown);
        self.mode = Mode::Settled;
    }

    fn give_up(&mut self, why: &NotTested) {
        if self.mode != Mode::Settled {
            self.mode = Mode::Settled;
            self.incomplete = Some(why.clone());
        }
    }

    /// Each new one came for the asking, until none came any more, or what is usual came: it is probably exhausted.
    fn seems_exhausted(&self) -> bool {
        let is_known = |one: &u16| self.known.iter().any(|(known, _)| known == one);
        let is_usual = !self.usual.is_empty() && self.usual.iter().all(is_known);
        self.mode == Mode::Removing && (self.rotated > 0 || is_usual)
    }
}

/// Exhausts both lists. `hello` makes a hello from what is to be offered of either, and is told whether the second is settled;
/// `chosen` finds what was chosen of either in the answer.
pub(super) async fn exhaust<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    meant: Meant,
    [one, other]: [&mut List; 2],
    hello: impl Fn(Vec<u16>, Vec<u16>, bool) -> ClientHello,
    chosen: impl Fn(&ServerFlight) -> [Option<u16>; 2],
) {
    // Both were reduced and refused together, so that it is not known which of them is exhausted.
    let mut is_ambiguous = false;
    loop {
        for list in [&mut *one, &mut *other] {
            if list.unknown.is_empty() && !list.is_settled() {
                list.mode = Mode::Settled;
            }
        }
        match (one.mode, other.mode) {
            (Mode::Settled, Mode::Settled) => return,
            (Mode::Rotating, Mode::Settled) => one.mode = Mode::Removing,
            (Mode::Settled | Mode::Rotating, Mode::Rotating) => other.mode = Mode::Removing,
            _ => {}
        }
        let are_removing = one.mode == Mode::Removing && other.mode == Mode::Removing;
        let holds_other = are_removing && one.seems_exhausted();
        let holds_one = are_removing && !holds_other && (is_ambiguous || other.seems_exhausted());
        let offer = hello(
            one.offer(holds_one),
            other.offer(holds_other),
            other.is_settled(),
        );
        let version = offer.max_version;
        let reduced = (one.is_reduced(holds_one), other.is_reduced(holds_other));
        let heard = inquiry.ask(meant, "", offer.clone()).await;
        // Both together prove nothing yet.
        let heard = match (heard, reduced) {
            (Ok(heard), (true, true)) => Ok(heard),
            (Ok(heard), (false, false)) => inquiry.confirmed(heard, meant, offer).await,
            (Ok(heard), _) => inquiry.confirmed_later(heard, meant, offer).await,
            (error, _) => error,
        };
        let heard = match heard {
            Ok(heard) => heard,
            Err(why) => {
                one.give_up(&why);
                other.give_up(&why);
                return;
            }
        };
        match heard.said {
            Said::Chose(flight) if flight.version == version => {
                let [first, second] = chosen(&flight);
                let is_new = one.learn(first, heard.evidence);
                if !(other.learn(second, heard.evidence) || is_new) {
                    let why = NotTested::Unclear("the same choice came twice".to_owned());
                    one.give_up(&why);
                    other.give_up(&why);
                }
            }
            Said::Chose(_) | Said::Refused(..) => match reduced {
                (true, true) => is_ambiguous = true,
                (true, false) => one.refuse(),
                (false, true) => other.refuse(),
                (false, false) => {
                    let why = NotTested::Unclear("what was accepted before was refused".to_owned());
                    one.give_up(&why);
                    other.give_up(&why);
                }
            },
            said => {
                let why = said.unclear();
                one.give_up(&why);
                other.give_up(&why);
            }
        }
    }
}
