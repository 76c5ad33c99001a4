//! Monotonic time: `Instant` and `Duration`.

pub use std::time::{Duration, Instant};
