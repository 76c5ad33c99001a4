//! The clock.

pub use std::time::{Duration, Instant};
