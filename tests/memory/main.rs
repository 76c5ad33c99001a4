//! Tests that count what is allocated. The allocator counts for the whole process, so they have one of their own and run
//! one after the other.

#[path = "../common/fuzz_targets.rs"]
mod fuzz_targets;

mod fuzz_replay;
mod steady_state;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held by a test for as long as it counts.
fn alone() -> MutexGuard<'static, ()> {
    static COUNTING: Mutex<()> = Mutex::new(());
    COUNTING.lock().unwrap_or_else(PoisonError::into_inner)
}
