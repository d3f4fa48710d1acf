//! The metrics: one table of names and what they say. All are gauges: nothing is counted from one run to the next.

/// A metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Metric {
    /// Its name.
    pub(super) name: &'static str,
    /// What it says, in one line.
    pub(super) help: &'static str,
}

/// The metrics as constants, and a list of all of them.
macro_rules! metrics {
    ($($constant:ident $name:literal $help:literal)*) => {
        $(pub(super) const $constant: Metric = Metric { name: $name, help: $help };)*
        /// Every metric.
        #[cfg(test)]
        pub(super) const ALL: &[Metric] = &[$($constant),*];
    };
}

metrics! {
    BUILD_INFO "smtls_build_info"
        "The version of smtls that ran."
    LAST_RUN "smtls_last_run_timestamp_seconds"
        "When the run on the target began, in seconds since 1970."
    SUCCESS "smtls_probe_success"
        "Whether nothing that was demanded of the target failed (exit code 0)."
    EXIT_CODE "smtls_exit_code"
        "The exit code of smtls for the target; 45 is: not testable now."
    ROUTE_INFO "smtls_route_info"
        "Where the mail of the target goes: mx, implicit-mx, null-mx, srv, given or unresolved."
    ROUTE_HOSTS "smtls_route_hosts"
        "How many hosts there are for the mail of the target."
    MTA_STS_INFO "smtls_mta_sts_info"
        "What a sender goes by for the domain (enforce, testing, none, no-policy or unknown), and the id of the record."
    MTA_STS_MAX_AGE "smtls_mta_sts_max_age_seconds"
        "For how long senders keep the MTA-STS policy."
    TLSRPT "smtls_tlsrpt_destinations"
        "How many addresses the domain names for reports on TLS."
    TLSA_SEARCH "smtls_dane_tlsa_search_info"
        "What the search for the TLSA records of a host came to: found, none, failed, addresses-insecure, addresses-unproved or not-applicable."
    TLSA_RECORDS "smtls_dane_tlsa_records"
        "How many TLSA records a host has that DNSSEC secures."
    SENDER_INFO "smtls_sender_action_info"
        "What a sending server would do with mail for the domain."
    ENDPOINT_SUCCESS "smtls_endpoint_success"
        "Whether nothing that was demanded failed at the endpoint alone."
    ENDPOINT_COUNTS "smtls_endpoint_counts"
        "Whether the endpoint counts for what the run on the target comes to."
    DURATION "smtls_probe_duration_seconds"
        "How long the connections to the endpoint took, all together."
    STAGE "smtls_stage_duration_seconds"
        "How long a stage of the session took that was reached."
    TLS_INFO "smtls_tls_info"
        "What was negotiated in the session."
    TRUST "smtls_trust"
        "How far the server is trusted: one of verified, trusted, untrusted and anonymous is 1."
    DANE_AUTHENTICATED "smtls_dane_authenticated"
        "Whether one of the TLSA records of the host, where it has any, authenticates the server."
    DANE_INFO "smtls_dane_info"
        "The fields of the TLSA record that authenticates the server, and what it matched."
    NOT_AFTER "smtls_certificate_not_after_timestamp_seconds"
        "The last second of validity of a certificate as sent, by its depth in the chain and the key of the server's own certificate."
    NOT_BEFORE "smtls_certificate_not_before_timestamp_seconds"
        "The first second of validity of a certificate as sent."
    CERTIFICATE_INFO "smtls_certificate_info"
        "A certificate as sent."
    DATES_COUNT "smtls_certificate_dates_heeded"
        "Whether the dates of the server's own certificate count: not where DANE-EE decides or any certificate will do."
    CHECK_STATUS "smtls_check_status"
        "How a check came out: one of passed, warning, failed, error (not testable now) and skipped (not tested, or does not count) is 1."
    AUDIT_SUCCESS "smtls_audit_success"
        "Whether the audit of the endpoint ended with exit code 0."
    AUDIT_DURATION "smtls_audit_duration_seconds"
        "How long the audit of the endpoint took, with its pauses."
    AUDIT_CONNECTIONS "smtls_audit_connections"
        "How many connections the audit made."
    PROFILE_MUSTS "smtls_audit_profile_musts"
        "How many MUSTs of the profile the server fails, and how many could not be tested."
    PROFILE_LINES "smtls_audit_profile_lines"
        "How many things the profile grades so."
    WEAKNESS "smtls_audit_weakness_found"
        "Whether the server has a weakness, and how bad it is there; absent where it was not tested."
    VERSION_ACCEPTED "smtls_audit_tls_version_accepted"
        "Whether the server speaks a version of TLS or SSL; absent where it was not tested."
}
