//! `smtls tlsa` against servers and zones of the lab, and with files.

mod check;
mod files;
mod next;
mod refused;
mod scene;
mod zone;
