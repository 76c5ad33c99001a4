//! The file formats through the library's interface: layouts, malformed files, properties, fixtures.

#[path = "../common/mod.rs"]
mod common;

mod client_files;
mod gtd;
mod kinds;
mod ntf;
mod server_files;
