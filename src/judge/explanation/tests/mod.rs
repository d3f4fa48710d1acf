//! What the answers come to: the reason, the cure, and who else would have TLS.

mod able;
mod each;
mod lacking;
mod retired;
mod row;
mod shape;
mod signature;
mod trouble;
mod turns;
