//! `swaks`: the SMTP transcript before and after TLS, and the cipher it started.

use crate::peer::{after, run_peer};
use crate::services::{Service, services};

pub struct Facts {
    pub exit: i32,
    pub text: String,
    /// From "TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256".
    pub protocol: Option<String>,
    pub cipher_suite: Option<String>,
    pub bits: Option<String>,
    pub in_the_clear: Vec<String>,
    pub inside_tls: Vec<String>,
    /// The lines of the SMTP dialogue with their markers.
    pub dialogue: Vec<String>,
}

pub fn look(service: &Service) -> Facts {
    let port = service.port.to_string();
    let ran = run_peer(
        "swaks",
        &[
            "--server",
            service.address,
            "--port",
            &port,
            "--ehlo",
            "client.interop.test",
            if service.wrapper { "-tlsc" } else { "-tls" },
            "--tls-sni",
            &services().name,
            "--quit-after",
            "EHLO",
        ],
    );
    let mut started = after(&ran.text, "TLS started with cipher ")
        .unwrap_or("")
        .split(':');
    let mut field = || {
        started
            .next()
            .filter(|field| !field.is_empty())
            .map(str::to_owned)
    };
    Facts {
        exit: ran.exit,
        protocol: field(),
        cipher_suite: field(),
        bits: field(),
        in_the_clear: keywords(&ran.text, "<-  250"),
        inside_tls: keywords(&ran.text, "<~  250"),
        dialogue: dialogue(&ran.stdout),
        text: ran.text,
    }
}

/// The first line of an EHLO reply is the server's name; each other one is a keyword with parameters.
fn keywords(text: &str, marker: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix(marker))
        .map(|line| line[1..].trim_end().to_owned())
        .skip(1)
        .collect()
}

/// What was said and heard, without the lines of information around it.
pub fn dialogue(text: &str) -> Vec<String> {
    const MARKERS: [&str; 6] = [" -> ", "<-  ", " ~> ", "<~  ", "<** ", "<~* "];
    text.lines()
        .filter(|line| MARKERS.iter().any(|marker| line.starts_with(marker)))
        .map(|line| line.trim_end().to_owned())
        .collect()
}
