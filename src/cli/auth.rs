//! Whether to authenticate, as whom, by what, and where the secrets come from.

use super::netrc::Netrc;
use super::secrets::{Source, descriptor, prompt};
use super::usage::UsageError;
use crate::judge::Lenience;
use crate::smtp::sasl::{Credentials, Mechanism, Secret, Wish};
use crate::target::{Destination, Target};
use clap::Args;
use std::path::PathBuf;

/// Options on authentication.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Authentication")]
pub struct AuthArgs {
    /// Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow
    #[arg(long, value_name = "MECH", num_args = 0..=1, value_delimiter = ',', value_parser = mechanism, long_help = AUTH)]
    auth: Option<Vec<Mechanism>>,
    /// The user to authenticate; this, a password, a token or --netrc mean --auth without being told
    #[arg(long, value_name = "USER", value_parser = name)]
    auth_user: Option<String>,
    /// As whom to act, where that is another than the user (the authorization identity)
    #[arg(long, value_name = "USER", value_parser = name)]
    auth_as: Option<String>,
    /// Take the password from the first line of this file
    #[arg(long, value_name = "FILE", group = "password")]
    auth_password_file: Option<PathBuf>,
    /// Take the password from this environment variable
    #[arg(long, value_name = "VAR", group = "password")]
    auth_password_env: Option<String>,
    /// Take the password from the first line that this file descriptor gives (0 for standard input)
    #[arg(long, value_name = "N", group = "password", value_parser = descriptor)]
    auth_password_fd: Option<u32>,
    /// Take the OAuth access token from the first line of this file
    #[arg(long, value_name = "FILE", group = "token")]
    auth_token_file: Option<PathBuf>,
    /// Take the OAuth access token from this environment variable
    #[arg(long, value_name = "VAR", group = "token")]
    auth_token_env: Option<String>,
    /// Take the OAuth access token from the first line that this file descriptor gives
    #[arg(long, value_name = "N", group = "token", value_parser = descriptor)]
    auth_token_fd: Option<u32>,
    /// Take user and password from this netrc file, by the target's name [default: $NETRC, or ~/.netrc]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, conflicts_with_all = ["password", "token"])]
    netrc: Option<Option<PathBuf>>,
    /// Send no first response with the AUTH command, but wait for the server's challenge
    #[arg(long)]
    no_sasl_ir: bool,
    /// Send AUTH although the server does not offer it, or not this mechanism
    #[arg(long)]
    force_auth: bool,
    /// Send a password or a token also outside TLS, where everyone on the way can read it
    #[arg(long)]
    allow_plaintext_auth: bool,
    /// Send a password or a token also where the server's certificate does not prove who it is
    #[arg(long)]
    allow_unverified_auth: bool,
    /// Show secrets in all outputs instead of hiding them
    #[arg(long)]
    show_secrets: bool,
}

/// What `--auth` takes.
const AUTH: &str = "\
Authenticate with the first of these mechanisms that fits, or without any with the strongest that server and credentials allow

PLAIN, LOGIN, LOGIN-INITIAL, CRAM-MD5, SCRAM-SHA-1, SCRAM-SHA-256 and SCRAM-SHA-512 (each also with -PLUS), XOAUTH2, OAUTHBEARER, \
EXTERNAL or ANONYMOUS, separated by commas. A target goes before --auth, or behind another option.

The password comes from a file, an environment variable, a file descriptor or a netrc file, or is asked for on the terminal; never \
from the command line, which others can see. PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER give it to the server, and are used only inside \
TLS, and only where the certificate proves that the server is the one that you named.";

/// Who is to authenticate, and how.
#[derive(Debug)]
pub struct Auth {
    /// The credentials for each target, by what was typed.
    credentials: Vec<(String, Credentials)>,
    /// Which mechanisms.
    pub wish: Wish,
    /// The first response goes with the AUTH command where it may.
    pub initial_response: bool,
    /// Secrets may be shown.
    pub show_secrets: bool,
    /// What may be risked.
    pub lenience: Lenience,
    /// As whom to act, where the user asks for that.
    pub authorize_as: Option<String>,
}

impl Auth {
    /// The credentials for a target.
    pub fn credentials(&self, target: &Target) -> Credentials {
        let mut all = self.credentials.iter();
        let found = all.find(|(given, _)| *given == target.given);
        found.map(|(_, found)| found.clone()).unwrap_or_default()
    }
}

impl AuthArgs {
    /// The files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        let named = [&self.auth_password_file, &self.auth_token_file];
        let netrc = self.netrc.iter().flatten();
        named.into_iter().flatten().chain(netrc).cloned().collect()
    }

    /// Who is to authenticate, as named on the command line.
    pub(super) fn user(&self) -> Option<&str> {
        self.auth_user.as_deref()
    }

    /// Whether the secret comes from standard input.
    pub(super) fn reads_stdin(&self) -> bool {
        self.auth_password_fd == Some(0) || self.auth_token_fd == Some(0)
    }

    /// Who is to authenticate at these targets, if anybody; asks for what is missing on the terminal.
    ///
    /// # Errors
    /// Where it is not said who, or a secret cannot be had.
    pub fn meant(
        &self,
        targets: &[Target],
        has_certificate: bool,
    ) -> Result<Option<Auth>, UsageError> {
        match self.is_wanted() {
            true => self.meant_by_hand(targets, has_certificate),
            false => self.stray().map_or(Ok(None), Err),
        }
    }

    /// The same where somebody may still ask for it by hand, so that every option may have its use.
    ///
    /// # Errors
    /// The same.
    pub fn meant_by_hand(
        &self,
        targets: &[Target],
        has_certificate: bool,
    ) -> Result<Option<Auth>, UsageError> {
        if !self.is_wanted() {
            return Ok(None);
        }
        let wish = Wish {
            mechanisms: self.auth.clone().unwrap_or_default(),
            forced: self.force_auth,
        };
        let credentials = match &self.netrc {
            Some(file) => self.by_netrc(&Netrc::read(file.as_deref())?, &wish, targets)?,
            None => {
                let one = self.credentials(&wish, has_certificate)?;
                let all = targets.iter();
                all.map(|target| (target.given.clone(), one.clone()))
                    .collect()
            }
        };
        Ok(Some(Auth {
            credentials,
            wish,
            ..self.later()
        }))
    }

    /// How to authenticate where that is asked for by hand, and nobody was named.
    pub fn later(&self) -> Auth {
        Auth {
            credentials: Vec::new(),
            wish: Wish {
                mechanisms: Vec::new(),
                forced: self.force_auth,
            },
            initial_response: !self.no_sasl_ir,
            show_secrets: self.show_secrets,
            lenience: Lenience {
                in_the_clear: self.allow_plaintext_auth,
                unverified: self.allow_unverified_auth,
            },
            authorize_as: self.auth_as.clone(),
        }
    }

    /// To say who or by what is to say that.
    fn is_wanted(&self) -> bool {
        self.auth.is_some()
            || self.auth_user.is_some()
            || self.netrc.is_some()
            || self.password().is_some()
            || self.token().is_some()
    }

    /// An option that means nothing without authentication.
    fn stray(&self) -> Option<UsageError> {
        let strays = [
            (self.auth_as.is_some(), "--auth-as"),
            (self.no_sasl_ir, "--no-sasl-ir"),
            (self.force_auth, "--force-auth"),
            (self.allow_plaintext_auth, "--allow-plaintext-auth"),
            (self.allow_unverified_auth, "--allow-unverified-auth"),
            (self.show_secrets, "--show-secrets"),
        ];
        let (_, option) = strays.into_iter().find(|(given, _)| *given)?;
        Some(UsageError::new(
            format!("{option} was given without --auth"),
            "add --auth, and --auth-user with the user to authenticate",
        ))
    }

    fn by_netrc(
        &self,
        netrc: &Netrc,
        wish: &Wish,
        targets: &[Target],
    ) -> Result<Vec<(String, Credentials)>, UsageError> {
        let mut all = Vec::new();
        for target in targets {
            let name = match &target.destination {
                Destination::Domain(name)
                | Destination::Host(name)
                | Destination::Service(name, _) => name.to_string(),
                Destination::Address(address) => address.to_string(),
            };
            let (login, secret) = netrc.find(&name, self.auth_user.as_deref())?;
            let is_token = is_all(wish, Mechanism::needs_token);
            let (password, token) = match is_token {
                true => (None, Some(secret)),
                false => (Some(secret), None),
            };
            let credentials = Credentials {
                user: self.auth_user.clone().or(login),
                authorize_as: self.auth_as.clone(),
                password,
                token,
            };
            if credentials.user.is_none() {
                return Err(nobody());
            }
            all.push((target.given.clone(), credentials));
        }
        Ok(all)
    }

    fn credentials(&self, wish: &Wish, has_certificate: bool) -> Result<Credentials, UsageError> {
        let mut credentials = Credentials {
            user: self.auth_user.clone(),
            authorize_as: self.auth_as.clone(),
            password: self
                .password()
                .map(|source| source.read("password"))
                .transpose()?,
            token: self
                .token()
                .map(|source| source.read("token"))
                .transpose()?,
        };
        let has_secret = credentials.password.is_some() || credentials.token.is_some();
        let needs_none = |one: Mechanism| !one.needs_password() && !one.needs_token();
        if is_all(wish, needs_none)
            || (wish.mechanisms.is_empty()
                && has_certificate
                && !has_secret
                && credentials.user.is_none())
        {
            return Ok(credentials);
        }
        if credentials.user.is_none() && !is_all(wish, |one| one == Mechanism::OAuthBearer) {
            return Err(nobody());
        }
        if has_secret {
            return Ok(credentials);
        }
        match is_all(wish, Mechanism::needs_token) {
            true => credentials.token = Some(self.asked("OAuth token")?),
            false => credentials.password = Some(self.asked("password")?),
        }
        Ok(credentials)
    }

    fn asked(&self, what: &str) -> Result<Secret, UsageError> {
        let user = self.auth_user.as_deref().unwrap_or("the user");
        prompt(what, user)
    }

    fn password(&self) -> Option<Source> {
        let file = self.auth_password_file.clone().map(Source::File);
        let variable = self.auth_password_env.clone().map(Source::Variable);
        let descriptor = self.auth_password_fd.map(Source::Descriptor);
        file.or(variable).or(descriptor)
    }

    fn token(&self) -> Option<Source> {
        let file = self.auth_token_file.clone().map(Source::File);
        let variable = self.auth_token_env.clone().map(Source::Variable);
        let descriptor = self.auth_token_fd.map(Source::Descriptor);
        file.or(variable).or(descriptor)
    }
}

/// Whether mechanisms were named, and all of them are such.
fn is_all(wish: &Wish, such: impl Fn(Mechanism) -> bool) -> bool {
    !wish.mechanisms.is_empty() && wish.mechanisms.iter().all(|one| such(*one))
}

fn nobody() -> UsageError {
    UsageError::new(
        "it is not said who is to authenticate",
        "name the user with --auth-user; --auth EXTERNAL goes by the client certificate, --auth ANONYMOUS by nothing",
    )
}

fn mechanism(given: &str) -> Result<Mechanism, String> {
    let found = given.parse::<Mechanism>();
    found.map_err(|error| format!("{error}\n\n  tip: name a mechanism that smtls speaks, or none; a target goes before --auth"))
}

/// Names of users go into lines and messages that end with NUL.
pub(super) fn name(given: &str) -> Result<String, String> {
    match given.is_empty() || given.contains(['\0', '\u{1}', '\r', '\n']) {
        false => Ok(given.to_owned()),
        true => Err("a user name is not empty, and has no line end and no NUL".to_owned()),
    }
}
