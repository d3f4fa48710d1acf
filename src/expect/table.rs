//! The table of the expectations, from which help, lists, the manual, the schema and the reader of the file come.

use super::kind::Kind;
use super::name::Fact;
use crate::exit::ExitCode;
use crate::judge::Check;
use crate::smtp::Stage;

/// What is to be known of an **expectation**.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// When it is met: a sentence without a final stop, in which NAME's value is "the value" or "one of these".
    pub help: &'static str,
    /// A value as the file has it.
    pub example: &'static str,
    /// Of what it is asked.
    pub scope: Scope,
    /// The exit code where it is not met. Of `stage` it is that of the stage which was not reached.
    pub exit: ExitCode,
    /// The standard behind it, where one asks for it.
    pub reference: Option<&'static str>,
}

/// Of **what** something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of the domain, once, by a probe.
    Domain,
    /// Of every endpoint that counts, by a probe.
    Endpoint,
    /// Of the domain by a probe, and of every endpoint that has a word in it.
    Both,
    /// Of every endpoint, by an audit.
    Audit,
}

impl Row {
    /// The row of a check.
    pub fn of_check(check: Check) -> Self {
        let is_extensions = check == Check::Extensions;
        Self {
            name: check.id(),
            kind: match is_extensions {
                true => Kind::VerdictOrExtensions,
                false => Kind::Verdict,
            },
            help: match is_extensions {
                true => {
                    "what the server offers by EHLO is well-formed, and nothing that only some should use; a list instead of true: \
                     these are offered inside TLS, each a keyword, or a keyword and a parameter"
                }
                false => check.sentence(),
            },
            example: match check {
                Check::Extensions => "[\"SIZE\", \"AUTH PLAIN\"]",
                Check::Identity => "\"note\"",
                _ => "true",
            },
            scope: match check {
                Check::Mx | Check::Dnssec | Check::TlsRpt => Scope::Domain,
                Check::MtaSts => Scope::Both,
                _ => Scope::Endpoint,
            },
            exit: exit_of(check),
            reference: Some(check.reference()),
        }
    }

    /// The row of a fact.
    #[rustfmt::skip]
    pub fn of_fact(fact: Fact) -> Self {
        use ExitCode::{Check as Other, MtaSts, Pkix};
        use Kind as K;
        use Scope::{Audit, Domain, Endpoint};
        let (name, kind, example, scope, exit, reference, help) = match fact {
            Fact::Stage => ("stage", K::Stage, "\"ehlo\"", Endpoint, Other, None,
                "the session comes as far as this stage; where not, the exit code is that of the stage at which it ended"),
            Fact::MaxTime => ("max-time", K::Times, "{ connect = \"2s\", starttls = \"5s\", total = \"20s\" }", Endpoint, Other, None,
                "no stage takes longer than this, counted from the one before it; total is the whole session"),
            Fact::ExitCode => ("exit-code", K::ExitCodes, "29", Domain, Other, None,
                "the probe ends with this code, or with one of these; then its own end decides nothing else, as for what must not work"),
            Fact::Trust => ("trust", K::Trust, "\"verified\"", Endpoint, Other, None,
                "the peer is trusted so far at least: trusted (by its certificate path) or verified (and known to be the right one)"),
            Fact::Protocol => ("protocol", K::Version, "\"TLSv1.2\"", Endpoint, Other, Some("RFC 9325 §3.1.1"),
                "the session has this TLS version at least"),
            Fact::Groups => ("groups", K::Groups, "[\"X25519MLKEM768\", \"x25519\"]", Endpoint, Other, None,
                "the group of the key exchange is one of these"),
            Fact::ForbidGroups => ("forbid-groups", K::Groups, "[\"P-521\"]", Endpoint, Other, None,
                "the group of the key exchange is none of these"),
            Fact::Suites => ("suites", K::Suites, "[\"TLS_AES_256_GCM_SHA384\"]", Endpoint, Other, None,
                "the cipher suite of the session is one of these, by IANA's or OpenSSL's names"),
            Fact::ForbidSuites => ("forbid-suites", K::Suites, "[\"AES128-SHA\"]", Endpoint, Other, None,
                "the cipher suite of the session is none of these"),
            Fact::PostQuantum => ("post-quantum", K::Yes, "true", Endpoint, Other, None,
                "the key exchange withstands quantum computers"),
            Fact::SignatureSchemes => ("signature-schemes", K::Schemes, "[\"ecdsa_secp256r1_sha256\"]", Endpoint, Other, None,
                "the server signs the handshake by one of these schemes"),
            Fact::ForbidSignatureSchemes => ("forbid-signature-schemes", K::Schemes, "[\"rsa_pkcs1_sha1\"]", Endpoint, Other, None,
                "the server signs the handshake by none of these schemes"),
            Fact::DaysLeft => ("days-left", K::Days, "14", Endpoint, Pkix, Some("RFC 5280 §4.1.2.5"),
                "the server's own certificate is valid for so many whole days at least"),
            Fact::ChainDaysLeft => ("chain-days-left", K::Days, "30", Endpoint, Pkix, Some("RFC 5280 §4.1.2.5"),
                "every certificate that was sent is valid for so many whole days at least"),
            Fact::CertificateNames => ("certificate-names", K::Subjects, "[\"mx.example.com\"]", Endpoint, Pkix, Some("RFC 9525 §6"),
                "the certificate is for each of these names and addresses; a wildcard in it covers one label"),
            Fact::Pins => ("pins", K::Pins, "[\"pin-sha256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"]", Endpoint, Other, None,
                "the server's certificate, or its key, has one of these digests: sha256:HEX, sha512:HEX or pin-sha256=BASE64"),
            Fact::Issuer => ("issuer", K::Text, "\"Let's Encrypt\"", Endpoint, Other, None,
                "the name of the certificate's issuer contains this text, in any case"),
            Fact::KeyTypes => ("key-types", K::KeyTypes, "[\"ECDSA\", \"RSA\"]", Endpoint, Other, None,
                "the key in the server's certificate is of one of these kinds"),
            Fact::ForbidExtensions => ("forbid-extensions", K::Extensions, "[\"ETRN\"]", Endpoint, Other, None,
                "none of these is offered by EHLO inside TLS"),
            Fact::ExtensionsInTheClear => ("extensions-in-the-clear", K::Extensions, "[\"STARTTLS\"]", Endpoint, Other, None,
                "each of these is offered by EHLO in the clear"),
            Fact::ForbidExtensionsInTheClear => ("forbid-extensions-in-the-clear", K::Extensions, "[\"AUTH LOGIN\"]", Endpoint, Other, None,
                "none of these is offered by EHLO in the clear"),
            Fact::NoAuthInTheClear => ("no-auth-in-the-clear", K::Yes, "true", Endpoint, Other, Some("RFC 8314 §4.1, RFC 4954 §9"),
                "AUTH is not offered in the clear, in its old form neither"),
            Fact::MinSize => ("min-size", K::Size, "\"10 MiB\"", Endpoint, Other, Some("RFC 1870 §3"),
                "SIZE inside TLS says that messages may have so many octets at least, or any size"),
            Fact::MtaStsMode => ("mta-sts-mode", K::Mode, "\"enforce\"", Domain, MtaSts, Some("RFC 8461 §5"),
                "the domain's MTA-STS policy can be had, and has this mode"),
            Fact::TlsReportTo => ("tls-report-to", K::Uris, "[\"mailto:tls@example.com\"]", Domain, Other, Some("RFC 8460 §3"),
                "reports on TLS go to each of these, whoever else gets them"),
            Fact::MxHosts => ("mx-hosts", K::Hosts, "[\"mx1.example.com\", \"mx2.example.com\"]", Domain, Other, Some("RFC 5321 §5.1"),
                "the hosts for the domain's mail are exactly these, whatever their preferences"),
            Fact::Sender => ("sender", K::Sender, "\"deliver-authenticated\"", Domain, Other, None,
                "a sending server would do this with mail for the domain, or deliver it more safely; defer and bounce mean just that"),
            Fact::AcceptsVersions => ("accepts-versions", K::Versions, "[\"TLS 1.3\"]", Audit, Other, None,
                "the server speaks each of these versions"),
            Fact::RefusesVersions => ("refuses-versions", K::Versions, "[\"TLS 1.0\", \"TLS 1.1\"]", Audit, Other, Some("RFC 8996"),
                "the server speaks none of these versions"),
            Fact::AcceptsSuites => ("accepts-suites", K::Suites, "[\"ECDHE-RSA-AES256-GCM-SHA384\"]", Audit, Other, None,
                "the server takes each of these suites, in any version"),
            Fact::RefusesSuites => ("refuses-suites", K::Suites, "[\"AES128-SHA\"]", Audit, Other, None,
                "the server takes none of these suites, in any version"),
            Fact::AcceptsGroups => ("accepts-groups", K::Groups, "[\"X25519MLKEM768\"]", Audit, Other, None,
                "the server takes each of these groups, in any version"),
            Fact::RefusesGroups => ("refuses-groups", K::Groups, "[\"ffdhe2048\"]", Audit, Other, None,
                "the server takes none of these groups, in any version"),
            Fact::Profile => ("profile", K::Profile, "\"mx\"", Audit, Other, None,
                "the server keeps every MUST of this profile: a name, or a file of your own"),
            Fact::Without => ("without", K::Weaknesses, "[\"rc4\", \"old-versions\"]", Audit, Other, None,
                "the server has none of these weaknesses, by the names that an audit gives them"),
            Fact::WorstFinding => ("worst-finding", K::Severity, "\"note\"", Audit, Other, None,
                "no weakness was found that is worse than this: none (no weakness at all), note or warn"),
        };
        Self { name, kind, help, example, scope, exit, reference }
    }

    /// The example as `--require` takes it behind `NAME=`: without the brackets, quotes and blanks that TOML wants.
    pub fn typed_example(&self) -> String {
        let plain = self.example.trim_matches(['[', ']', '{', '}', ' ']);
        let parts = plain.split(", ").map(|part| match self.kind {
            Kind::Times => part.replacen(" = ", ":", 1),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join(",").replace('"', "")
    }

    /// It is asked of an audit, and not of a probe.
    pub fn is_of_audit(&self) -> bool {
        self.scope == Scope::Audit
    }
}

/// The exit code of a session that ends at a stage.
pub(super) fn exit_of_stage(stage: Stage) -> ExitCode {
    exit_of(match stage {
        Stage::Connect => Check::Connect,
        Stage::Greeting => Check::Greeting,
        Stage::FirstEhlo => Check::FirstEhlo,
        Stage::StartTls => Check::StartTls,
        Stage::Xclient => Check::Xclient,
        Stage::Ehlo => Check::Ehlo,
        Stage::Auth => Check::Auth,
        Stage::Mail => Check::Mail,
        Stage::Rcpt => Check::Rcpt,
        Stage::Data => Check::Data,
    })
}

/// The exit code that a check's own verdict ends with; of those that end with none, that of other checks.
fn exit_of(check: Check) -> ExitCode {
    match check {
        Check::Mx => ExitCode::Resolve,
        Check::Connect => ExitCode::Connect,
        Check::Greeting => ExitCode::Greeting,
        Check::FirstEhlo => ExitCode::Ehlo,
        Check::StartTls | Check::Handshake => ExitCode::StartTls,
        Check::Xclient => ExitCode::Xclient,
        Check::Ehlo => ExitCode::EhloInsideTls,
        Check::Auth => ExitCode::Auth,
        Check::Mail => ExitCode::Mail,
        Check::Rcpt => ExitCode::Rcpt,
        Check::Data => ExitCode::Data,
        Check::Path | Check::Validity | Check::Names | Check::Revocation => ExitCode::Pkix,
        Check::Dane => ExitCode::Dane,
        Check::MtaSts => ExitCode::MtaSts,
        Check::ClientCertificate
        | Check::Session
        | Check::Submission
        | Check::Extensions
        | Check::Identity
        | Check::Replies
        | Check::Resumption
        | Check::Pin
        | Check::Dnssec
        | Check::TlsRpt
        | Check::RequireTls
        | Check::Promise => ExitCode::Check,
    }
}
