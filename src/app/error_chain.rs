//! Errors as text, where they reach the user.

use std::error::Error;

/// An error and its causes, "a: b: c". No error's own message contains its cause.
pub(super) fn error_chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
