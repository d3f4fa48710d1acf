//! What the EHLO keywords mean, in a few words: IANA's registry of them, and what some servers add.

/// An EHLO keyword that smtls knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The keyword, in upper case.
    pub name: &'static str,
    /// What it means, as a fragment of a sentence.
    pub meaning: &'static str,
    /// The number of the RFC that defines it; a keyword of one maker's servers has none.
    pub rfc: Option<u16>,
}

impl Keyword {
    /// The keyword of that name, in any case.
    pub fn find(name: &[u8]) -> Option<&'static Self> {
        let mut all = KEYWORDS.iter();
        all.find(|keyword| keyword.name.as_bytes().eq_ignore_ascii_case(name))
    }
}

/// All of them, in the order of the alphabet.
#[rustfmt::skip]
pub const KEYWORDS: &[Keyword] = &[
    by(6152, "8BITMIME", "message bodies may have octets beyond ASCII"),
    by(2645, "ATRN", "the client may fetch its queued mail over this connection"),
    by(4954, "AUTH", "clients can authenticate"),
    by(3030, "BINARYMIME", "message bodies may be binary"),
    by(4468, "BURL", "a message may be taken from an IMAP server"),
    by(1845, "CHECKPOINT", "a transfer that broke off may be taken up again"),
    by(3030, "CHUNKING", "messages may be sent in chunks, with BDAT instead of DATA"),
    by(4141, "CONNEG", "the recipient's abilities are told"),
    by(4141, "CONPERM", "the content may be converted where the sender permits it"),
    by(2852, "DELIVERBY", "a time may be set within which a message must be delivered"),
    by(3461, "DSN", "delivery status notifications may be asked for"),
    by(2034, "ENHANCEDSTATUSCODES", "replies have codes such as 5.7.1 that tell more"),
    by(1985, "ETRN", "the client may ask for its queued mail to be sent"),
    by(5321, "EXPN", "mailing lists may be expanded"),
    by(4865, "FUTURERELEASE", "a message may be held until a given time"),
    by(5321, "HELP", "the server explains its commands"),
    by(9422, "LIMITS", "how many commands, recipients or messages the server takes"),
    by(6710, "MT-PRIORITY", "messages may have a priority"),
    by(3885, "MTRK", "messages may be tracked"),
    by(3865, "NO-SOLICITING", "classes of solicitation that are not wanted"),
    by(2920, "PIPELINING", "commands may be sent without waiting for each reply"),
    by(8689, "REQUIRETLS", "TLS may be required for a message on all its way"),
    by(7293, "RRVS", "delivery may depend on since when the recipient has the mailbox"),
    by(1870, "SIZE", "the size of a message may be told before it is sent"),
    by(6531, "SMTPUTF8", "addresses and headers may be in UTF-8"),
    by(3207, "STARTTLS", "TLS may be begun"),
    by(4405, "SUBMITTER", "the one who is responsible for a message may be named"),
    by(5336, "UTF8SMTP", "an experimental forerunner of SMTPUTF8"),
    by(5321, "VRFY", "mailboxes may be verified"),
    own("PIPECONNECT", "Exim: commands may be sent before the greeting"),
    own("PRDR", "a reply for each recipient after the message"),
    own("X-ANONYMOUSTLS", "Exchange: TLS among servers of one organisation"),
    own("X-EXCHANGEAUTH", "Exchange: authentication among servers of one organisation"),
    own("X-EXPS", "Exchange: authentication among servers of one organisation"),
    own("X-LINK2STATE", "Exchange: routing tables are exchanged"),
    own("X_PIPE_CONNECT", "Exim: commands may be sent before the greeting"),
    own("XCLIENT", "Postfix: a trusted client may say on whose behalf it speaks"),
    own("XEXCH50", "Exchange: properties of messages are exchanged"),
    own("XFORWARD", "Postfix: a trusted client may say where a message came from, for the log"),
    own("XOORG", "Exchange: the organisation that a message comes from may be named"),
    own("XRDST", "Exchange: for servers of one organisation"),
    own("XSHADOW", "Exchange: another server keeps a copy until the message is delivered"),
    own("XVERP", "Postfix: the sender's address may carry the recipient's"),
];

const fn by(rfc: u16, name: &'static str, meaning: &'static str) -> Keyword {
    Keyword {
        name,
        meaning,
        rfc: Some(rfc),
    }
}

const fn own(name: &'static str, meaning: &'static str) -> Keyword {
    Keyword {
        name,
        meaning,
        rfc: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn b48_keywords_are_found_in_any_case_and_once() {
        let found = Keyword::find(b"pipelining").unwrap();
        assert_eq!((found.name, found.rfc), ("PIPELINING", Some(2920)));
        assert_eq!(Keyword::find(b"XYZZY"), None);
        let names: BTreeSet<_> = KEYWORDS.iter().map(|keyword| keyword.name).collect();
        assert_eq!(names.len(), KEYWORDS.len());
        for keyword in KEYWORDS {
            assert_eq!(keyword.name, keyword.name.to_ascii_uppercase());
            assert!(!keyword.meaning.ends_with('.'), "{}", keyword.name);
        }
    }
}
