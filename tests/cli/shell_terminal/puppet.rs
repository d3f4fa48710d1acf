//! A server in the clear that does what it is told while a test looks at the screen.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// How long it may take until a client has come or said something.
const PATIENCE: Duration = Duration::from_secs(120);

/// The extension of a puppet that does not answer QUIT.
pub const MUTE: &str = "XMUTE";

/// The server, with one client.
pub struct Puppet {
    pub address: SocketAddr,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

#[derive(Default)]
struct Seen {
    client: Option<TcpStream>,
    lines: Vec<String>,
}

impl Puppet {
    /// Answers EHLO with these lines, DATA with 354 and the dot with 250, AUTH with a challenge, HANG with nothing, and all else with 250.
    pub fn new(extensions: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::<(Mutex<Seen>, Condvar)>::default();
        let theirs = seen.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                // A client that leaves is what some tests are about.
                let _ = serve(client.unwrap(), extensions, &theirs);
            }
        });
        Self { address, seen }
    }

    /// The words of a shell with it.
    pub fn shell(&self, options: &[&str]) -> Vec<String> {
        let mut words = vec!["shell".to_owned(), "--no-tls".to_owned()];
        words.extend(options.iter().map(|word| (*word).to_owned()));
        words.push(self.address.to_string());
        words
    }

    /// Says something unasked.
    pub fn says(&self, text: &str) {
        let seen = self.seen.0.lock().unwrap();
        let mut client = seen.client.as_ref().unwrap();
        client.write_all(text.as_bytes()).unwrap();
    }

    /// Closes the connection.
    pub fn closes(&self) {
        let seen = self.seen.0.lock().unwrap();
        let client = seen.client.as_ref().unwrap();
        client.shutdown(Shutdown::Both).unwrap();
    }

    /// What the client said, once it has said this.
    #[track_caller]
    pub fn heard(&self, line: &str) -> Vec<String> {
        let seen = self.seen.0.lock().unwrap();
        let waits = |seen: &mut Seen| !seen.lines.iter().any(|other| other == line);
        let (seen, waited) = self
            .seen
            .1
            .wait_timeout_while(seen, PATIENCE, waits)
            .unwrap();
        assert!(
            !waited.timed_out(),
            "never heard {line:?}: {:?}",
            seen.lines
        );
        seen.lines.clone()
    }
}

fn serve(
    client: TcpStream,
    extensions: &[&str],
    seen: &(Mutex<Seen>, Condvar),
) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    seen.0.lock().unwrap().client = Some(client.try_clone()?);
    let mut out = client.try_clone()?;
    out.write_all(b"220 puppet.test ESMTP\r\n")?;
    let mut is_message = false;
    for line in BufReader::new(client).lines() {
        let line = line?;
        let verb = line
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let reply = match (verb.as_str(), is_message) {
            (".", true) => "250 2.0.0 taken\r\n".to_owned(),
            (_, true) => String::new(),
            ("EHLO", _) => {
                let mut lines = vec!["puppet.test"];
                lines.extend(extensions);
                let last = lines.pop().unwrap_or_default();
                let first: String = lines.iter().map(|line| format!("250-{line}\r\n")).collect();
                format!("{first}250 {last}\r\n")
            }
            ("DATA", _) => "354 go on\r\n".to_owned(),
            ("AUTH", _) => "334 VXNlcm5hbWU6\r\n".to_owned(),
            ("HANG", _) => String::new(),
            ("QUIT", _) if extensions.contains(&MUTE) => String::new(),
            ("QUIT", _) => "221 2.0.0 bye\r\n".to_owned(),
            (verb, _) => format!("250 2.0.0 {verb} done\r\n"),
        };
        is_message = match verb.as_str() {
            "DATA" => true,
            "." => false,
            _ => is_message,
        };
        seen.0.lock().unwrap().lines.push(line);
        seen.1.notify_all();
        out.write_all(reply.as_bytes())?;
        if verb == "QUIT" && !extensions.contains(&MUTE) {
            return Ok(());
        }
    }
    Ok(())
}
