//! The program without a window and without a GPU: the real binary's commands, and the parts of the library that they run.

#[path = "../common/mod.rs"]
mod common;
mod schema;

mod about;
mod bad_input;
mod check;
mod diff;
mod explain;
mod export;
mod faults;
mod late_files;
mod loading;
mod packaging;
mod schemas;
mod stats;
