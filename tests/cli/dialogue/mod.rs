//! The dialogue with one server: what it may answer at each stage, what is said next, and how the run ends.

mod ehlo;
mod form;
mod greeting;
mod levels;
mod modes;
mod pace;
mod row;
mod stages;
mod starttls;
mod trials;
