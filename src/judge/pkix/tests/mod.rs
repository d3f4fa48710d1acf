//! Chains with one defect each, and what is said of them.

mod names;
mod path;
mod path_rules;
mod remarks;
mod revocation;
mod robustness;
mod srv_id;
mod staple;
mod support;
mod validity;
