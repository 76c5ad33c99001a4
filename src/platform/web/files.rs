//! Files of the user: those of folders that the page has offered, read when they are needed.
//!
//! The page passes the names of a folder's files and a function that opens one: `open(path)` returns a promise of a
//! `Blob`. Nothing else of them is in memory.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Blob;

use super::super::Later;
use super::memory::{self, Content};

thread_local! {
    /// The functions that open files, by number of the folder.
    static FOLDERS: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
    /// Offers the folder of an earlier visit again, by its name; a promise of whether it could.
    static RESTORE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sets the function that offers a folder of an earlier visit again when a path leads into it: `restore(name)` returns a
/// promise of whether it could.
pub fn restore_with(restore: Function) {
    RESTORE.set(Some(restore));
}

/// Offers the files of a folder, by their paths with forward slashes. `open` takes such a path and returns a promise
/// of a `Blob`. Files that were offered before by the same paths are replaced.
pub fn offer<'a>(paths: impl IntoIterator<Item = &'a str>, open: Function) {
    let folder = FOLDERS.with_borrow_mut(|folders| {
        folders.push(open);
        folders.len() - 1
    });
    for path in paths {
        memory::put(Path::new(path), Content::Offered(folder));
    }
}

/// Offers the folder of an earlier visit into which a path leads, if it is not there.
pub async fn restore(path: &Path) {
    restore_folder_of(path).await;
}

/// The names of all files and folders in a folder, in any order.
///
/// # Errors
/// There is no such folder.
pub async fn list(folder: &Path) -> io::Result<Vec<OsString>> {
    restore_folder_of(folder).await;
    memory::names(folder)
}

/// All bytes of a file.
///
/// # Errors
/// There is no such file, or the browser cannot read it.
pub async fn read(path: &Path) -> io::Result<Vec<u8>> {
    restore_folder_of(path).await;
    match memory::content(path)? {
        Content::Written(bytes) => Ok(lock(&bytes).clone()),
        Content::Offered(folder) => read_offered(folder, path, None).await.map(|(bytes, _)| bytes),
    }
}

/// At most `bytes` bytes from the start of a file, and its length.
///
/// # Errors
/// There is no such file, or the browser cannot read it.
pub async fn read_start(path: &Path, bytes: usize) -> io::Result<(Vec<u8>, u64)> {
    restore_folder_of(path).await;
    match memory::content(path)? {
        Content::Written(content) => {
            let content = lock(&content);
            Ok((content[..bytes.min(content.len())].to_vec(), content.len() as u64))
        }
        Content::Offered(folder) => read_offered(folder, path, Some(bytes)).await,
    }
}

/// A file with this name in any letter case, in any of the offered folders: the one with the shortest path.
pub fn find(name: &str) -> Option<PathBuf> {
    memory::find(name)
}

/// The absolute path of a file.
pub fn absolute(path: &Path) -> PathBuf {
    memory::absolute(path)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads an offered file, or its start, and its length.
async fn read_offered(folder: usize, path: &Path, most_bytes: Option<usize>) -> io::Result<(Vec<u8>, u64)> {
    let name = path.to_string_lossy().into_owned();
    let read = in_page(async move { read_blob(folder, &name, most_bytes).await.map_err(|error| describe(&error)) });
    read.await.map_err(io::Error::other)
}

/// Offers the folder of an earlier visit again, if a path leads into one that is not there.
async fn restore_folder_of(path: &Path) {
    let Some(root) = memory::root_of(path).filter(|root| memory::is_folder(Path::new(root)).is_none()) else { return };
    in_page(async move {
        let restored: Result<JsFuture, JsValue> = RESTORE.with_borrow(|restore| {
            let restore = restore.as_ref().ok_or(JsValue::NULL)?;
            Ok(restore.call1(&JsValue::NULL, &root.into())?.dyn_into::<Promise>()?.into())
        });
        // Without it the path leads nowhere, which the caller finds out.
        if let Ok(restored) = restored {
            let _ = restored.await;
        }
    })
    .await;
}

/// Runs a future that holds objects of the browser in a task of its own, so that its result may be awaited from
/// anywhere.
fn in_page<T: Send + 'static, W: Future<Output = T> + 'static>(work: W) -> impl Future<Output = T> + Send + use<T, W> {
    let (ended, result) = (Later::default(), Arc::new(Mutex::new(None)));
    spawn_local({
        let (ended, result) = (ended.clone(), result.clone());
        async move {
            let value = work.await;
            *lock(&result) = Some(value);
            ended.provide(());
        }
    });
    async move {
        loop {
            ended.get().await;
            if let Some(value) = lock(&result).take() {
                return value;
            }
        }
    }
}

async fn read_blob(folder: usize, path: &str, most_bytes: Option<usize>) -> Result<(Vec<u8>, u64), JsValue> {
    let open = FOLDERS.with_borrow(|folders| folders.get(folder).cloned()).ok_or(JsValue::NULL)?;
    let promise: Promise = open.call1(&JsValue::NULL, &path.into())?.dyn_into()?;
    let blob: Blob = JsFuture::from(promise).await?.dyn_into()?;
    let length = blob.size();
    let part = match most_bytes {
        Some(most_bytes) => blob.slice_with_f64_and_f64(0.0, most_bytes as f64)?,
        None => blob,
    };
    let buffer = JsFuture::from(part.array_buffer()).await?;
    // A length is a whole number below 2^53.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length is a whole number")]
    Ok((Uint8Array::new(&buffer).to_vec(), length as u64))
}

/// The message of an error of the browser.
pub(super) fn describe(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "the browser cannot read the file".to_owned())
}
