//! File dialogs: what they are for, and their results.

use std::path::PathBuf;

use crate::export::ExportChoice;

#[cfg(not(target_family = "wasm"))]
pub use super::system_dialog::{show, show_message};
#[cfg(target_family = "wasm")]
pub use super::web::dialog::show;

/// Purpose of a file dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogPurpose {
    /// Choose the zone to open.
    OpenZone,
    /// Choose the folder of a client, whose zones are listed.
    OpenFolder,
    /// Choose the zone to compare with.
    CompareWith,
    /// Choose the folder for screenshots.
    ScreenshotFolder,
    /// Choose the client folder of the open zone.
    LocateClient,
    /// Choose the folder of server files of the open zone.
    LocateServer,
    /// Choose the file of an export, or the parent of its new folder.
    Export(ExportChoice),
}

/// A file dialog to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialogRequest {
    /// Purpose of the dialog.
    pub purpose: DialogPurpose,
    pub folder: Option<PathBuf>,
    /// The suggested file name of an export.
    pub file_name: String,
}

/// Result of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogResult {
    /// A file was chosen.
    Chosen(PathBuf),
    Canceled,
    /// The system cannot show a dialog.
    Unavailable,
    /// The process that showed the dialog ended.
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "elsewhere the system itself shows dialogs"))]
    Gone,
}
