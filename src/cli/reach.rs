//! How to reach and address a server: routes, addresses, timers, the EHLO name.

use super::moment::span;
use crate::dns::DomainName;
use crate::probe::{ClientName, Timeouts};
use crate::route::{ConnectTo, Family, RouteSettings};
use crate::target::{Target, TargetError};
use clap::Args;
use std::time::Duration;

/// Servers such as postscreen let a client wait for the greeting on purpose, for 6 s and more.
const GREETING_AT_LEAST: Duration = Duration::from_secs(7);
/// A server may look through a message before it answers, for which RFC 5321 §4.5.3.2.6 gives it ten minutes.
const FOR_A_MESSAGE: u32 = 20;
/// Nobody should wait long for a server to take leave.
const QUIT_AT_MOST: Duration = Duration::from_secs(5);

/// How long everything may take where the user does not say.
const DEADLINE: Duration = Duration::from_secs(600);
/// The same where nobody knows: a year.
const NO_DEADLINE: Duration = Duration::from_secs(365 * 24 * 3600);

/// Options on how to reach a server.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Reaching the server")]
pub struct ReachArgs {
    /// Look up MX records also where the target has a port, brackets or a scheme
    #[arg(long)]
    pub mx: bool,
    /// Find host and port of submission://DOMAIN or submissions://DOMAIN by SRV records, as mail clients do
    #[arg(long, conflicts_with = "mx")]
    pub srv: bool,
    /// Probe every address of every host, side by side, not only until one session succeeds
    #[arg(long)]
    pub all: bool,
    /// Use IPv4 only
    #[arg(short = '4', long, conflicts_with = "ipv6")]
    ipv4: bool,
    /// Use IPv6 only
    #[arg(short = '6', long)]
    ipv6: bool,
    /// Connect to ADDR:PORT instead of HOST:PORT; what goes by the name or the port goes by HOST:PORT (repeatable)
    #[arg(long, value_name = "HOST:PORT:ADDR:PORT")]
    connect_to: Vec<ConnectTo>,
    /// Fix the random order among MX hosts of equal preference
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Name to send with EHLO [default: this machine's name, or its address if that is not fully qualified]
    #[arg(long, value_name = "NAME", value_parser = client_name)]
    ehlo: Option<String>,
    /// How long to wait for each reply and for the handshake; for the greeting at least 7 s, for the reply to a message 20 times
    /// as long
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = span)]
    timeout: Duration,
    /// How long to wait for the TCP connection
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = span)]
    connect_timeout: Duration,
    /// How long everything may take together [default: 10m]
    #[arg(long, value_name = "TIME", value_parser = span)]
    deadline: Option<Duration>,
}

impl ReachArgs {
    /// The targets as typed, read as these options have them read.
    ///
    /// # Errors
    /// Where one of them is no target.
    pub fn targets<'a>(
        &self,
        given: impl IntoIterator<Item = &'a String>,
    ) -> Result<Vec<Target>, TargetError> {
        let targets = given.into_iter().map(|given| match self.srv {
            true => Target::parse_service(given),
            false => Target::parse(given, self.mx),
        });
        targets.collect()
    }

    /// What decides the route.
    pub fn route(&self) -> RouteSettings {
        RouteSettings {
            family: match (self.ipv4, self.ipv6) {
                (true, _) => Family::V4,
                (_, true) => Family::V6,
                _ => Family::Both,
            },
            connect_to: self.connect_to.clone(),
            even_if_insecure: false,
            seed: self.seed.unwrap_or_else(|| fastrand::u64(..)),
        }
    }

    /// How long each step may take.
    pub fn timeouts(&self) -> Timeouts {
        Timeouts {
            connect: self.connect_timeout,
            greeting: self.timeout.max(GREETING_AT_LEAST),
            reply: self.timeout,
            message: self.timeout.saturating_mul(FOR_A_MESSAGE),
            quit: self.timeout.min(QUIT_AT_MOST),
        }
    }

    /// How long everything may take; `by_hand` where somebody has to think.
    pub fn deadline(&self, by_hand: bool) -> Duration {
        self.deadline.unwrap_or(match by_hand {
            true => NO_DEADLINE,
            false => DEADLINE,
        })
    }

    /// What is said with EHLO.
    pub fn client_name(&self) -> ClientName {
        if let Some(name) = &self.ehlo {
            return ClientName::Given(name.clone());
        }
        // RFC 5321 §4.1.4: a fully qualified name, or else an address literal.
        let hostname = gethostname::gethostname().into_string().ok();
        let name = hostname.and_then(|name| DomainName::parse(&name).ok());
        match name {
            Some(name) if !name.is_single_label() => ClientName::Given(name.to_string()),
            _ => ClientName::AddressLiteral,
        }
    }
}

/// Any word may be sent, so that servers can be tested with odd names; only what would break the line is refused.
fn client_name(given: &str) -> Result<String, String> {
    let sound =
        !given.is_empty() && given.len() <= 255 && given.bytes().all(|b| b.is_ascii_graphic());
    match sound {
        true => Ok(given.to_owned()),
        false => Err(
            "an EHLO name is one word of printable ASCII, such as mail.example.com or [192.0.2.1]"
                .to_owned(),
        ),
    }
}
