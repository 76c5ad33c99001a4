//! Lines that graphics drivers print on standard error, before commands that draw off screen.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::Task;

/// The folder of the user's sockets.
const RUNTIME_FOLDER: &str = "XDG_RUNTIME_DIR";

/// Starts the program again with a runtime folder, if a command draws off screen and there is none (in a container, a
/// service, over SSH).
///
/// Mesa's layer that orders graphics adapters, loaded with every Vulkan driver, looks for a Wayland compositor. Its
/// library prints "error: `XDG_RUNTIME_DIR` is invalid or not set in the environment" for each attempt, which reads like
/// an error of this program. With a folder that does not exist it finds no compositor either, silently. The variable must be
/// set before the process starts; a running one cannot change its environment without unsafe code.
pub fn restart_quietly(task: &Task, args: &[OsString]) {
    let draws = matches!(task, Task::Render(_) | Task::Bench(_) | Task::Adapters(_));
    let has_folder = std::env::var_os(RUNTIME_FOLDER).is_some_and(|folder| folder.as_encoded_bytes().starts_with(b"/"));
    let (Some((name, rest)), Ok(program)) = (args.split_first(), std::env::current_exe()) else { return };
    if draws && !has_folder {
        // Returns only if it fails: then the lines appear.
        let _ = Command::new(program).arg0(name).args(rest).env(RUNTIME_FOLDER, "/nonexistent").exec();
    }
}
