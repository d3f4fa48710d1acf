//! The rules of the house, as tests: each looks at every file of the project and names each line that breaks it.

mod cases;
mod code;
mod environment;
mod files;
mod fuzz;
mod headers;
mod imports;
mod marks;
mod panics;
mod places;
mod purity;
mod standards;
mod violation;
mod words;
