//! What to change where something had not been offered: at the sender, or at the server.

use super::postfix::{SERVER, Sender};
use crate::probe::inquiry::Lack;
use crate::tls::Offered;
use crate::tls::names::{self, TLS_1_3};

/// What decides on which side the cure lies.
pub(super) struct Sides<'a> {
    /// What the session offered.
    pub(super) offered: &'a Offered,
    /// What smtls offers where nobody limits it.
    pub(super) usual: &'a Offered,
    /// The version that the server chose.
    pub(super) version: u16,
    /// A hello with TLS 1.3 in it may be taken; else TLS 1.3 has to stay out.
    pub(super) keeps_tls13: bool,
}

impl Sides<'_> {
    /// What to do where this was missing; the first of it decides.
    pub(super) fn lacking(&self, lacks: &[Lack]) -> String {
        let is_left_out = lacks.iter().all(|lack| is_in(*lack, self.usual));
        let lack = lacks.first().copied();
        let sender = lack.filter(|_| is_left_out).map(|lack| self.sender(lack));
        let server = || self.server(lack);
        match (sender, lack) {
            (Some(sender), Some(Lack::Version(_))) => format!("{sender}, or {}", server()),
            // Where the user's own option is the cause, the server has nothing to mend.
            (Some(sender), _) => sender,
            (None, _) => server(),
        }
    }

    fn sender(&self, lack: Lack) -> String {
        // The usual offer has TLS 1.3 in it.
        let at_most = match self.keeps_tls13 {
            true => "",
            false => ", and TLS 1.2 at most (--tls-max 1.2)",
        };
        match lack {
            Lack::Version(0x0304) => "offer TLS 1.3 as well (here: --tls-max 1.3, or none of the options that leave it out; in \
                                      Postfix: OpenSSL 1.1.1 or newer, and no upper limit, as <=TLSv1.2 or !TLSv1.3, in \
                                      smtp_tls_protocols and smtp_tls_mandatory_protocols)"
                .to_owned(),
            Lack::Version(_) => {
                let (what, here, sender) = match (self.keeps_tls13, self.has_old_groups()) {
                    (true, true) => (
                        "offer TLS 1.2 as well",
                        "--tls-min 1.2, or none of the options that leave it out",
                        Sender::Tls12,
                    ),
                    (true, false) => (
                        "offer TLS 1.2 as well",
                        "--groups with X25519 too, for TLS 1.2 has no post-quantum group",
                        Sender::Tls12,
                    ),
                    (false, true) => (
                        "offer TLS 1.2, and not TLS 1.3 beside it",
                        "--tls-min 1.2 --tls-max 1.2",
                        Sender::Tls12Old,
                    ),
                    (false, false) => (
                        "offer TLS 1.2, and not TLS 1.3 beside it",
                        "--tls-max 1.2, and --groups with X25519 too, for TLS 1.2 has no post-quantum group",
                        Sender::Tls12Old,
                    ),
                };
                format!("let the sender {what} (here: {here}; {})", sender.words())
            }
            Lack::Suite(_) => format!(
                "offer that suite as well{at_most} (here: --suites; in Postfix: smtp_tls_ciphers and smtp_tls_exclude_ciphers)"
            ),
            Lack::Group(number) => {
                let setting = match number {
                    0x0100..0x0200 => "tls_ffdhe_auto_groups",
                    _ => "tls_eecdh_auto_curves",
                };
                format!(
                    "offer that group as well{at_most} (here: --groups; in Postfix: {setting})"
                )
            }
            Lack::Scheme(_) => {
                format!("accept that signature as well{at_most} (here: --sigalgs)")
            }
        }
    }

    fn server(&self, lack: Option<Lack>) -> String {
        match lack {
            Some(Lack::Version(0x0304)) => format!("let the server do TLS 1.2 too ({SERVER})"),
            Some(Lack::Version(_)) if !self.keeps_tls13 => {
                "let the server take a hello that offers TLS 1.3: bring its TLS library, or the device before it, up to date"
                    .to_owned()
            }
            Some(Lack::Version(_)) => "let the server do TLS 1.3 too (in Postfix: OpenSSL 1.1.1 or newer, and no upper limit in \
                                       smtpd_tls_protocols and smtpd_tls_mandatory_protocols)"
                .to_owned(),
            Some(Lack::Group(_)) => "let the server do the groups that every client has, x25519 and secp256r1 (RFC 9325, section 4.2)"
                .to_owned(),
            Some(Lack::Scheme(_)) => "let the server sign with SHA-256 at least, by a key that clients can check: RSA of 2048 bits or \
                                      more, or ECDSA on secp256r1"
                .to_owned(),
            _ if self.version == TLS_1_3 => "let the server do TLS_AES_128_GCM_SHA256, which every server of TLS 1.3 has to have (RFC 9846, \
                                             section 9.1)"
                .to_owned(),
            _ => "let the server do ECDHE suites with AES-GCM or ChaCha20-Poly1305 (RFC 9325, section 4.2), or TLS 1.3".to_owned(),
        }
    }

    /// Whether a group was offered that TLS 1.2 has.
    fn has_old_groups(&self) -> bool {
        self.offered.groups.iter().any(|group| {
            let known = names::group(u16::from(*group));
            known.is_none_or(|group| !group.kind.is_post_quantum())
        })
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
