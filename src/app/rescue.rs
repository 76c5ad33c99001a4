//! Panics of the event loop, also inside the crates below it: caught, so that the state can be saved and the program
//! ends with one line.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::platform::thread;

/// The last panic of the thread that is watched.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs work of this thread; a panic becomes an error with its message. The message is not printed, unless
/// `RUST_BACKTRACE` is set. Panics of other threads are reported as usual.
///
/// # Errors
/// The message and the place of the panic.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let (watched, usual) = (thread::current().id(), panic::take_hook());
    let prints_all = std::env::var_os("RUST_BACKTRACE").is_some();
    panic::set_hook(Box::new(move |info| {
        let is_watched = thread::current().id() == watched;
        if is_watched {
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(describe(info));
        }
        if !is_watched || prints_all {
            usual(info);
        }
    }));
    let result = catch_unwind(AssertUnwindSafe(work));
    drop(panic::take_hook());
    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    result.map_err(|_| last().unwrap_or_else(|| "unknown reason".to_owned()))
}

/// The message of a panic in one line, with file and line.
fn describe(info: &PanicHookInfo) -> String {
    let message = info.payload_as_str().unwrap_or("unknown reason");
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = info.location().map(|at| {
        let file = Path::new(at.file()).file_name().unwrap_or_default();
        format!(" ({}:{})", file.display(), at.line())
    });
    message + &place.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_one_line_with_its_place() {
        assert_eq!(catch(|| 5), Ok(5));
        let message = catch(|| panic!("first\n  second")).unwrap_err();
        assert!(message.starts_with("first second (rescue.rs:"), "{message}");
    }
}
