//! Reader kernel, shared by all formats.
//!
//! - [`fields`]: tables that name each field of a format, its type and its meaning.
//! - [`Reader`]: a cursor over a slice that reads fields by their entry in such a table.
//! - [`FieldMap`]: where each field of one file lies, recorded while the same code reads it. From it come `explain`,
//!   the panel of bytes, and the check that no byte of a file is left unread.
//! - [`FormatError`]: why bytes cannot be read: class, section, offset, field, found, expected.
//! - [`EncodeError`]: why something cannot be written: a count that 32 bits cannot hold.
//! - [`text`] (code page 949), [`cipher`] (the cipher of the client's tables), [`number`] (numbers in messages) and
//!   [`visible`] (names in messages).
//!
//! It contains no format's layout. Offsets are bytes from the start of the slice given to the reader.
//!
//! No input makes this module panic, and memory for a count is only allocated if the remaining bytes can hold it. A
//! reader itself allocates nothing; recording a map takes at most one [`Run`] (56 bytes) per field.

mod address;
pub mod cipher;
mod error;
pub mod fields;
mod map;
pub mod number;
mod reader;
pub mod text;
mod value;
pub mod visible;
mod writer;

pub use address::{Address, RecordIndex};
pub use error::{ErrorClass, FormatError};
pub(crate) use map::TRAILING;
pub use map::{FieldAt, FieldMap, Group, Node, Run, Section, SectionSpec, Shape};
pub use reader::Reader;
pub use writer::EncodeError;
pub(super) use writer::Writer;
