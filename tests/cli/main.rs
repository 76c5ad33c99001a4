//! The program without a window or a GPU: commands of the binary, and the parts of the library behind them.

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
mod inputs;
mod late_files;
mod loading;
mod long_tables;
mod models;
mod objects;
mod outputs;
mod packaging;
mod schemas;
mod server_maps;
mod shells;
mod signals;
mod stats;
mod terminal;
mod unusual_files;
mod walking;
