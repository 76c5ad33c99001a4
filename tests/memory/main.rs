//! Tests that count allocations. The allocator counts for the whole process, so they have a process of their own and
//! run sequentially.

#[path = "../common/fuzz_targets.rs"]
mod fuzz_targets;

mod fuzz_replay;
mod server_tables;
mod steady_state;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Held by a test while it counts.
fn alone() -> MutexGuard<'static, ()> {
    static COUNTING: Mutex<()> = Mutex::new(());
    COUNTING.lock().unwrap_or_else(PoisonError::into_inner)
}
