//! By whose order suites and groups are chosen, where that is open still; and whether the server bears a large hello with values that
//! nobody knows.

use super::catalogue::is_chacha;
use super::exchange::Meant;
use super::inquiry::{Blamed, Inquiry};
use super::order::Ruling;
use super::said::{Heard, Said};
use crate::audit::{Ask, EvidenceId, Known, NotTested, Order, VersionFacts};
use crate::tls::names::{TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

/// Values that nobody will ever have, for suites and groups (RFC 8701 §2).
pub(super) const GREASE: [u16; 2] = [0x0a0a, 0xdada];

/// So large, in octets, are hellos with post-quantum key shares, and larger.
const LARGE: usize = 1400;

const TOO_LARGE: &str = "a hello of more than 1400 octets";
const UNKNOWN: &str = "suites and groups that nobody knows (GREASE)";

/// What the server chokes on, and the proof.
type Tolerance = Result<(Vec<&'static str>, EvidenceId), NotTested>;

/// Asks for the order of a version where it is open.
pub(super) async fn order<A: Ask>(inquiry: &Inquiry<'_, A>, facts: &VersionFacts) {
    // Once for whose order it is, and once more for a server that has one, but puts ChaCha20 first for clients that do.
    for _ in 0..2 {
        let Some(hello) = reversed(inquiry, facts) else {
            return;
        };
        if inquiry
            .ask(Meant::ForSuites, "in reverse order", hello)
            .await
            .is_err()
        {
            return;
        }
    }
}

/// Asks in a large hello with values that nobody knows, in the best version, and for the order there by the way.
pub(super) async fn tolerance<A: Ask>(inquiry: &Inquiry<'_, A>, facts: &VersionFacts) -> Tolerance {
    let blamed = inquiry.blamed.borrow().clone();
    if let Some(blamed) = blamed {
        return blame_again(inquiry, blamed).await;
    }
    let plain = reversed(inquiry, facts).unwrap_or_else(|| accepted(inquiry, facts));
    let strange = |mut hello: ClientHello| {
        hello.suites.extend(GREASE);
        hello.groups.extend(GREASE);
        hello
    };
    let large = |hello| ClientHello {
        padded_to: LARGE,
        ..hello
    };
    let both = large(strange(plain.clone()));
    let (first, heard) = ask(inquiry, "large, with unknown values", both.clone()).await?;
    let evidence = heard.evidence;
    if first == Took::It {
        return Ok((Vec::new(), evidence));
    }
    let large_alone = ask(inquiry, "large", large(plain.clone())).await?;
    let strange_alone = ask(inquiry, "with unknown values", strange(plain.clone())).await?;
    let (size, values) = (large_alone.0, strange_alone.0);
    if ask(inquiry, "as usual", plain.clone()).await?.0 != Took::It {
        let why = "the same hello without them was refused as well";
        return Err(NotTested::Unclear(why.to_owned()));
    }
    // What was refused is refused again, now that a lesser hello was answered.
    for ((took, heard), hello) in [
        ((first, heard), both.clone()),
        (large_alone, large(plain.clone())),
        (strange_alone, strange(plain)),
    ] {
        if took != Took::Offence {
            continue;
        }
        let (again, answer) = ask(inquiry, "again", hello).await?;
        inquiry.weigh(&heard, &answer);
        if again == Took::It {
            return Err(changeable());
        }
    }
    // Silence may be an accident: it counts where it comes again after others were answered, and twice in a row, so that it is not
    // every second connection that is lost.
    if [first, size, values].contains(&Took::NoNotice) {
        let times = if size == Took::It { 2 } else { 1 };
        for _ in 0..times {
            if ask(inquiry, "once more", both.clone()).await?.0 == Took::It {
                return Err(changeable());
            }
        }
    }
    let mut chokes = Vec::new();
    if size != Took::It {
        chokes.push(TOO_LARGE);
    }
    if values != Took::It {
        chokes.push(UNKNOWN);
    }
    if chokes.is_empty() {
        chokes.push("a large hello with values that nobody knows");
    }
    Ok((chokes, evidence))
}

fn changeable() -> NotTested {
    let why = "the server refuses a hello at one time and takes it at another";
    NotTested::Unclear(why.to_owned())
}

/// How a server took a hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Took {
    /// It answered it by a choice.
    It,
    /// It refused it.
    Offence,
    /// It never answered.
    NoNotice,
}

/// Asks once more for what was refused where a lesser hello was accepted.
async fn blame_again<A: Ask>(inquiry: &Inquiry<'_, A>, blamed: Blamed) -> Tolerance {
    let heard = inquiry
        .ask(Meant::Otherwise, "once more", blamed.hello)
        .await?;
    let still = match heard.said {
        Said::Refused(..) => true,
        Said::Chose(_) => false,
        // Silence, after which other hellos are answered still.
        _ => inquiry.control().await? == Some(true) && !inquiry.trust.is_flighty(),
    };
    match still {
        true => Ok((vec![blamed.what], blamed.evidence)),
        false => Err(changeable()),
    }
}

/// How the server took a hello.
async fn ask<A: Ask>(
    inquiry: &Inquiry<'_, A>,
    what: &str,
    hello: ClientHello,
) -> Result<(Took, Heard), NotTested> {
    let heard = inquiry.ask(Meant::ForSuites, what, hello).await?;
    match &heard.said {
        Said::Chose(_) => Ok((Took::It, heard)),
        Said::Refused(..) => Ok((Took::Offence, heard)),
        Said::Silent(_) => Ok((Took::NoNotice, heard)),
        said => Err(said.clone().unclear()),
    }
}

/// The accepted suites and groups, those that were found first at the end; nothing where the answer would say nothing new.
fn reversed<A: Ask>(inquiry: &Inquiry<'_, A>, facts: &VersionFacts) -> Option<ClientHello> {
    let codes: Vec<u32> = facts.suites.iter().map(|it| it.suite).collect();
    let ruling = inquiry.suite_order(facts.version, &codes);
    let mut suites: Vec<u16> = match &ruling {
        Ruling::Server(order) | Ruling::Open(order) => order,
        Ruling::Client | Ruling::Mixed | Ruling::Scattered => &codes,
    }
    .iter()
    .rev()
    .filter_map(|code| u16::try_from(*code).ok())
    .collect();
    let leads = |of: Option<&u16>| of.is_some_and(|it| is_chacha(*it));
    // The one that the server would take stands last.
    let may_be_mixed = matches!(ruling, Ruling::Server(_))
        && facts.version >= TLS_1_2
        && suites.iter().any(|it| is_chacha(*it))
        && !leads(suites.last())
        && !is_tried(inquiry, facts.version);
    if may_be_mixed {
        suites.sort_by_key(|suite| !is_chacha(*suite));
    }
    let groups = inquiry.groups_met(facts.version);
    let groups: Vec<u16> = groups.into_iter().rev().map(|(group, _)| group).collect();
    let are_groups_open = facts.version >= TLS_1_3
        && groups.len() > 1
        && matches!(inquiry.group_order(TLS_1_3, &groups), Ruling::Open(_));
    let is_open = codes.len() > 1 && matches!(ruling, Ruling::Open(_));
    if !(is_open || may_be_mixed || are_groups_open) {
        return None;
    }
    let mut hello = inquiry.hello(facts.version, suites);
    if facts.version >= TLS_1_3 {
        hello.groups = groups;
    }
    Some(hello)
}

/// Everything that is accepted.
fn accepted<A: Ask>(inquiry: &Inquiry<'_, A>, facts: &VersionFacts) -> ClientHello {
    let suites = facts
        .suites
        .iter()
        .filter_map(|it| u16::try_from(it.suite).ok());
    inquiry.hello(facts.version, suites.collect())
}

/// Whether a hello had ChaCha20 before all else.
fn is_tried<A: Ask>(inquiry: &Inquiry<'_, A>, version: u16) -> bool {
    inquiry.exchanges().iter().any(|exchange| {
        let choice = exchange.choice();
        choice.is_some_and(|(hello, flight)| {
            let first = hello.suites.first();
            flight.version == version && first.is_some_and(|it| is_chacha(*it))
        })
    })
}

impl<A: Ask> Inquiry<'_, A> {
    /// Puts down by whose order the suites are chosen, and puts them into the server's, where it has one.
    pub(super) fn put_in_order(&self, facts: &mut VersionFacts) {
        let codes: Vec<u32> = facts.suites.iter().map(|it| it.suite).collect();
        let ruling = self.suite_order(facts.version, &codes);
        if let Ruling::Server(order) = &ruling {
            facts
                .suites
                .sort_by_key(|it| order.iter().position(|code| *code == it.suite));
        }
        let cut_off = facts.incomplete.clone().filter(|_| codes.len() <= 1);
        facts.order = match cut_off {
            Some(why) => Known::NotTested(why),
            None => self.ruled(codes.len(), &ruling),
        };
    }

    /// What a ruling on so many accepted things comes to.
    pub(super) fn ruled(&self, accepted: usize, ruling: &Ruling) -> Known<Order> {
        Known::from(match (accepted, ruling.order()) {
            (0, _) => Err(NotTested::NotApplicable("nothing is accepted")),
            (1, _) => Err(NotTested::NotApplicable("one leaves no choice")),
            (_, Some(order)) => Ok(order),
            (_, None) => Err(self.stopped().unwrap_or_else(|| {
                NotTested::Unclear(match ruling {
                    Ruling::Scattered => NotTested::ONLY_IN_PARTS.to_owned(),
                    _ => "no answer told the server's order from the client's".to_owned(),
                })
            })),
        })
    }
}
