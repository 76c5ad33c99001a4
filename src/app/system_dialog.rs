//! The system's file dialog, on a thread of its own so that the window keeps drawing.

use std::path::Path;

use super::dialog::{DialogPurpose, DialogRequest, DialogResult};
use crate::export::ExportChoice;
use crate::platform::time::{Duration, Instant};
use crate::platform::{block_on, thread};
use crate::ui::Texts;
use crate::ui::text::fill;
use crate::zone::source::model_endings;

/// A dialog that ends sooner than this was never shown.
const SHOWN_AT_LEAST: Duration = Duration::from_millis(500);

/// Shows a dialog. `answered` is called on another thread.
pub fn show(text: &Texts, request: &DialogRequest, answered: impl FnOnce(DialogResult) + Send + 'static) {
    let folder = request.folder.as_deref();
    match request.purpose {
        DialogPurpose::OpenZone => choose_zone(text, text.dialogs.open_zone, folder, answered),
        DialogPurpose::OpenFolder => wait_for(at(folder).set_title(text.dialogs.open_folder).pick_folder(), answered),
        DialogPurpose::CompareWith => choose_zone(text, text.dialogs.compare_zone, folder, answered),
        DialogPurpose::ScreenshotFolder => choose_folder(text.dialogs.screenshot_folder, folder, answered),
        DialogPurpose::LocateServer => choose_folder(text.server_check.dialog, folder, answered),
        DialogPurpose::LocateClient => choose_folder(text.dialogs.client_folder, folder, answered),
        DialogPurpose::Export(choice) => choose_target(text, choice, &request.file_name, folder, answered),
    }
}

/// A dialog with an initial folder. Windows takes only a whole path with its own slashes, and not `C:/Zones`.
fn at(folder: Option<&Path>) -> rfd::AsyncFileDialog {
    let dialog = rfd::AsyncFileDialog::new();
    match folder.and_then(|folder| std::path::absolute(folder).ok()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

fn choose_zone(text: &Texts, title: &str, folder: Option<&Path>, answered: impl FnOnce(DialogResult) + Send + 'static) {
    let text = &text.dialogs;
    let dialog = at(folder).set_title(title);
    let dialog =
        dialog.add_filter(text.terrain, &["gtd", "GTD", "Gtd", "smd", "SMD"]).add_filter(text.models, &spellings());
    let dialog = dialog.add_filter(text.all_files, &["*"]);
    wait_for(dialog.pick_file(), answered);
}

/// Endings of models in the letter cases that are in use: some systems take them as they are.
fn spellings() -> Vec<String> {
    model_endings().flat_map(|ending| [ending.to_owned(), ending.to_uppercase()]).collect()
}

fn choose_folder(title: &str, folder: Option<&Path>, answered: impl FnOnce(DialogResult) + Send + 'static) {
    wait_for(at(folder).set_title(title).pick_folder(), answered);
}

/// Asks for the file of an export, or for the parent of its new folder.
fn choose_target(
    text: &Texts,
    choice: ExportChoice,
    name: &str,
    folder: Option<&Path>,
    answered: impl FnOnce(DialogResult) + Send + 'static,
) {
    let kind = choice.kind;
    let what = (text.export_kind)(kind).name;
    let mut dialog = at(folder);
    if kind.output().is_folder() {
        let dialog = dialog.set_title(fill(text.dialogs.folder_for, &[("what", &what), ("name", &name)]));
        return wait_for(dialog.pick_folder(), answered);
    }
    dialog = dialog.set_title(what).set_file_name(name);
    // The first one is offered, whatever the name's ending.
    let types = kind.output().types();
    let rest = types.iter().enumerate().filter(|(index, _)| *index != choice.format()).map(|(_, known)| known);
    for known in types.get(choice.format()).into_iter().chain(rest) {
        dialog = dialog.add_filter(known.name, known.extensions);
    }
    wait_for(dialog.save_file(), answered);
}

/// Waits for a dialog on a thread.
fn wait_for(
    choice: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
    answered: impl FnOnce(DialogResult) + Send + 'static,
) {
    // The request is made on the main thread, as macOS requires; only the waiting happens elsewhere.
    let asked = Instant::now();
    let wait = move || {
        let choice = async move {
            match choice.await {
                Some(file) => DialogResult::Chosen(file.path().to_owned()),
                None if asked.elapsed() < SHOWN_AT_LEAST => DialogResult::Unavailable,
                None => DialogResult::Canceled,
            }
        };
        answered(block_on(unless_gone(choice)));
    };
    if let Err(error) = thread::spawn("file dialog", wait) {
        log::error!("no thread for the file dialog: {error}");
    }
}

/// Shows why the program ends to a user who has no console: a message box on Windows, nothing elsewhere.
pub fn show_message(message: &str) {
    if cfg!(windows) {
        let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error);
        dialog.set_title(super::window::NAME).set_description(message).show();
    }
}

/// The result of a dialog, or [`DialogResult::Gone`].
#[cfg(target_os = "linux")]
async fn unless_gone(choice: impl Future<Output = DialogResult>) -> DialogResult {
    let watch = super::portal::PortalWatch::begin().await;
    let gone = async {
        watch.gone().await;
        DialogResult::Gone
    };
    futures_lite::future::or(choice, gone).await
}

/// The result of a dialog; the system shows it itself.
#[cfg(not(target_os = "linux"))]
async fn unless_gone(choice: impl Future<Output = DialogResult>) -> DialogResult {
    choice.await
}
