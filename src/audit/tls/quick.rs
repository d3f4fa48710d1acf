//! The quick inquiry: what a profile needs for its verdict, the worst first and class by class.

use super::certificates::{without_name, wrong_name};
use super::classes::unseen;
use super::exchange::Meant;
use super::forbids::Forbids;
use super::inquiry::Inquiry;
use super::opening::Opened;
use super::said::Said;
use super::suites::PROTOCOL_VERSION;
use super::weak::{
    ask_classes, ask_field, ask_forbidden, ask_other_key, curves_refused, groups_refused,
    old_schemes, post_quantum, schemes_refused,
};
use super::{versions, words};
use crate::audit::{Ask, EvidenceId, Known, NotTested, Support, VersionFacts};
use crate::tls::names::{SSL_3_0, TLS_1_1, TLS_1_2, TLS_1_3};

/// What the quick inquiry found out, beside what all answers together say.
#[derive(Debug, Default)]
pub(super) struct Quick {
    /// What the opening found out.
    pub opened: Opened,
    /// SSL 2.0.
    pub ssl_2_0: Vec<VersionFacts>,
    /// Whether the versions are spoken.
    pub supports: Vec<(u16, Known<Support>)>,
    /// The groups of TLS 1.3 that were refused.
    pub refused_groups: Vec<u16>,
    /// The curves that were refused below TLS 1.3.
    pub refused_curves: Vec<u16>,
    /// The schemes of TLS 1.2 that were refused.
    pub refused_schemes: Vec<u16>,
    /// A client that sends no name is refused.
    pub needs_name: Known<(bool, EvidenceId)>,
    /// A client that sends a wrong name is refused.
    pub refuses_wrong_name: Known<(bool, EvidenceId)>,
}

impl Quick {
    /// Asks, until everything is asked or the connections are used up: first for what the profile decides on, and then for the rest.
    pub(super) async fn ask<A: Ask>(
        &mut self,
        inquiry: &Inquiry<'_, A>,
        forbids: &Forbids,
    ) -> Result<(), NotTested> {
        let is_named = inquiry.server_name.borrow().is_some();
        self.needs_name = Known::NotTested(match is_named {
            true => NotTested::Quick,
            false => NotTested::NO_NAME,
        });
        self.refuses_wrong_name = Known::NotTested(NotTested::Quick);
        self.opened = inquiry.open().await?;
        self.ssl_2_0 = versions::ssl_2_0(inquiry).await;
        self.ask_older(inquiry).await?;
        self.ask_newer(inquiry).await?;
        let is_yes = |support: &Known<Support>| matches!(support, Known::Known(Support::Yes(_)));
        let spoken = self.supports.iter().filter(|(_, support)| is_yes(support));
        let mut spoken: Vec<u16> = spoken.map(|(version, _)| *version).collect();
        spoken.sort_unstable_by(|one, other| other.cmp(one));
        self.settle(inquiry, forbids, &spoken).await?;
        self.ask_more(inquiry, &spoken).await
    }

    /// What decides about a MUST.
    async fn settle<A: Ask>(
        &mut self,
        inquiry: &Inquiry<'_, A>,
        forbids: &Forbids,
        spoken: &[u16],
    ) -> Result<(), NotTested> {
        let older = spoken.iter().copied().find(|version| *version <= TLS_1_2);
        for version in spoken {
            ask_forbidden(inquiry, *version, forbids).await?;
        }
        if let (true, Some(version)) = (forbids.fields, older) {
            // One connection tells of both where it is answered.
            self.refuses_wrong_name = ask_field(inquiry, version, forbids.refusing_names).await?;
        }
        if spoken.contains(&TLS_1_3) {
            let groups = forbids.groups_of(TLS_1_3);
            self.refused_groups = groups_refused(inquiry, "forbidden groups", groups).await?;
        }
        if older == Some(TLS_1_2) {
            self.refused_schemes = schemes_refused(inquiry, forbids.schemes.clone()).await?;
        }
        if let Some(version) = older {
            let forbidden = forbids.groups_of(version);
            self.refused_curves = curves_refused(inquiry, version, forbidden).await?;
        }
        if let (None, Some(version)) = (self.needs_name.known(), older.or(spoken.first().copied()))
        {
            self.needs_name = without_name(inquiry, version).await.into();
        }
        // It comes last: where it is answered by a choice, it shows that the refusals before it were meant.
        if forbids.refusing_names {
            self.ask_wrong_name(inquiry, spoken).await;
        }
        Ok(())
    }

    /// What else is of use, as far as the connections go.
    async fn ask_more<A: Ask>(
        &mut self,
        inquiry: &Inquiry<'_, A>,
        spoken: &[u16],
    ) -> Result<(), NotTested> {
        let older = spoken.iter().copied().find(|version| *version <= TLS_1_2);
        if older == Some(TLS_1_2) {
            let mut left = old_schemes();
            let met = inquiry.schemes_met();
            left.retain(|it| !met.iter().any(|(met, _)| met == it));
            left.retain(|it| !self.refused_schemes.contains(it));
            let refused = schemes_refused(inquiry, left).await?;
            self.refused_schemes.extend(refused);
        }
        // Where old versions are spoken, their weak suites are the more important news.
        if spoken.iter().all(|version| *version >= TLS_1_2) {
            self.ask_wrong_name(inquiry, spoken).await;
        }
        if let Some(version) = older {
            ask_other_key(inquiry, version).await?;
            ask_classes(inquiry, version).await?;
        }
        if spoken.contains(&TLS_1_3) {
            let groups = post_quantum();
            let refused = groups_refused(inquiry, "post-quantum groups", groups).await?;
            self.refused_groups.extend(refused);
        }
        Ok(())
    }

    async fn ask_wrong_name<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>, spoken: &[u16]) {
        let older = spoken.iter().copied().find(|version| *version <= TLS_1_2);
        if let (None, Some(version)) = (
            self.refuses_wrong_name.known(),
            older.or(spoken.first().copied()),
        ) {
            self.refuses_wrong_name = wrong_name(inquiry, version).await.into();
        }
    }

    /// TLS 1.1 down to SSL 3.0: each answer tells the best of those that were offered.
    async fn ask_older<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>) -> Result<(), NotTested> {
        let mut next = Some(TLS_1_1);
        while let Some(version) = next {
            let suites = match inquiry.cramped_by() {
                None => unseen(version, &[]),
                Some(_) => inquiry
                    .portions(version)
                    .into_iter()
                    .next()
                    .unwrap_or_default(),
            };
            let hello = inquiry.hello(version, suites);
            let heard = inquiry.ask_version(hello).await?;
            let (evidence, is_sure) = (heard.evidence, heard.is_sure);
            let support = match heard.said {
                Said::Chose(flight) => {
                    let how = format!("chose {} instead", words::version(flight.version));
                    for passed in (flight.version..=version).skip(1).rev() {
                        let how = how.clone();
                        let no = Support::No { how, evidence };
                        self.supports.push((passed, Known::Known(no)));
                    }
                    let yes = Known::Known(Support::Yes(evidence));
                    self.supports.push((flight.version, yes));
                    next = flight.version.checked_sub(1).filter(|it| *it >= SSL_3_0);
                    continue;
                }
                Said::Refused(how, alert) => match inquiry.cramped_by() {
                    Some(why) if alert != Some(PROTOCOL_VERSION) => Known::NotTested(why),
                    // There is no connection to spare for a second time.
                    _ if alert != Some(PROTOCOL_VERSION) && !is_sure => {
                        let how = format!("{how}, asked once");
                        Known::Known(Support::No { how, evidence })
                    }
                    _ => Known::Known(Support::No { how, evidence }),
                },
                said => Known::NotTested(said.unclear()),
            };
            self.supports.push((version, support));
            next = version.checked_sub(1).filter(|it| *it >= SSL_3_0);
        }
        Ok(())
    }

    /// TLS 1.3 and 1.2, as far as the opening has left that open; TLS 1.2 without a server name, if that will do.
    async fn ask_newer<A: Ask>(&mut self, inquiry: &Inquiry<'_, A>) -> Result<(), NotTested> {
        for version in [TLS_1_2, TLS_1_3] {
            let support = match inquiry.first_at(version) {
                Some((_, evidence)) => Known::Known(Support::Yes(evidence)),
                None => self.ask_version(inquiry, version).await?,
            };
            self.supports.insert(0, (version, support));
        }
        Ok(())
    }

    async fn ask_version<A: Ask>(
        &mut self,
        inquiry: &Inquiry<'_, A>,
        version: u16,
    ) -> Result<Known<Support>, NotTested> {
        let suites = inquiry.portions(version).into_iter().next();
        let mut hello = inquiry.hello(version, suites.unwrap_or_default());
        let name = hello.server_name.take();
        let nameless_hello = hello.clone();
        let mut refused = None;
        if name.is_some() && version == TLS_1_2 {
            let nameless = inquiry.ask(Meant::Otherwise, "no server name", hello.clone());
            let heard = nameless.await?;
            match &heard.said {
                Said::Chose(flight) if flight.version == version => {
                    self.needs_name = Known::Known((false, heard.evidence));
                    return Ok(Known::Known(Support::Yes(heard.evidence)));
                }
                Said::Refused(..) => refused = Some(heard),
                _ => {}
            }
        }
        hello.server_name = name;
        let heard = inquiry.ask_version(hello).await?;
        let support = versions::supported(version, heard);
        if let (Some(refused), Known::Known(Support::Yes(_))) = (refused, &support) {
            let heard = inquiry.confirmed_after(refused, Meant::Otherwise, nameless_hello);
            let heard = heard.await?;
            let is_needed = matches!(heard.said, Said::Refused(..));
            self.needs_name = Known::Known((is_needed, heard.evidence));
        }
        Ok(support)
    }
}
