//! Named threads.

use std::io;
pub use std::thread::{JoinHandle, Scope, scope, sleep, yield_now};

/// Starts a thread that debuggers and panics show under a name.
///
/// # Errors
/// The system's, where it has no more threads.
pub fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// Hands work to the pool that also serves parallel loops; nothing waits for it.
#[cfg(feature = "load")]
pub fn spawn_in_pool(work: impl FnOnce() + Send + 'static) {
    rayon::spawn(work);
}

/// Threads that run at the same time; 2 where the system does not say.
pub fn available_cores() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get())
}
