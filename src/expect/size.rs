//! Sizes of messages as people write them: a number of octets, or one with a unit.

/// The units, largest first of each kind: those of 1024, in which servers reckon, and those of 1000.
const UNITS: [(&str, u64); 6] = [
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
];

/// A size in octets: `10485760`, `10 MiB`, `10MB`.
pub(super) fn octets(given: &str) -> Option<u64> {
    let given = given.trim();
    let digits = given.find(|letter: char| !letter.is_ascii_digit());
    let (digits, unit) = given.split_at_checked(digits.unwrap_or(given.len()))?;
    let factor = match unit.trim() {
        "" | "octets" | "bytes" => 1,
        unit => {
            let mut units = UNITS.into_iter();
            units.find(|(name, _)| name.eq_ignore_ascii_case(unit))?.1
        }
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

/// The same in the largest unit of 1024 that it is a multiple of.
pub(super) fn in_words(octets: u64) -> String {
    let mut binary = UNITS.into_iter().take(3);
    match binary.find(|(_, factor)| octets > 0 && octets.is_multiple_of(*factor)) {
        Some((unit, factor)) => format!("{} {unit}", octets / factor),
        None => octets.to_string(),
    }
}

/// The units in words.
pub(super) fn units() -> String {
    let names: Vec<&str> = UNITS.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_written() {
        for (given, read, written) in [
            ("10485760", Some(10_485_760), "10 MiB"),
            ("10 MiB", Some(10_485_760), "10 MiB"),
            ("10mib", Some(10_485_760), "10 MiB"),
            ("10 MB", Some(10_000_000), "10000000"),
            ("1 GiB", Some(1 << 30), "1 GiB"),
            ("1025", Some(1025), "1025"),
            ("3 octets", Some(3), "3"),
            ("", None, ""),
            ("MiB", None, ""),
            ("-1", None, ""),
            ("1.5 MiB", None, ""),
            ("99999999999 GiB", None, ""),
            ("10 miles", None, ""),
        ] {
            assert_eq!(octets(given), read, "{given}");
            if let Some(read) = read {
                assert_eq!(in_words(read), written);
                assert_eq!(octets(written), Some(read));
            }
        }
    }
}
