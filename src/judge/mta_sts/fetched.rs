//! The fetch of the policy as verdicts: the host's certificate, its answer, or why there is none (RFC 8461 §3.3).

use super::certificate::flaws;
use super::proposal::url;
use super::state::{NoPolicy, StsState};
use super::terms::{Terms, fixed, not_tested, warn};
use crate::certificate::Certificate;
use crate::dns::{DomainName, NoAnswer};
use crate::exit::ExitCode;
use crate::judge::check::ResultType;
use crate::judge::verdict::Verdict;
use crate::judge::{tls_words, ways};
use crate::mta_sts::{BodyFault, Fetch, FetchFault, Response};
use crate::probe::ConnectFault;
use crate::quote;
use crate::tls::TlsFault;

/// How much of what the host said a reason quotes, in octets.
const QUOTED: usize = 160;

/// The verdicts on a fetch; and why there is no policy, or no knowing, where the fetch is the reason.
pub(super) fn verdicts(
    fetch: &Fetch,
    domain: &DomainName,
    terms: &Terms<'_>,
) -> (Vec<Verdict>, Option<StsState>) {
    let mut verdicts = Vec::new();
    let mut state = None;
    let none = |why| Some(StsState::NoPolicy(why));
    if let Some(seen) = fetch.seen.as_ref().filter(|seen| !seen.chain.is_empty()) {
        let chain = seen.chain.iter().map(|der| Certificate::from_der(der));
        let chain: Vec<Certificate> = chain.collect();
        for flaw in flaws(seen, &chain, &fetch.host, terms) {
            let reason = format!(
                "the policy host {} cannot be authenticated: {}",
                fetch.host, flaw.what
            );
            let Some(kind) = flaw.result_type else {
                state = state.or_else(|| Some(StsState::Unknown(reason.clone())));
                verdicts.push(fixed(not_tested(reason), flaw.fix));
                continue;
            };
            state = none(NoPolicy::Unauthenticated);
            let verdict = terms
                .fails(reason)
                .with_result_type(ResultType::StsWebpkiInvalid)
                .with_reason_code(flaw.reason_code.unwrap_or(kind.word()));
            verdicts.push(fixed(verdict, flaw.fix));
        }
    }
    match &fetch.outcome {
        Err(fault) => {
            let verdict = unanswered(fetch, fault, domain, terms);
            let unknown = verdict.result_type.is_none();
            state = state.or_else(|| match unknown {
                true => Some(StsState::Unknown(verdict.reason.clone())),
                false => none(NoPolicy::NotFetched),
            });
            verdicts.push(verdict);
        }
        Ok(response) => match unusable(response, domain, terms) {
            Some(verdict) => {
                verdicts.push(verdict);
                state = state.or(none(NoPolicy::NotFetched));
            }
            None => verdicts.extend(media_type(response, domain)),
        },
    }
    (verdicts, state)
}

/// What senders make of a policy that cannot be had.
const AS_IF_NONE: &str = "senders that have none in their cache behave as if there was no policy";

fn unanswered(
    fetch: &Fetch,
    fault: &FetchFault,
    domain: &DomainName,
    terms: &Terms<'_>,
) -> Verdict {
    let host = &fetch.host;
    let failed = |why: String, fix: String| {
        let reason =
            format!("there is a record, but the policy cannot be fetched: {why}; {AS_IF_NONE}");
        terms
            .fails(reason)
            .with_result_type(ResultType::StsPolicyFetchError)
            .with_fix(fix)
    };
    let here = |why: &str, fix: &str| {
        not_tested(format!("the policy of {domain} was not fetched: {why}")).with_fix(fix)
    };
    match fault {
        FetchFault::Deadline => here(
            "the deadline passed before it was there",
            "allow more time with --deadline",
        )
        .with_exit(ExitCode::NotNow),
        FetchFault::Interrupted(signal) | FetchFault::Dns(NoAnswer::Interrupted(signal)) => {
            let reason = format!("the policy of {domain} was not fetched: {}", signal.words());
            not_tested(reason).with_exit((*signal).into())
        }
        FetchFault::OtherFamily => here(
            &format!("{host} has no address of the kind that -4 or -6 asks for"),
            "leave out -4 or -6",
        ),
        FetchFault::Dns(NoAnswer::Deadline) => here(
            "the deadline passed before its host was found",
            "allow more time with --deadline",
        )
        .with_exit(ExitCode::NotNow),
        FetchFault::Dns(NoAnswer::NoResolver(why)) => here(
            &format!("there is no resolver to ask: {why}"),
            "name a resolver with --dns ADDRESS",
        ),
        // The resolver's silence says nothing about the host.
        FetchFault::Dns(no_answer @ (NoAnswer::TimedOut(_) | NoAnswer::Unreachable(_))) => here(
            &format!("the address of {host} could not be found out: {no_answer}"),
            "try again, or ask another resolver with --dns ADDRESS",
        ),
        FetchFault::Dns(no_answer) if no_answer.is_certain() => failed(
            format!("the policy host {host} has no address: {no_answer}"),
            format!("publish an address for {host}, or remove the record at _mta-sts.{domain}"),
        )
        .with_reason_code(no_answer.cause()),
        FetchFault::Dns(no_answer) => failed(
            format!("the address of the policy host {host} could not be found out: {no_answer}"),
            format!("look into the zone that {host} is in"),
        )
        .with_reason_code(no_answer.cause()),
        FetchFault::Connect(ConnectFault::NoRouteHere) => here(
            &format!("this machine has no way to the address of {host}"),
            "run smtls where the host can be reached",
        ),
        FetchFault::Connect(ConnectFault::Proxy(failure))
            if !failure.fault.is_about_the_server() =>
        {
            here(
                &ways::in_words(&failure.proxy, &failure.fault),
                "look after the proxy, or leave out --proxy",
            )
        }
        FetchFault::Connect(fault) => {
            let (why, code) = match fault {
                ConnectFault::Refused => ("connection refused".to_owned(), "connection-refused"),
                ConnectFault::TimedOut(after) => (
                    format!("no connection within {} s", after.as_secs_f32()),
                    "connection-timeout",
                ),
                ConnectFault::Unreachable | ConnectFault::NoRouteHere => {
                    ("the host cannot be reached".to_owned(), "host-unreachable")
                }
                ConnectFault::Proxy(failure) => (
                    ways::in_words(&failure.proxy, &failure.fault),
                    "connection-failed",
                ),
                ConnectFault::MixedFamilies(..) => {
                    ("no connection".to_owned(), "connection-failed")
                }
                ConnectFault::Other(error) => (error.clone(), "connection-failed"),
            };
            failed(
                format!("{host}, port 443: {why}"),
                format!(
                    "start the web server of {host}, or let its firewall accept the connection"
                ),
            )
            .with_reason_code(code)
        }
        FetchFault::Tls(fault) => {
            let why = tls_words::fault(fault, fetch.seen.as_ref());
            let verdict = failed(
                format!("TLS with {host} failed: {why}"),
                format!("let {host} do TLS 1.2 or 1.3 with a certificate for its own name"),
            )
            .with_reason_code("tls-handshake-failure");
            // RFC 8460 §4.3.2.2: here the host could not be authenticated.
            match fault {
                TlsFault::WrongSignature => verdict.with_result_type(ResultType::StsWebpkiInvalid),
                _ => verdict,
            }
        }
        FetchFault::TimedOut(after) => failed(
            format!("{host} did not answer within {} s", after.as_secs_f32()),
            format!("let {host} answer at once; senders wait a minute at most"),
        )
        .with_reason_code("https-timeout"),
        FetchFault::Closed => failed(
            format!("{host} closed the connection instead of answering"),
            format!("look into the log of the web server of {host}"),
        )
        .with_reason_code("https-closed"),
        FetchFault::NotHttp(why) => failed(
            format!("what {host} answered is no HTTP: {why}"),
            format!("let a web server answer for {host} on port 443"),
        )
        .with_reason_code("https-malformed"),
    }
}

/// RFC 8461 §3.3: only the status 200, and no redirection is followed.
fn unusable(response: &Response, domain: &DomainName, terms: &Terms<'_>) -> Option<Verdict> {
    let url = url(domain);
    let failed = |why: String, fix: String, code| {
        terms
            .fails(format!("the policy cannot be fetched: {why}; {AS_IF_NONE}"))
            .with_result_type(ResultType::StsPolicyFetchError)
            .with_reason_code(code)
            .with_fix(fix)
    };
    let status = response.status;
    if (300..400).contains(&status) {
        let target = response.location.as_ref().map(|place| {
            let place = quote::start(place, QUOTED);
            format!(" to {place}")
        });
        return Some(failed(
            format!(
                "{url} redirects{} with {status}, and redirections must not be followed (RFC 8461, section 3.3)",
                target.unwrap_or_default()
            ),
            format!("serve the policy itself at {url}, with status 200"),
            "http-redirect",
        ));
    }
    if status != 200 {
        return Some(failed(
            format!("{url} is answered with status {status} instead of 200"),
            format!("serve the policy at {url}"),
            "http-status",
        ));
    }
    match response.body.as_ref()? {
        Ok(_) => None,
        Err(BodyFault::TooLong(declared)) => {
            let size = declared.map(|octets| format!(" ({octets} octets)"));
            Some(failed(
                format!(
                    "the answer is longer than 64 KiB{}, and smtls reads no more, as RFC 8461 (section 3.3) suggests to senders",
                    size.unwrap_or_default()
                ),
                format!("serve at {url} nothing but the policy; a few hundred octets are enough"),
                "policy-too-large",
            ))
        }
        Err(BodyFault::TimedOut(after)) => Some(failed(
            format!("the answer did not go on within {} s", after.as_secs_f32()),
            "let the policy host answer at once; senders wait a minute at most".to_owned(),
            "https-timeout",
        )),
        Err(BodyFault::Broken(why)) => Some(failed(
            format!("the answer breaks off: {why}"),
            "look into the log of the policy host's web server".to_owned(),
            "https-malformed",
        )),
    }
}

/// RFC 8461 §3.2: senders SHOULD validate that it is text/plain; some do, some do not.
fn media_type(response: &Response, domain: &DomainName) -> Option<Verdict> {
    let found = response.media_type();
    let what = match found.as_deref() {
        Some("text/plain") => return None,
        None | Some("") => "without a media type".to_owned(),
        Some(other) => format!("as {}", quote::text(other)),
    };
    let reason = format!(
        "the policy is served {what} instead of text/plain, and some senders refuse it for that (RFC 8461, section 3.2)"
    );
    let fix = format!("serve {} with Content-Type: text/plain", url(domain));
    Some(warn(reason).with_fix(fix))
}
