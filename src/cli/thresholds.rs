//! By what days of validity monitoring warns.

use super::usage::UsageError;
use crate::report::Thresholds;
use clap::Args;

/// The thresholds.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct ThresholdArgs {
    /// For --format nagios: warn where a server's certificate whose dates count has fewer days left than this [default: 14]
    #[arg(long, value_name = "DAYS")]
    warn_days: Option<u32>,
    /// For --format nagios: critical where a server's certificate whose dates count has fewer days left than this [default: 7]
    #[arg(long, value_name = "DAYS")]
    crit_days: Option<u32>,
}

impl ThresholdArgs {
    /// The thresholds.
    ///
    /// # Errors
    /// Where it would be critical before it warns.
    pub fn meant(self) -> Result<Thresholds, UsageError> {
        let by_default = Thresholds::default();
        let critical_days = match (self.crit_days, self.warn_days) {
            (Some(days), _) => days,
            // Who wants to be warned late wants no alarm before that.
            (None, Some(warn)) => by_default.critical_days.min(warn),
            (None, None) => by_default.critical_days,
        };
        let warn_days = self
            .warn_days
            .unwrap_or(by_default.warn_days.max(critical_days));
        if critical_days > warn_days {
            return Err(UsageError::new(
                format!(
                    "--crit-days {critical_days} is more than --warn-days {warn_days}, so that it would never warn"
                ),
                "give --warn-days the larger number",
            ));
        }
        Ok(Thresholds {
            warn_days,
            critical_days,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_warns_before_it_is_critical() {
        for (warn_days, crit_days, expected) in [
            (None, None, Some((14, 7))),
            (Some(3), None, Some((3, 3))),
            (None, Some(30), Some((30, 30))),
            (Some(21), Some(10), Some((21, 10))),
            (Some(5), Some(6), None),
        ] {
            let meant = ThresholdArgs {
                warn_days,
                crit_days,
            }
            .meant();
            let meant = meant.ok().map(|it| (it.warn_days, it.critical_days));
            assert_eq!(meant, expected, "{warn_days:?} {crit_days:?}");
        }
    }
}
