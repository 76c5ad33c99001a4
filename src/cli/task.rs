//! Second stage of the command line: resolves arguments to a task. Invalid combinations are reported as wrong usage.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap::error::{Error, ErrorKind};

#[cfg(feature = "render")]
use super::about::AdaptersArgs;
use super::about::{CompletionsArgs, ManArgs};
#[cfg(feature = "render")]
use super::args::{BenchArgs, RenderArgs};
use super::args::{Cli, Command};
use super::export_args::{ExportCommand, ImportKind};
use super::file_args::{CheckArgs, DiffArgs, ExplainArgs};
use super::generate::GenerateArgs;
use super::inputs::Input;
use super::objects::ObjectsArgs;
use super::register::FileTypeTask;
use crate::camera::ViewOptions;

#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Stats(StatsTask),
    /// Report findings of files.
    Check(CheckArgs),
    /// Report the changes between two versions.
    Diff(DiffArgs),
    #[cfg(feature = "render")]
    Adapters(AdaptersArgs),
    /// Print a completion script.
    Completions(CompletionsArgs),
    /// Print the manual page.
    Man(ManArgs),
    /// Export data for other programs.
    Export(ExportCommand),
    Import(ImportKind),
    /// Explain a file field by field.
    Explain(ExplainArgs),
    /// List the placed objects of a zone.
    Objects(ObjectsArgs),
    /// Choose whether the program opens .gtd files.
    FileType(FileTypeTask),
    View(Box<ViewTask>),
    #[cfg(feature = "render")]
    Render(RenderArgs),
    #[cfg(feature = "render")]
    Bench(BenchArgs),
    /// Write the demo zone or a test zone.
    Generate(GenerateArgs),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatsTask {
    /// Inputs, in the order typed.
    pub inputs: Vec<Input>,
    /// Folders mean the zones in them.
    pub recursive: bool,
    pub json: bool,
    /// Client folder, if given.
    pub data: Option<PathBuf>,
}

/// Options of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewTask {
    /// Zone file or folder; none for the demo zone.
    pub path: Option<PathBuf>,
    pub view: ViewOptions,
}

impl Task {
    /// Resolves the arguments.
    ///
    /// # Errors
    /// Invalid combinations of options, as an error of the command line.
    pub fn resolve(cli: Cli) -> Result<Task, Error> {
        if cli.command.is_some() && cli.has_own_args() {
            return Err(usage("options and files go after the command; before it only --color, -q and -v"));
        }
        let Cli { stats, json, recursive, register, unregister, mut files, view, command, .. } = cli;
        match command {
            None => {}
            Some(Command::Check(args)) => return Ok(Task::Check(args)),
            #[cfg(feature = "render")]
            Some(Command::Adapters(args)) => return Ok(Task::Adapters(args)),
            Some(Command::Completions(args)) => return Ok(Task::Completions(args)),
            Some(Command::Man(args)) => return Ok(Task::Man(args)),
            Some(Command::Export(command)) => return Ok(Task::Export(command)),
            Some(Command::Import(kind)) => return Ok(Task::Import(kind)),
            Some(Command::Diff(args)) => return Ok(Task::Diff(args)),
            Some(Command::Explain(args)) => return Ok(Task::Explain(args)),
            Some(Command::Objects(args)) => return Ok(Task::Objects(args)),
            #[cfg(feature = "render")]
            Some(Command::Render(args)) => return Ok(Task::Render(args)),
            #[cfg(feature = "render")]
            Some(Command::Bench(args)) => return Ok(Task::Bench(args)),
            Some(Command::Generate(args)) => return Ok(Task::Generate(args)),
        }
        if register || unregister {
            return Ok(Task::FileType(if register { FileTypeTask::Register } else { FileTypeTask::Unregister }));
        }
        if stats {
            if !view.is_data_only() {
                return Err(usage("--stats accepts no view options except --data"));
            }
            let inputs = files.into_iter().map(Input::from).collect();
            return Ok(Task::Stats(StatsTask { inputs, recursive, json, data: view.data }));
        }
        if files.len() > 1 {
            return Err(usage("the window opens only one zone; use --stats or a command for several files"));
        }
        let path = files.pop();
        if path.as_deref().is_some_and(|path| path.as_os_str() == "-") {
            return Err(usage("the window cannot read standard input; use --stats - instead"));
        }
        Ok(Task::View(Box::new(ViewTask { path, view })))
    }
}

fn usage(message: &str) -> Error {
    Cli::command().error(ErrorKind::ArgumentConflict, message)
}

impl Task {
    /// Checks the client folder that `--data` names, for every command that has the option.
    ///
    /// # Errors
    /// It does not exist, or is not a folder, as an error of the command line.
    pub fn assert_data_folder(&self) -> Result<(), Error> {
        let Some(data) = self.data().filter(|data| !data.is_dir()) else { return Ok(()) };
        let reason = if data.exists() { "not a folder" } else { "no such folder" };
        let message = format!(
            "--data {}: {reason}; it takes the folder of a client, with Zones and DTex",
            crate::formats::kernel::visible::visible_path(data)
        );
        Err(Cli::command().error(ErrorKind::ValueValidation, message))
    }

    /// Checks the folder or file that `--server` names, for every command that has the option.
    ///
    /// # Errors
    /// It does not exist, as an error of the command line.
    pub fn assert_server_folder(&self) -> Result<(), Error> {
        let Some(server) = self.server().filter(|server| !server.exists()) else { return Ok(()) };
        let message = format!(
            "--server {}: no such folder or file; it takes a folder with server maps (.smd) and tables (.sql, .csv)",
            crate::formats::kernel::visible::visible_path(server)
        );
        Err(Cli::command().error(ErrorKind::ValueValidation, message))
    }

    /// The given server files.
    fn server(&self) -> Option<&Path> {
        match self {
            Task::View(task) => task.view.server.as_deref(),
            Task::Export(command) => command.server.as_deref(),
            #[cfg(feature = "render")]
            Task::Render(args) => args.view.server.as_deref(),
            #[cfg(feature = "render")]
            Task::Bench(args) => args.view.server.as_deref(),
            _ => None,
        }
    }

    /// The given client folder.
    fn data(&self) -> Option<&Path> {
        match self {
            Task::Stats(task) => task.data.as_deref(),
            Task::Check(args) => args.data.as_deref(),
            Task::Diff(args) => args.data.as_deref(),
            Task::Export(command) => command.data.as_deref(),
            Task::Objects(args) => args.data.as_deref(),
            Task::View(task) => task.view.data.as_deref(),
            #[cfg(feature = "render")]
            Task::Render(args) => args.view.data.as_deref(),
            #[cfg(feature = "render")]
            Task::Bench(args) => args.view.data.as_deref(),
            #[cfg(feature = "render")]
            Task::Adapters(_) => None,
            Task::Completions(_)
            | Task::Man(_)
            | Task::Import(_)
            | Task::Explain(_)
            | Task::Generate(_)
            | Task::FileType(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    fn resolve(args: &[&str]) -> Result<Task, Error> {
        Task::resolve(Cli::try_parse_from([&["gtd-viewer"], args].concat()).unwrap())
    }

    #[test]
    fn stats_takes_files_standard_input_and_a_client_folder() {
        let task = resolve(&["--stats", "--json", "--data", "client", "a.gtd", "-"]).unwrap();
        let inputs = vec![Input::Path("a.gtd".into()), Input::StandardInput];
        let data = Some("client".into());
        assert_eq!(task, Task::Stats(StatsTask { inputs, recursive: false, json: true, data }));
    }

    #[test]
    fn senseless_combinations_are_wrong_usage() {
        for args in [&["--stats", "--classic", "a.gtd"][..], &["a.gtd", "b.gtd"], &["-"]] {
            assert_eq!(resolve(args).unwrap_err().exit_code(), 2, "{args:?}");
        }
    }

    #[test]
    fn global_options_go_before_and_after_a_command() {
        for args in [
            &["--color", "never", "check", "a.gtd"][..],
            &["--color=never", "check", "a.gtd"],
            &["-q", "check", "a.gtd", "--color", "never"],
            &["-vv", "--color", "never", "check", "a.gtd"],
            &["check", "a.gtd", "--color", "never"],
        ] {
            let cli = Cli::try_parse_from([&["gtd-viewer"], args].concat()).unwrap();
            assert_eq!(cli.global.color, crate::cli::values::ColorArg::Never, "{args:?}");
            assert!(matches!(Task::resolve(cli), Ok(Task::Check(_))), "{args:?}");
        }
        for args in [&["--data", "x", "check", "a.gtd"][..], &["-r", "--stats", "check", "check", "a.gtd"]] {
            let cli = Cli::try_parse_from([&["gtd-viewer"], args].concat());
            assert!(cli.and_then(Task::resolve).is_err(), "{args:?}");
        }
    }

    #[test]
    fn the_window_opens_a_zone_or_the_demo() {
        assert!(matches!(resolve(&[]), Ok(Task::View(task)) if task.path.is_none()));
        assert!(matches!(resolve(&["a.gtd"]), Ok(Task::View(task)) if task.path.is_some()));
    }
}
