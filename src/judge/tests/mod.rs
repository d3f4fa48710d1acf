//! Sessions, played against scripted servers and judged.

mod dane;
mod extensions;
mod greeting;
mod identity;
mod mail;
mod replies;
mod require_tls;
mod scene;
mod starttls;
mod submission;
mod tls_rpt;
