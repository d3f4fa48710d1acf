//! SRV records: what they say of the submission services, and the order of their targets (RFC 2782).

use super::hosts::{Host, NoHost};
use crate::dns::{NoAnswer, SrvRecord};
use crate::target::Service;

/// What the SRV records of a domain say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Srv {
    /// The service that was asked for.
    pub service: Service,
    /// Whether it is offered.
    pub found: Found,
    /// Whether the other one is.
    pub other: Found,
}

/// What is known of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is offered; the lowest number among the priorities, which comes first.
    Offered(u16),
    /// The domain says that it does not offer it (RFC 6186 §3.4).
    NotOffered,
    /// There is no answer.
    Unanswered(NoAnswer),
}

/// Where a target stands among the others, and its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// Lowest first.
    pub priority: u16,
    /// The share among targets of equal priority.
    pub weight: u16,
    /// The port.
    pub port: u16,
}

impl Found {
    pub(super) fn of(outcome: &Result<Vec<SrvRecord>, NoAnswer>) -> Self {
        let records = match outcome {
            Ok(records) => records,
            Err(no_answer) => return Self::Unanswered(no_answer.clone()),
        };
        match records.as_slice() {
            // RFC 2782: a target of "." means that the service is decidedly not available at this domain.
            [only] if only.host.is_none() => Self::NotOffered,
            some => {
                let priorities = some.iter().map(|record| record.priority);
                Self::Offered(priorities.min().unwrap_or_default())
            }
        }
    }
}

impl From<SrvRecord> for Host {
    fn from(record: SrvRecord) -> Self {
        let located = Some(Located {
            priority: record.priority,
            weight: record.weight,
            port: record.port,
        });
        let host = match record.host {
            Some(Ok(name)) => Self::new(Some(name)),
            Some(Err(text)) => Self::unusable(NoHost::NotAName(text)),
            None => Self::unusable(NoHost::Root),
        };
        Self { located, ..host }
    }
}

/// The records in the order in which a client tries them: by priority, and among equals by chance in proportion to their
/// weights. `chance` gives a number from 0 to the one that it is given.
pub(super) fn order(
    mut records: Vec<SrvRecord>,
    mut chance: impl FnMut(u32) -> u32,
) -> Vec<SrvRecord> {
    // RFC 2782: those of weight 0 stand first, so that they are chosen only where the number is 0.
    records.sort_by_key(|record| (record.priority, record.weight != 0));
    let mut ordered = Vec::new();
    while let Some(priority) = records.first().map(|record| record.priority) {
        let equal = records.partition_point(|record| record.priority == priority);
        let weights = records
            .iter()
            .take(equal)
            .map(|record| u32::from(record.weight));
        let number = chance(weights.clone().fold(0, u32::saturating_add));
        let mut sum: u32 = 0;
        let mut sums = weights.map(|weight| {
            sum = sum.saturating_add(weight);
            sum
        });
        let chosen = sums.position(|sum| sum >= number).unwrap_or_default();
        ordered.push(records.remove(chosen));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::DomainName;

    fn record(priority: u16, weight: u16, name: &str) -> SrvRecord {
        SrvRecord {
            priority,
            weight,
            port: 587,
            host: Some(Ok(DomainName::parse(name).unwrap())),
        }
    }

    fn names(records: &[SrvRecord]) -> Vec<&str> {
        let names = records.iter().map(|record| match &record.host {
            Some(Ok(name)) => name.ascii(),
            _ => ".",
        });
        names.collect()
    }

    #[test]
    fn m40_targets_come_by_priority_and_then_by_weight() {
        let records = || {
            vec![
                record(20, 9, "last"),
                record(10, 30, "heavy"),
                record(10, 10, "light"),
                record(10, 0, "weightless"),
            ]
        };
        // The sum of those of priority 10 is 40: weightless has the 0, heavy 1 to 30, light 31 to 40.
        for (numbers, expected) in [
            ([0, 1, 10], ["weightless", "heavy", "light", "last"]),
            ([1, 0, 0], ["heavy", "weightless", "light", "last"]),
            ([30, 10, 0], ["heavy", "light", "weightless", "last"]),
            ([31, 1, 0], ["light", "heavy", "weightless", "last"]),
            ([40, 30, 0], ["light", "heavy", "weightless", "last"]),
        ] {
            let mut numbers = numbers.into_iter();
            let mut sums = Vec::new();
            let ordered = order(records(), |sum| {
                sums.push(sum);
                numbers.next().unwrap_or(0)
            });
            assert_eq!(names(&ordered), expected);
            assert_eq!(sums[0], 40);
        }
    }

    #[test]
    fn m40_the_heaviest_weights_do_not_overflow() {
        let many: Vec<_> = (0..70_000).map(|_| record(0, u16::MAX, "a")).collect();
        let few = many.iter().take(100).cloned().collect();
        assert_eq!(order(few, |sum| sum).len(), 100);
        assert_eq!(order(Vec::new(), |sum| sum), []);
        assert_eq!(Found::of(&Ok(many)), Found::Offered(0));
    }
}
