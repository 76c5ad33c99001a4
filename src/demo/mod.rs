//! The demo zone, which opens when no file is given: its files are part of the program.
//!
//! The example `make_demo` makes them; the zone's content is own work, made by code.

pub mod embedded;
