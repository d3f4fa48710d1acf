//! By what way, and as whom, to come to a server: through a SOCKS proxy, behind a header of the PROXY protocol, or with XCLIENT.

use super::secrets::{Source, descriptor};
use super::usage::UsageError;
use crate::probe::{End, ProxyCommand, ProxyProtocol, ProxyVersion, SocksProxy, Ways};
use crate::smtp::sasl::Secret;
use crate::smtp::{Attribute, Xclient};
use clap::{Args, ValueEnum};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

/// The port of SOCKS (RFC 1928 §3).
const SOCKS: u16 = 1080;

/// How long user and password may be for a proxy, in octets (RFC 1929 §2).
const LONGEST: usize = 255;

/// Options on proxies.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "By which way")]
pub struct ProxyArgs {
    /// Make every connection to a mail server or policy host through this proxy: socks5://USER@HOST:PORT; USER@ and :PORT may be left out
    #[arg(long, value_name = "URL", value_parser = socks, long_help = PROXY)]
    proxy: Option<SocksProxy>,
    /// Take the proxy's password from the first line of this file
    #[arg(long, value_name = "FILE", group = "proxy_password")]
    proxy_password_file: Option<PathBuf>,
    /// Take the proxy's password from this environment variable
    #[arg(long, value_name = "VAR", group = "proxy_password")]
    proxy_password_env: Option<String>,
    /// Take the proxy's password from the first line that this file descriptor gives (0 for standard input)
    #[arg(long, value_name = "N", group = "proxy_password", value_parser = descriptor)]
    proxy_password_fd: Option<u32>,
    /// Before anything else, send a header of the PROXY protocol, as load balancers do
    #[arg(long, value_enum, value_name = "VERSION")]
    proxy_protocol: Option<Version>,
    /// The client that the header names [default: this end of the connection]
    #[arg(long, value_name = "ADDR[:PORT]", value_parser = end)]
    proxy_source: Option<End>,
    /// The server's end that the header names [default: the other end of the connection]
    #[arg(long, value_name = "ADDR[:PORT]", value_parser = end)]
    proxy_destination: Option<End>,
    /// Name nobody in the header: UNKNOWN (v1) or LOCAL (v2), as a balancer's health check does
    #[arg(long, conflicts_with_all = ["proxy_source", "proxy_destination"])]
    proxy_local: bool,
}

/// What `--proxy` takes.
const PROXY: &str = "\
Make every connection to a mail server or policy host through this proxy: socks5://[USER@]HOST[:PORT]

smtls looks up names itself, because MX, TLSA and DNSSEC ask for that, and tells the proxy addresses: DNS does not go through it. No \
environment variable (ALL_PROXY) names a proxy. The password never stands on the command line: see --proxy-password-env.";

/// The versions of the PROXY protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Version {
    /// As a line of text
    V1,
    /// In binary
    V2,
}

impl ProxyArgs {
    /// The way to every server.
    ///
    /// # Errors
    /// Where a password is needed and cannot be had, or options contradict each other.
    pub fn ways(&self) -> Result<Ways, UsageError> {
        Ok(Ways {
            proxy: self.proxy()?,
            header: self.header()?,
            xclient: None,
        })
    }

    /// Whether the proxy's password comes from standard input.
    pub fn reads_stdin(&self) -> bool {
        self.proxy_password_fd == Some(0)
    }

    /// The files that are read.
    pub fn files(&self) -> Vec<PathBuf> {
        self.proxy_password_file.iter().cloned().collect()
    }

    /// The SOCKS proxy, with its password, if there is to be one.
    ///
    /// # Errors
    /// Where a password is missing, cannot be had or cannot be sent.
    fn proxy(&self) -> Result<Option<SocksProxy>, UsageError> {
        let password = self.password()?;
        let Some(proxy) = self.proxy.clone() else {
            return match password {
                None => Ok(None),
                Some(_) => Err(UsageError::new(
                    "a password for a proxy was given without --proxy",
                    "name the proxy with --proxy socks5://USER@HOST:PORT",
                )),
            };
        };
        let credentials = match (proxy.credentials, password) {
            (None, None) => None,
            (Some((user, _)), Some(password)) => Some((user, password)),
            (Some(_), None) => {
                return Err(UsageError::new(
                    "a user for the proxy was named, and no password was given",
                    "give it with --proxy-password-env, --proxy-password-file or --proxy-password-fd",
                ));
            }
            (None, Some(_)) => {
                return Err(UsageError::new(
                    "a password for the proxy was given, and no user was named",
                    "name the user: --proxy socks5://USER@HOST:PORT",
                ));
            }
        };
        Ok(Some(SocksProxy {
            credentials,
            ..proxy
        }))
    }

    /// The header of the PROXY protocol that is to be sent, if any.
    ///
    /// # Errors
    /// Where it cannot be made.
    fn header(&self) -> Result<Option<ProxyProtocol>, UsageError> {
        let Some(version) = self.proxy_protocol else {
            let strays = [
                (self.proxy_source.is_some(), "--proxy-source"),
                (self.proxy_destination.is_some(), "--proxy-destination"),
                (self.proxy_local, "--proxy-local"),
            ];
            let mut strays = strays.into_iter();
            return match strays.find(|(given, _)| *given) {
                None => Ok(None),
                Some((_, option)) => Err(UsageError::new(
                    format!("{option} was given without --proxy-protocol"),
                    "add --proxy-protocol v1 or --proxy-protocol v2",
                )),
            };
        };
        if let (Some(source), Some(destination)) = (&self.proxy_source, &self.proxy_destination)
            && source.address.is_ipv4() != destination.address.is_ipv4()
        {
            return Err(UsageError::new(
                "--proxy-source and --proxy-destination are of two families: one is IPv4, the other IPv6",
                "a PROXY header has two addresses of one family",
            ));
        }
        let command = match self.proxy_local {
            true => ProxyCommand::Local,
            false => ProxyCommand::Proxy {
                source: self.proxy_source,
                destination: self.proxy_destination,
            },
        };
        let version = match version {
            Version::V1 => ProxyVersion::V1,
            Version::V2 => ProxyVersion::V2,
        };
        Ok(Some(ProxyProtocol { version, command }))
    }

    fn password(&self) -> Result<Option<Secret>, UsageError> {
        let file = self.proxy_password_file.clone().map(Source::File);
        let variable = self.proxy_password_env.clone().map(Source::Variable);
        let descriptor = self.proxy_password_fd.map(Source::Descriptor);
        let Some(source) = file.or(variable).or(descriptor) else {
            return Ok(None);
        };
        let password = source.read_for("password", "--proxy-password")?;
        match password.octets().len() {
            0..=LONGEST => Ok(Some(password)),
            _ => Err(UsageError::new(
                format!("the proxy's password is longer than {LONGEST} octets"),
                "SOCKS has no room for a longer one (RFC 1929)",
            )),
        }
    }
}

/// Options on XCLIENT.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "By which way")]
pub struct XclientArgs {
    /// Speak for another client, by XCLIENT after the last EHLO: NAME, ADDR, PORT, PROTO, HELO, LOGIN, DESTADDR, DESTPORT or
    /// REVERSE_NAME and a value, which may also be UNAVAILABLE or TEMPUNAVAIL in square brackets (repeatable)
    #[arg(long, value_name = "ATTR=VALUE")]
    xclient: Vec<Attribute>,
    /// Send XCLIENT after the first EHLO, in the clear
    #[arg(long)]
    xclient_before_starttls: bool,
    /// Go on where the server does not offer XCLIENT, or refuses it
    #[arg(long)]
    xclient_optional: bool,
}

impl XclientArgs {
    /// For whom to speak, if for anybody.
    ///
    /// # Errors
    /// Where it is not said for whom, or twice.
    pub fn xclient(&self) -> Result<Option<Xclient>, UsageError> {
        if self.xclient.is_empty() {
            let strays = [
                (self.xclient_before_starttls, "--xclient-before-starttls"),
                (self.xclient_optional, "--xclient-optional"),
            ];
            let mut strays = strays.into_iter();
            return match strays.find(|(given, _)| *given) {
                None => Ok(None),
                Some((_, option)) => Err(UsageError::new(
                    format!("{option} was given without --xclient"),
                    "say for whom to speak, such as --xclient ADDR=192.0.2.1",
                )),
            };
        }
        for (at, attribute) in self.xclient.iter().enumerate() {
            let mut before = self.xclient.iter().take(at);
            if before.any(|other| other.name == attribute.name) {
                return Err(UsageError::new(
                    format!("--xclient gives {} twice", attribute.name),
                    "give each attribute once",
                ));
            }
        }
        Ok(Some(Xclient {
            attributes: self.xclient.clone(),
            before_starttls: self.xclient_before_starttls,
            optional: self.xclient_optional,
        }))
    }
}

/// A proxy's URL. What is wrong with it is told without showing it, because it may have a password in it.
fn socks(given: &str) -> Result<SocksProxy, String> {
    let form = "write socks5://[USER@]HOST[:PORT]".to_owned();
    let (scheme, rest) = given.split_once("://").ok_or(form.clone())?;
    match scheme.to_ascii_lowercase().as_str() {
        "socks5" => {}
        "socks5h" => {
            return Err("socks5h:// has the proxy look up names, and smtls does that itself, because MX, TLSA and DNSSEC ask for it\n\n  tip: write socks5://".to_owned());
        }
        _ => {
            return Err(format!(
                "smtls speaks with SOCKS 5 proxies alone\n\n  tip: {form}"
            ));
        }
    }
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (Some(user), place),
        None => (None, rest),
    };
    let user = match user {
        Some(user) if user.contains(':') => {
            return Err("others can see a password on the command line\n\n  tip: leave it out, and give it with --proxy-password-env or --proxy-password-file".to_owned());
        }
        Some(user) if user.is_empty() || user.len() > LONGEST => return Err(form),
        user => user,
    };
    let (host, port) = match place.parse::<Ipv6Addr>() {
        Ok(_) => (place, SOCKS),
        Err(_) => match place.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') && !port.ends_with(']') => {
                (host, port.parse().map_err(|_| form.clone())?)
            }
            _ => (place, SOCKS),
        },
    };
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = inner.unwrap_or(host);
    let is_name = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_');
    let is_sound = match inner {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => host.parse::<IpAddr>().is_ok() || host.bytes().all(is_name),
    };
    if host.is_empty() || !is_sound || port == 0 {
        return Err(form);
    }
    Ok(SocksProxy {
        host: host.to_owned(),
        port,
        // The password comes from elsewhere.
        credentials: user.map(|user| (user.to_owned(), Secret::new([]))),
    })
}

/// An address, with or without a port.
fn end(given: &str) -> Result<End, String> {
    if let Ok(socket) = given.parse::<SocketAddr>() {
        return Ok(End {
            address: socket.ip(),
            port: Some(socket.port()),
        });
    }
    let inner = given.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match inner.unwrap_or(given).parse() {
        Ok(address) => Ok(End {
            address,
            port: None,
        }),
        Err(_) => Err("write an address with or without a port: 192.0.2.1:12345, 192.0.2.1 or [2001:db8::1]:12345".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_and_never_with_a_password() {
        for (given, host, port, user) in [
            ("socks5://127.0.0.1:9050", "127.0.0.1", 9050, None),
            (
                "SOCKS5://proxy.example.com",
                "proxy.example.com",
                1080,
                None,
            ),
            ("socks5://[::1]:1081/", "::1", 1081, None),
            ("socks5://[::1]", "::1", 1080, None),
            ("socks5://::1", "::1", 1080, None),
            (
                "socks5://alice@localhost:1080",
                "localhost",
                1080,
                Some("alice"),
            ),
            ("socks5://a@b@localhost", "localhost", 1080, Some("a@b")),
        ] {
            let proxy = socks(given).unwrap_or_else(|error| panic!("{given}: {error}"));
            let named = proxy.credentials.as_ref().map(|(user, _)| user.as_str());
            assert_eq!(
                (proxy.host.as_str(), proxy.port, named),
                (host, port, user),
                "{given}"
            );
        }
        for (given, why) in [
            ("127.0.0.1:1080", "write socks5://["),
            ("http://127.0.0.1:3128", "SOCKS 5 proxies alone"),
            ("socks4://127.0.0.1", "SOCKS 5 proxies alone"),
            ("socks5h://127.0.0.1", "write socks5://"),
            ("socks5://alice:secret@127.0.0.1", "others can see"),
            ("socks5://", "write socks5://["),
            ("socks5://@h", "write socks5://["),
            ("socks5://h:0", "write socks5://["),
            ("socks5://h:70000", "write socks5://["),
            ("socks5://h:", "write socks5://["),
            ("socks5://[h]:1", "write socks5://["),
            ("socks5://h/x", "write socks5://["),
            ("socks5://a b", "write socks5://["),
        ] {
            let error = socks(given).unwrap_err();
            assert!(error.contains(why), "{given}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn ends_have_a_port_or_none() {
        for (given, wanted) in [
            ("192.0.2.1:7", Some(("192.0.2.1", Some(7)))),
            ("192.0.2.1", Some(("192.0.2.1", None))),
            ("[2001:db8::1]:7", Some(("2001:db8::1", Some(7)))),
            ("[2001:db8::1]", Some(("2001:db8::1", None))),
            ("2001:db8::1", Some(("2001:db8::1", None))),
            ("example.com:7", None),
            ("192.0.2.1:", None),
        ] {
            let found = end(given)
                .ok()
                .map(|end| (end.address.to_string(), end.port));
            let wanted = wanted.map(|(address, port)| (address.to_owned(), port));
            assert_eq!(found, wanted, "{given}");
        }
    }
}
