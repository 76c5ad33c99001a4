//! The one thread of a page. What would run on a thread of its own runs at once, before the call returns; long work is
//! a [`spawn`](super::spawn)ed future instead.

use std::io;
pub use std::sync::mpsc::Sender as BoundedSender;
use std::sync::mpsc::{Receiver, SendError, TrySendError, channel};

use super::time::Duration;

/// Work that has ended.
#[derive(Debug)]
pub struct JoinHandle<T>(T);

/// A thread has panicked, which ends the page.
#[derive(Clone, Copy, Debug)]
pub enum Panicked {}

impl<T> JoinHandle<T> {
    /// The result of the work.
    pub fn join(self) -> Result<T, Panicked> {
        Ok(self.0)
    }

    /// Whether the work has ended: always.
    pub fn is_finished(&self) -> bool {
        true
    }
}

/// Runs work, and returns when it has ended.
pub fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    log_begin(name);
    Ok(JoinHandle(work()))
}

#[cfg(feature = "load")]
fn log_begin(name: &str) {
    log::debug!("{name} runs in the page's thread");
}

#[cfg(not(feature = "load"))]
fn log_begin(_name: &str) {}

/// Runs work in a later turn of the event loop.
#[cfg(feature = "load")]
pub fn spawn_in_pool(work: impl FnOnce() + Send + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        super::task::next_turn().await;
        work();
    });
}

/// A channel whose sender never waits: nobody could receive meanwhile.
pub fn bounded_channel<T>(_capacity: usize) -> (BoundedSender<T>, Receiver<T>) {
    channel()
}

/// Sends without waiting for room.
///
/// # Errors
/// Nobody receives.
#[cfg(feature = "window")]
pub(crate) fn try_send<T>(sender: &BoundedSender<T>, value: T) -> Result<(), TrySendError<T>> {
    sender.send(value).map_err(|SendError(value)| TrySendError::Disconnected(value))
}

/// Runs work on the only thread.
#[cfg(feature = "render")]
pub fn on_all_cores(_most: usize, work: impl Fn() + Sync) {
    work();
}

/// Number of threads that run in parallel: one.
pub fn available_cores() -> usize {
    1
}

/// Returns at once: nothing happens while a page waits.
pub fn sleep(_duration: Duration) {}
