//! What to change, and on which side.

use super::finding::Finding;
use super::words;
use crate::probe::inquiry::{self, Lack, Question};
use crate::tls::Offered;
use crate::tls::names::{TLS_1_0, TLS_1_1};
use crate::tls::wire::{Answer, ServerFlight};

impl Finding<'_> {
    /// What to do; `usual` is what smtls offers where nobody limits it. Nothing where the answers lead no further than the failure
    /// itself does.
    pub(super) fn fix(&self, usual: &Offered) -> Option<String> {
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
                 until then a sender has to leave post-quantum groups out (here: --groups X25519)"
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
            Self::Plain { lacks, .. } => {
                let server = "look into the server's log for what it dislikes in larger hellos, and bring its TLS library, or the device \
                              before it, up to date";
                match lacks.is_empty() {
                    true => server.to_owned(),
                    false => format!("{server}; {}", lacking(lacks, usual)),
                }
            }
            Self::Classic(..) => {
                "let the server do TLS 1.2 or 1.3 where it does not yet: bring its TLS library, or the device before it, up to date (RFC \
                 8996)"
                    .to_owned()
            }
            Self::Retired(choice, question) => retired(choice, *question),
            Self::Ssl2 => {
                "replace the server's TLS library: every sender refuses SSL 2.0, as RFC 6176 has it".to_owned()
            }
            Self::Lacking { choice, lacks, .. } => {
                // Where more is missing than the version, the version alone is no cure.
                let beyond = inquiry::lacks(choice, usual);
                match beyond.is_empty() {
                    true => lacking(lacks, usual),
                    false => lacking(&beyond, usual),
                }
            }
            Self::Covered { again, .. } if again.is_some_and(|again| again.choice().is_some()) => {
                "probe again; where it fails again and again, look into the server's log, and try --groups X25519".to_owned()
            }
            Self::Covered {
                tls13_offered: true,
                is_certain: true,
                ..
            } => "bring the server's TLS library up to date; until then a sender has to offer TLS 1.2 at most (here: --tls-max 1.2)"
                .to_owned(),
            // Of the server name that alert itself speaks.
            Self::Never(answers) if answers.iter().any(|(_, answer)| is_about_the_name(answer)) => {
                return None;
            }
            Self::Never(answers) if is_at_odds_with_itself(answers) => {
                "let the server do TLS 1.2 or 1.3 (in Postfix: smtpd_tls_protocols = >=TLSv1.2): so answers an OpenSSL that is set to \
                 TLS 1.0 or 1.1 alone, which its security level forbids; else look into its log"
                    .to_owned()
            }
            Self::Never(answers) if answers.iter().any(|(_, answer)| answer.is_refusal()) => {
                "look into the server's log: where a server takes nothing that is offered, its certificate or private key is often \
                 missing or unreadable, or it refuses this client"
                    .to_owned()
            }
            Self::Never(_) => {
                "look into the server's log, and for a device on the path that lets no TLS through: a hello of any kind is dropped"
                    .to_owned()
            }
            // The small hello was tried, so that it is no advice any more.
            Self::Unfinished(answers) if answers.iter().any(|(asked, _)| *asked == Question::Small) => {
                "look into the server's log, and for a device on the path that lets no TLS through; allow more time with --timeout"
                    .to_owned()
            }
            Self::Covered { .. } => {
                "probe again; where it fails again and again, look into the server's log".to_owned()
            }
            Self::Unfinished(_) => return None,
        })
    }
}

/// unrecognized_name (RFC 6066 §3).
fn is_about_the_name(answer: &Answer) -> bool {
    matches!(answer, Answer::Alert(alert) if alert.number == 112)
}

/// protocol_version to TLS 1.3, and internal_error to everything older: it has got versions, and may not use them.
fn is_at_odds_with_itself(answers: &[(Question, &Answer)]) -> bool {
    let refused = |asked, with| {
        answers.iter().any(|(question, answer)| {
            *question == asked && matches!(answer, Answer::Alert(alert) if alert.number == with)
        })
    };
    refused(Question::Tls13, 70) && refused(Question::Older, 80)
}

fn retired(choice: &ServerFlight, question: Question) -> String {
    let server = "let the server do TLS 1.2 or 1.3: bring its TLS library up to date, then its settings (in Postfix: \
                  smtpd_tls_protocols = >=TLSv1.2, and smtpd_tls_mandatory_protocols where the port demands TLS)";
    // Where no hello with TLS 1.3 in it was taken, it has to stay out.
    let protocols = match (choice.version, question) {
        (TLS_1_0, Question::Everything) => ">=TLSv1",
        (TLS_1_1, Question::Everything) => ">=TLSv1.1",
        (TLS_1_0, _) => ">=TLSv1:<=TLSv1.2",
        (TLS_1_1, _) => ">=TLSv1.1:<=TLSv1.2",
        _ => return server.to_owned(),
    };
    format!(
        "{server}; where that cannot be, only a sender that is let do {} reaches it over TLS (in Postfix, for this destination alone: \
         smtp_tls_policy_maps with `[host]:port  encrypt protocols={protocols} ciphers=medium`; for all: smtp_tls_protocols = {protocols}, \
         and smtp_tls_mandatory_protocols where TLS is demanded), and only where no certificate is to be verified: there OpenSSL 3 \
         refuses the signatures of TLS 1.0 and 1.1",
        words::version(choice.version)
    )
}

fn lacking(lacks: &[Lack], usual: &Offered) -> String {
    let is_left_out = lacks.iter().all(|lack| is_in(*lack, usual));
    let sender = match lacks.first() {
        Some(Lack::Version(0x0304)) if is_left_out => {
            "offer TLS 1.3 as well (here: --tls-max 1.3, or none of the options that leave it out)"
        }
        Some(Lack::Version(_)) if is_left_out => {
            "let the sender offer TLS 1.2 as well (here: --tls-min 1.2, or none of the options that leave it out; in Postfix, \
             for this destination alone: smtp_tls_policy_maps with `[host]:port  encrypt protocols=>=TLSv1.2`; for all: \
             smtp_tls_protocols = >=TLSv1.2, and smtp_tls_mandatory_protocols where TLS is demanded)"
        }
        Some(Lack::Suite(_)) if is_left_out => "offer that suite as well (here: --suites)",
        Some(Lack::Group(_)) if is_left_out => "offer that group as well (here: --groups)",
        Some(Lack::Scheme(_)) if is_left_out => "accept that signature as well (here: --sigalgs)",
        _ => "",
    };
    // Where the user's own option is the cause, the server has nothing to mend.
    if is_left_out && !matches!(lacks.first(), Some(Lack::Version(_))) {
        return sender.to_owned();
    }
    let server = match lacks.first() {
        Some(Lack::Version(0x0304)) => {
            "let the server do TLS 1.2 too (in Postfix: smtpd_tls_protocols = >=TLSv1.2, and smtpd_tls_mandatory_protocols where the \
             port demands TLS)"
        }
        Some(Lack::Version(_)) => {
            "let the server do TLS 1.3 too (in Postfix: OpenSSL 1.1.1 or newer, and no upper limit in smtpd_tls_protocols and \
             smtpd_tls_mandatory_protocols)"
        }
        Some(Lack::Group(_)) => {
            "let the server do the groups that every client has, x25519 and secp256r1 (RFC 9325, section 4.2)"
        }
        Some(Lack::Scheme(_)) => {
            "let the server sign with SHA-256 at least, by a key that clients can check: RSA of 2048 bits or more, or ECDSA on \
             secp256r1"
        }
        _ => {
            "let the server do ECDHE suites with AES-GCM or ChaCha20-Poly1305 (RFC 9325, section 4.2), or TLS 1.3"
        }
    };
    match sender {
        "" => server.to_owned(),
        sender => format!("{sender}, or {server}"),
    }
}

/// Whether the usual offer has it.
fn is_in(lack: Lack, usual: &Offered) -> bool {
    match lack {
        Lack::Version(number) => usual.versions.iter().any(|one| u16::from(*one) == number),
        Lack::Suite(number) => usual.suites.iter().any(|one| u16::from(*one) == number),
        Lack::Group(number) => usual.groups.iter().any(|one| u16::from(*one) == number),
        Lack::Scheme(number) => usual.schemes.iter().any(|one| u16::from(*one) == number),
    }
}
