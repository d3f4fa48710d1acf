//! Sessions, played against scripted servers and judged.

mod dane;
mod extensions;
mod greeting;
mod identity;
mod mail;
mod replies;
mod scene;
mod starttls;
mod submission;
