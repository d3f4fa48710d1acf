//! What to offer in the TLS handshake.

use super::tls_names::{
    Schemes, group, groups_in_words, protocol, schemes, schemes_in_words, server_name, suite,
    suites_in_words, supported_group, supported_suite, version,
};
use super::usage::UsageError;
use crate::tls::names::{CipherSuiteName, GroupName};
use crate::tls::{ClientIdentity, KeyLogFile, Offer, Version, is_world_readable};
use clap::Args;
use rustls::SignatureScheme;
use std::path::PathBuf;
use std::sync::Arc;

/// Options on the TLS handshake.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "TLS")]
pub struct TlsArgs {
    /// Send this server name instead of the host's
    #[arg(long, value_name = "NAME", conflicts_with = "no_sni", value_parser = server_name)]
    sni: Option<String>,
    /// Send no server name
    #[arg(long)]
    no_sni: bool,
    /// The lowest TLS version to offer: 1.2 or 1.3
    #[arg(long, value_name = "VERSION", default_value = "1.2", value_parser = version)]
    tls_min: Version,
    /// The highest TLS version to offer: 1.2 or 1.3
    #[arg(long, value_name = "VERSION", default_value = "1.3", value_parser = version)]
    tls_max: Version,
    /// The key-exchange groups to offer, most wanted first: X25519MLKEM768,x25519,P-256,...
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = group, long_help = groups_in_words())]
    groups: Vec<&'static GroupName>,
    /// The cipher suites to offer, most wanted first, by IANA's or OpenSSL's names
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = suite, long_help = suites_in_words())]
    suites: Vec<&'static CipherSuiteName>,
    /// The schemes by which the server may sign, most wanted first, or rsa or ecdsa for all of a kind: a server with two
    /// certificates shows the one that fits
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = schemes, long_help = schemes_in_words())]
    sigalgs: Vec<Schemes>,
    /// Application protocols to offer (ALPN); none is registered for mail, so that none is offered by default
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = protocol)]
    alpn: Vec<String>,
    /// Connect a second time, to see whether the TLS session can be resumed
    #[arg(long)]
    pub resume: bool,
    /// Where the handshake fails, do not connect once more to ask what the server would have chosen
    #[arg(long)]
    pub no_explain: bool,
    /// Append the sessions' keys to FILE, for Wireshark [default: the file that SSLKEYLOGFILE names, if it is set]
    #[arg(long, value_name = "FILE")]
    keylog: Option<PathBuf>,
    /// Client certificate to show where the server asks for one (PEM, with its chain)
    #[arg(long, value_name = "FILE")]
    cert: Option<PathBuf>,
    /// Key of the client certificate (PEM) [default: the file of --cert]
    #[arg(long, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
}

impl TlsArgs {
    /// The offer that is meant.
    ///
    /// # Errors
    /// Where the parts exclude each other, or the client certificate cannot be used.
    pub fn offer(&self) -> Result<Offer, UsageError> {
        if self.tls_min > self.tls_max {
            return Err(UsageError::new(
                "--tls-min is higher than --tls-max",
                "write 1.2 or 1.3",
            ));
        }
        let mut offer = Offer {
            send_server_name: !self.no_sni,
            server_name: self.sni.clone(),
            min: self.tls_min,
            max: self.tls_max,
            schemes: self.schemes(),
            protocols: self
                .alpn
                .iter()
                .map(|protocol| protocol.clone().into_bytes())
                .collect(),
            identity: self.identity()?,
            ..Offer::default()
        };
        if let Some((path, named_by)) = self.key_log_path() {
            offer.key_log = Arc::new(KeyLogFile::append_to(&path).map_err(|error| {
                UsageError::new(
                    format!(
                        "the session's keys cannot be written to {}: {error}",
                        path.display()
                    ),
                    format!("{named_by} must name a file that can be written to"),
                )
            })?);
        }
        if !self.groups.is_empty() {
            offer.groups = self
                .groups
                .iter()
                .filter_map(|name| supported_group(name))
                .collect();
        }
        if !self.suites.is_empty() {
            offer.suites = self
                .suites
                .iter()
                .filter_map(|name| supported_suite(name))
                .collect();
        }
        if offer.narrow() {
            return Ok(offer);
        }
        Err(UsageError::new(
            "the TLS versions, cipher suites and groups that were asked for exclude each other",
            "TLS 1.3 needs one of its own suites (TLS_AES_... or TLS_CHACHA20_...), TLS 1.2 one of the others and a \
             group that is an elliptic curve alone",
        ))
    }

    /// The option that decides about the server name, where one was given.
    pub fn server_name_option(&self) -> Option<&'static str> {
        match (self.no_sni, &self.sni) {
            (true, _) => Some("--no-sni"),
            (false, Some(_)) => Some("--sni"),
            (false, None) => None,
        }
    }

    /// Whether the user left something out of what smtls would offer of itself.
    pub fn is_limited(&self) -> bool {
        self.tls_min != Version::Tls12
            || self.tls_max != Version::Tls13
            || !self.groups.is_empty()
            || !self.suites.is_empty()
            || !self.sigalgs.is_empty()
            || !self.alpn.is_empty()
            || self.server_name_option().is_some()
    }

    /// What the user should know before anything is done.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        let key = self.key.as_ref().or(self.cert.as_ref());
        if let Some(key) = key.filter(|key| is_world_readable(key)) {
            let key = key.display();
            warnings.push(format!(
                "everybody on this machine can read the key in {key}: chmod 600 {key}"
            ));
        }
        if let Some((path, _)) = self.key_log_path() {
            warnings.push(format!(
                "the keys of all sessions are written to {}: whoever has it can read what was said",
                path.display()
            ));
        }
        warnings
    }

    /// Where keys are written, and what says so. Without the option the variable counts that browsers and curl know, where it
    /// is not empty.
    fn key_log_path(&self) -> Option<(PathBuf, &'static str)> {
        const VARIABLE: &str = "SSLKEYLOGFILE";
        let variable = || std::env::var_os(VARIABLE).filter(|path| !path.is_empty());
        match &self.keylog {
            Some(path) => Some((path.clone(), "--keylog")),
            None => variable().map(|path| (PathBuf::from(path), VARIABLE)),
        }
    }

    /// Whether there is a client certificate to show.
    pub fn has_certificate(&self) -> bool {
        self.cert.is_some()
    }

    /// The files that are read, or appended to.
    pub fn files(&self) -> Vec<PathBuf> {
        let key_log = self.key_log_path().map(|(path, _)| path);
        let given = [self.cert.clone(), self.key.clone(), key_log];
        given.into_iter().flatten().collect()
    }

    fn schemes(&self) -> Vec<SignatureScheme> {
        let mut schemes: Vec<SignatureScheme> = Vec::new();
        for scheme in self.sigalgs.iter().flat_map(|given| &given.0) {
            if !schemes.contains(scheme) {
                schemes.push(*scheme);
            }
        }
        schemes
    }

    fn identity(&self) -> Result<Option<ClientIdentity>, UsageError> {
        let Some(certificate) = &self.cert else {
            return Ok(None);
        };
        let key = self.key.as_ref().unwrap_or(certificate);
        let identity = ClientIdentity::load(certificate, key).map_err(|error| {
            UsageError::new(
                error.to_string(),
                "--cert and --key take PEM files; openssl pkey -in KEY -out PLAIN takes a passphrase off a key",
            )
        })?;
        Ok(Some(identity))
    }
}
