//! Tests of real client files, in the folder `GTD_VIEWER_CORPUS`. Without it each test prints that it is skipped.

#[path = "../common/mod.rs"]
mod common;

mod check;
mod coverage;
mod formats;
mod gtd;
mod map_cpu;
mod minimap;
mod models;
mod objects;
mod orientation;
mod pick;
mod server;
mod stats;
mod walking;
