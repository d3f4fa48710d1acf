//! `curl`: the policy of a mail domain as any HTTPS client gets it.

use crate::network;
use crate::services::services;

pub struct Facts {
    /// curl's own: 0, 7 where nobody listens, 35 without a handshake, 60 for a certificate that does not verify.
    pub exit: i32,
    /// The status code, and the media type of the body.
    pub answer: String,
    pub text: String,
}

/// Asks the policy host without following redirects.
pub fn policy_of(domain: &str) -> Facts {
    let url = format!("https://mta-sts.{domain}/.well-known/mta-sts.txt");
    let root = services().root.to_str().expect("a path in UTF-8");
    let seen = "answer: %{http_code} %{content_type}\\n";
    let arguments = ["-sS", "--noproxy", "*", "--cacert", root, "-w", seen, &url];
    let ran = network::run("curl", &arguments, &[]);
    let answer = ran
        .text
        .lines()
        .find_map(|line| line.strip_prefix("answer: "));
    Facts {
        exit: ran.exit,
        answer: answer.unwrap_or("").trim_end().to_owned(),
        text: ran.text,
    }
}
