//! Fuzzes `server_tables`: see `tests/common/fuzz_targets.rs`.
#![no_main]
#![allow(dead_code)] // the other targets

#[path = "../../common/fuzz_targets.rs"]
mod fuzz_targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_targets::server_tables(bytes));
