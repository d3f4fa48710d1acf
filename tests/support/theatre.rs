//! A lab scenario that smtls is run against, and ways to make one.

use crate::support::{Outcome, Smtls};
use serde_json::Value;
use smtls::lab::{Behaviour, Connection, Lab, Scenario, mx};
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to notice that its client has left.
const NOTICE: Duration = Duration::from_secs(10);

/// A scenario that is being played.
pub struct Theatre {
    pub lab: Lab,
}

impl Theatre {
    pub fn new(scenario: &Scenario) -> Self {
        let lab = Lab::start(scenario).unwrap_or_else(|e| panic!("{}: {e}", scenario.name));
        Self { lab }
    }

    /// One MX host that behaves so.
    pub fn with_host(behaviour: impl Into<Behaviour>) -> Self {
        Self::new(&one_host(behaviour))
    }

    /// `smtls probe` of the scenario's target, with more options.
    pub fn probe(&self, options: &[&str]) -> Outcome {
        Smtls::new(self.words(options)).run()
    }

    /// `smtls audit` of the scenario's target, with more options.
    pub fn audit(&self, options: &[&str]) -> Outcome {
        Smtls::new(self.words_of("audit", options)).run()
    }

    /// `smtls tlsa` of the scenario's target, with more options.
    pub fn tlsa(&self, options: &[&str]) -> Outcome {
        Smtls::new(self.words_of("tlsa", options)).run()
    }

    /// The words of a command that does not ask whether a certificate can be trusted.
    pub fn words_of(&self, command: &str, options: &[&str]) -> Vec<String> {
        let mut words = vec![command.to_owned()];
        words.extend(options.iter().map(|option| (*option).to_owned()));
        let mut given = self.lab.probe_arguments().into_iter();
        while let Some(word) = given.next() {
            match word.as_str() {
                "--ca-file" => drop(given.next()),
                "--all" => {}
                _ => words.push(word),
            }
        }
        words
    }

    /// The words of that probe.
    pub fn words(&self, options: &[&str]) -> Vec<String> {
        let mut words = vec!["probe".to_owned()];
        words.extend(options.iter().map(|option| (*option).to_owned()));
        words.extend(self.lab.probe_arguments());
        words
    }

    /// The same as JSON, where exit code and standard error are as they should be.
    #[track_caller]
    pub fn json(&self, options: &[&str], code: i32) -> Value {
        let options = [options, &["--format", "json"]].concat();
        let report = self.probe(&options).exits(code).json();
        assert_eq!(report["conclusion"]["exit_code"], code, "{report:#}");
        report
    }

    /// As text and as JSON, side by side, where exit code and standard error are as they should be.
    #[track_caller]
    pub fn both(&self, options: &[&str], code: i32) -> (Outcome, Value) {
        let (text, json) = self.run_twice(options);
        let report = json.exits(code).json();
        assert_eq!(report["conclusion"]["exit_code"], code, "{report:#}");
        (text.exits(code), report)
    }

    /// As text and as JSON, side by side.
    pub fn run_twice(&self, options: &[&str]) -> (Outcome, Outcome) {
        let json = [options, &["--format", "json"]].concat();
        thread::scope(|scope| {
            let text = scope.spawn(|| self.probe(options));
            let json = self.probe(&json);
            (text.join().unwrap(), json)
        })
    }

    /// `smtls probe` with the lab's DNS server and root, but with another target and without the moves of sockets.
    pub fn probe_directly(&self, words: &[&str]) -> Outcome {
        let mut all = vec!["probe".to_owned(), "--dns".to_owned(), self.dns()];
        all.extend(["--ca-file".to_owned(), self.file("root.pem")]);
        all.extend(["--trust-anchor".to_owned(), self.file("trust-anchor.txt")]);
        all.extend(words.iter().map(|word| (*word).to_owned()));
        Smtls::new(all).run()
    }

    /// Where the lab's DNS server is.
    pub fn dns(&self) -> String {
        self.lab.dns_address().to_string()
    }

    /// Where the host of that name really is.
    pub fn address(&self, host: &str) -> SocketAddr {
        self.lab.address_of(host).unwrap()
    }

    /// A file of the lab.
    pub fn file(&self, name: &str) -> String {
        self.lab.folder().join(name).display().to_string()
    }

    /// What the clients said, once the servers are done with all of them.
    pub fn connections(&self) -> Vec<Connection> {
        let begun = Instant::now();
        loop {
            let connections = self.lab.log().connections();
            if connections.iter().all(|connection| connection.ended) {
                return connections;
            }
            assert!(begun.elapsed() < NOTICE, "not ended: {connections:#?}");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// The command lines, without what follows their verbs. Where there were several connections, each said the same.
    #[track_caller]
    pub fn verbs(&self) -> Vec<String> {
        let verb = |line: &&str| line.split(' ').next().unwrap_or_default().to_owned();
        // A client that drops its connection at once may be gone before the server has noticed it.
        let begun = Instant::now();
        while self.lab.log().connections().is_empty() && begun.elapsed() < NOTICE {
            thread::sleep(Duration::from_millis(1));
        }
        let connections = self.connections();
        let mut said = connections
            .iter()
            .map(|connection| connection.lines().iter().map(verb).collect());
        let first: Vec<String> = said.next().expect("a connection");
        assert!(
            said.all(|other: Vec<String>| other == first),
            "{connections:#?}"
        );
        first
    }
}

/// The domain lab.test with one MX host, mx.lab.test.
pub fn one_host(behaviour: impl Into<Behaviour>) -> Scenario {
    Scenario {
        hosts: vec![mx(10, "mx.lab.test", behaviour)],
        ..Scenario::new("lab", "One MX host.")
    }
}

/// Runs the rows of a table in threads, so that they wait together.
pub fn in_parallel<T: Sync>(rows: &[T], test: impl Fn(&T) + Sync) {
    thread::scope(|scope| {
        let threads: Vec<_> = rows.iter().map(|row| scope.spawn(|| test(row))).collect();
        let failed = threads.into_iter().filter_map(|one| one.join().err());
        assert_eq!(failed.count(), 0, "rows failed, see above");
    });
}

/// One host on this port, which is the target itself.
pub fn named_host(target: &str, port: u16, behaviour: impl Into<Behaviour>) -> Theatre {
    Theatre::new(&named(target, port, behaviour))
}

/// The same for a submission server with STARTTLS, where the probe has a password.
pub fn named_host_with_password(
    port: u16,
    behaviour: impl Into<Behaviour>,
    password: &str,
) -> Theatre {
    Theatre::new(&Scenario {
        password: Some(password.to_owned()),
        ..named("submission://mx.lab.test", port, behaviour)
    })
}

fn named(target: &str, port: u16, behaviour: impl Into<Behaviour>) -> Scenario {
    let mut scenario = one_host(behaviour);
    for host in &mut scenario.hosts {
        host.port = port;
        host.preference = None;
    }
    Scenario {
        target: target.to_owned(),
        ..scenario
    }
}
