//! Tests over real client files, in the folder that `GTD_VIEWER_CORPUS` names. Without it each says that it is skipped.

#[path = "../common/mod.rs"]
mod common;

mod check;
mod coverage;
mod formats;
mod gtd;
mod map_cpu;
mod orientation;
mod stats;
