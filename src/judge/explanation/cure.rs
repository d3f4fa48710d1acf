//! What to change, and on which side.

use super::choice::{Able, able, is_anonymous};
use super::finding::{Finding, is_refused};
use super::never::never;
use super::postfix::{SERVER, Sender};
use super::reason::lacks_schemes;
use super::short_hellos::is_nothing;
use super::sides::Sides;
use super::words;
use crate::probe::inquiry::{self, Question};
use crate::tls::Offered;
use crate::tls::names::{TLS_1_0, TLS_1_1, TLS_1_2};
use crate::tls::wire::ServerFlight;

/// Whoever chooses a suite without a certificate, and took none with one, mostly has none.
const CERTIFICATE: &str = "give the server a certificate and its key: what it chose goes without one (in Postfix: \
                           smtpd_tls_chain_files, or smtpd_tls_cert_file and smtpd_tls_key_file)";

impl Finding<'_> {
    /// What to do; `offered` is what the session offered, `usual` what smtls offers where nobody limits it. Nothing where the answers lead no further than the failure
    /// itself does.
    pub(super) fn fix(&self, offered: &Offered, usual: &Offered) -> Option<String> {
        Some(match self {
            Self::NameMissing {
                is_certain: true, ..
            } => {
                "let the server show its certificate whatever server name is sent, or none: many senders send none (RFC 9325, \
                 section 3.7); a sender that can is to send the host's name"
                    .to_owned()
            }
            Self::NameDisliked {
                is_certain: true, ..
            } => {
                "let the server take its own name, or any, as server name (SNI): senders that honour DANE or MTA-STS send it (RFC \
                 7672, section 8.1; RFC 8461, section 7.1)"
                    .to_owned()
            }
            Self::TooLarge { .. } => {
                "let the firewall or load balancer before the server read a ClientHello of several segments, or bring it up to date; \
                 until then a sender has to send short hellos, without post-quantum groups at least (here: --groups X25519)"
                    .to_owned()
            }
            Self::OnlySmaller(..) => {
                "look into the server's log; a sender may leave post-quantum groups out (here: --groups X25519)".to_owned()
            }
            Self::Passing(..) | Self::NameMissing { .. } | Self::NameDisliked { .. } => {
                "probe again; where it fails again and again, look into the server's log, and for a device before it, or a limit, that \
                 ends some of the connections"
                    .to_owned()
            }
            Self::Plain {
                lacks, is_certain, ..
            } => {
                let again = match is_certain {
                    true => "",
                    false => "probe again; where it fails again and again, ",
                };
                let server = format!(
                    "{again}look into the server's log for what it dislikes in other hellos, and bring its TLS library, or the device \
                     before it, up to date"
                );
                let sides = Sides {
                    offered,
                    usual,
                    version: TLS_1_2,
                    keeps_tls13: false,
                };
                match lacks.is_empty() {
                    true => server,
                    false => format!("{server}; {}", sides.lacking(lacks)),
                }
            }
            Self::Classic(..) => {
                "let the server do TLS 1.2 or 1.3 where it does not yet: bring its TLS library, or the device before it, up to date (RFC \
                 8996)"
                    .to_owned()
            }
            Self::Retired(choice, question) => retired(choice, *question),
            Self::Ssl2(_) => {
                "replace the server's TLS library: every sender refuses SSL 2.0, as RFC 6176 has it".to_owned()
            }
            Self::Lacking {
                choice,
                lacks,
                takes_tls13,
                ..
            } => {
                // Where more is missing than the version, the version alone is no cure.
                let beyond = inquiry::lacks(choice, usual);
                let lacks = if beyond.is_empty() { lacks } else { &beyond };
                let keeps_tls13 = *takes_tls13 || choice.version > TLS_1_2;
                let sides = Sides {
                    offered,
                    usual,
                    version: choice.version,
                    keeps_tls13,
                };
                match is_anonymous(choice) {
                    true => CERTIFICATE.to_owned(),
                    false => sides.lacking(lacks),
                }
            }
            Self::Covered { choice, again, .. }
                if is_refused(*again) && lacks_schemes(choice, offered, usual) =>
            {
                "accept the usual signatures as well (here: leave --sigalgs out)".to_owned()
            }
            Self::Covered { again, .. } if again.is_some_and(|again| again.choice().is_some()) => {
                "probe again; where it fails again and again, look into the server's log, and try --groups X25519".to_owned()
            }
            Self::Covered {
                tls13_offered: true,
                is_certain: true,
                ..
            } => format!(
                "bring the server's TLS library up to date; until then a sender has to offer TLS 1.2 at most (here: --tls-max 1.2; {})",
                Sender::Tls12Old.words()
            ),
            Self::Never {
                answers,
                is_dropped,
                is_nameless,
            } => return never(answers, *is_dropped, *is_nameless),
            // The small hello was tried, so that it is no advice any more.
            Self::Unfinished(answers)
                if answers.iter().any(|(asked, _)| *asked == Question::Small)
                    && answers.iter().all(|(_, answer)| is_nothing(answer)) =>
            {
                "look into the server's log, and for a device on the path that lets no TLS through; allow more time with --timeout"
                    .to_owned()
            }
            Self::Covered { .. } => {
                "probe again; where it fails again and again, look into the server's log".to_owned()
            }
            Self::Unfinished(answers) if answers.is_empty() => {
                "probe again later, when the server lets more connections come as far as TLS: what it can do is not known before"
                    .to_owned()
            }
            Self::Unfinished(_) => return None,
        })
    }
}

fn retired(choice: &ServerFlight, question: Question) -> String {
    let server = format!(
        "let the server do TLS 1.2 or 1.3: bring its TLS library up to date, then its settings ({SERVER})"
    );
    // Where no hello with TLS 1.3 in it was taken, it has to stay out.
    let sender = match (choice.version, question) {
        (TLS_1_0, Question::Everything) => Sender::Tls10,
        (TLS_1_1, Question::Everything) => Sender::Tls11,
        (TLS_1_0, _) => Sender::Tls10Old,
        (TLS_1_1, _) => Sender::Tls11Old,
        _ => return server,
    };
    // A setting of versions reaches no suite that the sender has not got.
    match able(choice) {
        Able::OpenSsl | Able::Postfix => format!(
            "{server}; where that cannot be, only a sender that is let do {} reaches it over TLS ({}), and only where no certificate is \
             to be verified: there OpenSSL 3 refuses the signatures of TLS 1.0 and 1.1",
            words::version(choice.version),
            sender.words()
        ),
        Able::Unknown | Able::Nobody => server,
    }
}
