//! File formats: bytes to plain data and back.
//!
//! Independent of files, threads, windows and GPU: each parser takes a slice and returns owned data, or an error with
//! section, offset, found and expected. Usable without any of the crate's features.
//!
//! All formats are read with [`kernel`]; [`kinds`] lists them and detects the kind of a file. A new format is a folder
//! with a field table, a reader and a [`kinds::FileKind`], and a line in [`kinds::KINDS`].

#![warn(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

pub mod ens;
pub mod evt;
pub mod evtsub;
pub mod flags;
pub mod foreign;
pub mod gev;
pub mod glo;
pub mod gmd;
pub mod gtd;
pub mod kernel;
pub mod kinds;
pub mod n3pmesh;
pub mod n3shape;
pub mod n3sky;
pub mod ntf;
pub mod opd;
pub mod opdext;
pub mod opdsub;
pub mod smd;
pub mod tbl;
pub mod tile_rect;
pub mod zones_tbl;
