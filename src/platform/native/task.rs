//! Futures on native threads: a blocking executor and concurrent execution.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use super::super::parallel::*;
use super::thread;

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Unpark>) {
        self.0.unpark();
    }
}

/// Runs a future to completion on this thread, which sleeps while the future is pending.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            // A spurious wake-up only causes an extra poll, which futures allow.
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Runs a future on a new thread with a name for debuggers and panic messages.
///
/// # Errors
/// The system's error, if it cannot start a thread.
pub fn spawn<F: Future<Output = ()>>(name: &str, work: impl FnOnce() -> F + Send + 'static) -> io::Result<()> {
    thread::spawn(name, move || block_on(work())).map(drop)
}

/// Lets others take their turn during long work, where they have no thread of their own: here they have.
#[allow(clippy::unused_async, reason = "only a page must wait")]
pub async fn pause() {}

/// Fills the rows of a picture on all cores. False, with some rows unfilled, once `fill` has returned false.
#[allow(clippy::unused_async, reason = "only a page must wait")]
pub async fn fill_rows<T: Send>(
    items: &mut [T],
    row_items: usize,
    fill: impl Fn(usize, &mut [T]) -> bool + Sync + Send,
) -> bool {
    items.par_chunks_mut(row_items.max(1)).enumerate().all(|(row, items)| fill(row, items))
}

/// Maps items on all cores, and leaves out those without a result. Results are in the order of the items.
#[allow(clippy::unused_async, reason = "only a page must wait")]
pub async fn filter_map_all<I: Send, T: Send>(items: Vec<I>, map: impl Fn(I) -> Option<T> + Sync + Send) -> Vec<T> {
    items.into_par_iter().filter_map(map).collect()
}

/// Runs a future for each item on all cores; results are in the order of the items.
pub async fn map_concurrently<'a, I: Sync, T: Send, F: Future<Output = T>>(
    items: &'a [I],
    map: impl Fn(&'a I) -> F + Sync,
) -> Vec<T> {
    items.par_iter().map(|item| block_on(map(item))).collect()
}

/// Runs a future for each item, at most `limit` at a time, each on a thread of its own. Starts no further one once
/// `work` has returned false.
pub async fn for_each_concurrently<'a, I: Sync, F: Future<Output = bool>>(
    items: &'a [I],
    limit: usize,
    work: impl Fn(&'a I) -> F + Sync,
) {
    let next = AtomicUsize::new(0);
    let worker = || {
        let take = || items.get(next.fetch_add(1, Ordering::Relaxed));
        while let Some(item) = take() {
            if !block_on(work(item)) {
                next.store(items.len(), Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..limit.min(items.len()) {
            scope.spawn(worker);
        }
    });
}

/// Runs two futures concurrently, the first on a thread of its own.
pub async fn join<A: Send, B>(first: impl Future<Output = A> + Send, second: impl Future<Output = B>) -> (A, B) {
    std::thread::scope(|scope| {
        let first = scope.spawn(|| block_on(first));
        let second = block_on(second);
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Mutex, mpsc};

    /// A value sent by another thread.
    async fn from_thread(value: usize) -> usize {
        let state = Arc::new(Mutex::new((None, None::<Waker>)));
        let filled = state.clone();
        std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(5));
            let mut state = filled.lock().unwrap();
            state.0 = Some(value);
            state.1.take().into_iter().for_each(Waker::wake);
        });
        std::future::poll_fn(move |context| {
            let mut state = state.lock().unwrap();
            state.1 = Some(context.waker().clone());
            state.0.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    #[test]
    fn late_values_arrive_in_order() {
        assert_eq!(block_on(from_thread(3)), 3);
        let items: Vec<usize> = (0..20).collect();
        assert_eq!(
            block_on(map_concurrently(&items, |item| from_thread(item * 2))),
            (0..40).step_by(2).collect::<Vec<_>>()
        );
        assert_eq!(block_on(join(from_thread(1), from_thread(2))), (1, 2));
    }

    #[test]
    fn no_further_item_begins_after_a_false() {
        let items: Vec<usize> = (0..100).collect();
        let (sender, begun) = mpsc::channel();
        block_on(for_each_concurrently(&items, 1, |&item| {
            let sender = sender.clone();
            async move {
                sender.send(item).unwrap();
                from_thread(item).await < 3
            }
        }));
        assert_eq!(begun.try_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
