//! `mta-sts-query` of postfix-mta-sts-resolver: which policy a mail domain has, as a sending server would fetch it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::network;
use crate::services::services;

pub struct Facts {
    /// `VALID`, `NONE` or `FETCH_ERROR`.
    pub result: String,
    /// Version, mode, age and patterns of a valid policy, in one line.
    pub policy: String,
}

/// What it says of every domain of the set-up.
pub fn policies() -> &'static BTreeMap<String, Facts> {
    static POLICIES: LazyLock<BTreeMap<String, Facts>> = LazyLock::new(ask);
    &POLICIES
}

fn ask() -> BTreeMap<String, Facts> {
    let inside = &services().network;
    let text = |path: &'static std::path::Path| path.to_str().expect("a path in UTF-8");
    let environment = [
        ("LD_LIBRARY_PATH", text(&inside.libraries)),
        ("PYTHONPATH", text(&inside.python_modules)),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("SSL_CERT_FILE", text(&services().root)),
    ];
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/interop/mta_sts_query.py"
    );
    let mut arguments = vec![script];
    arguments.extend(inside.policy_domains.iter().map(String::as_str));
    let ran = network::run("/usr/bin/python3", &arguments, &environment);
    assert_eq!(ran.exit, 0, "{}", ran.text);
    let said = ran.stdout.lines().filter_map(|line| {
        let (domain, rest) = line.split_once(' ')?;
        let (result, policy) = rest.split_once(' ')?;
        let facts = Facts {
            result: result.to_owned(),
            policy: policy.to_owned(),
        };
        Some((domain.to_owned(), facts))
    });
    said.collect()
}
