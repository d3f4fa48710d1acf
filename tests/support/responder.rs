//! A DNS server that says over UDP what a script wants, also what no good server would say.

use hickory_resolver::proto::op::{Message, OpCode, ResponseCode};
use hickory_resolver::proto::rr::{Name, Record, RecordType};
use hickory_resolver::proto::serialize::txt::Parser;
use std::net::UdpSocket;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// One response. Records are lines of a zone file in which every name is complete.
#[derive(Clone, Debug, Default)]
pub struct Response {
    pub code: ResponseCode,
    pub answers: Vec<&'static str>,
    pub authorities: Vec<&'static str>,
    pub additionals: Vec<&'static str>,
    /// The server calls itself a resolver (RA).
    pub recursive: bool,
}

/// An answer as a resolver gives it.
pub fn answer(answers: &[&'static str]) -> Response {
    Response {
        answers: answers.to_vec(),
        recursive: true,
        ..Response::default()
    }
}

/// "No such name", with the aliases that led there.
pub fn no_such_name(aliases: &[&'static str]) -> Response {
    Response {
        code: ResponseCode::NXDomain,
        authorities: vec!["test SOA ns.test hostmaster.test 1 7200 3600 1209600 300"],
        ..answer(aliases)
    }
}

/// "No such record", as RFC 2308 wants it.
pub fn no_such_record() -> Response {
    Response {
        code: ResponseCode::NoError,
        ..no_such_name(&[])
    }
}

/// The server; it ends when this is dropped.
pub struct Responder {
    socket: Arc<UdpSocket>,
    asked: Arc<Mutex<Vec<(String, RecordType)>>>,
    thread: Option<JoinHandle<()>>,
}

impl Responder {
    /// Answers by the name without its final dot and the type.
    pub fn new(script: impl Fn(&str, RecordType) -> Response + Send + 'static) -> Self {
        let socket = Arc::new(UdpSocket::bind("127.0.0.1:0").unwrap());
        let asked = Arc::<Mutex<Vec<_>>>::default();
        let (ears, notes) = (socket.clone(), asked.clone());
        let thread = thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let (length, client) = ears.recv_from(&mut buffer).unwrap();
                // An empty datagram is the signal to end.
                if length == 0 {
                    return;
                }
                let request = Message::from_vec(&buffer[..length]).unwrap();
                let query = &request.queries[0];
                let name = query.name().to_ascii().trim_end_matches('.').to_owned();
                notes
                    .lock()
                    .unwrap()
                    .push((name.clone(), query.query_type()));
                let response = script(&name, query.query_type());
                let bytes = response.to(&request).to_vec().unwrap();
                // A client that has left is no matter.
                let _ = ears.send_to(&bytes, client);
            }
        });
        Self {
            socket,
            asked,
            thread: Some(thread),
        }
    }

    /// For `--dns`.
    pub fn address(&self) -> String {
        self.socket.local_addr().unwrap().to_string()
    }

    /// What was asked so far, each time that it was asked.
    pub fn asked(&self) -> Vec<(String, RecordType)> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let address = self.socket.local_addr().unwrap();
        // Without the signal the join would wait for ever.
        if self.socket.send_to(&[], address).is_ok()
            && let Some(thread) = self.thread.take()
        {
            // A panic over there has been printed already.
            let _ = thread.join();
        }
    }
}

impl Response {
    fn to(&self, request: &Message) -> Message {
        let mut message = Message::response(request.metadata.id, OpCode::Query);
        message.add_query(request.queries[0].clone());
        message.metadata.response_code = self.code;
        message.metadata.recursion_desired = request.metadata.recursion_desired;
        message.metadata.recursion_available = self.recursive;
        message.add_answers(records(&self.answers));
        message.add_authorities(records(&self.authorities));
        message.add_additionals(records(&self.additionals));
        message
    }
}

fn records(lines: &[&str]) -> Vec<Record> {
    let mut all = Vec::new();
    for line in lines {
        let text = format!("$TTL 300\n{line}\n");
        let (_, sets) = Parser::new(text, None, Some(Name::root())).parse().unwrap();
        for set in sets.values() {
            all.extend(set.records_without_rrsigs().cloned());
        }
    }
    all
}
