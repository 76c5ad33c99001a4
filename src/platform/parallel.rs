//! Loops over rows, tiles and files: on all cores with the `load` feature, sequential without it and in a browser.
//!
//! Code is written against the names of rayon's iterators. Without `load` the same names are iterators of the standard
//! library, so that programs that only read files need no thread pool. A page has one thread, and is smaller without it.

#[cfg(all(feature = "load", not(target_family = "wasm")))]
pub use rayon::prelude::*;
#[cfg(not(all(feature = "load", not(target_family = "wasm"))))]
pub use sequential::*;

/// Folds items into one `empty` value per thread, and joins the results.
#[cfg(all(feature = "load", not(target_family = "wasm")))]
pub fn fold<I: ParallelIterator, T: Send>(
    items: I,
    empty: impl Fn() -> T + Sync + Send,
    add: impl Fn(T, I::Item) -> T + Sync + Send,
    join: impl Fn(T, T) -> T + Sync + Send,
) -> T {
    items.fold(&empty, add).reduce(&empty, join)
}

/// Folds items into one value, starting with `empty`.
#[cfg(not(all(feature = "load", not(target_family = "wasm"))))]
pub fn fold<I: Iterator, T>(
    items: I,
    empty: impl Fn() -> T,
    add: impl Fn(T, I::Item) -> T,
    _join: impl Fn(T, T) -> T,
) -> T {
    items.fold(empty(), add)
}

#[cfg(not(all(feature = "load", not(target_family = "wasm"))))]
mod sequential {
    use std::slice::{Chunks, ChunksMut, Iter, IterMut};

    pub use std::iter::{ExactSizeIterator as IndexedParallelIterator, Iterator as ParallelIterator};

    pub trait IntoParallelIterator: IntoIterator + Sized {
        fn into_par_iter(self) -> Self::IntoIter {
            self.into_iter()
        }
    }

    impl<I: IntoIterator> IntoParallelIterator for I {}

    pub trait MinimumLength: Iterator + Sized {
        fn with_min_len(self, _items: usize) -> Self {
            self
        }
    }

    impl<I: Iterator> MinimumLength for I {}

    pub trait ParallelSlice<T> {
        fn par_iter(&self) -> Iter<'_, T>;
        fn par_chunks(&self, items: usize) -> Chunks<'_, T>;
    }

    pub trait ParallelSliceMut<T> {
        fn par_iter_mut(&mut self) -> IterMut<'_, T>;
        fn par_chunks_mut(&mut self, items: usize) -> ChunksMut<'_, T>;
    }

    impl<T> ParallelSlice<T> for [T] {
        fn par_iter(&self) -> Iter<'_, T> {
            self.iter()
        }

        fn par_chunks(&self, items: usize) -> Chunks<'_, T> {
            self.chunks(items)
        }
    }

    impl<T> ParallelSliceMut<T> for [T] {
        fn par_iter_mut(&mut self) -> IterMut<'_, T> {
            self.iter_mut()
        }

        fn par_chunks_mut(&mut self, items: usize) -> ChunksMut<'_, T> {
            self.chunks_mut(items)
        }
    }
}
