//! The system's own dialog for choosing a file, on a thread: the window goes on drawing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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

/// Nobody closes a dialog faster than this: one that ended so soon was never shown.
const SHOWN_AT_LEAST: Duration = Duration::from_millis(500);

/// Asks for a zone's file, beginning in a folder. `answered` is called on another thread.
pub fn choose_zone(folder: Option<&Path>, answered: impl FnOnce(Answer) + Send + 'static) {
    let mut dialog = rfd::AsyncFileDialog::new().set_title("Open a zone");
    dialog = dialog.add_filter("Knight Online terrain", &["gtd", "GTD", "Gtd"]).add_filter("All files", &["*"]);
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let asked = Instant::now();
    // The request itself must come from the main thread (macOS); only the waiting is done elsewhere.
    let choice = dialog.pick_file();
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
