//! A hello made by hand instead of a handshake, and the flight that answers it.

use super::{FAREWELL, READ, Session, Wire};
use crate::probe::answered::Answered;
use crate::probe::event::{Event, Timed};
use crate::probe::meter::Metered;
use crate::probe::observation::Observation;
use crate::smtp::Dialogue;
use crate::tls::wire::{Answer, Reader};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many reads the rest of a server's flight may take.
const MOST_READS: usize = 64;

/// How long is waited for the rest of a flight where the server left the flight before it unfinished: what it chose is known by then, and
/// a server that goes on does so at once.
const REST: Duration = Duration::from_secs(2);

impl<W: FnMut(&Observation, &Timed)> Session<'_, W> {
    /// Sends the hello made by hand and reads the server's first flight. Nothing can follow: there is no key.
    pub(super) async fn ask(&mut self, wire: &mut Wire, dialogue: &mut Dialogue) {
        let (Wire::Clear(mut stream), Some(hello)) =
            (std::mem::replace(wire, Wire::Gone), self.hello.take())
        else {
            return dialogue.closed(false);
        };
        let patience = self.left(self.settings.timeouts.reply);
        self.tell(Event::Waiting);
        let sent = hello.octets();
        let mut reader = Reader::new(hello.clone());
        let leaves_flights = self.client.leaves_flights();
        let exchange = async {
            stream.write_all(&sent).await?;
            let mut buffer = [0; READ];
            let mut end_of_rest = None;
            while !reader.is_complete() {
                let read = match end_of_rest {
                    Some(end) => match tokio::time::timeout_at(end, stream.read(&mut buffer)).await
                    {
                        Ok(read) => read,
                        Err(_) => return Err(io::ErrorKind::TimedOut.into()),
                    },
                    None => stream.read(&mut buffer).await,
                };
                match read? {
                    0 => break,
                    count => reader.receive(buffer.get(..count).unwrap_or_default()),
                }
                if leaves_flights && reader.has_chosen() {
                    end_of_rest.get_or_insert_with(|| tokio::time::Instant::now() + REST);
                }
            }
            io::Result::Ok(())
        };
        let exchanged = tokio::time::timeout(patience, exchange).await;
        let has_stopped = match &exchanged {
            Err(_) => true,
            Ok(Err(error)) => error.kind() == io::ErrorKind::TimedOut && reader.has_chosen(),
            Ok(Ok(())) => false,
        };
        let answer = match exchanged {
            _ if has_stopped => reader.timed_out(patience),
            Ok(Ok(())) => reader.closed(),
            Ok(Err(_)) | Err(_) => reader.reset(),
        };
        if let Answer::Flight(flight) = &answer {
            self.client.note_flight(has_stopped && !flight.is_whole);
        }
        if let Some(alert) = answer.farewell() {
            let goes_on = !has_stopped && answer.choice().is_none_or(|flight| flight.goes_on());
            let farewell = break_off(&mut stream, &alert, goes_on);
            let _ = tokio::time::timeout(FAREWELL.min(patience), farewell).await;
        }
        self.tell(Event::Answered(Box::new(Answered {
            hello,
            sent,
            received: reader.octets().to_vec(),
            answer,
        })));
        // The stage was not reached, and did not fail either: it was not the question.
        let _ = dialogue.broke();
    }
}

/// Tells the server that its handshake ends here. Where it has more to say, that is read first and forgotten: a socket that is
/// closed with something unread in it is reset, and the server would log that instead.
async fn break_off(stream: &mut Metered<TcpStream>, alert: &[u8], goes_on: bool) -> io::Result<()> {
    stream.write_all(alert).await?;
    stream.shutdown().await?;
    let mut rest = [0; READ];
    for _ in 0..if goes_on { MOST_READS } else { 0 } {
        if stream.read(&mut rest).await? == 0 {
            break;
        }
    }
    Ok(())
}
