//! Flights that come to nothing: alerts, silence, what is no TLS, broken forms, and floods.

use super::*;

#[test]
fn alerts_end_it_and_warnings_are_remembered() {
    let alert = |level, number| record(21, &[level, number]);
    let hello = record(22, &plain());
    let refused = |fatal, number| Answer::Alert(Alert { fatal, number });
    assert_eq!(answer(&offer(), &alert(2, 40)), refused(true, 40));
    assert_eq!(answer(&offer(), &alert(1, 112)), refused(false, 112));
    assert_eq!(answer(&offer(), &alert(1, 0)), refused(false, 0));
    let closing = [alert(1, 112), alert(1, 0)].concat();
    assert_eq!(
        answer(&offer(), &closing),
        refused(false, 112),
        "not the farewell"
    );
    let then_fatal = [alert(1, 112), alert(2, 70)].concat();
    assert_eq!(answer(&offer(), &then_fatal), refused(true, 70));
    // An alert of level 5 is an alert; one in two records as well.
    assert_eq!(answer(&offer(), &alert(5, 47)), refused(true, 47));
    let split = [record(21, &[2]), record(21, &[40])].concat();
    assert_eq!(answer(&offer(), &split), refused(true, 40));
    // In a record of a version that nobody knows.
    assert_eq!(
        answer(&offer(), &[21, 3, 9, 0, 2, 2, 70]),
        refused(true, 70)
    );
    let warned = flight(&offer(), &[alert(1, 112), hello.clone()].concat());
    assert_eq!((warned.warning, warned.suite), (Some(112), 0xc02f));
    // A server that refuses after all has not agreed.
    let late = [hello, alert(2, 80)].concat();
    assert_eq!(answer(&offer(), &late), refused(true, 80));
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(&alert(1, 112));
    assert!(!reader.is_complete());
    // As long as the connection stands, it refuses nothing.
    let waiting = Answer::Unfinished {
        after: PATIENCE,
        warning: Some(112),
    };
    assert_eq!(reader.timed_out(PATIENCE), waiting);
    assert_eq!(reader.reset(), refused(false, 112));
}

#[test]
fn x33_who_began_to_answer_did_not_say_nothing() {
    let octets = record(22, &plain());
    let timed_out = |length: usize, size: usize| {
        let mut reader = Reader::new(Hello::Tls(offer()));
        for piece in octets[..length].chunks(size) {
            reader.receive(piece);
        }
        reader.timed_out(PATIENCE)
    };
    assert_eq!(timed_out(0, 1), Answer::TimedOut(PATIENCE));
    let began = Answer::Unfinished {
        after: PATIENCE,
        warning: None,
    };
    for length in 1..octets.len() {
        for size in 1..=length {
            assert_eq!(timed_out(length, size), began, "{length} in {size}");
        }
    }
    assert!(matches!(timed_out(octets.len(), 1), Answer::Flight(_)));
}

#[test]
fn what_is_no_tls_is_kept_up_to_the_end_of_its_line() {
    let text = b"454 4.7.0 TLS not available\r\n";
    let more = [&text[..], b"250 more\r\n"].concat();
    assert_eq!(answer(&offer(), &more), Answer::NotTls(text.to_vec()));
    let endless = [b'x'; 3000];
    assert_eq!(answer(&offer(), &endless), Answer::NotTls(vec![b'x'; 512]));
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(b"HTTP/1.1 400");
    assert!(!reader.is_complete(), "the line goes on");
    let so_far = Answer::NotTls(b"HTTP/1.1 400".to_vec());
    assert_eq!(reader.timed_out(PATIENCE), so_far);
    // What is no text is not waited for.
    let mut reader = Reader::new(Hello::Tls(offer()));
    reader.receive(&[22, 2, 0]);
    assert!(reader.is_complete());
    assert_eq!(reader.closed(), Answer::NotTls(vec![22, 2, 0]));
    // SSL 2.0 is only understood by who spoke it.
    let ssl2 = [0x80, 11, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0];
    let unasked = read(&Hello::Tls(offer()), &ssl2, usize::MAX);
    assert_eq!(unasked, Answer::NotTls(ssl2.to_vec()));
}

#[test]
fn what_breaks_the_form_is_said() {
    let extensions = |octets: &[u8]| server_hello(0x0303, [7; 32], 0xc02f, 0, octets);
    let twice = [0, 23, 0, 0, 0, 23, 0, 0];
    let many: Vec<u8> = (0..65).flat_map(|number| [9, number, 0, 0]).collect();
    let long = [plain()[..4].to_vec(), plain()[4..].to_vec(), vec![0]].concat();
    for (octets, words) in [
        (record(22, &extensions(&twice)), "stands twice"),
        (record(22, &extensions(&many)), "more extensions"),
        (
            record(22, &extensions(&[0, 23, 0])),
            "extension of the ServerHello is cut",
        ),
        (
            record(22, &extensions(&[0, 43, 0, 1, 3])),
            "supported_versions",
        ),
        (record(22, &extensions(&[0, 51, 0, 0])), "key_share"),
        (
            record(22, &message(2, &plain()[4..20])),
            "ServerHello is cut",
        ),
        (record(22, &message(2, &long[4..])), "longer than its parts"),
        (
            record(22, &message(11, &[0, 0, 0])),
            "begin with a ServerHello",
        ),
        (record(22, &[2, 9, 9, 9]), "message is longer"),
        (record(20, &[1]), "no place there"),
        (record(23, &[1]), "no place there"),
        ([record(22, &[]), vec![9; 5]].concat(), "no record"),
        (vec![22, 3, 3, 0xff, 0xff], "record is longer"),
        (record(22, &plain())[..30].to_vec(), "closed in the middle"),
    ] {
        match answer(&offer(), &octets) {
            Answer::Malformed(how) => assert!(how.contains(words), "{how}: {words}"),
            other => panic!("{words}: {other:?}"),
        }
    }
}

#[test]
fn a_flight_is_broken_off_in_its_version() {
    let older = answer(&offer(), &record(22, &plain()));
    assert_eq!(older.farewell(), Some([21, 3, 3, 0, 2, 2, 90]));
    let newer = answer(&offer_tls13(), &tls13(retry(), &[]));
    assert_eq!(newer.farewell(), Some([21, 3, 3, 0, 2, 2, 90]));
    assert_eq!(Answer::Closed.farewell(), None);
}

#[test]
fn x31_nothing_is_kept_without_bound() {
    let vector = |width: usize, content: &[u8]| {
        let length = content.len().to_be_bytes();
        [&length[8 - width..], content].concat()
    };
    let chain = vector(3, &vector(3, &[9]).repeat(40));
    let issuers = vector(2, &vector(2, &[9]).repeat(600));
    let request = [&[1, 1, 0, 2, 8, 4][..], &issuers].concat();
    let messages = [
        plain(),
        message(11, &chain),
        message(13, &request),
        DONE.to_vec(),
    ];
    let read = flight(&offer(), &record(22, &messages.concat()));
    assert_eq!(read.chain.len(), 32);
    let request = read.certificate_request.expect("a request");
    assert_eq!(request.issuers.len(), 500);
    assert_eq!(
        (&request.types[..], &request.schemes[..]),
        (&[1][..], &[0x0804][..])
    );

    // A message that stands once in a flight cannot fill a report by standing there a thousand times.
    let mut anonymous = offer();
    anonymous.suites = vec![0xc018];
    let begin = server_hello(0x0303, [7; 32], 0xc018, 0, &[]);
    let exchange = message(12, &[3, 0x12, 0x34, 0]);
    let whole = |messages: &[Vec<u8>]| record(22, &messages.concat());
    let flood = whole(&[begin.clone(), exchange.repeat(1000), DONE.to_vec()]);
    let read = flight(&anonymous, &flood);
    assert_eq!(read.not_offered, ["the group"]);
    assert!(!read.is_whole, "it breaks off at the second");
    // Already in the hello, and in the key exchange again.
    let mut narrow = offer_tls13();
    narrow.suites.push(0xc018);
    let share = server_hello(0x0303, [7; 32], 0xc018, 0, &[0, 51, 0, 2, 9, 9]);
    let read = flight(&narrow, &whole(&[share, exchange.clone(), DONE.to_vec()]));
    assert_eq!(read.not_offered, ["the group"]);
    assert!(read.is_whole);
    let certificate = message(11, &[0, 0, 4, 0, 0, 1, 9]);
    let staple = message(22, &[1, 0, 0, 1, 9]);
    let request = message(13, &[1, 1, 0, 0, 0, 0]);
    for once in [certificate, staple, exchange, request] {
        let single = whole(&[begin.clone(), once.clone(), DONE.to_vec()]);
        assert!(flight(&anonymous, &single).is_whole, "{}", once[0]);
        let double = whole(&[begin.clone(), once.repeat(2), DONE.to_vec()]);
        assert!(!flight(&anonymous, &double).is_whole, "{}", once[0]);
    }

    let mut reader = Reader::new(Hello::Tls(offer()));
    let endless = record(22, &[23, 0, 0x10, 0].repeat(8));
    reader.receive(&record(22, &plain()));
    for _ in 0..100_000 {
        reader.receive(&endless);
    }
    assert!(reader.is_complete() && reader.octets().len() <= 128 * 1024);
    assert!(matches!(reader.closed(), Answer::Flight(flight) if !flight.is_whole));
    let mut reader = Reader::new(Hello::Tls(offer()));
    while !reader.is_complete() {
        reader.receive(&record(22, &[]));
    }
    assert!(matches!(reader.closed(), Answer::Malformed(_)));
    assert_eq!(reader.octets().len(), 128 * 1024);
}
