//! Dialogs of the page: for a folder or a file to open. What is written becomes a download and needs none.

use std::path::PathBuf;

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::downloads;
use crate::app::dialog::{DialogPurpose, DialogRequest, DialogResult};
use crate::ui::Texts;

/// Shows a dialog. `answered` is called in a later turn of the event loop.
pub fn show(_text: &Texts, request: &DialogRequest, answered: impl FnOnce(DialogResult) + Send + 'static) {
    let kind = match request.purpose {
        DialogPurpose::OpenZone => "file",
        DialogPurpose::CompareWith => "second file",
        DialogPurpose::OpenFolder | DialogPurpose::LocateClient | DialogPurpose::LocateServer => "folder",
        DialogPurpose::ScreenshotFolder => return answered(DialogResult::Unavailable),
        DialogPurpose::Export(choice) => {
            let is_folder = choice.kind.output().is_folder();
            let target = downloads::new_folder().map(|folder| match is_folder {
                true => folder,
                false => folder.join(&request.file_name),
            });
            return answered(target.map_or(DialogResult::Unavailable, DialogResult::Chosen));
        }
    };
    let Ok(chosen) = super::choose(kind) else { return answered(DialogResult::Unavailable) };
    spawn_local(async move {
        answered(match JsFuture::from(chosen).await {
            Ok(path) => {
                path.as_string().map_or(DialogResult::Canceled, |path| DialogResult::Chosen(PathBuf::from(path)))
            }
            Err(_) => DialogResult::Unavailable,
        });
    });
}
