//! The prompt: with whom one speaks, how safely, and what the next line is.

use crate::quote;
use crate::smtp::Mode;
use crate::tls::names;

/// What stands before a line: `mx1.example.com TLS 1.3> `, `message> `, `334> `.
pub fn label(host: &str, tls: Option<u16>, mode: Mode) -> String {
    let what = match mode {
        Mode::Command => {
            let version =
                tls.map(|version| names::protocol_version(version).map_or("TLS", |it| it.name));
            let version = version.unwrap_or("in the clear").replace("TLSv", "TLS ");
            format!("{} {version}", quote::text(host))
        }
        Mode::Message => "message".to_owned(),
        Mode::Chunk(1) => "1 octet".to_owned(),
        Mode::Chunk(left) => format!("{left} octets"),
        Mode::Response => "334".to_owned(),
    };
    format!("{what}> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prompt_says_with_whom_how_and_what() {
        for (tls, mode, shown) in [
            (Some(0x0304), Mode::Command, "mx.test TLS 1.3> "),
            (Some(0x0303), Mode::Command, "mx.test TLS 1.2> "),
            (None, Mode::Command, "mx.test in the clear> "),
            (Some(0x0304), Mode::Message, "message> "),
            (Some(0x0304), Mode::Response, "334> "),
            (None, Mode::Chunk(12), "12 octets> "),
            (None, Mode::Chunk(1), "1 octet> "),
        ] {
            assert_eq!(label("mx.test", tls, mode), shown);
        }
        assert_eq!(
            label("a\u{1b}b", None, Mode::Command),
            "a\\u{1b}b in the clear> "
        );
    }
}
