//! The pace, played with a clock of its own.

use super::*;

const PAUSE: Duration = Duration::from_secs(65);

fn second(number: u64, begin: Instant) -> Instant {
    begin + Duration::from_secs(number)
}

fn limits(begin: Instant) -> Limits {
    Limits {
        delay: Duration::ZERO,
        connections: None,
        pause: PAUSE,
        deadline: second(600, begin),
    }
}

/// Takes a turn, and tells when it is.
fn taken(pace: &mut Pace, now: Instant) -> (Instant, Turn) {
    match pace.turn(now) {
        May::At(at, turn) => (at, turn),
        May::Never(why) => panic!("no turn: {why:?}"),
    }
}

#[test]
fn t13_connections_keep_their_distance() {
    let begin = Instant::now();
    let mut pace = Pace::new(Limits {
        delay: Duration::from_secs(3),
        ..limits(begin)
    });
    let (first, turn) = taken(&mut pace, begin);
    let (beside, _) = taken(&mut pace, begin);
    assert_eq!((first, beside), (begin, second(3, begin)));
    pace.ended(turn, Course::Heard, 1, second(5, begin));
    let (third, _) = taken(&mut pace, second(5, begin));
    assert_eq!(third, second(8, begin), "counted from the end as well");
}

#[test]
fn t13_the_budget_holds_also_for_what_is_tried_again() {
    let begin = Instant::now();
    let mut pace = Pace::new(Limits {
        connections: Some(3),
        ..limits(begin)
    });
    for tries in 1..=3 {
        let (_, turn) = taken(&mut pace, begin);
        let course = if tries == 1 {
            Course::Lost
        } else {
            Course::Heard
        };
        pace.ended(turn, course, tries, begin);
    }
    assert_eq!(pace.turn(begin), May::Never(NotTested::Budget));
    assert_eq!(pace.begun(), 3);
    assert_eq!(pace.stopped(), Some(&NotTested::Budget));
}

#[test]
fn t14_sent_away_waits_once_and_then_gives_up() {
    let begin = Instant::now();
    for course in [Course::SentAway, Course::Shut, Course::ShutAtOnce] {
        let mut pace = Pace::new(limits(begin));
        let (_, turn) = taken(&mut pace, begin);
        assert_eq!(pace.ended(turn, Course::Heard, 1, begin), Then::Counts);
        let (_, turn) = taken(&mut pace, begin);
        assert_eq!(pace.ended(turn, course, 1, begin), Then::Again);
        assert_eq!(pace.paused(), Some(PAUSE));
        let (at, turn) = taken(&mut pace, begin);
        assert_eq!(at, begin + PAUSE, "nothing is begun before");
        assert_eq!(pace.ended(turn, Course::Heard, 2, at), Then::Counts);
        let (_, turn) = taken(&mut pace, at);
        let gave_up = Then::Stop(NotTested::RateLimited);
        assert_eq!(pace.ended(turn, course, 1, at), gave_up);
        assert_eq!(pace.turn(at), May::Never(NotTested::RateLimited));
    }
}

#[test]
fn connections_that_were_under_way_when_the_pause_began_do_not_end_it() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let (_, one) = taken(&mut pace, begin);
    let (_, two) = taken(&mut pace, begin);
    let (_, waiting) = taken(&mut pace, begin);
    assert!(pace.is_current(waiting));
    assert_eq!(pace.ended(one, Course::SentAway, 1, begin), Then::Again);
    assert!(!pace.is_current(waiting), "whoever has not begun waits");
    pace.give_back();
    let later = second(5, begin);
    assert_eq!(pace.ended(two, Course::SentAway, 1, later), Then::Again);
    assert_eq!(taken(&mut pace, later).0, begin + PAUSE, "not longer");
    pace.give_back();
    assert_eq!(pace.stopped(), None);
    assert_eq!(pace.begun(), 2);
}

#[test]
fn a_server_that_was_never_heard_is_not_in_a_temper() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let (_, turn) = taken(&mut pace, begin);
    assert_eq!(pace.ended(turn, Course::Shut, 1, begin), Then::Counts);
    for course in [Course::Lost, Course::ShutAtOnce] {
        let (_, turn) = taken(&mut pace, begin);
        assert_eq!(pace.ended(turn, course, 1, begin), Then::Again);
        let (at, turn) = taken(&mut pace, begin);
        assert_eq!(at, begin, "at once");
        assert_eq!(pace.ended(turn, course, 2, begin), Then::Counts);
    }
    assert_eq!(pace.stopped(), None);
}

#[test]
fn what_is_lost_twice_on_a_server_that_was_heard_counts_as_sent_away() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let (_, turn) = taken(&mut pace, begin);
    pace.ended(turn, Course::Heard, 1, begin);
    for (tries, then, at) in [
        (1, Then::Again, begin),
        (2, Then::Again, begin),
        (3, Then::Stop(NotTested::RateLimited), begin + PAUSE),
    ] {
        let (given, turn) = taken(&mut pace, begin);
        assert_eq!(given, at, "{tries}");
        assert_eq!(pace.ended(turn, Course::Lost, tries, at), then, "{tries}");
    }
}

#[test]
fn t09_the_deadline_ends_everything_and_a_pause_beyond_it_is_not_waited_for() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let late = second(600, begin);
    assert_eq!(pace.turn(late), May::Never(NotTested::Deadline));
    let mut pace = Pace::new(Limits {
        deadline: second(60, begin),
        ..limits(begin)
    });
    let (_, turn) = taken(&mut pace, begin);
    assert_eq!(pace.ended(turn, Course::SentAway, 1, begin), Then::Again);
    assert_eq!(pace.turn(begin), May::Never(NotTested::RateLimited));
    let mut pace = Pace::new(limits(begin));
    let (_, turn) = taken(&mut pace, begin);
    let stopped = Then::Stop(NotTested::Deadline);
    assert_eq!(pace.ended(turn, Course::TooLate, 1, begin), stopped);
}

#[test]
fn t14_a_server_that_ends_every_connection_is_waited_for_once() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let (_, turn) = taken(&mut pace, begin);
    pace.ended(turn, Course::Heard, 1, begin);
    assert_eq!(pace.shut_out(begin), Then::Again);
    assert_eq!(pace.paused(), Some(PAUSE));
    assert_eq!(pace.shut_out(begin), Then::Again, "found out beside it");
    let (at, turn) = taken(&mut pace, begin);
    assert_eq!(at, begin + PAUSE);
    pace.ended(turn, Course::Heard, 1, at);
    assert_eq!(pace.shut_out(at), Then::Stop(NotTested::RateLimited));
    assert_eq!(pace.turn(at), May::Never(NotTested::RateLimited));
}

#[test]
fn t15_after_a_signal_nothing_is_begun_and_the_first_reason_stays() {
    let begin = Instant::now();
    let mut pace = Pace::new(limits(begin));
    let (_, turn) = taken(&mut pace, begin);
    let why = NotTested::Interrupted(Signal::Interrupt);
    let then = pace.ended(turn, Course::Interrupted(Signal::Interrupt), 1, begin);
    assert_eq!(then, Then::Stop(why.clone()));
    assert_eq!(pace.interrupted(Signal::Terminate), why);
    assert_eq!(pace.turn(begin), May::Never(why));
}
