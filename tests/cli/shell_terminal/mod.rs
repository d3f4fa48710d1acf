//! The shell on a terminal, as a person uses it: typing, history, completion, messages, secrets, and connections that die.

mod ends;
mod history;
mod puppet;
mod readme;
mod seated;
mod secrets;
mod typing;
