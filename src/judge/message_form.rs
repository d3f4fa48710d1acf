//! What the message itself does against the rules, so that a refusal is not taken for the server's fault.

use super::check::Check;
use super::verdict::{Status, Verdict};
use crate::smtp::{Form, Handover};

/// RFC 5321 §4.5.3.1.6: 1000 octets with CRLF.
const LONGEST: usize = 998;

/// The verdicts on how the message is written, where it was sent.
pub(super) fn verdicts(handover: &Handover) -> Vec<Verdict> {
    if handover.octets == 0 {
        return Vec::new();
    }
    let form = &handover.form;
    [lines(form), octets(form), header(form)]
        .into_iter()
        .flatten()
        .collect()
}

fn lines(form: &Form) -> Option<Verdict> {
    (form.longest_line > LONGEST).then(|| {
        let reason = format!(
            "the message has a line of {} octets, and SMTP warrants no more than {LONGEST} (RFC 5321, section 4.5.3.1.6): a server may \
             refuse it or break the line, and so break a signature",
            form.longest_line
        );
        Verdict::new(Check::Data, Status::Warn, reason)
            .with_fix("send shorter lines, or the body as quoted-printable or base64")
    })
}

fn octets(form: &Form) -> Option<Verdict> {
    let what = match (form.has_nul, form.has_lone_ends) {
        (false, false) => return None,
        (true, false) => "NUL",
        (false, true) => "CR or LF that stands alone",
        (true, true) => "NUL, and CR or LF that stands alone",
    };
    let reason = format!(
        "the message has {what}, which mail must not have (RFC 5322, section 2.3; RFC 5321, section 2.3.8): servers refuse it, change it or \
         read other lines than were meant"
    );
    let verdict = Verdict::new(Check::Data, Status::Warn, reason);
    Some(verdict.with_fix("end every line with CRLF or LF, and send what is no text as base64"))
}

fn header(form: &Form) -> Option<Verdict> {
    let reason = match (form.has_header, &form.missing[..], &form.repeated[..]) {
        (true, [], []) => return None,
        (false, ..) => "the message has no header: it begins with no field, and must have Date and From (RFC 5322, section 3.6)".to_owned(),
        (true, [], repeated) => format!(
            "the message has {} more than once (RFC 5322, section 3.6)",
            repeated.join(", ")
        ),
        (true, missing, _) => format!(
            "the message has no {} in its header (RFC 5322, section 3.6)",
            missing.join(" and no ")
        ),
    };
    let verdict = Verdict::new(Check::Data, Status::Note, reason);
    Some(verdict.with_fix(match form.repeated.is_empty() || !form.missing.is_empty() {
        true => "put the field in, in the file or by --header: without it some servers refuse the message, or take it for spam",
        false => "leave one: some servers refuse the message else",
    }))
}
