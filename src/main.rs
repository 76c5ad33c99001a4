//! The thin binary: arguments in, exit code out.

use std::process::ExitCode;

use gtd_viewer::cli;

fn main() -> ExitCode {
    cli::main(std::env::args_os())
}
