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
            (Some(order), false) => Self::Server(order),
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
            Self::Open(_) => None,
        }
    }
}

/// The one order in which a server that goes by its own would have made all these choices; nothing where they contradict each other.
fn servers(trials: &[Trial], accepted: &[u32]) -> Option<Vec<u32>> {
    let goes_before = |one: u32, other: u32| {
        let mut trials = trials.iter();
        trials.any(|trial| trial.chosen == one && trial.offered.contains(&other))
    };
    let mut left = accepted.to_vec();
    let mut order = Vec::new();
    while !left.is_empty() {
        let is_first = |one: &&u32| !left.iter().any(|it| it != *one && goes_before(*it, **one));
        let first = *left.iter().find(is_first)?;
        left.retain(|it| *it != first);
        order.push(first);
    }
    Some(order)
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
