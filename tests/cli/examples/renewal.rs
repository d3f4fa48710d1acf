//! The hook that puts a renewed certificate into use.

use super::{Desk, example};
use crate::support::{Outcome, Theatre};
use smtls::certificate::Certificate;
use smtls::dane::Combination;
use smtls::lab::{Authority, CertificateSpec, Pinned, TlsaSpec, find};

/// A folder in which a client of ACME has left its next certificate, and the mail server has the one that it uses.
struct Renewed {
    desk: Desk,
    /// What a TLSA record 3 1 1 says of the next key.
    digest: Vec<u8>,
}

impl Renewed {
    fn new() -> Self {
        let desk = Desk::new();
        let spec = CertificateSpec::default();
        let identity = Authority::new()
            .unwrap()
            .issue("mx1.dane-ee.test", &spec)
            .unwrap();
        std::fs::create_dir(desk.path("live")).unwrap();
        desk.write("live/privkey.pem", &identity.key_pem);
        desk.write("live/fullchain.pem", &identity.chain_pem);
        desk.write("mail.pem", "what the server has now");
        desk.program("hook", &example("renewal/deploy-hook"));
        let key = Certificate::from_der(&identity.end_entity)
            .contents
            .unwrap()
            .key;
        let record = Combination::RECOMMENDED.record_of_key(&key).unwrap();
        Self {
            desk,
            digest: record.data,
        }
    }

    /// A lab in which the record of the next key is published, or not yet.
    fn theatre(&self, is_published: bool) -> Theatre {
        let mut scenario = find("dane-ee").unwrap();
        if is_published {
            scenario.tlsa.push(TlsaSpec {
                owner: "_25._tcp.mx1.dane-ee.test".to_owned(),
                usage: 3,
                selector: 1,
                matching_type: 1,
                of: Pinned::Octets(self.digest.clone()),
            });
        }
        Theatre::new(&scenario)
    }

    /// Runs the hook as certbot does.
    fn deploy(&self, theatre: &Theatre) -> Outcome {
        let mut options = theatre.words_of("tlsa", &[]);
        options.remove(0);
        options.pop();
        let variables = [
            ("RENEWED_LINEAGE", self.desk.named("live")),
            ("MAIL_CERTIFICATE", self.desk.named("mail.pem")),
            ("MAIL_RELOAD", "touch reloaded".to_owned()),
            ("SMTLS_TARGET", "mx1.dane-ee.test:25".to_owned()),
            ("SMTLS_OPTIONS", options.join(" ")),
        ];
        let variables = variables
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        self.desk.bash("hook", &variables)
    }

    fn is_in_use(&self) -> bool {
        let next = self.desk.read("live/privkey.pem") + &self.desk.read("live/fullchain.pem");
        assert!(!self.desk.path("mail.pem.next").exists());
        self.desk.read("mail.pem") == next
    }
}

#[test]
fn d40_a_key_that_dns_covers_is_put_into_use_once() {
    let renewed = Renewed::new();
    let theatre = renewed.theatre(true);
    let outcome = renewed.deploy(&theatre).exits(0);
    assert!(outcome.stdout.contains("covered already"), "{outcome}");
    assert!(renewed.is_in_use());
    assert!(renewed.desk.path("reloaded").exists());
    // And nobody else can read it.
    use std::os::unix::fs::PermissionsExt as _;
    let mode = renewed
        .desk
        .path("mail.pem")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0);
    std::fs::remove_file(renewed.desk.path("reloaded")).unwrap();
    assert_eq!(renewed.deploy(&theatre).exits(0).stdout, "");
    assert!(!renewed.desk.path("reloaded").exists());
}

#[test]
fn d74_a_key_that_dns_does_not_cover_yet_has_to_wait_and_the_record_is_shown() {
    let renewed = Renewed::new();
    let outcome = renewed.deploy(&renewed.theatre(false));
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(
        outcome.stderr.contains("is not put into use yet"),
        "{outcome}"
    );
    let digest: String = renewed
        .digest
        .iter()
        .map(|octet| format!("{octet:02x}"))
        .collect();
    let record = format!("_25._tcp.mx1.dane-ee.test. 300 IN TLSA 3 1 1 {digest}");
    assert!(outcome.stdout.contains(&record), "{outcome}");
    assert!(!renewed.is_in_use());
    assert!(!renewed.desk.path("reloaded").exists());
}
