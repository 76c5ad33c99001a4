//! File formats: bytes to plain data and back.
//!
//! No files, threads, windows or GPU: each parser takes a slice and returns owned data or an error that names section,
//! offset, what was found and what was expected. Usable without any of the crate's features.
//!
//! All are read with [`kernel`]; [`kinds`] lists them and finds the kind of a file. A new format is a folder with a table
//! of fields, a reader and a [`kinds::FileKind`], and a line in [`kinds::KINDS`].

pub mod glo;
pub mod gtd;
pub mod kernel;
pub mod kinds;
pub mod n3sky;
pub mod ntf;
pub mod opd;
pub mod tbl;
pub mod zones_tbl;
