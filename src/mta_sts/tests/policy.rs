//! What policies say, and what is wrong with them.

use crate::dns::DomainName;
use crate::mta_sts::{
    LONGEST, LineFault, Mode, PatternFault, PatternRemark, Policy, PolicyFault, PolicyRemark,
};

const GOOD: &str = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";

/// The good policy with one text in it replaced by another.
fn with(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "{old}");
    GOOD.replace(old, new)
}

#[test]
fn good_policies_are_read() {
    let mixed = GOOD.replacen('\n', "\r\n", 2);
    for (case, text) in [
        ("S15", GOOD.to_owned()),
        ("S23 CRLF", GOOD.replace('\n', "\r\n")),
        ("S23 mixed", mixed),
        ("S24 no final line end", GOOD.trim_end().to_owned()),
        (
            "S24 blanks at the end of a line",
            GOOD.replace('\n', " \t\n"),
        ),
        ("S24 no blank after the colon", GOOD.replace(": ", ":")),
        (
            "S25 another order",
            "mx: mx.example.com\nmax_age: 604800\nmode: enforce\nversion: STSv1\n".to_owned(),
        ),
        ("S26 enforce", GOOD.to_owned()),
    ] {
        let policy = Policy::read(text.as_bytes());
        assert_eq!(policy.faults, [], "{case}");
        assert_eq!(policy.remarks, [], "{case}");
        assert_eq!(policy.mode, Some(Mode::Enforce), "{case}");
        assert_eq!(policy.max_age, Some(604_800), "{case}");
        let host = DomainName::parse("mx.example.com").unwrap();
        assert!(policy.allowing(&host).is_some(), "{case}");
    }
    let testing = Policy::read(with("enforce", "testing").as_bytes());
    assert!(testing.is_valid()); // S26
    assert_eq!(testing.mode, Some(Mode::Testing));
    // S32: a policy of mode none needs no host.
    let none = Policy::read(b"version: STSv1\nmode: none\nmax_age: 86400\n");
    assert!(none.is_valid());
    assert_eq!((none.mode, none.mx.len()), (Some(Mode::None), 0));
    let zero = Policy::read(with("604800", "0").as_bytes());
    assert_eq!((zero.is_valid(), zero.max_age), (true, Some(0))); // S28
}

#[test]
fn faults_make_a_policy_invalid_and_have_their_line() {
    use PolicyFault::{MaxAge, Missing, Mx, NoMx, Version};
    let given = |given: &str| given.to_owned();
    let mode = |mode: &str| PolicyFault::Mode(mode.to_owned());
    for (case, text, line, fault) in [
        (
            "S25 no version",
            with("version: STSv1\n", ""),
            None,
            Missing("version"),
        ),
        (
            "S25 another version",
            with("STSv1", "STSv2"),
            Some(1),
            Version(given("STSv2")),
        ),
        (
            "S25 in lower case",
            with("STSv1", "stsv1"),
            Some(1),
            Version(given("stsv1")),
        ),
        (
            "S26 another mode",
            with("enforce", "report"),
            Some(2),
            mode("report"),
        ),
        (
            "S26 upper case",
            with("enforce", "Enforce"),
            Some(2),
            mode("Enforce"),
        ),
        (
            "S26 empty",
            with("mode: enforce", "mode:"),
            Some(2),
            mode(""),
        ),
        (
            "S26 no mode",
            with("mode: enforce\n", ""),
            None,
            Missing("mode"),
        ),
        (
            "S26 the key in upper case",
            with("mode", "Mode"),
            None,
            Missing("mode"),
        ),
        (
            "S27 no age",
            with("max_age: 604800\n", ""),
            None,
            Missing("max_age"),
        ),
        (
            "S27 no number",
            with("604800", "abc"),
            Some(4),
            MaxAge(given("abc")),
        ),
        (
            "S27 negative",
            with("604800", "-1"),
            Some(4),
            MaxAge(given("-1")),
        ),
        ("S27 empty", with("604800", ""), Some(4), MaxAge(given(""))),
        (
            "S27 eleven digits",
            with("604800", "00000604800"),
            Some(4),
            MaxAge(given("00000604800")),
        ),
        ("S31 no mx", with("mx: mx.example.com\n", ""), None, NoMx),
        ("S31 a misspelt mx", with("mx: mx", "nmx: mx"), None, NoMx),
        (
            "S31 an empty mx",
            with("mx: mx.example.com", "mx:"),
            Some(3),
            Mx(PatternFault::Empty),
        ),
        (
            "S36",
            with("mx.example.com", "mx.b\u{fc}cher.example"),
            Some(3),
            Mx(PatternFault::Unicode {
                given: given("mx.b\u{fc}cher.example"),
                ascii: Some(given("mx.xn--bcher-kva.example")),
            }),
        ),
        (
            "no colon",
            with("mode: enforce", "mode enforce"),
            Some(2),
            PolicyFault::Line(LineFault::NoColon(given("mode enforce"))),
        ),
        (
            "a comment",
            format!("# a: b\n{GOOD}"),
            Some(1),
            PolicyFault::Line(LineFault::BadKey(given("# a"))),
        ),
        (
            "S23 CR alone",
            GOOD.replace('\n', "\r"),
            Some(1),
            PolicyFault::Line(LineFault::BareCr),
        ),
        (
            "NUL",
            with("enforce", "enforce\0"),
            Some(2),
            PolicyFault::Line(LineFault::Control(0)),
        ),
        (
            "byte order mark",
            format!("\u{feff}{GOOD}"),
            Some(1),
            PolicyFault::Line(LineFault::ByteOrderMark),
        ),
        ("nothing", String::new(), None, PolicyFault::Empty),
        (
            "only blanks",
            "\r\n \n".to_owned(),
            None,
            PolicyFault::Empty,
        ),
        (
            "HTML",
            "\n<!DOCTYPE html><p>mode: enforce".to_owned(),
            None,
            PolicyFault::Html,
        ),
        (
            "S19 too long",
            "\n".repeat(LONGEST + 1),
            None,
            PolicyFault::TooLong,
        ),
    ] {
        let policy = Policy::read(text.as_bytes());
        let first = policy.faults.first().unwrap_or_else(|| panic!("{case}"));
        assert_eq!((first.line, &first.what), (line, &fault), "{case}");
        assert!(!policy.is_valid(), "{case}");
    }
    let latin1 = [b"mode: \xfc\n", GOOD.as_bytes()].concat();
    let fault = &Policy::read(&latin1).faults[0].what;
    assert_eq!(fault, &PolicyFault::Line(LineFault::NotUtf8));
}

#[test]
fn s31_a_policy_without_a_host_allows_none() {
    let policy = Policy::read(with("mx: mx", "nmx: mx").as_bytes());
    let host = DomainName::parse("mx.example.com").unwrap();
    assert_eq!(policy.allowing(&host), None);
}

#[test]
fn remarks_leave_a_policy_valid() {
    use PolicyRemark::{
        BlankBeforeColon, BlankLine, LeadingBlank, MaxAgeAboveMaximum, Repeated, Unknown,
        UnknownMalformed,
    };
    for (case, text, line, remark) in [
        ("S24 blank line", with("mx:", "\nmx:"), 3, BlankLine),
        ("S24 blanks alone", with("mx:", " \nmx:"), 3, BlankLine),
        (
            "S24 two line ends at the end",
            format!("{GOOD}\n"),
            5,
            BlankLine,
        ),
        ("S24 leading blank", with("mode", " mode"), 2, LeadingBlank),
        (
            "S24 blank before the colon",
            with("mode:", "mode :"),
            2,
            BlankBeforeColon,
        ),
        (
            "S33 unknown",
            format!("foo: bar\n{GOOD}"),
            1,
            Unknown("foo".to_owned()),
        ),
        (
            "S33 unknown and empty",
            format!("foo:\n{GOOD}"),
            1,
            UnknownMalformed("foo".to_owned()),
        ),
        (
            "S34 mode",
            format!("{GOOD}mode: none\n"),
            5,
            Repeated("mode"),
        ),
        (
            "S34 whatever it says",
            format!("{GOOD}mode: nonsense\n"),
            5,
            Repeated("mode"),
        ),
        (
            "S34 max_age",
            format!("{GOOD}max_age: 1\n"),
            5,
            Repeated("max_age"),
        ),
        (
            "S34 version",
            format!("{GOOD}version: STSv2\n"),
            5,
            Repeated("version"),
        ),
        (
            "S30 above the maximum",
            with("604800", "31557601"),
            4,
            MaxAgeAboveMaximum,
        ),
    ] {
        let policy = Policy::read(text.as_bytes());
        assert_eq!(policy.faults, [], "{case}");
        assert_eq!(policy.mode, Some(Mode::Enforce), "{case}");
        let found: Vec<_> = policy
            .remarks
            .iter()
            .map(|at| (at.line, &at.what))
            .collect();
        assert_eq!(found, [(Some(line), &remark)], "{case}");
        if case.starts_with("S34") {
            assert_eq!(policy.max_age, Some(604_800), "{case}");
        }
    }
    let dot = Policy::read(with("example.com", "example.com.").as_bytes());
    let remark = &dot.remarks[0].what;
    assert!(matches!(
        remark,
        PolicyRemark::Mx(_, PatternRemark::FinalDot)
    )); // S39
    assert_eq!(dot.faults, []);
}

#[test]
fn s19_what_is_kept_of_a_hostile_policy_is_bounded() {
    for line in ["\n", "x\n", "foo: bar\n", "mx: *\n", "mode: x\n"] {
        let policy = Policy::read(line.repeat(LONGEST / line.len()).as_bytes());
        assert!(policy.faults.len() <= 20, "{line}");
        assert!(policy.remarks.len() <= 20, "{line}");
    }
    let policy = Policy::read("mode: x\n".repeat(100).as_bytes());
    assert_eq!(policy.omitted, 79);
}
