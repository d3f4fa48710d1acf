//! Domain names: the A-labels are printable, bounded, and the same name again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::dns::DomainName;
use smtls_fuzz::is_plain;

fuzz_target!(|given: &str| {
    let name = match DomainName::parse(given) {
        Ok(name) => name,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let ascii = name.ascii();
    assert!(is_plain(ascii) && !ascii.contains(' '), "{ascii:?}");
    assert!((1..=253).contains(&ascii.len()), "{ascii:?}");
    assert!(
        ascii
            .split('.')
            .all(|label| (1..=63).contains(&label.len()))
    );
    assert_eq!(DomainName::parse(ascii).as_ref(), Ok(&name));
    if let Some(unicode) = name.unicode() {
        assert_eq!(DomainName::parse(&unicode).as_ref(), Ok(&name), "{unicode}");
    }
});
