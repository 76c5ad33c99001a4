//! Fault injection for tests: loss of the device, exhausted GPU memory.
//!
//! Builds with debug assertions check the file named by `GTD_VIEWER_FAULTS` before each frame, inject the fault that it
//! names and remove the file. Release builds do not contain this.

#[cfg(debug_assertions)]
use crate::platform::fs;

#[cfg_attr(not(debug_assertions), allow(dead_code))] // only tests make it happen
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The device is lost, with all its resources.
    DeviceLost,
    /// An allocation on the device fails.
    OutOfMemory,
}

/// The fault that a test has requested.
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

/// No faults in release builds.
#[cfg(not(debug_assertions))]
pub fn wanted() -> Option<Fault> {
    None
}
