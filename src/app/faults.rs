//! Faults on demand, for the tests of what nobody can wait for: a lost device, a full graphics memory.
//!
//! A build with debug assertions looks at the file that `GTD_VIEWER_FAULTS` names, before each frame, and lets happen
//! what the file says. The file goes then. Released programs know nothing of it.

use crate::platform::fs;

/// What can be made to happen.
#[cfg_attr(not(debug_assertions), allow(dead_code))] // only tests make it happen
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The device goes, and everything on it.
    DeviceLost,
    /// The device had no memory for something.
    OutOfMemory,
}

/// What a test wants to happen now.
#[cfg(debug_assertions)]
pub fn wanted() -> Option<Fault> {
    let file = std::env::var_os("GTD_VIEWER_FAULTS")?;
    let word = fs::read_to_string(&file).ok()?;
    fs::remove_file(&file).ok()?;
    match word.trim() {
        "device-lost" => Some(Fault::DeviceLost),
        "out-of-memory" => Some(Fault::OutOfMemory),
        _ => None,
    }
}

/// Nothing is made to happen.
#[cfg(not(debug_assertions))]
pub fn wanted() -> Option<Fault> {
    None
}
