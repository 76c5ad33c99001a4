//! File formats: bytes to plain data and back.
//!
//! No files, threads, windows or GPU: each parser takes a slice and returns owned data or an error that names section,
//! offset, what was found and what was expected. Usable without any of the crate's features.

pub mod glo;
pub mod gtd;
pub mod kernel;
pub mod kinds;
pub mod n3sky;
pub mod ntf;
pub mod opd;
pub mod tbl;
pub mod zones_tbl;
