//! `export` and `import`: output is read by third-party decoders.

mod browser;
mod heights;
mod import;
mod many;
mod marks;
mod mesh;
mod mesh_objects;
mod names;
mod objects;
mod staging;
mod textures;
mod tiles;
mod web_map;

use std::path::Path;

use crate::common::{self, test_zone};
use assert_cmd::Command;

/// The program with a working directory.
fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

/// Interrupts a program as Ctrl+C does. Uses the shell's own `kill`, because the command is not available on every
/// system.
#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("sh runs").success());
}
