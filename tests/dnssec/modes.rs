//! The modes of `--dnssec`.
