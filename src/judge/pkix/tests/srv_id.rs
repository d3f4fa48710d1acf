//! SRV-IDs: what counts where a service was asked for, and that nothing counts elsewhere.

use rustls::pki_types::ServerName;

use super::super::*;
use crate::certificate::Certificate;
use crate::certificate::forge::{Authority, self_signed_with};
use crate::lab::alternative_names::extension;
use crate::target::Service;

fn with_names(names: &[&str]) -> Certificate {
    self_signed_with(|params| {
        params.subject_alt_names.clear();
        params.custom_extensions.push(extension(names));
    })
}

fn domain() -> ServerName<'static> {
    ServerName::try_from("example.com").expect("a name")
}

fn judged(names: &[&str], service: Service) -> NamesFinding {
    names_of_service(&[with_names(names)], &domain(), service)
}

#[test]
fn u05_the_service_that_was_asked_for_counts_like_the_domain() {
    use Service::{Submission, Submissions};
    for (presented, service, expected) in [
        (&["_submission.example.com"][..], Submission, true),
        (&["_submissions.example.com"], Submissions, true),
        (&["_Submissions.EXAMPLE.com"], Submissions, true),
        (
            &[
                "www.example.com",
                "_imaps.example.com",
                "_submissions.example.com",
            ],
            Submissions,
            true,
        ),
        (&["example.com"], Submissions, true),
        (&["_submission.example.com"], Submissions, false),
        (&["_submissions.example.com"], Submission, false),
        (&["_submissions._tcp.example.com"], Submissions, false),
        (&["_submissions.mail.example.com"], Submissions, false),
        (&["_submissions.com"], Submissions, false),
        (&["_submissions.*.com"], Submissions, false),
        (&["_submissions.example.com."], Submissions, false),
        (&["_imaps.example.com"], Submissions, false),
        (&["mail.example.com"], Submissions, false),
    ] {
        let finding = judged(presented, service);
        let outcome = if expected {
            Outcome::Holds
        } else {
            Outcome::Fails
        };
        assert_eq!(finding.outcome(), outcome, "{presented:?}: {finding}");
        assert_eq!(finding.fix().is_none(), expected, "{presented:?}");
    }
}

#[test]
fn u05_the_sentence_says_by_which_name() {
    for (presented, text) in [
        (
            &["_submissions.example.com"][..],
            "the certificate is for the service of example.com that was asked for, by the SRV-ID _submissions.example.com",
        ),
        (
            &["_submissions.example.com", "*.example.com", "example.com"],
            "the certificate is for example.com",
        ),
        (
            &["_submission.example.com"],
            "the certificate is for _submission.example.com, not for example.com; _submission.example.com does not count: \
             it is for the other of the two submission services",
        ),
        (
            &["_submissions._tcp.example.com"],
            "the certificate is for _submissions._tcp.example.com, not for example.com; _submissions._tcp.example.com does \
             not count: an SRV-ID names the service and the domain, without _tcp",
        ),
    ] {
        let finding = judged(presented, Service::Submissions);
        assert_eq!(finding.to_string(), text);
    }
}

#[test]
fn n11_where_no_service_was_asked_for_an_srv_id_is_listed_and_does_not_count() {
    let certificate = with_names(&["_submission.example.com", "_smtp.example.com"]);
    let finding = names(&[certificate], &domain());
    assert_eq!(
        finding.to_string(),
        "the certificate is for _submission.example.com and _smtp.example.com, not for example.com"
    );
    assert_eq!(finding.outcome(), Outcome::Fails);
}

#[test]
fn u05_an_srv_id_below_a_constrained_ca_is_not_tested() {
    let names = &["_submissions.example.com"];
    let plain = Authority::root("CA").certificate;
    let constrained = Authority::root_with("CA", |params| {
        params.name_constraints = Some(rcgen::NameConstraints {
            permitted_subtrees: vec![rcgen::GeneralSubtree::DnsName("example.com".to_owned())],
            excluded_subtrees: Vec::new(),
        });
    });
    for (ca, outcome) in [
        (plain, Outcome::Holds),
        (constrained.certificate, Outcome::NotTested),
        (Certificate::from_der(b"garbage"), Outcome::NotTested),
    ] {
        let chain = [with_names(names), ca];
        let finding = names_of_service(&chain, &domain(), Service::Submissions);
        assert_eq!(finding.outcome(), outcome, "{finding}");
    }
    let finding = names_of_service(&[], &domain(), Service::Submission);
    assert_eq!(finding, NamesFinding::NoCertificate);
}
