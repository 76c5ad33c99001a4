//! Named threads, the shared thread pool, and the number of cores.

use std::io;
#[cfg(feature = "window")]
use std::sync::mpsc::{SyncSender, TrySendError};
pub use std::sync::mpsc::{SyncSender as BoundedSender, sync_channel as bounded_channel};
pub use std::thread::{JoinHandle, Scope, current, scope, sleep, yield_now};

/// Sends without waiting for room.
///
/// # Errors
/// There is no room, or nobody receives.
#[cfg(feature = "window")]
pub(crate) fn try_send<T>(sender: &SyncSender<T>, value: T) -> Result<(), TrySendError<T>> {
    sender.try_send(value)
}

/// Starts a thread with a name for debuggers and panic messages.
///
/// # Errors
/// The system's error, if it cannot start a thread.
pub fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// Runs work in the pool of parallel loops, without waiting for it.
#[cfg(feature = "load")]
pub fn spawn_in_pool(work: impl FnOnce() + Send + 'static) {
    rayon::spawn(work);
}

/// Runs work on this thread and on others, as many in all as there are cores and at most `most`, until all have ended.
#[cfg(feature = "render")]
pub fn on_all_cores(most: usize, work: impl Fn() + Sync) {
    scope(|scope| {
        for _ in 1..available_cores().min(most) {
            scope.spawn(&work);
        }
        work();
    });
}

/// Number of threads that run in parallel; 2 if the system does not report it.
pub fn available_cores() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}
