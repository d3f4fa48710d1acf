//! Which combinations of usage, selector and matching type to publish for SMTP (RFC 7671 §4 and §5, RFC 7672 §3.1).

use crate::dane::Combination;

/// What is to be said of a combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// RFC 7672 §3.1 recommends it.
    Recommended,
    /// It may be published; what to know about it.
    Usable(&'static str),
    /// It should not be published; why.
    NotRecommended(&'static str),
}

impl Advice {
    /// What is to be said of this combination.
    pub fn on(combination: Combination) -> Self {
        let Combination {
            usage,
            selector,
            matching_type,
        } = combination;
        match (usage, selector, matching_type) {
            (0 | 1, ..) => Self::NotRecommended(
                "no sender can use PKIX-TA(0) and PKIX-EE(1) for mail (RFC 7672, section 3.1.3)",
            ),
            (.., 0) => Self::NotRecommended(
                "Full(0) makes answers of DNS large, and some senders cannot use it (RFC 7672, section 3.1.2)",
            ),
            (3, 1, 1) | (2, 0, 1) => Self::Recommended,
            (.., 2) => Self::Usable(
                "not every sender must know SHA2-512(2): only beside the same with SHA2-256(1) (RFC 7671, section 2)",
            ),
            (3, 0, _) => Self::Usable(
                "it changes with every certificate, also where the key stays; 3 1 1 does not (RFC 7671, section 5.1)",
            ),
            _ => Self::Usable(
                "it pins the CA's key alone; 2 0 1 pins the limits in its certificate as well (RFC 7672, section 3.1.2)",
            ),
        }
    }

    /// Why it should not be published, if so.
    pub fn against(self) -> Option<&'static str> {
        match self {
            Self::NotRecommended(why) => Some(why),
            Self::Recommended | Self::Usable(_) => None,
        }
    }

    /// What there is to say.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Recommended => None,
            Self::Usable(words) | Self::NotRecommended(words) => Some(words),
        }
    }
}

/// Every combination that has a meaning; what is recommended comes first, and what is not, last.
pub fn all_combinations() -> Vec<Combination> {
    let usages = [3, 2, 1, 0].into_iter();
    let mut all: Vec<Combination> = usages
        .flat_map(|usage| [1, 0].map(|selector| (usage, selector)))
        .flat_map(|(usage, selector)| {
            [1, 2, 0].map(|matching| Combination::new(usage, selector, matching))
        })
        .collect();
    all.sort_by_key(|combination| Advice::on(*combination).against().is_some());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d73_what_is_recommended_comes_first_and_what_is_not_says_why() {
        let all = all_combinations();
        assert_eq!(all.len(), 24);
        assert_eq!(all.first(), Some(&Combination::RECOMMENDED));
        let against: Vec<bool> = all
            .iter()
            .map(|one| Advice::on(*one).against().is_some())
            .collect();
        assert!(against.is_sorted());
        for combination in all {
            let avoided = combination.usage < 2 || combination.matching_type == 0;
            let advice = Advice::on(combination);
            assert_eq!(advice.against().is_some(), avoided, "{combination}");
            let best = [(3, 1, 1), (2, 0, 1)].contains(&(
                combination.usage,
                combination.selector,
                combination.matching_type,
            ));
            assert_eq!(advice == Advice::Recommended, best, "{combination}");
        }
    }
}
