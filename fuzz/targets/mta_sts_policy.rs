//! Policies: what is valid has what it needs, its patterns match what they should, and of the rest only so much is kept.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::dns::DomainName;
use smtls::mta_sts::{LONGEST, Mode, Policy};

fuzz_target!(|data: &[u8]| {
    let policy = Policy::read(data);
    assert!(policy.faults.len() <= 20 && policy.remarks.len() <= 20);
    assert!(
        policy
            .faults
            .iter()
            .all(|fault| !fault.what.to_string().is_empty())
    );
    let lines = data.iter().filter(|octet| **octet == b'\n').count() + 1;
    assert!(policy.mx.iter().all(|(line, _)| (1..=lines).contains(line)));
    for (_, pattern) in policy.mx.iter().take(50) {
        // A pattern is printed as it would be read.
        let (again, _) = smtls::mta_sts::MxPattern::parse(&pattern.to_string()).expect("a pattern");
        assert_eq!(&again, pattern);
        let name = |name: String| DomainName::parse(&name);
        let itself = name(pattern.name.clone()).expect("a name");
        assert_eq!(pattern.matches(&itself), !pattern.wildcard);
        if let Ok(below) = name(format!("x.{}", pattern.name)) {
            assert_eq!(pattern.matches(&below), pattern.wildcard);
        }
        if let Ok(further) = name(format!("x.y.{}", pattern.name)) {
            assert!(!pattern.matches(&further));
        }
    }
    if !policy.is_valid() {
        return;
    }
    assert!(data.len() <= LONGEST);
    let mode = policy.mode.expect("a mode");
    let max_age = policy.max_age.expect("an age");
    assert!(mode == Mode::None || !policy.mx.is_empty());
    // The policy that says the same is read as the same, with nothing to remark but what a host's name may bring along.
    let mut again = format!("version: STSv1\r\nmode: {mode}\r\nmax_age: {max_age}\r\n");
    for (_, pattern) in &policy.mx {
        again.push_str(&format!("mx: {pattern}\r\n"));
    }
    if again.len() <= LONGEST {
        let again = Policy::read(again.as_bytes());
        assert_eq!(again.faults, []);
        assert_eq!((again.mode, again.max_age), (policy.mode, policy.max_age));
        let patterns = |policy: &Policy| -> Vec<_> {
            policy
                .mx
                .iter()
                .map(|(_, pattern)| pattern.clone())
                .collect()
        };
        assert_eq!(patterns(&again), patterns(&policy));
    }
});
