//! What a plan says besides its records: how long to wait, and what to know of the next key.

use super::Rollover;
use crate::dane::Tlsa;
use crate::judge::dane::finding::Finding;
use crate::judge::dane::publish::credential::Role;
use crate::judge::dane::publish::plan::Plan;
use crate::judge::dane::publish::step::{Act, Step};
use crate::judge::pkix::date::day;

/// The step at which the server changes.
pub(super) const DEPLOY: &str = "give the server its next certificate, wherever it answers, and check it with smtls tlsa --check";

/// The last step.
const REMOVE: &str = "when that went well and nothing shows the old certificate any more, remove what matches nothing then; until their \
                                 signatures run out, an attacker could still present them (RFC 7671, section 13)";

/// The last step where other services may have the same records.
const REMOVE_SHARED: &str = "when that went well, and nothing shows the old certificate any more, nor does another service that may have the same records \
                             need these, remove what matches nothing then; until their signatures run out, an attacker could still present \
                             them (RFC 7671, section 13)";

/// What a step says besides that names the whole RRset.
pub(super) const WHOLE: &str = "; what is published is named as well, as a wildcard may have made it that goes out of effect by this: leave what stands at this name already";

/// What the first records at a place mean to whoever has them as well.
pub(super) const BINDS_OTHERS: &str = "senders hold whatever has these records to them from then on, where none counted before: also add the records of every key \
                                       that is shown there and was not seen here, in the same change of the zone, or mail to it is kept";

/// Why an old kind of record is not removed.
pub(super) const OLD_KINDS: &str = "the old kind of record stays beside the new: another service, or an address that was not looked at, may have the same \
                                    records and match the old ones only, as where it shows the same key without its CA's certificate. The \
                                    old ones may go when smtls tlsa --check has found for each of them that the new ones match";

/// Why a plan does not go on to the next certificate.
pub(super) const NOT_COVERED: &str = "do not use what comes next yet: no record can be made of it that covers it for sure, as that depends on a certificate, \
                                      or a CA's, that is not known; name the certificate with --next as soon as it is there, with those of its CA behind it";

impl Rollover<'_> {
    /// What the last step says.
    pub(super) fn last_words(&self) -> &'static str {
        match self.of_others {
            true => REMOVE_SHARED,
            false => REMOVE,
        }
    }

    /// What there is to say, whatever is published.
    pub(super) fn about_all(&self, plan: &mut Plan) {
        let next = self.of(|one| one.role == Role::Next);
        let begins = next
            .iter()
            .filter_map(|one| one.end_entity()?.contents.as_ref().ok());
        let latest = begins.map(|contents| contents.not_before).max();
        if let Some(begins) = latest.filter(|begins| *begins > self.now) {
            plan.remark(format!(
                "the next certificate is not valid before {} (UTC): do not give it to the server earlier",
                day(begins)
            ));
        }
        let replaced = self.replaced();
        if replaced.len() > 1 && !next.is_empty() {
            let replaced: Vec<String> = replaced.iter().map(ToString::to_string).collect();
            plan.remark(format!(
                "this plan takes it that the next certificate comes in the place of all of these: the {}; as long as one of them is \
                 shown, its record must stay",
                replaced.join(", the ")
            ));
        }
        let unusable = self.published.iter().filter(|it| it.unusable().is_some());
        match (unusable.count(), self.usable().is_empty()) {
            (0, _) => {}
            (_, false) => plan.remark(
                "records that no sender can use are left out of this; they may go at any time",
            ),
            // Alone they still have senders insist on TLS (RFC 7672 §2.2).
            (_, true) => plan.remark(
                "the published records, which no sender can use, are left out of this; they may go at any time once the others are there: \
                 until then senders insist on TLS because of them",
            ),
        }
    }

    /// What there is to say of the next key before anything is done for it.
    pub(super) fn about_next(&self, plan: &mut Plan, rrset: &[Tlsa]) {
        for next in self.of(|one| one.role == Role::Next) {
            if self.current_with_key_of(next) {
                plan.remark(
                    "the next certificate has a key that the server uses already: records of that key, 3 1 x, match it as they are",
                );
            }
            if next.same_issuer {
                plan.remark(
                    "the same CA signed the next certificate: its records match if the server goes on sending the CA's certificate",
                );
            }
            let findings = next.held_against(rrset, self.names, self.now);
            for found in &findings {
                if let Finding::CannotTell(_) = found.finding {
                    plan.remark(found.to_string());
                }
            }
        }
    }

    /// The step at which nothing is done.
    pub(super) fn wait(&self, before: &str) -> Step {
        // RFC 7671 §8.1: at least two TTLs.
        let wait = self.ttl.map(|ttl| u64::from(ttl).saturating_mul(2));
        let words = match wait {
            Some(seconds) => format!(
                "wait until every name server of the zone answers with that, and then two TTLs more ({}) {before}: until then caches \
                 may hold the old RRset",
                span(seconds)
            ),
            None => format!(
                "wait until every name server of the zone answers with that, and then two TTLs of these records more {before}: until \
                 then caches may hold the old RRset"
            ),
        };
        Step::new(Act::Wait, words).waiting(wait)
    }
}

/// `7200 s, 2 h`.
fn span(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{seconds} s, {} min", seconds.div_ceil(60)),
        7200..172_800 => format!("{seconds} s, {} h", seconds.div_ceil(3600)),
        _ => format!("{seconds} s, {} days", seconds.div_ceil(86_400)),
    }
}
