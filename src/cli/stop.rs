//! Where a session ends.

use crate::smtp::{DropPoint, Stage, Stop};
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Options on where a session ends.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Reaching the server")]
pub struct StopArgs {
    /// End with QUIT once STAGE is reached, and the greeting was read: connect, greeting, first-ehlo, starttls,
    /// xclient, ehlo, auth, mail, rcpt or data
    #[arg(long, value_name = "STAGE", conflicts_with = "drop_after", ignore_case = true, value_parser = stage(), hide_possible_values = true)]
    quit_after: Option<Stage>,
    /// Drop the connection once STAGE is reached; also knows starttls-reply, and data-reply after
    /// the reply to DATA, when no message was sent yet
    #[arg(long, value_name = "STAGE", ignore_case = true, value_parser = drop_point(), hide_possible_values = true)]
    drop_after: Option<DropPoint>,
}

impl StopArgs {
    /// Where the session ends.
    pub fn stop(&self) -> Stop {
        match (self.quit_after, self.drop_after) {
            (Some(stage), _) => Stop::QuitAfter(stage),
            (None, Some(point)) => Stop::DropAfter(point),
            (None, None) => Stop::WhenReady,
        }
    }
}

/// The stages by name, with swaks' synonyms; the shells complete the names.
fn stages() -> Vec<PossibleValue> {
    let value = |stage: Stage| {
        PossibleValue::new(stage.name())
            .aliases(stage.synonyms())
            .help(stage.sentence())
    };
    Stage::ALL.map(value).into()
}

fn stage() -> impl TypedValueParser<Value = Stage> {
    PossibleValuesParser::new(stages()).try_map(|name| name.parse::<Stage>())
}

fn drop_point() -> impl TypedValueParser<Value = DropPoint> {
    let mut points = stages();
    let replies = [DropPoint::StartTlsReply, DropPoint::DataReply];
    points.extend(replies.map(|it| PossibleValue::new(it.to_string()).help(it.sentence())));
    PossibleValuesParser::new(points).try_map(|name| name.parse::<DropPoint>())
}
