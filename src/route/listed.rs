//! The hosts that records list, each once and no more than are looked at, in the order in which they are tried.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// How many hosts are looked at; a hostile zone may list thousands.
const HOSTS: usize = 100;

/// Records that lead to hosts.
pub(super) struct Listed<T> {
    /// The first record of each host, with the preferences or priorities of its further ones.
    pub(super) records: Vec<(T, Vec<u16>)>,
    /// How many hosts more there are than are looked at.
    pub(super) omitted: usize,
}

impl<T> Listed<T> {
    /// Takes records in the order in which they are tried, so that those which are left out are the last of them; `host` tells
    /// whether two lead to the same, `place` is where one stands.
    pub(super) fn of<K: Eq + Hash>(
        ordered: Vec<T>,
        host: impl Fn(&T) -> K,
        place: impl Fn(&T) -> u16,
    ) -> Self {
        let mut further: HashMap<K, Vec<u16>> = HashMap::new();
        let mut firsts = ordered;
        firsts.retain(|record| match further.entry(host(record)) {
            Entry::Vacant(first) => {
                first.insert(Vec::new());
                true
            }
            Entry::Occupied(mut again) => {
                again.get_mut().push(place(record));
                false
            }
        });
        let omitted = firsts.len().saturating_sub(HOSTS);
        firsts.truncate(HOSTS);
        let records = firsts.into_iter().map(|record| {
            let also = further.remove(&host(&record)).unwrap_or_default();
            (record, also)
        });
        Self {
            records: records.collect(),
            omitted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_record_of_a_host_counts_and_the_last_hosts_are_left_out() {
        let listed = Listed::of(
            vec![("a", 1), ("b", 2), ("a", 3), ("a", 3)],
            |one| one.0,
            |one| one.1,
        );
        assert_eq!(
            listed.records,
            [(("a", 1), vec![3, 3]), (("b", 2), Vec::new())]
        );
        assert_eq!(listed.omitted, 0);

        let many = (0..=HOSTS as u16).flat_map(|number| [number, number]);
        let listed = Listed::of(many.collect(), |number| *number, |number| *number);
        assert_eq!((listed.records.len(), listed.omitted), (HOSTS, 1));
        assert_eq!(listed.records[0], (0, vec![0]));
        assert_eq!(listed.records[HOSTS - 1].0, HOSTS as u16 - 1);
    }
}
