//! Files in other programs: a page can only offer them as downloads.

use std::io;

use super::downloads;
use crate::ui::DesktopRequest;

/// Downloads a file or folder that was written. `failed` is called if that does not work.
pub fn perform(request: DesktopRequest, failed: impl FnOnce(DesktopRequest, io::Error) + Send + 'static) {
    let (DesktopRequest::ShowInFolder(path) | DesktopRequest::Open(path)) = &request;
    if let Err(error) = downloads::offer(path) {
        failed(request, error);
    }
}
