//! Where the mail goes: MX records, addresses, aliases, and every way of not finding out.

mod addresses;
mod aliases;
mod doubt;
mod kinds;
mod no_answer;
mod order;
mod scripted;
mod silence;
mod srv;
mod zone;
