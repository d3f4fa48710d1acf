//! When a refusal is believed. An alert that gives the reason is, at once. handshake_failure is so as well, which a limiter or a
//! server under load may send too; so is any other way of refusing once it is proved to be no chance, by the same hello refused again
//! and by two more that are answered still. But a list is ended by two of these only, the other of which comes in the second
//! round, and after a row of them something is asked that was answered before: where that is refused, none of the row counts.

use super::exchange::Meant;
use super::inquiry::Inquiry;
use super::said::{Heard, Said, Way};
use super::trust::refused_version;
use super::words;
use crate::audit::{Ask, Contradiction, EvidenceId, NotTested};
use crate::tls::wire::{ClientHello, Hello};

/// So many refusals without a reason, one after the other, call for a control.
const IN_A_ROW: usize = 6;

impl<A: Ask> Inquiry<'_, A> {
    /// Asks, until the answer can be taken for what it says.
    pub(super) async fn insist(
        &self,
        meant: Meant,
        question: String,
        hello: Hello,
    ) -> Result<Heard, NotTested> {
        self.keep_the_last(&hello)?;
        let first = self.once(meant, question.clone(), hello.clone()).await?;
        // Whatever alert of TLS it is: who answers so does not speak SSL 2.0.
        if matches!((&hello, &first.said), (Hello::Ssl2(_), Said::Refused(..))) {
            return Ok(first);
        }
        if self.contradicts() {
            return self.once(meant, format!("{question}, again"), hello).await;
        }
        match first.way() {
            None => Ok(first),
            Some(way) if self.trust.is_its_way(way) => self.believe(first, way).await,
            Some(way) => self.prove(first, way, (meant, question, hello)).await,
        }
    }

    /// Asks once more where a single refusal would decide too much, unless it was asked more than once already, or says its reason.
    pub(super) async fn confirmed(
        &self,
        heard: Heard,
        meant: Meant,
        hello: ClientHello,
    ) -> Result<Heard, NotTested> {
        if heard.is_sure || heard.way().is_none() {
            return Ok(heard);
        }
        let again = self.ask(meant, "again", hello).await?;
        self.weigh(&heard, &again);
        let is_sure = matches!(again.said, Said::Refused(..));
        Ok(Heard { is_sure, ..again })
    }

    /// Asks twice more for what was refused where something lesser was accepted in between: a server that refuses every second hello
    /// would refuse the first of these as well.
    pub(super) async fn confirmed_after(
        &self,
        heard: Heard,
        meant: Meant,
        hello: ClientHello,
    ) -> Result<Heard, NotTested> {
        let again = self.confirmed(heard.clone(), meant, hello.clone()).await?;
        if heard.is_sure || !again.is_sure {
            return Ok(again);
        }
        let unsure = Heard {
            is_sure: false,
            ..again
        };
        self.confirmed(unsure, meant, hello).await
    }

    /// Takes note that a refusal was none, where it was not repeated.
    pub(super) fn weigh(&self, first: &Heard, again: &Heard) {
        let (Said::Refused(..), Said::Chose(flight), Some(way)) =
            (&first.said, &again.said, first.way())
        else {
            return;
        };
        self.trust.wavers(way);
        self.trust.contradict(Contradiction {
            version: flight.version,
            as_a_version: false,
            accepted: again.evidence,
            refused: first.evidence,
        });
        let words = format!("{}, and not when asked again", first.said.sentence());
        self.correct(first.evidence, &Said::Unclear(words));
    }

    /// How many refusals came since the server last answered: also those with a reason, which a server may give to anybody whom it
    /// does not like.
    pub(super) fn unanswered(&self) -> usize {
        let exchanges = self.exchanges();
        let since = exchanges.iter().rev();
        let since = since.take_while(|it| !matches!(it.heard.said, Said::Chose(_)));
        since.filter(|it| it.refusal().is_some()).count()
    }

    /// Whether the server still answers what it answered before; nothing where it never did.
    pub(super) async fn control(&self) -> Result<Option<bool>, NotTested> {
        let answered = self.exchanges().iter().rev().find_map(|exchange| {
            let (hello, flight) = exchange.choice()?;
            Some((hello.clone(), flight.version, exchange.heard.evidence))
        });
        let Some((hello, version, accepted)) = answered else {
            return Ok(None);
        };
        let question = format!("does it still answer: {}", words::question(&hello));
        let heard = self.once(Meant::Otherwise, question, Hello::Tls(hello));
        let heard = heard.await?;
        let is_answered = matches!(heard.said, Said::Chose(_));
        if let Some(way) = heard.way() {
            let contradiction = Contradiction {
                version,
                as_a_version: false,
                accepted,
                refused: heard.evidence,
            };
            self.trust.control_failed(way, contradiction);
        }
        Ok(Some(is_answered))
    }

    /// Whether the server still answers what it answered before. Where it does not, asked twice, no refusal in this way that came
    /// since is believed.
    pub(super) async fn is_still_there(&self, way: Way) -> Result<bool, NotTested> {
        let row = self.since_answered();
        if self.control().await? != Some(false) {
            return Ok(true);
        }
        let is_there = self.control().await? == Some(true);
        match is_there {
            true => self.trust.wavers(way),
            false => self.trust.doubt(row),
        }
        Ok(is_there)
    }

    /// The last answer refuses a version that was chosen before.
    fn contradicts(&self) -> bool {
        let exchanges = self.exchanges();
        let refused = exchanges.last().and_then(refused_version);
        refused.is_some_and(|version| {
            let mut choices = exchanges.iter().filter_map(|it| it.choice());
            choices.any(|(_, flight)| flight.version == version)
        })
    }

    /// The refusals without a reason since the server last answered, or gave a reason.
    fn since_answered(&self) -> Vec<EvidenceId> {
        let exchanges = self.exchanges();
        let last = exchanges.iter().rev();
        let row = last.map_while(|it| match it.heard.said {
            Said::Refused(..) => it.heard.way().map(|_| Some(it.heard.evidence)),
            Said::HungUp(_) | Said::Silent(_) | Said::Unclear(_) => Some(None),
            Said::Chose(_) | Said::Ssl2(_) | Said::Unoffered(_) => None,
        });
        row.flatten().collect()
    }

    /// Takes a refusal for what it says, unless it is one in a row at whose end nothing is answered any more.
    async fn believe(&self, first: Heard, way: Way) -> Result<Heard, NotTested> {
        let said = first.said.into_refusal();
        self.correct(first.evidence, &said);
        let heard = Heard { said, ..first };
        let row = self.since_answered();
        // What is repeated was refused before, with an answer in between: its row tells nothing.
        let is_spared = self.is_quick() || self.is_repeating.get();
        if !is_spared && row.len() >= IN_A_ROW && !self.is_still_there(way).await? {
            self.is_shut_out.set(true);
        }
        Ok(heard)
    }

    /// Asks the same once more, and then what was answered before, twice.
    async fn prove(
        &self,
        first: Heard,
        way: Way,
        (meant, question, hello): (Meant, String, Hello),
    ) -> Result<Heard, NotTested> {
        let deed = first.said.sentence();
        let first_words = Said::Unclear(format!("{deed}, and was not asked again"));
        self.correct(first.evidence, &first_words);
        let again = self
            .once(meant, format!("{question}, again"), hello)
            .await?;
        let first_words = Said::Unclear(format!("{deed}, and not when asked again"));
        let is_trouble = again.way().is_some_and(|way| !way.is_usual());
        if !is_trouble {
            self.trust.wavers(way);
            if let Said::Chose(flight) = &again.said {
                self.trust.contradict(Contradiction {
                    version: flight.version,
                    as_a_version: false,
                    accepted: again.evidence,
                    refused: first.evidence,
                });
            }
            self.correct(first.evidence, &first_words);
            return Ok(again);
        }
        let (how, deed) = (again.said.how(), again.said.sentence());
        self.correct(again.evidence, &Said::Unclear(how.clone()));
        let said = match self.controls().await? {
            None => Said::Unclear(format!("{deed}, twice")),
            Some((false, false)) => {
                self.is_shut_out.set(true);
                Said::Unclear(format!("{deed}, and then answered nothing"))
            }
            Some((true, true)) if !self.trust.is_flighty() => {
                self.trust.prove(way);
                Said::Refused(format!("{how}, twice"), way.alert())
            }
            Some(_) => {
                self.trust.wavers(way);
                let anything = "as it does now and then to anything";
                Said::Unclear(format!("{deed}, {anything}"))
            }
        };
        for evidence in [first.evidence, again.evidence] {
            self.correct(evidence, &said);
        }
        Ok(Heard {
            said,
            is_sure: true,
            ..first
        })
    }

    /// Whether the server still answers what it answered before, asked twice: after two refusals in a row, no pattern of every second
    /// or every third connection fits both. Once is enough where the answer is no news. Nothing where it never answered.
    async fn controls(&self) -> Result<Option<(bool, bool)>, NotTested> {
        let Some(one) = self.control().await? else {
            return Ok(None);
        };
        let other = match one && self.trust.is_proved() {
            true => true,
            false => self.control().await? == Some(true),
        };
        Ok(Some((one, other)))
    }
}
