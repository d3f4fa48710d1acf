//! The files in examples/ do what they say, on mail servers of the lab.

mod desk;
mod expectations;
mod monitoring;
mod nagios;
mod renewal;
mod servers;
mod workflows;

use desk::{Desk, example};
use servers::{DOMAIN, bad, for_lab, good, options};
