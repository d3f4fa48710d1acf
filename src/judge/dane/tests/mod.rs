//! What zones publish and servers show, one case at a time, and what is said of it.

mod absent;
mod anchors;
mod end_entity;
mod names;
mod records;
pub(super) mod scene;
mod unreached;
