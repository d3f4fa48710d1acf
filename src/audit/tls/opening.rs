//! The first hello: everything from TLS 1.0 to 1.3 at once, so that its answer tells the best version. Where a server cannot bear it,
//! one that it can.

use super::catalogue::CRAMPED;
use super::inquiry::{Inquiry, Meant};
use super::said::Said;
use crate::audit::{Ask, EvidenceId, Known, NotTested};
use crate::tls::names::{TLS_1_0, TLS_1_2, TLS_1_3};
use crate::tls::wire::ClientHello;

/// unrecognized_name (RFC 6066 §3).
pub(super) const UNRECOGNIZED_NAME: u8 = 112;

/// What the opening found out beside the best version.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The server refuses its own name, so that the hellos after it bear none.
    pub refuses_name: Known<(bool, EvidenceId)>,
}

impl<A: Ask> Inquiry<'_, A> {
    /// Finds a hello that the server answers.
    pub(super) async fn open(&self) -> Result<Opened, NotTested> {
        let mut opened = Opened::default();
        let heard = self.ask(Meant::ForSuites, "", self.everything()).await?;
        let evidence = heard.evidence;
        match heard.said {
            Said::Chose(_) => opened.refuses_name = Known::Known((false, evidence)),
            Said::Refused(_, Some(UNRECOGNIZED_NAME)) => {
                let name = self.server_name.take();
                let hello = self.everything();
                let heard = self.ask(Meant::ForSuites, "", hello).await?;
                match heard.said {
                    Said::Chose(_) => opened.refuses_name = Known::Known((true, evidence)),
                    _ => {
                        self.server_name.replace(name);
                    }
                }
            }
            Said::Refused(..) | Said::Ssl2(_) => {}
            Said::HungUp(_) | Said::Unclear(_) | Said::Unoffered(_) => self.find_bearable().await?,
        }
        Ok(opened)
    }

    /// All versions that one hello can offer, and everything in them.
    fn everything(&self) -> ClientHello {
        let mut hello = self.hello(TLS_1_3, Vec::new());
        hello.min_version = TLS_1_0;
        for version in [TLS_1_3, TLS_1_2] {
            let common = self.portions(version).into_iter().next();
            hello.suites.extend(common.unwrap_or_default());
        }
        for group in self.hello(TLS_1_2, Vec::new()).groups {
            if !hello.groups.contains(&group) {
                hello.groups.push(group);
            }
        }
        hello.status_request = true;
        hello.curious = true;
        hello
    }

    /// Tries a hello without TLS 1.3, then small ones; from then on, no hello is larger than the first that was answered.
    async fn find_bearable(&self) -> Result<(), NotTested> {
        for (version, is_cramped) in [(TLS_1_2, false), (TLS_1_2, true), (TLS_1_0, true)] {
            self.is_cramped.set(is_cramped);
            let mut suites = self
                .portions(version)
                .into_iter()
                .next()
                .unwrap_or_default();
            if is_cramped {
                suites = with_plain_rsa(suites);
            }
            let hello = self.hello(version, suites);
            let heard = self.ask(Meant::ForSuites, "", hello).await?;
            if matches!(heard.said, Said::Chose(_)) {
                return Ok(());
            }
        }
        self.is_cramped.set(false);
        Ok(())
    }
}

/// Half of these, and what even the oldest servers have.
fn with_plain_rsa(mut suites: Vec<u16>) -> Vec<u16> {
    suites.truncate(CRAMPED / 2);
    suites.extend([
        0x009c, 0x003c, 0x002f, 0x0035, 0x000a, 0x0005, 0x0004, 0x0033,
    ]);
    let mut seen = Vec::new();
    suites.retain(|it| {
        !seen.contains(it) && {
            seen.push(*it);
            true
        }
    });
    suites
}
