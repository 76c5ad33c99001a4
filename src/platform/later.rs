//! A value that another thread provides.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};

/// A value that may be provided later, once. Clones are the same value.
#[derive(Clone, Debug)]
pub struct Later<T>(Arc<Mutex<State<T>>>);

#[derive(Debug)]
enum State<T> {
    /// Not provided yet, with the tasks that wait for it.
    Waiting(Vec<Waker>),
    Known(T),
}

impl<T> Default for Later<T> {
    fn default() -> Later<T> {
        Later(Arc::new(Mutex::new(State::Waiting(Vec::new()))))
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Later<T> {
        Later(Arc::new(Mutex::new(State::Known(value))))
    }
}

impl<T: Clone> Later<T> {
    /// Provides the value. A value that was provided before is kept.
    pub fn provide(&self, value: T) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Waiting(waiting) = &mut *state {
            let waiting = std::mem::take(waiting);
            *state = State::Known(value);
            drop(state);
            waiting.into_iter().for_each(Waker::wake);
        }
    }

    /// Waits for the value, forever if it is never provided.
    pub async fn get(&self) -> T {
        poll_fn(|context| match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Known(value) => Poll::Ready(value.clone()),
            State::Waiting(waiting) => {
                if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                    waiting.push(context.waker().clone());
                }
                Poll::Pending
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{CancelToken, Canceled, block_on};

    #[test]
    fn a_value_arrives_from_another_thread() {
        let later = Later::default();
        let provider = later.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(10));
            provider.provide(1);
            provider.provide(2);
        });
        assert_eq!(block_on(later.get()), 1);
        thread.join().unwrap();
        assert_eq!(block_on(later.get()), 1, "the first value is kept");
        assert_eq!(block_on(Later::from(3).get()), 3);
    }

    #[test]
    fn a_value_that_never_comes_can_be_given_up() {
        let token = CancelToken::default();
        token.cancel();
        assert_eq!(block_on(token.unless_canceled(Later::<u8>::default().get())), Err(Canceled));
    }
}
