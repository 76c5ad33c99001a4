//! The clipboard of the browser, which a page may write after a click or a key.

use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies a text.
pub fn copy(text: &str) {
    let Some(window) = web_sys::window() else { return };
    let written = window.navigator().clipboard().write_text(text);
    spawn_local(async move {
        if let Err(error) = JsFuture::from(written).await {
            log::warn!("nothing was copied: {}", super::files::describe(&error));
        }
    });
}
