//! Tables of the cases: which records, and which plans; and a model of caches that every plan must be safe in.

mod caches;
mod dangers;
mod hosts;
mod plans;
mod records;
mod shared;
