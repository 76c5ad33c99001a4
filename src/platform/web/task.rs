//! Futures in the event loop of a page, in turns that are short enough for its frames.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageChannel, MessagePort};

use super::time::{Duration, Instant};

/// Long work lets the event loop run after this time.
const TURN: Duration = Duration::from_millis(8);
/// Number of futures that [`map_concurrently`] runs at a time: while one waits for its file, others use theirs.
const AT_ONCE: usize = 8;

thread_local! {
    /// Start of the present turn of long work.
    static TURN_BEGAN: Cell<Option<Instant>> = const { Cell::new(None) };
    /// Number of [`block_on`] calls that are running: nothing below them can wait.
    static BLOCKING: Cell<u32> = const { Cell::new(0) };
    /// What waits for the next turn of the event loop.
    static NEXT_TURN: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    /// Messages to this port arrive in the next turn.
    static PORT: MessagePort = port_to_next_turn();
}

/// Runs a future to completion that does not wait for the browser.
///
/// # Panics
/// The future waits for the browser, which cannot answer before the page's thread returns to it.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    BLOCKING.set(BLOCKING.get() + 1);
    let polled = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
    BLOCKING.set(BLOCKING.get() - 1);
    match polled {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a page cannot wait for the browser here"),
    }
}

/// Runs a future in the event loop; it begins in a later turn.
pub fn spawn<F: Future<Output = ()>>(_name: &str, work: impl FnOnce() -> F + Send + 'static) -> io::Result<()> {
    wasm_bindgen_futures::spawn_local(async move { work().await });
    Ok(())
}

/// Lets the event loop run if this work has used up its turn.
pub async fn pause() {
    if is_turn_over() {
        next_turn().await;
    }
}

fn is_turn_over() -> bool {
    BLOCKING.get() == 0 && TURN_BEGAN.get().is_none_or(|began| began.elapsed() >= TURN)
}

/// Waits for a later turn of the event loop, after input and frames that are due.
pub(super) async fn next_turn() {
    let mut is_asked = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_asked, true) {
            TURN_BEGAN.set(Some(Instant::now()));
            return Poll::Ready(());
        }
        wake_in_next_turn(context.waker());
        Poll::Pending
    })
    .await;
}

fn wake_in_next_turn(waker: &Waker) {
    NEXT_TURN.with_borrow_mut(|waiting| waiting.push(waker.clone()));
    PORT.with(|port| port.post_message(&wasm_bindgen::JsValue::NULL)).unwrap_or_default();
}

fn port_to_next_turn() -> MessagePort {
    let channel = MessageChannel::new().expect("every browser with WebGPU has message channels");
    let wake = Closure::<dyn FnMut()>::new(|| {
        NEXT_TURN.take().into_iter().for_each(Waker::wake);
    });
    channel.port1().set_onmessage(Some(wake.as_ref().unchecked_ref()));
    // It lives as long as the page.
    wake.forget();
    channel.port2()
}

/// Fills the rows of a picture, in turns. False, with some rows unfilled, once `fill` has returned false.
pub async fn fill_rows<T: Send>(
    items: &mut [T],
    row_items: usize,
    fill: impl Fn(usize, &mut [T]) -> bool + Sync + Send,
) -> bool {
    for (row, items) in items.chunks_mut(row_items.max(1)).enumerate() {
        if !fill(row, items) {
            return false;
        }
        pause().await;
    }
    true
}

/// Maps items, in turns, and leaves out those without a result. Results are in the order of the items.
pub async fn filter_map_all<I: Send, T: Send>(items: Vec<I>, map: impl Fn(I) -> Option<T> + Sync + Send) -> Vec<T> {
    let mut results = Vec::new();
    for item in items {
        results.extend(map(item));
        pause().await;
    }
    results
}

/// Runs a future for each item; results are in the order of the items.
pub async fn map_concurrently<'a, I: Sync, T: Send, F: Future<Output = T>>(
    items: &'a [I],
    map: impl Fn(&'a I) -> F + Sync,
) -> Vec<T> {
    let mut results: Vec<Option<T>> = items.iter().map(|_| None).collect();
    let keep = |index: usize, result: T| {
        results[index] = Some(result);
        true
    };
    run_together(items, AT_ONCE, map, keep).await;
    results.into_iter().flatten().collect()
}

/// Runs a future for each item, at most `limit` at a time. Starts no further one once `work` has returned false.
pub async fn for_each_concurrently<'a, I: Sync, F: Future<Output = bool>>(
    items: &'a [I],
    limit: usize,
    work: impl Fn(&'a I) -> F + Sync,
) {
    // More than there are cores: they wait for files, not for each other.
    run_together(items, limit.max(AT_ONCE), work, |_, goes_on| goes_on).await;
}

/// Runs a future for each item, some at a time. `done` receives each result with its index; no further one starts once
/// it has returned false.
async fn run_together<'a, I, T, F: Future<Output = T>>(
    items: &'a [I],
    limit: usize,
    start: impl Fn(&'a I) -> F,
    mut done: impl FnMut(usize, T) -> bool,
) {
    let mut waiting = items.iter().enumerate();
    let mut running: Vec<(usize, Pin<Box<F>>)> = Vec::new();
    let mut goes_on = true;
    poll_fn(|context| {
        let mut at = 0;
        loop {
            while goes_on && running.len() < limit {
                let Some((index, item)) = waiting.next() else { break };
                running.push((index, Box::pin(start(item))));
            }
            if running.is_empty() {
                return Poll::Ready(());
            }
            let Some((index, future)) = running.get_mut(at) else { return Poll::Pending };
            if is_turn_over() {
                wake_for_new_turn(context.waker());
                return Poll::Pending;
            }
            match future.as_mut().poll(context) {
                Poll::Pending => at += 1,
                Poll::Ready(result) => {
                    goes_on &= done(*index, result);
                    running.remove(at);
                }
            }
        }
    })
    .await;
}

/// Wakes a task in the next turn, which begins anew.
fn wake_for_new_turn(waker: &Waker) {
    TURN_BEGAN.set(Some(Instant::now()));
    wake_in_next_turn(waker);
}

/// Runs two futures concurrently.
pub async fn join<A: Send, B>(first: impl Future<Output = A> + Send, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    poll_fn(|context| {
        poll_once(&mut a, first.as_mut(), context);
        poll_once(&mut b, second.as_mut(), context);
        match (a.take(), b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (left, right) => {
                (a, b) = (left, right);
                Poll::Pending
            }
        }
    })
    .await
}

fn poll_once<T>(result: &mut Option<T>, future: Pin<&mut impl Future<Output = T>>, context: &mut Context<'_>) {
    if result.is_none()
        && let Poll::Ready(value) = future.poll(context)
    {
        *result = Some(value);
    }
}
