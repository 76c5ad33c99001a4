//! The reader kernel: what every format is read with.
//!
//! - [`fields`]: tables that name each field of a format, its type and its meaning.
//! - [`Reader`]: a cursor over a slice that reads fields by their entry in such a table.
//! - [`FieldMap`]: where each field of one file lies, recorded while the same code reads it. From it come `explain`,
//!   the panel of bytes, and the check that no byte of a file is left unread.
//! - [`FormatError`]: why bytes cannot be read: class, section, offset, field, found, expected.
//! - [`EncodeError`]: why something cannot be written: a count that 32 bits cannot hold.
//! - [`text`] (code page 949) and [`cipher`] (the cipher of the client's tables).
//!
//! No format's layout is described here. Offsets are bytes from the start of the slice that the reader was given.
//!
//! Promise: no input makes this module panic, and nothing is allocated for a count before it is known that the
//! bytes left can hold it. A reader alone allocates nothing; recording a map takes at most one [`Run`] (56 bytes) for
//! each field that was read.

pub mod cipher;
mod error;
pub mod fields;
mod map;
mod reader;
pub mod text;
mod value;
mod writer;

pub use error::{ErrorClass, FormatError};
pub(crate) use map::TRAILING;
pub use map::{FieldAt, FieldMap, Group, Node, Run, Section, SectionSpec, Shape};
pub use reader::Reader;
pub use writer::EncodeError;
pub(super) use writer::Writer;
