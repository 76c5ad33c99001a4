//! The thin binary: arguments in, exit code out.

use std::process::ExitCode;

use gtd_viewer::cli;

fn main() -> ExitCode {
    // Patterns such as *.gtd are expanded here on Windows; elsewhere the shell has done it.
    cli::main(wild::args_os())
}
