//! How long each stage of a connection took, on an axis that connections share.

use crate::report::ObservationReport;
use crate::report::observation::StageReport;

/// An axis is shared by connections that last at least this part of the longest; one that timed out would leave the others no room.
const SHARE: f64 = 20.0;

/// A connection as a row of bars.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Waterfall {
    /// Why the connection was made.
    pub purpose: &'static str,
    /// What it consists of, in order.
    pub bars: Vec<Bar>,
    /// How long it lasted, in milliseconds.
    pub took: f64,
    /// The end of its axis, in milliseconds.
    pub axis: f64,
}

/// One stage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// Its name.
    pub stage: &'static str,
    /// When it began, in milliseconds since the connection was begun.
    pub from: f64,
    /// How long it took, in milliseconds.
    pub took: f64,
    /// Whether it was not reached.
    pub failed: bool,
}

/// The connections of a target, each with its bars.
pub(super) fn waterfalls<'a>(
    seen: impl Iterator<Item = &'a ObservationReport> + Clone,
) -> Vec<Waterfall> {
    let durations = seen.clone().map(|seen| seen.duration_ms);
    let longest = durations.clone().fold(0.0, f64::max);
    let others = durations.filter(|took| took * SHARE < longest);
    let short = others.fold(0.0, f64::max);
    let rows = seen.map(|seen| Waterfall {
        purpose: seen.purpose,
        bars: bars(
            &seen.stages,
            seen.failures.first().map(|it| it.stage),
            seen.duration_ms,
        ),
        took: seen.duration_ms,
        axis: match seen.duration_ms * SHARE < longest {
            true => short,
            false => longest,
        },
    });
    rows.collect()
}

fn bars(stages: &[StageReport], failed: Option<&'static str>, took: f64) -> Vec<Bar> {
    let mut from = 0.0;
    let mut bars = Vec::new();
    for stage in stages {
        bars.push(Bar {
            stage: stage.stage,
            from,
            took: (stage.at_ms - from).max(0.0),
            failed: false,
        });
        from = stage.at_ms.max(from);
    }
    let rest = took - from;
    if rest > 0.0 || failed.is_some() {
        bars.push(Bar {
            stage: failed.unwrap_or("end"),
            from,
            took: rest.max(0.0),
            failed: failed.is_some(),
        });
    }
    bars
}

impl Bar {
    /// Where it begins and how long it is, in hundredths of the axis.
    pub fn place(&self, axis: f64) -> (f64, f64) {
        let part = |milliseconds: f64| match axis > 0.0 {
            true => (milliseconds / axis * 100.0).clamp(0.0, 100.0),
            false => 0.0,
        };
        (part(self.from), part(self.took))
    }
}

/// Milliseconds as they are read: with decimals where there are few.
pub(super) fn milliseconds(took: f64) -> String {
    match took {
        took if took >= 100.0 => format!("{took:.0} ms"),
        took if took >= 10.0 => format!("{took:.1} ms"),
        took => format!("{took:.2} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(stage: &'static str, at_ms: f64) -> StageReport {
        StageReport { stage, at_ms }
    }

    #[test]
    fn each_stage_begins_where_the_last_was_reached() {
        let stages = [stage("connect", 2.0), stage("greeting", 5.0)];
        let told = |bars: &[Bar]| -> Vec<(&str, f64, f64, bool)> {
            let bars = bars.iter();
            bars.map(|it| (it.stage, it.from, it.took, it.failed))
                .collect()
        };
        assert_eq!(
            told(&bars(&stages, None, 8.0)),
            [
                ("connect", 0.0, 2.0, false),
                ("greeting", 2.0, 3.0, false),
                ("end", 5.0, 3.0, false)
            ]
        );
        assert_eq!(
            told(&bars(&stages, Some("first-ehlo"), 5.0)).last(),
            Some(&("first-ehlo", 5.0, 0.0, true))
        );
        assert_eq!(told(&bars(&[], None, 0.0)), []);
    }

    #[test]
    fn bars_stay_on_their_axis() {
        let bar = Bar {
            stage: "connect",
            from: 5.0,
            took: 50.0,
            failed: false,
        };
        assert_eq!(bar.place(10.0), (50.0, 100.0));
        assert_eq!(bar.place(0.0), (0.0, 0.0));
        assert_eq!(milliseconds(0.456), "0.46 ms");
        assert_eq!(milliseconds(12.34), "12.3 ms");
        assert_eq!(milliseconds(30_000.4), "30000 ms");
    }
}
