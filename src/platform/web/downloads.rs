//! Files that leave the page: downloads.

use std::cell::RefCell;
use std::io;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::files;

/// Saves bytes under a name in the browser's folder of downloads.
///
/// # Errors
/// The browser does not take it.
pub fn save(name: &str, bytes: &[u8]) -> io::Result<()> {
    click(name, bytes).map_err(|error| io::Error::other(files::describe(&error)))
}

thread_local! {
    /// Address of the last download's bytes. Some browsers read them some time after the click.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes the browser save bytes, as if a link to them were clicked.
fn click(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let url = Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence(&parts)?)?;
    if let Some(before) = LAST.replace(Some(url.clone())) {
        Url::revoke_object_url(&before)?;
    }
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
