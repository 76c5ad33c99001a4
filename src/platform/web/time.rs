//! Monotonic time: `Instant` and `Duration`.

pub use web_time::{Duration, Instant};
