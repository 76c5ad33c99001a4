//! The real program in a real window, on a private display (Xvfb, or a headless Wayland compositor), driven by keys and
//! mouse and judged by the pixels on the screen. Without the tools each test prints that it is skipped; under
//! `GTD_VIEWER_REQUIRE_WINDOW_TESTS` it fails.
#![cfg(target_os = "linux")]
#![allow(clippy::unused_async, clippy::used_underscore_binding, reason = "what zbus's macro makes of an interface")]

#[path = "../common/mod.rs"]
mod common;

mod clipboard;
mod drop;
mod wayland;
mod xvfb;

mod ending;
mod faults;
mod hidden;
mod inspect;
mod keys;
mod models;
mod objects;
mod places;
mod portal;
mod screens;
mod server;
mod session;
mod welcome;
