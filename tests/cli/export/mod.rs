//! `export` and `import` from outside: what is written is read back by other people's decoders.

mod browser;
mod heights;
mod many;
mod mesh;
mod textures;
mod tiles;
mod web_map;

use std::path::Path;

use crate::common::{self, test_zone};
use assert_cmd::Command;

/// The program in a folder.
fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gtd-viewer"));
    command.args(args).current_dir(folder).env_remove("RUST_LOG").env_remove("NO_COLOR");
    command
}

/// Interrupts a program as Ctrl+C does. The shell's own `kill`: the command is not on every system.
#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().expect("sh runs").success());
}
