//! The command line: arguments ([`args`]), tasks (`task`), and one file per command.
//!
//! Owns all printing and the exit codes. Data goes to standard output, everything else to standard error. Each command
//! is a thin layer over a lower module.

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod about;
pub mod args;
#[cfg(feature = "render")]
pub mod bench;
mod check;
mod check_text;
mod complete;
mod diff;
mod diff_objects;
mod diff_server_map;
mod diff_text;
#[cfg(feature = "render")]
mod drawing;
#[cfg(all(feature = "render", target_os = "linux"))]
mod driver;
mod explain;
mod export;
pub mod export_args;
mod export_source;
pub mod file_args;
#[cfg(feature = "render")]
mod fly_through;
mod folder_walk;
pub mod generate;
mod ground;
pub mod inputs;
mod many;
mod model_stats;
mod object_search;
mod objects;
pub mod output;
mod outputs;
mod register;
#[cfg(feature = "render")]
mod render;
#[cfg(feature = "render")]
mod render_map;
#[cfg(feature = "render")]
mod render_server_map;
mod server_map_stats;
mod stats;
mod stats_text;
mod task;
mod template;
pub mod values;
#[cfg(feature = "app")]
mod view;
mod view_args;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};

pub use args::{BenchArgs, Cli, GlobalArgs, RenderArgs};
pub use task::{StatsTask, Task, ViewTask};

use crate::formats::kernel::visible::{visible, visible_path};

/// Exit code: a file failed, a check found an error, or there is no graphics adapter.
pub const FAILED: u8 = 1;

/// Exit code: wrong usage.
pub const WRONG_USAGE: u8 = 2;

/// Wrong usage that is only detected when the command has examined its files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(pub String);

/// The exit code of an error.
pub fn exit_code_of(error: &anyhow::Error) -> ExitCode {
    ExitCode::from(if error.is::<WrongUsage>() { WRONG_USAGE } else { FAILED })
}

/// Name and version for the metadata of written files.
pub(crate) fn software() -> String {
    format!("gtd-viewer {}", env!("CARGO_PKG_VERSION"))
}

/// A resolved command line.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// Options of every command.
    pub global: GlobalArgs,
    /// The task to run.
    pub task: Task,
}

/// The whole program: `main` of a binary, given its arguments, the first being the program's name.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    main_reporting(args, &|_| {})
}

/// [`main`] of the program without a console: on Windows, errors are also shown in a message box.
#[cfg(feature = "app")]
pub fn main_without_console(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    main_reporting(args, &crate::app::show_message)
}

/// [`main`] with another place for messages that end the program, besides standard error.
fn main_reporting(args: impl IntoIterator<Item = OsString>, report: &dyn Fn(&str)) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let invocation = match parse(args.iter().cloned()) {
        Ok(invocation) => invocation,
        Err(error) => {
            let error = readable(error, &args);
            // A reader of the help that is gone is not an error.
            let _ = error.print();
            report(&error.to_string());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG_USAGE));
        }
    };
    #[cfg(all(feature = "render", target_os = "linux"))]
    driver::restart_quietly(&invocation.task, &args);
    start_log(&invocation.global);
    tidy_up_when_interrupted();
    let style = output::Style::for_stderr(invocation.global.color);
    let result = run(invocation);
    crate::export::partial::wait_if_interrupted();
    let code = result.unwrap_or_else(|error| {
        let message = format!("{error:#}");
        output::complain(style, "error", &message);
        report(&visible(&message));
        exit_code_of(&error)
    });
    // A thread of the window may still be writing an export.
    crate::export::partial::cleanup_partial_files();
    code
}

/// Parses and resolves a command line, its first entry being the program's name.
///
/// # Errors
/// Wrong usage, or a request for help or version: to be printed, with its own exit code.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Invocation, clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    let command = Cli::command().color(clap_color(&args));
    let cli = Cli::from_arg_matches(&command.try_get_matches_from(args)?)?;
    let (global, task) = (cli.global.clone(), Task::resolve(cli)?);
    task.assert_data_folder()?;
    task.assert_server_folder()?;
    Ok(Invocation { global, task })
}

/// The error about a command line with nothing in it that acts on a terminal: errors quote arguments. So it comes from
/// the same command line with such characters, and bytes that are no text, spelled out.
fn readable(error: clap::Error, args: &[OsString]) -> clap::Error {
    let shown: Vec<OsString> = args.iter().map(|arg| visible_path(arg).into()).collect();
    if shown == args {
        return error;
    }
    match parse(shown) {
        Err(readable) if readable.kind() == error.kind() => readable,
        _ => Cli::command().error(error.kind(), visible(&error.kind().to_string())),
    }
}

/// Runs the task of a command line.
///
/// # Errors
/// Errors that stop the whole command; files that fail individually are reported and only change the exit code.
pub fn run(invocation: Invocation) -> Result<ExitCode> {
    let Invocation { global, task } = invocation;
    match task {
        Task::Stats(task) => stats::run(&global, task),
        Task::Check(args) => check::run(&global, &args),
        Task::Diff(args) => diff::run(&global, &args),
        Task::Export(command) => export::run(&global, &command),
        Task::Import(kind) => export::run_import(&global, &kind),
        #[cfg(feature = "render")]
        Task::Adapters(args) => about::adapters(&args),
        Task::Completions(args) => about::completions(&args),
        Task::Man(args) => about::man(&global, &args),
        Task::Explain(args) => explain::run(&global, &args),
        Task::Objects(args) => objects::run(&global, &args),
        #[cfg(feature = "render")]
        Task::Render(args) => render::run(&args, &global),
        #[cfg(feature = "render")]
        Task::Bench(args) => bench::run(&args),
        Task::Generate(args) => generate::run(&global, &args),
        Task::FileType(task) => register::run(task),
        #[cfg(feature = "app")]
        Task::View(task) => view::run(*task),
        #[cfg(not(feature = "app"))]
        Task::View(_) => anyhow::bail!("this build has no window; use --stats FILE to print the statistics of a zone"),
    }
}

/// On Ctrl+C and similar signals, removes partial files before the program ends with the signal's exit code.
fn tidy_up_when_interrupted() {
    let end = |code: u8| {
        crate::export::partial::cleanup_partial_files();
        std::process::exit(code.into());
    };
    if let Err(error) = crate::platform::signals::when_asked_to_end(end) {
        log::debug!("cannot handle interrupts: {error}");
    }
}

/// Starts the log on standard error: warnings, fewer with -q, more with -v. `RUST_LOG` overrides.
pub fn start_log(global: &GlobalArgs) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        // (Messages of window libraries about failed attempts are left out.)
        (_, 0) => "warn,wgpu_hal=off,winit=error,calloop=error,arboard=error,egui_winit=error,sctk_adwaita=off",
        (_, 1) => "warn,gtd_viewer=info",
        (_, 2) => "info,gtd_viewer=debug",
        _ => "trace",
    };
    let style = output::Style::for_stderr(global.color);
    let env = env_logger::Env::default().default_filter_or(level);
    let mut builder = env_logger::Builder::from_env(env);
    builder.write_style(env_logger::WriteStyle::Always); // codes come only from `style`
    builder.format(move |out, record| write!(out, "{}", output::log_line(style, record)));
    // A second start, in tests, has no effect.
    let _ = builder.try_init();
}

/// The request for colors in help and usage errors, which are printed before the options are parsed.
fn clap_color(args: &[OsString]) -> clap::ColorChoice {
    let values = args.iter().zip(args.iter().skip(1)).filter(|(name, _)| *name == "--color").map(|(_, value)| value);
    let joined = args.iter().filter_map(|arg| arg.to_str()?.strip_prefix("--color="));
    match values.filter_map(|value| value.to_str()).chain(joined).last() {
        Some("always") => clap::ColorChoice::Always,
        Some("never") => clap::ColorChoice::Never,
        // clap itself writes colors to a terminal of TERM=dumb where the variable CI is set.
        _ if !values::ColorArg::Auto.wants_color(true, |name| std::env::var_os(name)) => clap::ColorChoice::Never,
        _ => clap::ColorChoice::Auto,
    }
}
