//! Cancellation token that also interrupts pending futures.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// Shared by the canceling and the working side. Clones are the same token.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    canceled: AtomicBool,
    /// Wakers of pending futures, for cancellation.
    waiting: Mutex<HashMap<u64, Waker>>,
    next: AtomicU64,
}

impl PartialEq for CancelToken {
    fn eq(&self, other: &CancelToken) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for CancelToken {}

/// A future was dropped because its token was canceled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("canceled")]
pub struct Canceled;

impl CancelToken {
    /// Cancels permanently, and wakes every future that is pending under this token.
    pub fn cancel(&self) {
        self.0.canceled.store(true, Ordering::SeqCst);
        let waiting = std::mem::take(&mut *self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.into_values().for_each(Waker::wake);
    }

    /// Whether the token was canceled.
    pub fn is_canceled(&self) -> bool {
        self.0.canceled.load(Ordering::SeqCst)
    }

    /// Runs a future until it completes or the token is canceled, which drops the future.
    ///
    /// # Errors
    /// [`Canceled`], if that came first.
    pub async fn unless_canceled<T>(&self, future: impl Future<Output = T>) -> Result<T, Canceled> {
        let id = self.0.next.fetch_add(1, Ordering::Relaxed);
        Race { token: self, id, future: Box::pin(future) }.await
    }
}

struct Race<'a, F> {
    token: &'a CancelToken,
    id: u64,
    future: Pin<Box<F>>,
}

impl<T, F: Future<Output = T>> Future for Race<'_, F> {
    type Output = Result<T, Canceled>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.token.is_canceled() {
            return Poll::Ready(Err(Canceled));
        }
        if let Poll::Ready(value) = self.future.as_mut().poll(context) {
            return Poll::Ready(Ok(value));
        }
        let waiting = &self.token.0.waiting;
        waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(self.id, context.waker().clone());
        // A cancellation just before the waker was stored has not woken it.
        if self.token.is_canceled() { Poll::Ready(Err(Canceled)) } else { Poll::Pending }
    }
}

impl<F> Drop for Race<'_, F> {
    fn drop(&mut self) {
        self.token.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::block_on;

    #[test]
    fn a_future_that_never_ends_is_given_up() {
        let token = CancelToken::default();
        let canceler = token.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(20));
            canceler.cancel();
        });
        assert_eq!(block_on(token.unless_canceled(std::future::pending::<()>())), Err(Canceled));
        thread.join().unwrap();
        assert_eq!(block_on(token.unless_canceled(async { 1 })), Err(Canceled), "canceled for good");
        assert!(token.0.waiting.lock().unwrap().is_empty());
    }

    #[test]
    fn a_future_that_ends_keeps_its_value() {
        let token = CancelToken::default();
        assert_eq!(block_on(token.unless_canceled(async { 7 })), Ok(7));
        assert!(!token.is_canceled());
    }
}
