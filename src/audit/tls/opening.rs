//! The first hello: everything from TLS 1.0 to 1.3 at once, so that its answer tells the best version. Where a server cannot bear it,
//! one that it can.

use super::bearable::ALL_VERSIONS;
use super::catalogue::MOST;
use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::Said;
use super::suites::PROTOCOL_VERSION;
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
        let is_named = self.server_name.borrow().is_some();
        if !is_named {
            opened.refuses_name = Known::NotTested(NotTested::NO_NAME);
        }
        let mut hello = self.everything();
        let mut heard = self.ask(Meant::ForSuites, "", hello.clone()).await?;
        let evidence = heard.evidence;
        if is_named && matches!(heard.said, Said::Refused(_, Some(UNRECOGNIZED_NAME))) {
            let name = self.server_name.take();
            hello = self.everything();
            heard = self.ask(Meant::ForSuites, "", hello.clone()).await?;
            match heard.said {
                Said::Chose(_) => opened.refuses_name = Known::Known((true, evidence)),
                _ => {
                    self.server_name.replace(name);
                }
            }
        } else if is_named && matches!(heard.said, Said::Chose(_)) {
            opened.refuses_name = Known::Known((false, evidence));
        }
        match heard.said {
            Said::Refused(_, Some(PROTOCOL_VERSION | UNRECOGNIZED_NAME)) => {}
            Said::HungUp(_) | Said::Silent(_) | Said::Unclear(_) | Said::Refused(..) => {
                self.find_bearable(hello, heard.evidence, ALL_VERSIONS)
                    .await?;
            }
            _ => {}
        }
        if is_named && !self.is_any_answered() {
            self.try_without_name(&mut opened).await?;
        }
        Ok(opened)
    }

    /// Where no hello was answered, it may be the name that the server refuses, whatever it says: asks without one, and, where that
    /// is answered, with it once more.
    async fn try_without_name(&self, opened: &mut Opened) -> Result<(), NotTested> {
        let named = self.everything();
        let name = self.server_name.take();
        let heard = self.ask(Meant::ForSuites, "no server name", self.everything());
        if !matches!(heard.await?.said, Said::Chose(_)) {
            self.server_name.replace(name);
            return Ok(());
        }
        let heard = self.ask(Meant::Otherwise, "again", named).await?;
        match heard.said {
            Said::Refused(..) => opened.refuses_name = Known::Known((true, heard.evidence)),
            _ => {
                self.server_name.replace(name);
            }
        }
        Ok(())
    }

    /// Whether any hello was answered by a choice.
    pub(super) fn is_any_answered(&self) -> bool {
        self.exchanges().iter().any(|it| it.choice().is_some())
    }

    /// All versions that one hello can offer, and everything in them.
    fn everything(&self) -> ClientHello {
        let mut hello = self.hello(TLS_1_3, Vec::new());
        hello.min_version = TLS_1_0;
        for version in [TLS_1_3, TLS_1_2] {
            let common = self.portions(version).into_iter().next();
            hello.suites.extend(common.unwrap_or_default());
        }
        hello.suites.truncate(MOST);
        for group in self.hello(TLS_1_2, Vec::new()).groups {
            if !hello.groups.contains(&group) {
                hello.groups.push(group);
            }
        }
        hello.status_request = true;
        hello.curious = true;
        hello
    }
}
