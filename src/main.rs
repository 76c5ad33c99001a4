//! The thin binary: arguments in, exit code out.

use std::process::ExitCode;

use gtd_viewer::cli;

fn main() -> ExitCode {
    // Patterns such as *.gtd are expanded here on Windows; elsewhere the shell has done it.
    let invocation = match cli::parse(wild::args_os()) {
        Ok(invocation) => invocation,
        Err(error) => {
            // Help for a reader that has gone away is no error.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    cli::start_log(&invocation.global);
    cli::tidy_up_when_interrupted();
    let style = cli::output::Style::for_stderr(invocation.global.color);
    match cli::run(invocation) {
        Ok(code) => code,
        Err(error) => {
            cli::output::complain(style, "error", &format!("{error:#}"));
            cli::exit_code_of(&error)
        }
    }
}
