//! The system's own dialog for choosing a file, on a thread: the window goes on drawing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::ui::ExportKind;

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A file was chosen.
    Chosen(PathBuf),
    /// The user thought better of it.
    Cancelled,
    /// No dialog could be shown here.
    Unavailable,
}

/// What to say where no dialog can be shown.
pub const UNAVAILABLE: &str = "This system shows no file dialog (it needs a desktop portal or zenity). Drop a .gtd file on the \
     window instead, or name it on the command line.";

/// The same where a place for a new file was asked for.
pub const NO_TARGET: &str = "This system shows no file dialog (it needs a desktop portal or zenity). The command line exports \
     too: gtd-viewer export KIND FILE -o OUT.";

/// Nobody closes a dialog faster than this: one that ended so soon was never shown.
const SHOWN_AT_LEAST: Duration = Duration::from_millis(500);

/// Asks for a zone's file, beginning in a folder. `answered` is called on another thread.
pub fn choose_zone(folder: Option<&Path>, answered: impl FnOnce(Answer) + Send + 'static) {
    let mut dialog = rfd::AsyncFileDialog::new().set_title("Open a zone");
    dialog = dialog.add_filter("Knight Online terrain", &["gtd", "GTD", "Gtd"]).add_filter("All files", &["*"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    wait_for(dialog.pick_file(), answered);
}

/// Asks for a folder, beginning in one. `answered` is called on another thread.
pub fn choose_folder(folder: &Path, answered: impl FnOnce(Answer) + Send + 'static) {
    wait_for(rfd::AsyncFileDialog::new().set_directory(folder).pick_folder(), answered);
}

/// Asks where something new is to go: a file, or the folder that is to hold a new one. `answered` is called on another
/// thread.
pub fn choose_target(
    kind: ExportKind,
    name: &str,
    folder: Option<&Path>,
    answered: impl FnOnce(Answer) + Send + 'static,
) {
    let mut dialog = rfd::AsyncFileDialog::new();
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    if kind.is_folder() {
        let dialog = dialog.set_title(format!("{}: a folder to make {name} in", kind.label()));
        return wait_for(dialog.pick_folder(), answered);
    }
    dialog = dialog.set_title(kind.label()).set_file_name(name);
    for (format, endings) in kind.endings() {
        dialog = dialog.add_filter(*format, endings);
    }
    wait_for(dialog.save_file(), answered);
}

/// Waits for a dialog on a thread.
fn wait_for(
    choice: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    answered: impl FnOnce(Answer) + Send + 'static,
) {
    // The request itself came from the main thread, as macOS wants it; only the waiting is done elsewhere.
    let asked = Instant::now();
    let wait = move || {
        answered(match pollster::block_on(choice) {
            Some(file) => Answer::Chosen(file.path().to_owned()),
            None if asked.elapsed() < SHOWN_AT_LEAST => Answer::Unavailable,
            None => Answer::Cancelled,
        });
    };
    if let Err(error) = std::thread::Builder::new().name("file dialog".into()).spawn(wait) {
        log::error!("no thread for the file dialog: {error}");
    }
}
