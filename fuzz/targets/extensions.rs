//! EHLO replies: each extension stands on a line of its own, and is found again by its keyword.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::smtp::Extensions;
use smtls_fuzz::read;

fuzz_target!(|octets: &[u8]| {
    for reply in read(octets, &[octets.len()]).replies {
        let extensions = Extensions::from_reply(&reply);
        let lines = reply.lines().get(1..).unwrap_or_default();
        assert!(extensions.iter().count() <= lines.len());
        assert_eq!(extensions.missing_from(&extensions).count(), 0);
        let none = Extensions::default();
        assert_eq!(
            extensions.missing_from(&none).count(),
            extensions.iter().count()
        );
        let mut lines = lines.iter();
        for extension in extensions.iter() {
            let (keyword, parameters) = (&extension.keyword, &extension.parameters);
            assert!(!keyword.is_empty() && !keyword.iter().any(u8::is_ascii_whitespace));
            assert_eq!(parameters.trim_ascii(), parameters);
            assert!(lines.any(|line| {
                let text = line.text().trim_ascii();
                text.starts_with(keyword) && text.ends_with(parameters)
            }));
            if let Ok(keyword) = std::str::from_utf8(keyword) {
                assert!(extensions.offers(keyword));
                assert!(extensions.offers(&keyword.to_ascii_lowercase()));
            }
        }
    }
});
