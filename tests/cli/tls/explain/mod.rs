//! A handshake that fails is explained: the server is asked once more, and the report says what it would have chosen.

mod chosen;
mod play;
mod retired;
mod shape;
mod trouble;
