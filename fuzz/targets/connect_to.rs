//! `--connect-to`: a move that is understood moves what it names and nothing else.

#![no_main]

use libfuzzer_sys::fuzz_target;
use smtls::dns::DomainName;
use smtls::route::ConnectTo;

fuzz_target!(|given: &str| {
    let Ok(one) = given.parse::<ConnectTo>() else {
        return;
    };
    let stranger = DomainName::parse("stranger.invalid").expect("a name");
    let anywhere = given.starts_with(':');
    let moved = (0..=u16::MAX)
        .filter_map(|port| ConnectTo::target_of_name(std::slice::from_ref(&one), &stranger, port));
    let moved: Vec<_> = moved.take(2).collect();
    let names_stranger = given.to_lowercase().contains("stranger");
    assert!(moved.is_empty() || anywhere || names_stranger, "{given}");
    assert!(moved.iter().all(|socket| Some(socket) == moved.first()));
    assert!(moved.iter().all(|socket| socket.port() != 0), "{given}");
});
