//! By whose preference something is chosen: concluded from which was chosen out of what, in which order.

use crate::audit::Order;

/// One choice: what was offered, most wanted first, and what was chosen out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trial {
    /// What was offered, most wanted first.
    pub offered: Vec<u32>,
    /// What was chosen.
    pub chosen: u32,
}

/// What all trials together say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ruling {
    /// The server has an order of its own; it.
    Server(Vec<u32>),
    /// The server has an order of its own, of which parts are known, but not how they stand to each other.
    Scattered,
    /// The client's order decides.
    Client,
    /// Neither explains every choice.
    Mixed,
    /// Both explain every choice. The order that the server would have, if it has one.
    Open(Vec<u32>),
}

impl Ruling {
    /// What follows from these trials, in which nothing but `accepted` could be chosen.
    pub(super) fn of(trials: &[Trial], accepted: &[u32]) -> Self {
        let is_clients = trials.iter().all(|trial| {
            let mut acceptable = trial.offered.iter().filter(|it| accepted.contains(it));
            acceptable.next() == Some(&trial.chosen)
        });
        match (servers(trials, accepted), is_clients) {
            (Some(order), true) => Self::Open(order),
            (Some(order), false) => match is_certain(trials, &order) {
                true => Self::Server(order),
                false => Self::Scattered,
            },
            (None, true) => Self::Client,
            (None, false) => Self::Mixed,
        }
    }

    /// The order, where it is known.
    pub(super) fn order(&self) -> Option<Order> {
        match self {
            Self::Server(_) => Some(Order::Server),
            Self::Client => Some(Order::Client),
            Self::Mixed => Some(Order::Mixed),
            Self::Open(_) | Self::Scattered => None,
        }
    }
}

/// The one order in which a server that goes by its own would have made all these choices; nothing where they contradict each other.
fn servers(trials: &[Trial], accepted: &[u32]) -> Option<Vec<u32>> {
    let mut left = accepted.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_first = |one: &&u32| {
            !left
                .iter()
                .any(|it| it != *one && goes_before(trials, *it, **one))
        };
        let first = *left.iter().find(is_first)?;
        left.retain(|it| *it != first);
        order.push(first);
    }
    Some(order)
}

/// Whether one was chosen although the other was offered as well.
fn goes_before(trials: &[Trial], one: u32, other: u32) -> bool {
    let mut trials = trials.iter();
    trials.any(|trial| trial.chosen == one && trial.offered.contains(&other))
}

/// Whether each was seen to be chosen before the one after it.
fn is_certain(trials: &[Trial], order: &[u32]) -> bool {
    order.windows(2).all(|pair| match pair {
        [one, other] => goes_before(trials, *one, *other),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(trials: &[(&[u32], u32)], accepted: &[u32]) -> Ruling {
        let trials = trials.iter().map(|(offered, chosen)| Trial {
            offered: offered.to_vec(),
            chosen: *chosen,
        });
        Ruling::of(&trials.collect::<Vec<_>>(), accepted)
    }

    #[test]
    fn at10_choices_tell_whose_order_it_is() {
        for (trials, accepted, expected) in [
            // Nothing was chosen, or there was no choice.
            (&[][..], &[1, 2][..], Ruling::Open(vec![1, 2])),
            (&[(&[1, 2, 9][..], 1)], &[1, 2], Ruling::Open(vec![1, 2])),
            (&[(&[9, 8, 1], 1)], &[1], Ruling::Open(vec![1])),
            // The first of those that it can, both ways round.
            (&[(&[9, 1, 2], 1), (&[2, 1], 2)], &[1, 2], Ruling::Client),
            // The same, wherever it stands.
            (
                &[(&[1, 2, 3], 2), (&[3, 1], 3)],
                &[1, 2, 3],
                Ruling::Server(vec![2, 3, 1]),
            ),
            (&[(&[2, 1], 1)], &[1, 2], Ruling::Server(vec![1, 2])),
            // The same, but nobody knows where 3 and 4 stand to 1 and 2.
            (
                &[(&[2, 1], 1), (&[4, 3], 3)],
                &[1, 2, 3, 4],
                Ruling::Scattered,
            ),
            // Its own, but for a client that puts 3 first.
            (
                &[(&[1, 2, 3], 2), (&[1, 3], 1), (&[3, 2, 1], 3)],
                &[1, 2, 3],
                Ruling::Mixed,
            ),
        ] {
            assert_eq!(ruling(trials, accepted), expected, "{trials:?}");
        }
    }
}
