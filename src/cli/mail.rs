//! A mail transaction: sender, recipients, message.

use super::usage::UsageError;
use crate::message::{Field, Letter, with_fields};
use crate::probe::{ClientName, MessageToSend, Parameters, Then, Transact};
use crate::smtp::{DropPoint, Mailbox, ParseMailboxError, Stage, Stop};
use crate::target::Target;
use clap::Args;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How large a message may be, in octets; servers seldom take more.
const LARGEST: u64 = 100 * 1024 * 1024;

/// How large a chunk is where nothing else is said, in octets.
const CHUNK: usize = 1024 * 1024;

/// What stands above these options in the help.
pub(super) const SENDING: &str = "Sending mail";

/// Options on a mail transaction.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = SENDING)]
pub struct MailArgs {
    /// Say MAIL with this sender; <> is the null reverse-path; without, the user of --auth-user where that is an address, or <>
    #[arg(long, value_name = "ADDRESS")]
    from: Option<Mailbox>,
    /// Say RCPT with this recipient, or with these, separated by commas (repeatable); without, the target where it is an address with an @
    #[arg(long, value_name = "ADDRESS,...")]
    to: Vec<Recipients>,
    #[arg(long, value_name = "FILE", num_args = 0..=1, help = DATA.0, long_help = DATA.1)]
    data: Option<Option<PathBuf>>,
    /// Put this field into the message's header, in the place of the one of the same name (repeatable)
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<Field>,
    /// Say MAIL, RCPT and DATA together, without waiting for the replies between them, where PIPELINING is offered
    #[arg(long)]
    pipeline: bool,
    /// Hand the message in by BDAT, in chunks of OCTETS, instead of by DATA [default of OCTETS: 1048576]
    #[arg(long, value_name = "OCTETS", num_args = 0..=1, require_equals = true, value_parser = octets)]
    chunking: Option<Option<u32>>,
    /// Say SMTPUTF8 also where no address and no header field needs it
    #[arg(long)]
    smtputf8: bool,
    /// Say REQUIRETLS: the message may only travel over TLS to servers that are proved
    #[arg(long)]
    require_tls: bool,
    /// Ask for notifications on: never, or success, failure and delay, separated by commas
    #[arg(long, value_name = "WHEN", value_parser = notify)]
    dsn_notify: Option<String>,
    /// What a notification is to return of the message
    #[arg(long, value_name = "WHAT", value_parser = ["full", "headers"])]
    dsn_return: Option<String>,
    /// The envelope identifier that a notification is to name
    #[arg(long, value_name = "ID", value_parser = xtext)]
    dsn_envid: Option<String>,
    /// Say this with MAIL as well, as typed (repeatable)
    #[arg(long, value_name = "PARAMETER", value_parser = parameter)]
    mail_parameter: Vec<String>,
    /// Say this with each RCPT as well, as typed (repeatable)
    #[arg(long, value_name = "PARAMETER", value_parser = parameter)]
    rcpt_parameter: Vec<String>,
}

/// Recipients in one word. A comma in an address stands in quotes (RFC 5321 §4.1.2), so that one outside of them separates two.
#[derive(Clone, Debug)]
struct Recipients(Vec<Mailbox>);

impl std::str::FromStr for Recipients {
    type Err = ParseMailboxError;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let (mut is_quoted, mut is_escaped) = (false, false);
        let pieces = given.split(|it: char| {
            let was_escaped = is_escaped;
            is_escaped = it == '\\' && !was_escaped;
            is_quoted ^= it == '"' && !was_escaped;
            it == ',' && !is_quoted
        });
        pieces.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

/// What `--data` takes, in short and at length.
const DATA: (&str, &str) = (
    "Hand in the message in FILE (- is standard input), or without a FILE a short one that smtls makes",
    "Hand in the message in FILE (- is standard input), or without a FILE a short one that smtls makes\n\n\
     The message arrives as it stands in FILE, its lines ended by CRLF; --header adds to it. The one that smtls makes has Date, From, \
     To, Subject and Message-ID. Without --data no message is ever sent. A target goes before --data, or behind another option.",
);

/// A transaction that was asked for, target by target.
#[derive(Debug)]
pub struct Mail {
    /// By what was typed.
    transactions: Vec<(String, Transact)>,
    /// REQUIRETLS is to be said, where the session allows it.
    pub require_tls: bool,
}

impl Mail {
    /// The transaction at a target.
    pub fn transaction(&self, target: &Target) -> Option<&Transact> {
        let mut all = self.transactions.iter();
        let found = all.find(|(given, _)| *given == target.given);
        found.map(|(_, transaction)| transaction)
    }
}

/// What else decides about a transaction.
pub(super) struct Circumstances<'a> {
    pub(super) targets: &'a [Target],
    pub(super) stop: Stop,
    /// Whose password it is.
    pub(super) user: Option<&'a str>,
    pub(super) client_name: &'a ClientName,
    /// Every endpoint is probed.
    pub(super) all: bool,
    /// When the run begins, in seconds since 1970.
    pub(super) now: i64,
}

impl MailArgs {
    /// The files that are read.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.data.iter().flatten().cloned().collect()
    }

    /// Whether standard input is the message.
    pub(super) fn reads_stdin(&self) -> bool {
        self.data
            .iter()
            .flatten()
            .any(|file| file.as_path() == Path::new("-"))
    }

    /// The transaction that is meant, if any.
    ///
    /// # Errors
    /// Where options do not go together, or the message cannot be read.
    pub(super) fn meant(&self, around: &Circumstances<'_>) -> Result<Option<Mail>, UsageError> {
        let of_message = [
            (!self.header.is_empty(), "--header"),
            (self.chunking.is_some(), "--chunking"),
        ];
        let stray = of_message.into_iter().find(|(given, _)| *given);
        if let (None, Some((_, option))) = (&self.data, stray) {
            return Err(UsageError::new(
                format!("{option} was given without a message"),
                "add --data, with a FILE or without: then smtls makes a short message",
            ));
        }
        let announces = around.stop == Stop::DropAfter(DropPoint::DataReply);
        let stops_at = |stage| around.stop.is_at(stage);
        let stops_late = announces
            || [Stage::Mail, Stage::Rcpt, Stage::Data]
                .into_iter()
                .any(stops_at);
        if self.from.is_none() && self.to.is_empty() && self.data.is_none() && !stops_late {
            return self.stray().map_or(Ok(None), Err);
        }
        if self.data.is_some() && around.all {
            return Err(UsageError::new(
                "with --all the message would be handed in at every address",
                "leave out --all, or --data: MAIL and RCPT can be tried everywhere",
            ));
        }
        if self.data.is_none() && stops_at(Stage::Data) {
            return Err(UsageError::new(
                "there is no stage data without a message",
                "add --data, with a FILE or without; --drop-after data-reply sees the reply to DATA and sends none",
            ));
        }
        if announces && self.data.is_some() {
            return Err(UsageError::new(
                "after the reply to DATA the connection is dropped, so that no message can be handed in",
                "leave out --data, or --drop-after data-reply",
            ));
        }
        let needs_recipient =
            announces || self.data.is_some() || stops_at(Stage::Rcpt) || stops_at(Stage::Data);
        let given = self.read()?;
        let mut transactions = Vec::new();
        for target in around.targets {
            let recipients = self.recipients(target)?;
            if recipients.is_empty() && needs_recipient {
                return Err(UsageError::new(
                    format!("there is no recipient at {}", target.given),
                    "name one with --to, or write the target as an address (user@example.com)",
                ));
            }
            transactions.push((
                target.given.clone(),
                self.transaction(recipients, given.as_deref(), around),
            ));
        }
        Ok(Some(Mail {
            transactions,
            require_tls: self.require_tls,
        }))
    }

    /// An option that means nothing without a transaction.
    fn stray(&self) -> Option<UsageError> {
        let option = self.given()?;
        Some(UsageError::new(
            format!("{option} was given without a sender or a recipient"),
            "add --from and --to; no message is sent without --data",
        ))
    }

    /// The first of these options that was given, if one was.
    pub(super) fn given(&self) -> Option<&'static str> {
        let options = [
            (self.data.is_some(), "--data"),
            (self.from.is_some(), "--from"),
            (!self.to.is_empty(), "--to"),
            (!self.header.is_empty(), "--header"),
            (self.chunking.is_some(), "--chunking"),
            (self.pipeline, "--pipeline"),
            (self.smtputf8, "--smtputf8"),
            (self.require_tls, "--require-tls"),
            (self.dsn_notify.is_some(), "--dsn-notify"),
            (self.dsn_return.is_some(), "--dsn-return"),
            (self.dsn_envid.is_some(), "--dsn-envid"),
            (!self.mail_parameter.is_empty(), "--mail-parameter"),
            (!self.rcpt_parameter.is_empty(), "--rcpt-parameter"),
        ];
        let given = options.into_iter().find(|(given, _)| *given);
        given.map(|(_, option)| option)
    }

    fn recipients(&self, target: &Target) -> Result<Vec<Mailbox>, UsageError> {
        if !self.to.is_empty() {
            return Ok(self.to.iter().flat_map(|one| one.0.clone()).collect());
        }
        let mailbox = target.mailbox.as_deref().map(str::parse::<Mailbox>);
        let mailbox = mailbox.transpose().map_err(|error| {
            UsageError::new(
                format!("{} cannot be a recipient: {error}", target.given),
                "name the recipient with --to",
            )
        })?;
        Ok(mailbox.into_iter().collect())
    }

    fn transaction(
        &self,
        mut recipients: Vec<Mailbox>,
        given: Option<&[u8]>,
        around: &Circumstances<'_>,
    ) -> Transact {
        let user = around.user.filter(|user| user.contains('@'));
        let user = user.and_then(|user| user.parse().ok());
        let from = self.from.clone().or(user).unwrap_or_else(Mailbox::null);
        let stops_at = |stage| around.stop.is_at(stage);
        let then = match (around.stop, &self.data) {
            _ if stops_at(Stage::Mail) || stops_at(Stage::Rcpt) => Then::Nothing,
            (Stop::DropAfter(DropPoint::DataReply), _) => Then::Announce,
            (_, None) => Then::Nothing,
            (_, Some(_)) => {
                let own = || letter(&from, &recipients, around);
                let message = given.map_or_else(own, <[u8]>::to_vec);
                let message = with_fields(&message, &self.header);
                let chunks = self.chunking.map(|size| {
                    size.and_then(|size| usize::try_from(size).ok())
                        .unwrap_or(CHUNK)
                });
                Then::HandIn(Arc::new(MessageToSend::new(&message)), chunks)
            }
        };
        if stops_at(Stage::Mail) {
            recipients.clear();
        }
        Transact {
            from,
            recipients,
            then,
            parameters: Parameters {
                utf8: self.smtputf8,
                require_tls: None,
                dsn_return: self.dsn_return.as_deref().map(|what| match what {
                    "full" => "FULL",
                    _ => "HDRS",
                }),
                dsn_envelope_id: self.dsn_envid.clone(),
                dsn_notify: self.dsn_notify.clone(),
                with_mail: self.mail_parameter.clone(),
                with_rcpt: self.rcpt_parameter.clone(),
            },
            pipeline: self.pipeline,
        }
    }

    /// The message that was given; nothing where smtls is to make one, or none is sent.
    fn read(&self) -> Result<Option<Vec<u8>>, UsageError> {
        let Some(Some(file)) = &self.data else {
            return Ok(None);
        };
        let place = match self.reads_stdin() {
            true => "standard input".to_owned(),
            false => file.display().to_string(),
        };
        let octets = match self.reads_stdin() {
            true => whole(std::io::stdin()),
            false => File::open(file).and_then(whole),
        };
        let octets = octets.map_err(|error| {
            UsageError::new(
                format!("the message cannot be read from {place}: {error}"),
                "name a file that has it, or - for standard input; a target goes before --data",
            )
        })?;
        if octets.is_empty() && self.header.is_empty() {
            return Err(UsageError::new(
                format!("the message in {place} is empty"),
                "write one, or leave FILE out: then smtls makes a short one",
            ));
        }
        match octets.len() as u64 > LARGEST {
            true => Err(UsageError::new(
                format!(
                    "the message in {place} has more than {} MiB",
                    LARGEST / 1024 / 1024
                ),
                "send a smaller one",
            )),
            false => Ok(Some(octets)),
        }
    }
}

fn whole(source: impl Read) -> std::io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut octets)?;
    Ok(octets)
}

/// The message that smtls makes.
fn letter(from: &Mailbox, to: &[Mailbox], around: &Circumstances<'_>) -> Vec<u8> {
    let of_author = from.as_str().rsplit_once('@').map(|(_, domain)| domain);
    let domain = match around.client_name {
        ClientName::Given(name) => name.as_str(),
        ClientName::AddressLiteral => of_author.unwrap_or("localhost"),
    };
    let word = format!("{}.{:016x}", around.now, fastrand::u64(..));
    Letter {
        from,
        to,
        at: around.now,
        id: (&word, domain),
    }
    .message()
}

/// How large a chunk is.
fn octets(given: &str) -> Result<u32, String> {
    let number = given.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("a chunk has 1 to {} octets", u32::MAX))
}

/// RFC 3461 §4.1: NEVER stands alone.
fn notify(given: &str) -> Result<String, String> {
    let words: Vec<String> = given
        .split(',')
        .map(|word| word.trim().to_ascii_uppercase())
        .collect();
    let is_known = |word: &String| matches!(word.as_str(), "SUCCESS" | "FAILURE" | "DELAY");
    match words.as_slice() {
        [one] if one == "NEVER" => Ok(one.clone()),
        some if some.iter().all(is_known) => Ok(words.join(",")),
        _ => Err(
            "write never, or one or more of success, failure and delay, separated by commas"
                .to_owned(),
        ),
    }
}

/// RFC 3461 §4: what is not printable, a plus sign and an equals sign go as +XX.
fn xtext(given: &str) -> Result<String, String> {
    if given.is_empty() || given.len() > 100 {
        return Err("an envelope identifier has 1 to 100 octets".to_owned());
    }
    let encoded = given.bytes().map(|octet| match octet {
        b'!'..=b'~' if octet != b'+' && octet != b'=' => char::from(octet).to_string(),
        other => format!("+{other:02X}"),
    });
    Ok(encoded.collect())
}

/// What stands behind a blank in a command.
fn parameter(given: &str) -> Result<String, String> {
    match given.is_empty() || given.contains(char::is_control) {
        false => Ok(given.to_owned()),
        true => Err("a parameter is not empty, and has no line end".to_owned()),
    }
}
