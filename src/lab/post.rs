//! What a server makes of mail: which senders, recipients and parameters it takes.

/// How a server deals with mail. The `Default` takes all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// AUTH has to come before MAIL (RFC 6409 §4.3).
    pub wants_auth: bool,
    /// A recipient is put off when it is named for the first time (greylisting).
    pub greylists: bool,
    /// Recipients in which these words stand are answered so, without line end.
    pub refuses: Vec<(&'static str, &'static str)>,
    /// The same after the message: LMTP says it for each recipient, SMTP if there is one such.
    pub refuses_after: Vec<(&'static str, &'static str)>,
}

impl Post {
    /// What is answered for a recipient; nothing where it is taken.
    pub(super) fn refusal(&self, recipient: &str) -> Option<&'static str> {
        answer(&self.refuses, recipient)
    }

    /// What is answered for a recipient once the message is there; nothing where it is taken.
    pub(super) fn refusal_after(&self, recipient: &str) -> Option<&'static str> {
        answer(&self.refuses_after, recipient)
    }
}

fn answer(rows: &[(&str, &'static str)], recipient: &str) -> Option<&'static str> {
    let mut rows = rows.iter();
    let found = rows.find(|(words, _)| recipient.contains(words));
    found.map(|(_, reply)| *reply)
}

/// What stands behind MAIL or RCPT: the path, and the parameters.
pub(super) struct Words<'a> {
    /// What stands between the angle brackets.
    pub(super) address: &'a str,
    parameters: Vec<(String, &'a str)>,
}

impl<'a> Words<'a> {
    /// Reads what follows `FROM:` or `TO:`; nothing where that is no path in angle brackets.
    pub(super) fn read(arguments: &'a str, keyword: &str) -> Option<Self> {
        let start = arguments.get(..keyword.len())?;
        let rest = arguments.get(keyword.len()..)?.strip_prefix('<')?;
        let (address, parameters) = rest.split_once('>')?;
        let parameters = parameters.split_ascii_whitespace();
        let parameters = parameters.map(|word| word.split_once('=').unwrap_or((word, "")));
        start.eq_ignore_ascii_case(keyword).then(|| Self {
            address,
            parameters: parameters
                .map(|(name, value)| (name.to_ascii_uppercase(), value))
                .collect(),
        })
    }

    /// Why the parameters of MAIL are refused, by what the server offers.
    pub(super) fn refusal_of_mail(&self, offered: &[String]) -> Option<&'static str> {
        let utf8 = self.parameters.iter().any(|(name, _)| name == "SMTPUTF8");
        if !self.address.is_ascii() && !utf8 {
            return Some("553 5.6.7 An address beyond ASCII needs SMTPUTF8");
        }
        self.refusal(|name, value| match (name, value) {
            ("SIZE", size) => {
                let limit = limit(offered)?;
                let is_small = size.parse().is_ok_and(|size: usize| size <= limit);
                Some(match is_small {
                    true => Ok(()),
                    false => Err("552 5.3.4 Message size exceeds the limit"),
                })
            }
            ("BODY", "7BIT" | "8BITMIME") => offers(offered, "8BITMIME").then_some(Ok(())),
            ("SMTPUTF8" | "REQUIRETLS", "") => offers(offered, name).then_some(Ok(())),
            ("RET" | "ENVID", _) => offers(offered, "DSN").then_some(Ok(())),
            ("AUTH", _) => offers(offered, "AUTH").then_some(Ok(())),
            _ => None,
        })
    }

    /// Why the parameters of RCPT are refused.
    pub(super) fn refusal_of_rcpt(&self, offered: &[String]) -> Option<&'static str> {
        self.refusal(|name, _| match name {
            "NOTIFY" | "ORCPT" => offers(offered, "DSN").then_some(Ok(())),
            _ => None,
        })
    }

    /// Each parameter is asked about: taken, refused, or unknown.
    fn refusal(
        &self,
        ask: impl Fn(&str, &str) -> Option<Result<(), &'static str>>,
    ) -> Option<&'static str> {
        let unknown = "555 5.5.4 A parameter is not known";
        let mut answers = self.parameters.iter();
        answers.find_map(|(name, value)| ask(name, value).unwrap_or(Err(unknown)).err())
    }
}

/// Whether a keyword is among the lines of an EHLO reply.
pub(super) fn offers(offered: &[String], keyword: &str) -> bool {
    let mut firsts = offered.iter().filter_map(|line| line.split(' ').next());
    firsts.any(|first| first.eq_ignore_ascii_case(keyword))
}

/// How large a message may be, in octets, where SIZE is offered (RFC 1870 §3).
pub(super) fn limit(offered: &[String]) -> Option<usize> {
    let line = offered.iter().find(|line| {
        let first = line.split(' ').next();
        first.is_some_and(|first| first.eq_ignore_ascii_case("SIZE"))
    })?;
    let limit = line.split(' ').nth(1).and_then(|limit| limit.parse().ok());
    Some(limit.filter(|limit| *limit > 0).unwrap_or(usize::MAX))
}
