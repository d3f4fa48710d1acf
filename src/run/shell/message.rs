//! `/send`: a file as the message, in pieces of bounded size.

use super::desk::Desk;
use super::table::Table;
use crate::probe::{Moment, Turn};
use crate::quote;
use crate::shell::LineEnds;
use crate::smtp::Mode;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// How much of the file is read at once, in octets.
const PIECE: usize = 64 * 1024;

impl Desk {
    /// Sends a file: with BDAT where CHUNKING is offered (RFC 3030), else with DATA, or as the message that is under way.
    pub(super) async fn send_file(
        &mut self,
        table: &mut Table<'_>,
        path: &Path,
        moment: Moment,
    ) -> Moment {
        let mut file = match open(path) {
            Ok(file) => file,
            Err(error) => {
                let name = quote::text(&path.display().to_string());
                return self
                    .refuse(table, &format!("{name} cannot be sent: {error}"), moment)
                    .await;
            }
        };
        let in_chunks = moment
            .offered
            .iter()
            .any(|it| it.eq_ignore_ascii_case(b"CHUNKING"));
        match moment.mode {
            Mode::Command if in_chunks => self.send_chunks(table, &mut file, moment).await,
            Mode::Command => {
                let after = self.turn(table, Turn::Line(b"DATA".to_vec())).await;
                match after.mode {
                    Mode::Message => self.send_data(table, &mut file, after).await,
                    _ => {
                        self.complain("DATA was refused, so that nothing was sent");
                        after
                    }
                }
            }
            Mode::Message => self.send_data(table, &mut file, moment).await,
            Mode::Chunk(_) | Mode::Response => {
                self.refuse(table, "a message cannot be sent here", moment)
                    .await
            }
        }
    }

    async fn send_data(
        &mut self,
        table: &mut Table<'_>,
        file: &mut File,
        mut moment: Moment,
    ) -> Moment {
        let mut ends = LineEnds::default();
        loop {
            match piece(file) {
                Ok(piece) if piece.is_empty() => return self.turn(table, Turn::EndOfMessage).await,
                Ok(piece) => moment = self.turn(table, Turn::Message(ends.mended(&piece))).await,
                Err(error) => return self.broken(table, &error, moment).await,
            }
        }
    }

    async fn send_chunks(
        &mut self,
        table: &mut Table<'_>,
        file: &mut File,
        moment: Moment,
    ) -> Moment {
        let mut ends = LineEnds::default();
        let mut octets = match piece(file) {
            Ok(piece) => ends.mended(&piece),
            Err(error) => return self.broken(table, &error, moment).await,
        };
        loop {
            let next = match piece(file) {
                Ok(piece) => piece,
                Err(error) => return self.broken(table, &error, moment).await,
            };
            let last = next.is_empty();
            if last {
                octets.extend_from_slice(ends.end());
            }
            let turn = Turn::Chunk {
                octets: std::mem::take(&mut octets),
                last,
            };
            let after = self.turn(table, turn).await;
            if last {
                return after;
            }
            if self.last.as_ref().is_none_or(|reply| reply.class() != 2) {
                self.complain("the chunk was refused, so that the rest was not sent");
                return after;
            }
            octets = ends.mended(&next);
        }
    }

    /// Half a message must not be taken for a whole one: the connection is dropped.
    async fn broken(&mut self, table: &mut Table<'_>, error: &io::Error, moment: Moment) -> Moment {
        drop(moment);
        self.complain(&format!(
            "the file cannot be read any more: {error}; the message was not ended"
        ));
        self.turn(table, Turn::Drop).await
    }
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// The next piece; empty at the end.
fn piece(file: &mut File) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(PIECE);
    let most = u64::try_from(PIECE).unwrap_or(u64::MAX);
    file.take(most).read_to_end(&mut piece)?;
    Ok(piece)
}
