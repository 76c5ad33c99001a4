//! The browser's storage of this page, by name.

use std::io;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// A stored text.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Stores a text.
///
/// # Errors
/// The browser has no storage for this page, or it is full.
pub fn set(name: &str, text: &str) -> io::Result<()> {
    let storage = storage().ok_or_else(|| io::Error::other("the browser keeps nothing for this page"))?;
    storage.set_item(name, text).map_err(|error| io::Error::other(super::files::describe(&error)))
}
