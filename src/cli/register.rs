//! `--register` and `--unregister`: whether a double click on a `.gtd` file opens the program, on Windows. Asks before
//! anything is written.

use std::process::ExitCode;

use anyhow::Result;

/// A change of the file type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTypeTask {
    Register,
    Unregister,
}

/// Changes the file type, after a question.
///
/// # Errors
/// The registry cannot be written, the answer was not yes, or the system is not Windows.
#[cfg(windows)]
pub fn run(task: FileTypeTask) -> Result<ExitCode> {
    windows::run(task)?;
    Ok(ExitCode::SUCCESS)
}

/// The way of other systems, as wrong usage.
#[cfg(not(windows))]
pub fn run(task: FileTypeTask) -> Result<ExitCode> {
    let option = match task {
        FileTypeTask::Register => "--register",
        FileTypeTask::Unregister => "--unregister",
    };
    let here = if cfg!(target_os = "macos") {
        "in Finder, choose Get Info > Open with"
    } else {
        "the .deb package and install.sh of the release archive add the file type and a menu entry"
    };
    Err(super::WrongUsage(format!("{option} is for Windows; here, {here}")).into())
}

#[cfg(windows)]
mod windows {
    use std::io::{self, BufRead, Write};
    use std::path::PathBuf;

    use anyhow::{Context, Result, bail};

    use super::FileTypeTask;
    use crate::cli::output::print_line;
    use crate::formats::kernel::visible::path_text;
    use crate::platform::file_type::{CLASSES, EXTENSION, FILE_TYPE, FileTypes, Registered};

    pub fn run(task: FileTypeTask) -> Result<()> {
        let keys = format!(r"HKEY_CURRENT_USER\{CLASSES}: {EXTENSION} and {FILE_TYPE}");
        match task {
            FileTypeTask::Register => {
                let program = program()?;
                let effect = format!("A double click on a {EXTENSION} file will open {}.", path_text(&program));
                ask(&format!("{effect}\nThis writes to {keys}; --unregister removes it again."))?;
                match FileTypes::of_user()
                    .and_then(|types| types.register(&program))
                    .context("cannot write to the registry")?
                {
                    Registered::Opens => {
                        print_line("Registered. Icons of files may change only after you sign in again.")?
                    }
                    Registered::Offered(other) => print_line(&format!(
                        "Registered, but {other} keeps opening {EXTENSION} files; choose gtd-viewer under Open with."
                    ))?,
                };
            }
            FileTypeTask::Unregister => {
                ask(&format!(
                    "{EXTENSION} files will no longer open with gtd-viewer.\nThis removes its values from {keys}."
                ))?;
                let found = FileTypes::of_user()
                    .and_then(|types| types.unregister())
                    .context("cannot write to the registry")?;
                print_line(if found { "Removed." } else { "Nothing was registered." })?;
            }
        }
        Ok(())
    }

    /// The program to start: the one without a console, if it lies beside this one.
    fn program() -> Result<PathBuf> {
        let this = std::env::current_exe().context("the program's own path is unknown")?;
        let window = this.with_file_name("gtd-viewer-window.exe");
        Ok(if window.is_file() { window } else { this })
    }

    /// Asks on standard error; any answer but yes is an error.
    fn ask(question: &str) -> Result<()> {
        let mut out = io::stderr().lock();
        write!(out, "{question}\nContinue? [y/N] ").and_then(|()| out.flush()).ok();
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => Ok(()),
            _ => bail!("nothing was changed"),
        }
    }
}
