//! Settings are printed so that they can be copied as they are.

use super::{at, lines, report};
use crate::judge::audit::tests::server::Server;
use crate::report::audit::AuditDetail;

/// The lines of the block of settings.
fn block(greeting: &str, columns: usize) -> Vec<String> {
    let mut server = Server::bad();
    for backend in &mut server.smtp.backends {
        backend.greeting = format!("mx.example.test {greeting}");
    }
    let detail = AuditDetail::default();
    let shown = lines(&report(&server, "mx", detail), columns, detail);
    // The words before may go over two lines.
    let first = at(&shown, "# ");
    let block = shown.into_iter().skip(first);
    block.take_while(|line| !line.is_empty()).collect()
}

#[test]
fn x27_whatever_is_no_comment_is_a_whole_line_of_the_configuration() {
    for columns in [60, 80, 100] {
        let postfix = block("ESMTP Postfix", columns);
        let copied: Vec<&String> = postfix.iter().filter(|it| !it.starts_with('#')).collect();
        // A blank in front would join it to the line before, and a remark behind it would belong to the value.
        assert_eq!(
            copied,
            [
                "smtpd_tls_exclude_ciphers = eNULL, EXPORT, LOW, RC4, 3DES, IDEA, DES, RC2, kRSA",
                "smtpd_tls_protocols = !SSLv2, !SSLv3",
                "tls_ssl_options = NO_COMPRESSION",
                "smtpd_tls_auth_only = yes",
            ],
            "{columns}"
        );
        let waiting = postfix.iter().filter(|it| it.starts_with("#s"));
        let waiting: Vec<&String> = waiting.collect();
        assert_eq!(
            waiting,
            [
                "#smtpd_tls_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1",
                "#smtpd_tls_security_level = may",
            ],
            "{columns}"
        );
        let comments = postfix.iter().filter(|it| it.starts_with("# "));
        assert!(comments.clone().count() > 4, "{postfix:#?}");
        assert!(
            comments.clone().all(|it| it.len() <= columns),
            "{postfix:#?}"
        );
    }
}

#[test]
fn x27_what_is_no_line_of_a_file_is_a_comment() {
    let exchange = block("Microsoft ESMTP MAIL Service ready", 100);
    assert!(
        exchange.iter().all(|it| it.starts_with("# ")),
        "{exchange:#?}"
    );
    at(&exchange, "# SSL Cipher Suite Order in Group Policy");
    let opensmtpd = block("ESMTP OpenSMTPD", 100);
    let copied: Vec<&String> = opensmtpd.iter().filter(|it| !it.starts_with('#')).collect();
    let list = "HIGH:!aNULL:!MD5:!eNULL:!EXPORT:!LOW:!RC4:!3DES:!IDEA:!DES:!RC2:!kRSA";
    assert_eq!(copied, [&format!("smtp ciphers \"{list}\"")]);
    at(&opensmtpd, "from OpenSMTPD 7.3 on");
}

#[test]
fn x27_what_one_build_takes_is_not_copied_into_another() {
    let exim = block("ESMTP Exim 4.96", 100);
    let copied: Vec<&String> = exim.iter().filter(|it| !it.starts_with('#')).collect();
    assert_eq!(
        copied,
        ["auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}"]
    );
    let gnutls = at(&exim, "# if it is built with GnuTLS (exim -bV says so):");
    at(
        &exim[gnutls..],
        "#tls_require_ciphers = NORMAL:-NULL:-ARCFOUR-128:-3DES-CBC:-RSA",
    );
    let openssl = at(&exim, "# if it is built with OpenSSL (exim -bV says so):");
    at(
        &exim[openssl..],
        "#tls_require_ciphers = DEFAULT:!aNULL:!eNULL:!EXPORT",
    );
}
