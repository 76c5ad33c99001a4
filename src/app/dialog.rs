//! The system's own dialog for choosing a file, on a thread: the window goes on drawing.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::ui::text::fill;
use crate::ui::{ExportKind, Texts};

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A file was chosen.
    Chosen(PathBuf),
    /// The user thought better of it.
    Canceled,
    /// No dialog could be shown here.
    Unavailable,
    /// What showed it ended.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "elsewhere the system itself shows dialogs"))]
    Gone,
}

/// Nobody closes a dialog faster than this: one that ended so soon was never shown.
const SHOWN_AT_LEAST: Duration = Duration::from_millis(500);

/// Asks for a zone's file, beginning in a folder. `answered` is called on another thread.
pub fn choose_zone(text: &Texts, folder: Option<&Path>, answered: impl FnOnce(Answer) + Send + 'static) {
    let text = &text.dialogs;
    let mut dialog = rfd::AsyncFileDialog::new().set_title(text.open_zone);
    dialog = dialog.add_filter(text.terrain, &["gtd", "GTD", "Gtd"]).add_filter(text.all_files, &["*"]);
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
    text: &Texts,
    kind: ExportKind,
    name: &str,
    folder: Option<&Path>,
    answered: impl FnOnce(Answer) + Send + 'static,
) {
    let what = (text.export_kind)(kind).name;
    let mut dialog = rfd::AsyncFileDialog::new();
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    if kind.is_folder() {
        let dialog = dialog.set_title(fill(text.dialogs.folder_for, &[("what", &what), ("name", &name)]));
        return wait_for(dialog.pick_folder(), answered);
    }
    dialog = dialog.set_title(what).set_file_name(name);
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
        let choice = async move {
            match choice.await {
                Some(file) => Answer::Chosen(file.path().to_owned()),
                None if asked.elapsed() < SHOWN_AT_LEAST => Answer::Unavailable,
                None => Answer::Canceled,
            }
        };
        answered(pollster::block_on(unless_gone(choice)));
    };
    if let Err(error) = std::thread::Builder::new().name("file dialog".into()).spawn(wait) {
        log::error!("no thread for the file dialog: {error}");
    }
}

/// A dialog's answer, or that it will never come.
#[cfg(target_os = "linux")]
async fn unless_gone(choice: impl Future<Output = Answer>) -> Answer {
    let gone = async {
        super::portal::gone().await;
        Answer::Gone
    };
    futures_lite::future::or(choice, gone).await
}

/// A dialog's answer: it is shown by the system itself.
#[cfg(not(target_os = "linux"))]
async fn unless_gone(choice: impl Future<Output = Answer>) -> Answer {
    choice.await
}
