//! The same program for double clicks: on Windows it opens no console window, and shows errors in a message box.
//! Elsewhere it is no different.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

use gtd_viewer::cli;

fn main() -> ExitCode {
    cli::main_without_console(std::env::args_os())
}
