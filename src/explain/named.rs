//! Every word that can be explained.

use super::codes;
use super::explanation::Explanation;
use super::room::Room;
use super::tables::rows;
use super::texts::texts;
use super::tlsa;

/// Everything that has a name, by kind; codes that are in no table, and combinations of TLSA parameters, are explained all the same.
pub fn all() -> Vec<Explanation> {
    Room::ALL.into_iter().flat_map(of).collect()
}

/// Every word of a kind.
pub(super) fn of(room: Room) -> Vec<Explanation> {
    match room {
        Room::Reply => codes::all(),
        Room::Tlsa => tlsa::all(),
        _ => {
            let mut texts: Vec<_> = texts(room).collect();
            let mut all: Vec<Explanation> = Vec::new();
            for row in rows(room) {
                let place = texts.iter().position(|text| text.names.contains(&row.word));
                let text = place.map(|place| texts.remove(place));
                all.push(row.with_entry(text));
            }
            // What has no table of its own is only here.
            all.extend(
                texts
                    .into_iter()
                    .map(|text| Explanation::of_entry(room, text)),
            );
            all
        }
    }
}
